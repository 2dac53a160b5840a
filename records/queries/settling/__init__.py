"""Reads for what only time settles: what was handed over, and what is forgotten."""

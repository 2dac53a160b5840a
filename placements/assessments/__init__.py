"""Scoring: who reads what in which order, and what the levels come down to."""

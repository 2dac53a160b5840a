"""Reads of the scoring desk."""

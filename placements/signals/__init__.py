"""Signals: what is told to the confidants of a school, and what they do with it."""

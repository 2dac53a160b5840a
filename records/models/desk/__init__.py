"""Tables of the scoring desk."""

"""People: bringing them in, and letting them in."""

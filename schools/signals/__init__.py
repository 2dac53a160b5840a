"""The confidant's desk, the figures, and the talking guide."""

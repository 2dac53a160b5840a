"""Norms that show: the signed statement, the ladder, habits and true figures, the year."""

"""A round from its opening to its public report."""

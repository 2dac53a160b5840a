"""The trial internship: agreement, days, levels, outcome."""

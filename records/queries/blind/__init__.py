"""Reads of what others see without a name, and of what keeps it so."""

"""Blinding: text in, blind text and marked spans out. No web, no database, no clock."""

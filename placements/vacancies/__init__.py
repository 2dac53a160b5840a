"""The competency form: written, signed, checked, frozen."""

"""Calibration: what an assessor scores before the first real score, and beside real ones."""

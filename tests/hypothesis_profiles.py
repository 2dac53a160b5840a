"""How many examples the property tests try: few by default, hundreds where they cost little.

The core's properties ask for `hundreds`: their examples are drawn in few choices
(`tests/scoring/applications.py`), so that hundreds cost less than a second.
"""

from hypothesis import settings

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("proof", settings.get_profile("quick"), max_examples=300)

hundreds = settings.get_profile("proof")
"""Decorates a property that is tried three hundred times, whatever the profile."""

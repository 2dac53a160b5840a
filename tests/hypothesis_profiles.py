"""How many examples the property tests try: few by default, a thousand where they cost little.

The core's properties ask for `a_thousand`: their examples are drawn in few choices
(`tests/scoring/applications.py`), so that a thousand cost about a second.
"""

from hypothesis import settings

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("proof", settings.get_profile("quick"), max_examples=1000)

a_thousand = settings.get_profile("proof")
"""Decorates a property that is tried a thousand times, whatever the profile."""

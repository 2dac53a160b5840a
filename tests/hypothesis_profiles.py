"""How many examples the property tests try: few by default, many for a proof.

``pytest --hypothesis-profile=proof tests/scoring tests/matching`` tries a thousand of each.
"""

from hypothesis import settings

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("proof", settings.get_profile("quick"), max_examples=1000)

"""How many examples the property tests of the core try: a thousand, or few for a quick look.

``pytest --hypothesis-profile=quick tests/scoring`` tries 25 of each. Examples are drawn from
few choices (`tests/scoring/applications.py`), so that a thousand cost about a second.
"""

from hypothesis import settings

settings.register_profile(
    "proof", max_examples=1000, deadline=None, derandomize=True, database=None
)
settings.register_profile("quick", settings.get_profile("proof"), max_examples=25)

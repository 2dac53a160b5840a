"""What a place asks and what was seen of one student, drawn by Hypothesis in a single draw.

Every byte is one choice: a thousand examples cost a second instead of twenty, and a failing one
shrinks towards zeros, which is a place that asks nothing of a student nobody saw.
"""

from hypothesis import strategies as st

from scoring.fit import Requirement

NAMES = "abcdefg"
BYTES_EACH = 6


def applications(*, is_fully_seen=False, has_requirement=False):
    """A pair of requirements and levels by competence, for up to seven competences."""
    size = BYTES_EACH * len(NAMES)
    return st.binary(min_size=size, max_size=size).map(
        lambda choices: _decoded(choices, is_fully_seen, has_requirement)
    )


def levels_given():
    """The levels of no, one, two or three assessors."""
    return st.binary(min_size=4, max_size=4).map(lambda choices: _levels(choices, fewest=0))


def _decoded(choices, is_fully_seen, has_requirement):
    asked, levels = {}, {}
    for number, name in enumerate(NAMES):
        own = choices[number * BYTES_EACH : (number + 1) * BYTES_EACH]
        if not own[0] & 1 and not (has_requirement and number == 0):
            continue
        required, weight = 1 + (own[0] >> 1) % 3, own[1] % 4
        asked[name] = Requirement(
            required=required,
            weight=weight,
            is_essential=required > 1 and weight > 0 and bool(own[1] & 64),
        )
        levels[name] = _levels(own[2:], fewest=int(is_fully_seen))
    return asked, levels


def _levels(choices, *, fewest):
    count = fewest + choices[0] % (4 - fewest)
    return tuple(1 + choice % 4 for choice in choices[1 : 1 + count])

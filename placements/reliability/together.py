"""Practising together once more: asked where two saw different things in the same texts.

It is asked of competences that have cases, from the last judgement on, and ends for an assessor who
passes the cases after that. Nobody loses the right to score by it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from placements.actors import Actor, Role
from placements.calibration.cases import calibrated_letters
from placements.calibration.rights import CLOCK_SLIP
from records.models.desk.judgement import JudgedLight, Judgement
from records.queries.accounts import list_staff_of_school
from records.queries.desk.judgements import get_lights_of_school
from records.queries.desk.practices import get_passed_moments, list_passed_since

ASKED_BY: Final = (JudgedLight.ORANGE, JudgedLight.RED)


@dataclass(frozen=True, slots=True)
class Together:
    """How many of the assessors of a school have practised a competence once more, and not who."""

    practised: int
    assessors: int


def together_since(session: Session, judged: Judgement) -> Together | None:
    """Return how many have passed the cases since a judgement that asks it of all assessors."""
    if judged.light not in ASKED_BY or judged.letter not in calibrated_letters():
        return None
    staff = list_staff_of_school(session, school_id=judged.round.school_id, role=Role.ASSESSOR)
    passed = list_passed_since(session, letter=judged.letter, since=judged.judged_at)
    return Together(len({one.id for one in staff} & set(passed)), len(staff))


def letters_to_practise_together(
    session: Session, actor: Actor, *, now: datetime
) -> frozenset[str]:
    """Return the competences that the school scored too differently when it last did.

    Without those of which this assessor has passed the cases since.
    """
    asked = {
        letter: judged_at
        for letter, (light, judged_at) in get_lights_of_school(
            session, school_id=actor.school_id
        ).items()
        if light in ASKED_BY and letter in calibrated_letters()
    }
    if not asked:
        return frozenset()
    passed = get_passed_moments(session, account_id=actor.account_id, until=now + CLOCK_SLIP)
    return frozenset(
        letter
        for letter, judged_at in asked.items()
        if letter not in passed or passed[letter] < judged_at
    )

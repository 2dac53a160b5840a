"""The right to score a competence: earned on cases whose level is known, for half a year."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.calibration.cases import calibrated_letters
from placements.errors import Refusal, msgid
from records.queries.desk.practices import get_passed_moments

VALID_FOR: Final = timedelta(days=183)
CLOCK_SLIP: Final = timedelta(days=1)
"""How far the clock may have gone back since somebody passed. What lies further in the future was
written while the clock was wrong, and counts from that day on."""

PRACTISE_FIRST: Final = msgid("First practise this competence. Your other answers stay.")


class NotPractised(Refusal):
    """The assessor has not passed the cases of this competence, or too long ago."""


def is_good_enough(given: Sequence[int], reasoned: Sequence[int]) -> bool:
    """Say whether levels given to cases are near enough to the reasoned ones.

    Of six: five within one level, three exactly the same, and not more than three levels too
    high or too low in all.

    Examples
    --------
    >>> is_good_enough([2, 2, 3, 3, 1, 4], [2, 2, 3, 4, 2, 1])
    True
    >>> is_good_enough([3, 3, 4, 3, 1, 4], [2, 2, 3, 3, 1, 3])
    False
    """
    errors = [one - other for one, other in zip(given, reasoned, strict=True)]
    near = sum(abs(error) <= 1 for error in errors)
    exact = errors.count(0)
    return (
        near >= len(errors) - 1 and 2 * exact >= len(errors) and 2 * abs(sum(errors)) <= len(errors)
    )


def letters_to_practise(
    session: Session, actor: Actor, letters: Iterable[str], *, now: datetime
) -> frozenset[str]:
    """Return which of these competences the actor has to practise before scoring them."""
    asked = frozenset(letters) & calibrated_letters()
    return asked - rights_of(session, actor, now=now).keys() if asked else frozenset()


def rights_of(session: Session, actor: Actor, *, now: datetime) -> dict[str, datetime]:
    """Return the competences that the actor may score, each with the end of that right."""
    passed = get_passed_moments(session, account_id=actor.account_id, until=now + CLOCK_SLIP)
    ends = {letter: moment + VALID_FOR for letter, moment in passed.items()}
    return {letter: end for letter, end in ends.items() if now < end}


def require_practised(session: Session, actor: Actor, letter: str, *, now: datetime) -> None:
    """Stop who has to practise this competence first.

    Raises
    ------
    NotPractised
        If there are cases of it that the actor has not passed within half a year.
    """
    if letters_to_practise(session, actor, [letter], now=now):
        raise NotPractised(PRACTISE_FIRST)

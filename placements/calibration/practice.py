"""Practising: the cases of one competence in an order of one's own, each with its reason after."""

import math
import random
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.calibration.cases import Case, calibrated_letters, practice_cases
from placements.calibration.rights import is_good_enough
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.calibration import may_answer_case, may_practise
from records.models.account import Account
from records.models.desk.practice import Practice, PracticeAnswer
from records.queries.desk.practices import find_open_practice, list_practices

WORDS_A_MINUTE: Final = 150
MINUTES_TO_DECIDE: Final = 0.25
"""A case is short, and its reason follows at once."""


def minutes_of(letter: str, locale: str) -> int:
    """Return about how long the cases of a competence take."""
    cases = practice_cases(letter)
    words = sum(len(f"{case.text(locale)} {case.reason(locale)}".split()) for case in cases)
    return math.ceil(words / WORDS_A_MINUTE + MINUTES_TO_DECIDE * len(cases))


def case_at(practice: Practice, place: int) -> Case | None:
    """Return the case at a place of this practice, 1 for the first."""
    if not 1 <= place <= len(practice.case_ids):
        return None
    cases = {case.id: case for case in practice_cases(practice.letter)}
    return cases.get(practice.case_ids[place - 1])


def next_place(practice: Practice) -> int | None:
    """Return the place of the first case without an answer; None when all have one."""
    levels = practice.levels
    places = enumerate(practice.case_ids, start=1)
    return next((place for place, case_id in places if case_id not in levels), None)


def begin_practice(
    session: Session, actor: Actor, letter: str, *, rng: random.Random, now: datetime
) -> Practice:
    """Return the practice to go on with: the one that was begun, or a new one in a new order.

    Raises
    ------
    NotAllowed
        If the actor does not score.
    Refusal
        If there are no cases of this competence.
    """
    require(may_practise(actor))
    if letter not in calibrated_letters():
        raise Refusal(msgid("There are no cases of this competence. You can score it right away."))
    session.get_one(Account, actor.account_id, with_for_update=True)
    begun = find_open_practice(session, account_id=actor.account_id, letter=letter)
    if begun is not None:
        return begun
    former = list_practices(session, account_id=actor.account_id, letter=letter)
    practice = Practice(
        account_id=actor.account_id,
        letter=letter,
        number=len(former) + 1,
        case_ids=_order(letter, former[-1].case_ids if former else [], rng),
        begun_at=now,
    )
    session.add(practice)
    session.flush()
    return practice


def answer_case(
    session: Session, actor: Actor, practice: Practice, case: Case, level: int, *, now: datetime
) -> None:
    """Give a case a level, once; with the last case the practice is over.

    Raises
    ------
    NotAllowed
        If it is not the actor's own practice.
    TooLate
        If the case has an answer already.
    """
    hold(session, practice)
    require(may_answer_case(actor, practice))
    if case.id in practice.levels:
        raise TooLate(
            msgid("You have answered this case already, maybe in another window. That counts.")
        )
    practice.answers.append(PracticeAnswer(case_id=case.id, level=level, answered_at=now))
    session.flush()
    if next_place(practice) is None:
        _finish(session, actor, practice, now=now)


def _finish(session: Session, actor: Actor, practice: Practice, *, now: datetime) -> None:
    levels, cases = practice.levels, practice_cases(practice.letter)
    reasoned = {case.id: case.level for case in cases}
    given = [(levels[case_id], reasoned[case_id]) for case_id in practice.case_ids]
    practice.is_passed = is_good_enough([one for one, _ in given], [one for _, one in given])
    practice.finished_at = now
    audit.record(session, actor, "practice:finished", practice.id, now=now, letter=practice.letter)


def _order(letter: str, former: list[str], rng: random.Random) -> list[str]:
    """Draw an order that is not the one of the time before."""
    ids = [case.id for case in practice_cases(letter)]
    drawn = rng.sample(ids, len(ids))
    return [*drawn[1:], drawn[0]] if drawn == former else drawn

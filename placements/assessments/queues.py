"""Who reads which text in which order: the desks of the assessors and their reserves."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from placements.codes import ALPHABET, CODE_LENGTH
from placements.notifications import notify
from placements.rounds.phases import PAIR, last_day
from records.models.desk.assessment import Assessment, AssessmentState, RoundAssessor
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import (
    count_on_desk,
    find_last_position,
    get_asked_letters,
    list_cleared_texts,
)
from records.queries.rounds import list_round_assessors

Desk: TypeAlias = tuple[UUID, str]
"""One assessor and one competence."""

BITS_A_CHARACTER: Final = len(ALPHABET).bit_length() - 1


def prepare_queues(session: Session, round_: Round, *, rng: random.Random) -> None:
    """Lay every text that counts on two desks, each in an order and under a code of its own."""
    assessors = list_round_assessors(session, round_.id)
    texts: defaultdict[Desk, list[UUID]] = defaultdict(list)
    for programme in round_.programmes:
        pair = [
            row.account_id
            for row in assessors
            if row.programme_id == programme.id and row.seat in PAIR
        ]
        asked = get_asked_letters(session, round_id=round_.id, programme_id=programme.id)
        for candidate_id, letter in list_cleared_texts(
            session, round_id=round_.id, programme_id=programme.id, letters=asked
        ):
            for assessor_id in pair:
                texts[assessor_id, letter].append(candidate_id)
    laid_down = [
        _row(round_, candidate_id, assessor_id, letter, position=position, rng=rng)
        for (assessor_id, letter), queue in shuffled_queues(texts, rng).items()
        for position, candidate_id in enumerate(queue, start=1)
    ]
    if laid_down:
        session.execute(insert(Assessment), laid_down)


def shuffled_queues(
    texts: Mapping[Desk, Collection[UUID]], rng: random.Random
) -> dict[Desk, list[UUID]]:
    """Return the same texts, every desk in an order that nothing but chance decides."""
    return {desk: rng.sample(sorted(on_it), len(on_it)) for desk, on_it in sorted(texts.items())}


def call_reserve(
    session: Session,
    round_: Round,
    views: Sequence[Assessment],
    *,
    is_tiebreak: bool,
    rng: random.Random,
) -> UUID | None:
    """Lay a text on the desk of a reserve who has not had it, who does not hear why.

    Returns whose desk, or None while every reserve has had it: appointing another one helps.
    """
    candidate, letter = views[0].candidate, views[0].letter
    had_it = {view.assessor_id for view in views}
    free = [
        row.account_id
        for row in _reserves(list_round_assessors(session, round_.id))
        if row.programme_id == candidate.programme_id and row.account_id not in had_it
    ]
    if not free:
        return None
    assessor_id = rng.choice(sorted(free))
    last = find_last_position(session, round_.id, assessor_id=assessor_id, letter=letter)
    row = _row(round_, candidate.id, assessor_id, letter, position=last + 1, rng=rng)
    session.add(Assessment(**row, is_tiebreak=is_tiebreak))
    session.flush()
    return assessor_id


def tell_assessors(
    session: Session,
    round_: Round,
    given: Counter[UUID],
    state: AssessmentState,
    kind: str,
    *,
    now: datetime,
) -> None:
    """Mail the assessors who had nothing to do and now do: one mail, however many texts."""
    session.flush()
    for assessor_id, count in sorted(given.items()):
        if count_on_desk(session, round_.id, assessor_id=assessor_id, state=state) == count:
            tell_assessor(session, round_, assessor_id, kind, now=now)


def tell_assessor(
    session: Session, round_: Round, assessor_id: UUID, kind: str, *, now: datetime
) -> None:
    """Mail an assessor that something waits, and until when."""
    until = last_day(round_, RoundPhase.SCORING)
    until_on = until.isoformat() if until else None
    notify(session, assessor_id, kind, now=now, round=round_.name, until_on=until_on)


def _reserves(assessors: Iterable[RoundAssessor]) -> list[RoundAssessor]:
    return [row for row in assessors if row.seat not in PAIR]


def _row(
    round_: Round,
    candidate_id: UUID,
    assessor_id: UUID,
    letter: str,
    *,
    position: int,
    rng: random.Random,
) -> dict[str, Any]:
    """Return one text on one desk, under a code that nothing else has."""
    bits = rng.getrandbits(BITS_A_CHARACTER * CODE_LENGTH)
    places = range(0, BITS_A_CHARACTER * CODE_LENGTH, BITS_A_CHARACTER)
    return {
        "round_id": round_.id,
        "candidate_id": candidate_id,
        "assessor_id": assessor_id,
        "letter": letter,
        "position": position,
        "desk_code": "".join(ALPHABET[bits >> place & len(ALPHABET) - 1] for place in places),
    }

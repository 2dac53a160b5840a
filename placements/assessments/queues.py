"""Who reads which text in which order: the desks of the assessors and their reserves."""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from placements.assessments.anchors import TEXTS_A_CASE, choose_cases, mixed
from placements.assessments.conflicts import Conflicts, find_conflicts
from placements.codes import ALPHABET, CODE_LENGTH
from placements.notifications import notify
from placements.rounds.phases import PAIR, last_day
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState, RoundAssessor
from records.models.round import Round, RoundPhase
from records.queries.desk.anchors import count_cases_laid, list_case_ids_laid
from records.queries.desk.assessments import (
    count_on_desk,
    get_asked_letters,
    list_cleared_texts,
)
from records.queries.desk.conflicts import count_in_queue, count_texts_on_desks
from records.queries.desk.queues import Queue, find_last_position
from records.queries.rounds import list_ready_assessors

Desk: TypeAlias = tuple[UUID, str]
"""One assessor and one competence."""

BITS_A_CHARACTER: Final = len(ALPHABET).bit_length() - 1


def prepare_queues(session: Session, round_: Round, *, rng: random.Random) -> None:
    """Lay every text that counts on two desks, each in an order and under a code of its own."""
    ready = list_ready_assessors(session, round_.id)
    texts: defaultdict[Desk, list[UUID]] = defaultdict(list)
    for programme in round_.programmes:
        asked = get_asked_letters(session, round_id=round_.id, programme_id=programme.id)
        cleared = list_cleared_texts(
            session, round_id=round_.id, programme_id=programme.id, letters=asked
        )
        seats = [row for row in ready if row.programme_id == programme.id]
        readers = _readers(session, round_, seats, {one for one, _letter in cleared}, rng=rng)
        for candidate_id, letter in cleared:
            for assessor_id in readers[candidate_id]:
                texts[assessor_id, letter].append(candidate_id)
    laid_down: dict[type[Assessment | AnchorScore], list[dict[str, Any]]] = defaultdict(list)
    for (assessor_id, letter), queue in shuffled_queues(texts, rng).items():
        on_it = [{"candidate_id": one} for one in queue]
        cases = _cases_for(session, round_, assessor_id, letter, len(queue), rng=rng)
        for position, one in enumerate(mixed(on_it, cases, rng), start=1):
            kind = AnchorScore if "case_id" in one else Assessment
            row = _row(round_, assessor_id, letter, position=position, rng=rng)
            laid_down[kind].append(row | one)
    for kind, rows in laid_down.items():
        session.execute(insert(kind), rows)


def _readers(
    session: Session,
    round_: Round,
    seats: Sequence[RoundAssessor],
    candidate_ids: Collection[UUID],
    *,
    rng: random.Random,
) -> dict[UUID, list[UUID]]:
    """Return who reads the texts of each candidate: the pair, or a reserve in the place of one.

    Whoever takes a place in the pair has it for everything that one candidate wrote.
    """
    pair = [row.account_id for row in seats if row.seat in PAIR]
    reserves = [row.account_id for row in seats if row.seat not in PAIR]
    conflicts = find_conflicts(
        session, round_.id, candidate_ids=candidate_ids, assessor_ids={*pair, *reserves}
    )
    laid: Counter[UUID] = Counter()
    readers = {}
    for candidate_id in rng.sample(sorted(candidate_ids), len(candidate_ids)):
        chosen = [one for one in pair if conflicts.is_free(one, candidate_id)]
        while len(chosen) < len(PAIR):
            free = [one for one in (*reserves, *pair) if one not in chosen]
            instead = _fewest_first(free, candidate_id, conflicts, laid, rng)
            if instead is None:
                break
            chosen.append(instead)
            laid[instead] += 1
        readers[candidate_id] = chosen
    return readers


def _fewest_first(
    free: Iterable[UUID],
    candidate_id: UUID,
    conflicts: Conflicts,
    laid: Counter[UUID],
    rng: random.Random,
) -> UUID | None:
    """Return who of these has the fewest texts, by chance among equals; strangers come first."""
    can = [one for one in sorted(free) if conflicts.may(one, candidate_id)]
    return min(
        can,
        key=lambda one: (not conflicts.is_free(one, candidate_id), laid[one], rng.random()),
        default=None,
    )


def _cases_for(
    session: Session,
    round_: Round,
    assessor_id: UUID,
    letter: str,
    texts: int,
    *,
    rng: random.Random,
) -> list[dict[str, Any]]:
    """Return the cases that are still to come in a queue of so many texts."""
    in_queue = list_case_ids_laid(session, round_.id, assessor_id=assessor_id, letter=letter)
    count = texts // TEXTS_A_CASE - len(in_queue)
    if count <= 0:
        return []
    before = count_cases_laid(session, assessor_id=assessor_id, letter=letter)
    chosen = choose_cases(letter, count, in_queue=in_queue, laid_before=before, rng=rng)
    return [{"case_id": case_id} for case_id in chosen]


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

    Of the reserves the one with the fewest texts gets it. Returns whose desk, or None while every
    reserve has had it: appointing another one helps.
    """
    candidate, letter = views[0].candidate, views[0].letter
    had_it = {view.assessor_id for view in views}
    free = {
        row.account_id
        for row in list_ready_assessors(session, round_.id)
        if row.seat not in PAIR
        and row.programme_id == candidate.programme_id
        and row.account_id not in had_it
    }
    conflicts = find_conflicts(session, round_.id, candidate_ids={candidate.id}, assessor_ids=free)
    laid = count_texts_on_desks(session, round_.id)
    assessor_id = _fewest_first(free, candidate.id, conflicts, laid, rng)
    if assessor_id is None:
        return None
    texts = count_in_queue(session, round_.id, assessor_id=assessor_id, letter=letter) + 1
    last = find_last_position(session, Queue(round_.id, assessor_id, letter))
    text = {"candidate_id": candidate.id, "is_tiebreak": is_tiebreak}
    added = [text, *_cases_for(session, round_, assessor_id, letter, texts, rng=rng)]
    rng.shuffle(added)
    for position, one in enumerate(added, start=last + 1):
        kind = AnchorScore if "case_id" in one else Assessment
        session.add(kind(**_row(round_, assessor_id, letter, position=position, rng=rng), **one))
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


def _row(
    round_: Round, assessor_id: UUID, letter: str, *, position: int, rng: random.Random
) -> dict[str, Any]:
    """Return one text on one desk, under a code that nothing else has."""
    bits = rng.getrandbits(BITS_A_CHARACTER * CODE_LENGTH)
    places = range(0, BITS_A_CHARACTER * CODE_LENGTH, BITS_A_CHARACTER)
    return {
        "round_id": round_.id,
        "assessor_id": assessor_id,
        "letter": letter,
        "position": position,
        "desk_code": "".join(ALPHABET[bits >> place & len(ALPHABET) - 1] for place in places),
    }

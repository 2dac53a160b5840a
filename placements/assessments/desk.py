"""What an assessor sees: a code, a competence, a text without a name. Nothing that tells whose."""

import enum
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median_low
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.assignments import Assignment, assignment
from placements.calibration.cases import case_of
from placements.profiles.blind_copy import blind_evidence
from placements.profiles.facts import Facts
from records.models.candidate import Evidence, EvidenceKind
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment
from records.models.round import Round, RoundPhase
from records.queries.desk.assessments import find_cleared_evidence
from records.queries.desk.desks import (
    QueueRow,
    SecondLook,
    list_evidence_on_desk,
    list_queues,
    list_second_looks,
)
from records.queries.desk.queues import (
    Answered,
    Queue,
    count_open_texts,
    find_beside,
    find_next_unread,
    get_usual_length,
    list_last_answers,
    list_open_texts,
)

OnDesk: TypeAlias = Assessment | AnchorScore

CHARACTERS_A_MINUTE: Final = 900
"""A hundred and fifty words: slow enough to read a text twice, beside four anchors."""
CHARACTERS_CHOSEN: Final = 300
"""What reading the chosen answers with their questions counts for."""
MINUTES_TO_DECIDE: Final = 0.5
FEWEST_TO_KNOW_A_PACE: Final = 6
LONGEST_PAUSE: Final = timedelta(minutes=5)
"""Who waits longer between two answers was away, or asked for something."""
SHOWN_IN_STEPS_OF: Final = 5
"""Minutes; a finer estimate would be a count of students in disguise, and not more honest."""
TENTHS: Final = 10
"""So fine is the bar that shows how far a pile is; a finer one could be counted."""
LANGUAGE_OF_CASES: Final = "nl"
"""As most students write, whatever language the reader chose: their texts are not translated."""


class Step(enum.StrEnum):
    """What an assessor has to do with one text."""

    READ = "read"
    ANSWERED = "answered"
    DESCRIBE = "describe"
    WAIT = "wait"
    DECIDE = "decide"


class Paper(NamedTuple):
    """One text in a pile, without the text."""

    code: str
    step: Step

    @property
    def label(self) -> str:
        """The code as people read it: ``7KQ2-M9XT``."""
        return f"{self.code[:4]}-{self.code[4:8]}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text as it lies open on the desk."""

    code: str
    letter: str
    text: str
    facts: Facts
    assignment: Assignment | None

    @property
    def label(self) -> str:
        """The code as people read it: ``7KQ2-M9XT``."""
        return f"{self.code[:4]}-{self.code[4:8]}"


@dataclass(frozen=True, slots=True)
class Pile:
    """The texts of one competence in one round, which lie in the order drawn for this assessor."""

    round_id: UUID
    round_name: str
    letter: str
    to_score: int
    """How many texts have an answer that can still change, or none yet."""
    unread: int
    """How many texts still need an answer."""
    next_unread: str | None
    """The code of the first of these."""
    minutes_left: int
    to_reconsider: tuple[Paper, ...]
    """The texts on which the two differ by two levels or more."""

    @property
    def can_be_locked(self) -> bool:
        """Whether there is something to lock and nothing left to answer."""
        return bool(self.to_score) and not self.unread


@dataclass(frozen=True, slots=True)
class Place:
    """Where an open text lies in its pile: how far the pile is, and what lies around it."""

    tenths: int
    """How many tenths of the pile have an answer."""
    minutes_left: int
    latest: str | None
    """The code of the text that was answered last and can still be taken back."""
    before: str | None
    after: str | None


def pace_of(moments: Iterable[datetime]) -> timedelta | None:
    """Return the usual time between two answers, once there are enough to know it.

    A clock that was set back, two answers at once and a break say nothing about a pace.
    """
    gaps = [later - earlier for earlier, later in pairwise(sorted(moments))]
    usual = [gap for gap in gaps if timedelta(seconds=1) <= gap <= LONGEST_PAUSE]
    return median_low(usual) if len(usual) >= FEWEST_TO_KNOW_A_PACE - 1 else None


def piles_of(session: Session, actor: Actor) -> Sequence[Pile]:
    """Return everything on the actor's desk, one pile per competence."""
    looks = list_second_looks(session, assessor_id=actor.account_id)
    rows = list_queues(session, assessor_id=actor.account_id)
    return [_pile(session, actor, row, looks) for row in rows]


def papers_of(
    session: Session, actor: Actor, round_: Round, letter: str, *, offset: int, limit: int
) -> Sequence[Paper]:
    """Return so many of the texts in a pile whose answer can still change, in its order."""
    if round_.phase is not RoundPhase.SCORING:
        return []
    queue = Queue(round_.id, actor.account_id, letter)
    return [
        Paper(code, Step.ANSWERED if is_answered else Step.READ)
        for code, is_answered in list_open_texts(session, queue, offset=offset, limit=limit)
    ]


def place_of(session: Session, on_desk: OnDesk) -> Place:
    """Return where an open text lies in its pile."""
    queue = queue_of(on_desk)
    open_, unread = count_open_texts(session, queue)
    answers = list_last_answers(session, queue)
    before, after = find_beside(session, queue, position=on_desk.position)
    return Place(
        tenths=TENTHS * (open_ - unread) // open_ if open_ else TENTHS,
        minutes_left=_minutes_left(session, queue, unread, answers),
        latest=next((one.desk_code for one in answers if one.is_open), None),
        before=before,
        after=after,
    )


def next_unread_after(session: Session, on_desk: OnDesk) -> str | None:
    """Return the code of the next text that needs an answer."""
    return find_next_unread(session, queue_of(on_desk), after=on_desk.position)


def queue_of(on_desk: OnDesk) -> Queue:
    """Return the queue in which a text lies."""
    return Queue(on_desk.round_id, on_desk.assessor_id, on_desk.letter)


def sheet_of(session: Session, on_desk: OnDesk) -> Sheet:
    """Return one text as it lies open; a case about nobody looks like any other."""
    if isinstance(on_desk, AnchorScore):
        case = case_of(on_desk.letter, on_desk.case_id)
        text = case.text(LANGUAGE_OF_CASES)
        return Sheet(on_desk.desk_code, on_desk.letter, text, case.facts, None)
    evidence = find_cleared_evidence(
        session, candidate_id=on_desk.candidate_id, letter=on_desk.letter
    )
    return _sheet(on_desk.desk_code, on_desk.letter, evidence)


def read_desk(session: Session, actor: Actor) -> Sequence[Sheet]:
    """Return every text of students that lies or lay on the actor's desk, in its order there."""
    return [
        _sheet(code, evidence.letter, evidence)
        for code, evidence in list_evidence_on_desk(session, assessor_id=actor.account_id)
    ]


def _sheet(code: str, letter: str, evidence: Evidence | None) -> Sheet:
    if evidence is None:
        return Sheet(code, letter, "", {}, None)
    shown = blind_evidence(evidence)
    is_answer = evidence.kind is EvidenceKind.ASSIGNMENT
    return Sheet(code, letter, shown.text, shown.facts, assignment(letter) if is_answer else None)


def _pile(session: Session, actor: Actor, row: QueueRow, looks: Sequence[SecondLook]) -> Pile:
    queue = Queue(row.round_id, actor.account_id, row.letter)
    unread = find_next_unread(session, queue) if row.unread else None
    answers = list_last_answers(session, queue) if row.unread else []
    return Pile(
        row.round_id,
        row.round_name,
        row.letter,
        row.to_score,
        row.unread,
        unread,
        _minutes_left(session, queue, row.unread, answers),
        tuple(
            Paper(look.desk_code, _step(look))
            for look in looks
            if (look.round_id, look.letter) == (row.round_id, row.letter)
        ),
    )


def _minutes_left(session: Session, queue: Queue, unread: int, answers: Sequence[Answered]) -> int:
    """Return about how long the rest of a pile takes, in steps of five minutes.

    At the assessor's own pace once that is known, and before that by what there is to read.
    """
    if not unread:
        return 0
    pace = pace_of(one.answered_at for one in answers)
    minutes = unread * (
        _minutes_to_read(get_usual_length(session, queue))
        if pace is None
        else pace / timedelta(minutes=1)
    )
    return math.ceil(minutes / SHOWN_IN_STEPS_OF) * SHOWN_IN_STEPS_OF


def _minutes_to_read(characters: float) -> float:
    return (characters + CHARACTERS_CHOSEN) / CHARACTERS_A_MINUTE + MINUTES_TO_DECIDE


def _step(look: SecondLook) -> Step:
    if not look.has_described:
        return Step.DESCRIBE
    return Step.DECIDE if look.other_has_described else Step.WAIT

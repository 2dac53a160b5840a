"""What an assessor sees: a code, a competence, a text without a name. Nothing that tells whose."""

import enum
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from statistics import median_low
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.assignments import Assignment, assignment
from placements.calibration.cases import case_of
from placements.profiles.blind_copy import blind_evidence
from placements.profiles.facts import Facts
from records.models.candidate import Evidence, EvidenceKind
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.queries.desk.assessments import find_cleared_evidence
from records.queries.desk.desks import (
    DeskRow,
    count_characters_to_read,
    find_next_unread,
    list_desk,
    list_evidence_on_desk,
    list_open_pile,
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
    DONE = "done"


class Paper(NamedTuple):
    """One text in a pile, without the text."""

    code: str
    position: int
    step: Step
    characters: int
    answered_at: datetime | None

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
    """Every text of one competence in one round, in the order drawn for this assessor."""

    round_id: UUID
    round_name: str
    letter: str
    papers: tuple[Paper, ...]

    @property
    def to_score(self) -> tuple[Paper, ...]:
        """The texts whose answer can still change."""
        return tuple(
            one for one in self.papers if one.step is Step.READ or one.step is Step.ANSWERED
        )

    @property
    def to_reconsider(self) -> tuple[Paper, ...]:
        """The texts on which the two differ by two levels or more."""
        return tuple(
            one for one in self.papers if one.step in (Step.DESCRIBE, Step.WAIT, Step.DECIDE)
        )

    @property
    def unread(self) -> tuple[Paper, ...]:
        """The texts that still need an answer."""
        return tuple(one for one in self.papers if one.step is Step.READ)

    @property
    def can_be_locked(self) -> bool:
        """Whether there is something to lock and nothing left to answer."""
        return bool(self.to_score) and not self.unread

    @property
    def tenths(self) -> int:
        """How many tenths of the pile have an answer."""
        open_ = self.to_score
        return TENTHS * (len(open_) - len(self.unread)) // len(open_) if open_ else TENTHS

    @property
    def minutes_left(self) -> int:
        """About how long the rest takes, in steps of five minutes.

        At the assessor's own pace once that is known, and before that by what there is to read.
        """
        unread = self.unread
        minutes = sum(map(_minutes_to_read, unread))
        pace = pace_of(self.papers)
        if pace is not None:
            minutes = len(unread) * pace / timedelta(minutes=1)
        return math.ceil(minutes / SHOWN_IN_STEPS_OF) * SHOWN_IN_STEPS_OF

    @property
    def latest(self) -> Paper | None:
        """The text that was answered last and can still be taken back."""
        answered = [one for one in self.papers if one.step is Step.ANSWERED and one.answered_at]
        return max(answered, key=_moment, default=None)

    def neighbours(self, code: str) -> tuple[Paper | None, Paper | None]:
        """Return the open texts before and after one, in the order of the pile."""
        open_ = self.to_score
        place = next(number for number, one in enumerate(open_) if one.code == code)
        before = open_[place - 1] if place else None
        after = open_[place + 1] if place + 1 < len(open_) else None
        return before, after


def pace_of(papers: Iterable[Paper]) -> timedelta | None:
    """Return the usual time between two answers, once there are enough to know it.

    A clock that was set back, two answers at once and a break say nothing about a pace.
    """
    moments = sorted(one.answered_at for one in papers if one.answered_at)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    usual = [gap for gap in gaps if timedelta(seconds=1) <= gap <= LONGEST_PAUSE]
    return median_low(usual) if len(usual) >= FEWEST_TO_KNOW_A_PACE - 1 else None


def piles_of(session: Session, actor: Actor) -> Sequence[Pile]:
    """Return everything on the actor's desk, one pile per competence."""
    rows = list_desk(session, assessor_id=actor.account_id)
    return [
        Pile(round_id, name, letter, tuple(map(_paper, of)))
        for (round_id, name, letter), of in groupby(
            rows, key=lambda row: (row.round_id, row.round_name, row.letter)
        )
    ]


def open_pile_of(session: Session, on_desk: OnDesk) -> Pile:
    """Return what can still be answered of the pile in which a text lies."""
    queue: dict[str, Any] = {"assessor_id": on_desk.assessor_id, "letter": on_desk.letter}
    rows = list_open_pile(session, on_desk.round_id, **queue)
    papers = [
        Paper(code, place, Step.ANSWERED if is_answered else Step.READ, 0, when)
        for place, code, is_answered, when in rows
    ]
    if papers and pace_of(papers) is None:
        characters = count_characters_to_read(session, on_desk.round_id, **queue)
        usual = characters // len(papers)
        papers = [paper._replace(characters=usual) for paper in papers]
    return Pile(on_desk.round_id, "", on_desk.letter, tuple(papers))


def next_unread_after(session: Session, on_desk: OnDesk) -> str | None:
    """Return the code of the next text that needs an answer."""
    return find_next_unread(
        session,
        on_desk.round_id,
        assessor_id=on_desk.assessor_id,
        letter=on_desk.letter,
        after=on_desk.position,
    )


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
    """Return every text of students on the actor's desk, in the order in which it lies there."""
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


def _paper(row: DeskRow) -> Paper:
    return Paper(row.desk_code, row.position, _step(row), row.characters, row.answered_at)


def _minutes_to_read(paper: Paper) -> float:
    return (paper.characters + CHARACTERS_CHOSEN) / CHARACTERS_A_MINUTE + MINUTES_TO_DECIDE


def _moment(paper: Paper) -> datetime:
    assert paper.answered_at is not None  # noqa: S101 - only asked of what was answered
    return paper.answered_at


def _step(row: DeskRow) -> Step:
    if row.state is AssessmentState.OPEN:
        return Step.ANSWERED if row.is_answered else Step.READ
    if row.state is not AssessmentState.RECONSIDERING:
        return Step.DONE
    if not row.has_described:
        return Step.DESCRIBE
    return Step.DECIDE if row.other_has_described else Step.WAIT

"""What others saw a student do, competence by competence: at school first, then in each trial.

Own levels with the evidence behind them. What the student does not see yet is not here: levels of
a round count once its result is out, those of a trial once both assessments are in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.assessments.scores import levels_of_round
from placements.catalogue import LEVELS, Anchor, Competence, Phrase, competence
from placements.days import day_of
from placements.profiles.blind_copy import BlindEvidence, blind_evidence
from placements.trials.sheet import TrialRow, tips, trial_sheet
from records.models.candidate import Candidate
from records.models.trial import Rater, Trial
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.students import get_student, list_rounds_in_hand
from records.queries.trials import list_trials_of_student


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A level that was seen somewhere."""

    day: date
    where: str
    """The round, or the company of the trial."""
    is_trial: bool
    level: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One competence of a student from the first level to the last."""

    competence: Competence
    points: tuple[Point, ...]
    """The earliest first, at least one."""
    evidence: tuple[BlindEvidence, ...]
    """The student's texts that were read, the latest first."""
    observations: tuple[str, ...]
    """What was seen in trials."""

    @property
    def level(self) -> Fraction:
        """The level that was seen last."""
        return self.points[-1].level

    @property
    def is_higher(self) -> bool:
        """Whether the last level is above the first."""
        return self.points[-1].level > self.points[0].level

    @property
    def next_step(self) -> Anchor | None:
        """The anchor to work towards, if there is one above the level."""
        whole = int(self.level)
        return None if whole == LEVELS[-1] else self.competence.anchor(whole + 1)

    @property
    def tip(self) -> Phrase:
        """One thing to do tomorrow."""
        return tips()[self.competence.letter]


def growth_of(session: Session, actor: Actor) -> Sequence[Growth]:
    """Return what others saw of the actor, the highest level first."""
    points: dict[str, list[Point]] = defaultdict(list)
    evidence: dict[str, list[BlindEvidence]] = defaultdict(list)
    observations: dict[str, list[str]] = defaultdict(list)
    for candidate, published_at in _scored_candidates(session, actor):
        for letter, point in _points_of_round(session, candidate, published_at).items():
            points[letter].append(point)
        for one in candidate.evidence:
            evidence[one.letter].append(blind_evidence(one))
    for trial, rows in _assessed_trials(session, actor):
        for row in rows:
            letter = row.criterion.letter
            points[letter].extend(_point_of_trial(trial, row))
            observations[letter].extend(one.text for one in row.observations)
    found = [
        Growth(
            competence=competence(letter),
            points=tuple(sorted(seen, key=lambda point: (point.day, point.is_trial))),
            evidence=tuple(evidence[letter]),
            observations=tuple(observations[letter]),
        )
        for letter, seen in points.items()
    ]
    return sorted(found, key=lambda one: (-one.level, one.competence.letter))


def _scored_candidates(session: Session, actor: Actor) -> list[tuple[Candidate, datetime]]:
    """Return the actor's own profiles in rounds of which the result is out, the latest first."""
    programme_id = get_student(session, actor.account_id).programme_id
    rounds = list_rounds_in_hand(session, programme_id=programme_id)
    return [
        (candidate, round_.published_at)
        for round_ in rounds
        if round_.published_at is not None
        and (
            candidate := find_candidate_of_student(
                session, round_id=round_.id, student_id=actor.account_id
            )
        )
    ]


def _points_of_round(
    session: Session, candidate: Candidate, published_at: datetime
) -> Mapping[str, Point]:
    found = levels_of_round(session, candidate.round_id, candidate_id=candidate.id)
    return {
        letter: Point(
            day=day_of(published_at),
            where=candidate.round.name,
            is_trial=False,
            level=Fraction(sum(levels), len(levels)),
        )
        for letter, levels in found.get(candidate.id, {}).items()
        if levels
    }


def _assessed_trials(session: Session, actor: Actor) -> Iterable[tuple[Trial, Sequence[TrialRow]]]:
    for trial in list_trials_of_student(session, student_id=actor.account_id):
        sheet = trial_sheet(trial, Rater.STUDENT)
        if sheet.is_complete:
            yield trial, sheet.rows


def _point_of_trial(trial: Trial, row: TrialRow) -> Iterable[Point]:
    if row.level is not None:
        yield Point(
            day=trial.ends_on,
            where=trial.proposal.vacancy.employer.name,
            is_trial=True,
            level=Fraction(row.level),
        )

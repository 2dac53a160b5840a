"""The trust ledger: what a school scored beside what a trial showed, per programme.

Nothing is of one student, and only scores on the words of the rubric that are used now count. A
company reads of its own programmes only what rests on enough students of enough companies, so that
no other company's levels can be worked out.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements.assessments.differences import settled_levels
from placements.rubrics.rounds import versions_now
from records.models.school import Programme
from records.models.trial import Rater
from records.queries.rounds import list_programmes_of_school
from records.queries.trial_levels import (
    TrialLevel,
    list_final_levels,
    list_programmes_of_employer,
    list_trial_levels,
)
from scoring.fit import mean_level
from scoring.validity import Correlation, correlation_of

FEWEST_COMPANIES: Final = 3
"""Companies behind a figure that one of them reads."""

ROUNDED_TO: Final = 5
"""What a company reads of a count is a multiple of this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One competence of one programme."""

    letter: str
    correlation: Correlation
    """Of the school's mean level before the trial with the trainer's at its end."""
    companies: int
    seen_by_both: int
    """Trials in which trainer and school gave this competence a level at the same moment."""
    seen_alike: int
    """Of those, how many got the same level from both."""

    @property
    def is_released(self) -> bool:
        """Whether companies may read it."""
        return self.correlation.value is not None and self.companies >= FEWEST_COMPANIES

    @property
    def about(self) -> int:
        """The students behind it as companies read that: rounded down."""
        return self.correlation.count // ROUNDED_TO * ROUNDED_TO


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One programme of the ledger."""

    programme: Programme
    lines: Sequence[Line]

    @property
    def known(self) -> list[Line]:
        """The lines that have a figure."""
        return [line for line in self.lines if line.correlation.value is not None]


def ledger_of_school(session: Session, school_id: UUID | None) -> list[Page]:
    """Return every programme of a school of which a trial was assessed."""
    programmes = list_programmes_of_school(session, school_id=school_id)
    pages = (_page(session, programme) for programme in programmes)
    return [page for page in pages if page.lines]


def ledger_of_employer(session: Session, employer_id: UUID | None) -> list[Page]:
    """Return the programmes of which this company had a trial that was assessed."""
    programmes = list_programmes_of_employer(session, employer_id=employer_id)
    return [_page(session, programme) for programme in programmes]


def _page(session: Session, programme: Programme) -> Page:
    now = versions_now(session, programme.school_id)
    found = [
        one
        for one in list_trial_levels(session, programme.id)
        if one.rubric_version == now[one.letter]
    ]
    scored = _scored(session, sorted({one.candidate_id for one in found}))
    by_letter: defaultdict[str, list[TrialLevel]] = defaultdict(list)
    for one in found:
        by_letter[one.letter].append(one)
    lines = [_line(letter, levels, scored) for letter, levels in sorted(by_letter.items())]
    return Page(programme=programme, lines=lines)


def _line(
    letter: str, levels: Sequence[TrialLevel], scored: Mapping[tuple[UUID, str], Fraction]
) -> Line:
    trainer = {one.candidate_id: one for one in levels if one.rater is Rater.TRAINER}
    school = {one.candidate_id: one.level for one in levels if one.rater is Rater.SCHOOL}
    both = trainer.keys() & school.keys()
    pairs = [
        (float(scored[candidate_id, letter]), one)
        for candidate_id, one in trainer.items()
        if (candidate_id, letter) in scored
    ]
    return Line(
        letter=letter,
        correlation=correlation_of(
            [score for score, _one in pairs], [one.level for _s, one in pairs]
        ),
        companies=len({one.employer_id for _score, one in pairs}),
        seen_by_both=len(both),
        seen_alike=sum(trainer[one].level == school[one] for one in both),
    )


def _scored(session: Session, candidate_ids: Sequence[UUID]) -> Mapping[tuple[UUID, str], Fraction]:
    """Return the mean level that the school gave each candidate before the trial."""
    rows = list_final_levels(session, candidate_ids)
    means = {
        key: mean_level(settled_levels([level for _id, _letter, level in given]))
        for key, given in groupby(rows, key=lambda row: (row[0], row[1]))
    }
    return {key: mean for key, mean in means.items() if mean is not None}

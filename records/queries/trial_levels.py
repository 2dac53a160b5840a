"""Reads of levels at the end of trials, beside what the school had scored before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.candidate import Candidate
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.desk.judgement import Judgement
from records.models.proposal import Proposal
from records.models.school import Programme
from records.models.trial import Rater, Trial, TrialRating, TrialState
from records.models.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class TrialLevel:
    """One level that was handed in at the end of a trial."""

    candidate_id: UUID
    employer_id: UUID
    letter: str
    rater: Rater
    level: int
    rubric_version: str
    """The words with which the round scored this competence."""


def list_trial_levels(session: Session, programme_id: UUID) -> Sequence[TrialLevel]:
    """Return what trainers and school handed in on trials that both have assessed.

    Only of competences that the round itself scored.
    """
    rows = session.execute(
        select(
            Proposal.candidate_id,
            Vacancy.employer_id,
            TrialRating.letter,
            TrialRating.rater,
            TrialRating.level,
            Judgement.rubric_version,
        )
        .join(Trial, Trial.id == TrialRating.trial_id)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .join(Candidate, Candidate.id == Proposal.candidate_id)
        .join(Vacancy, Vacancy.id == Proposal.vacancy_id)
        .join(
            Judgement,
            (Judgement.round_id == Proposal.round_id) & (Judgement.letter == TrialRating.letter),
        )
        .where(
            Candidate.programme_id == programme_id,
            Trial.state.in_((TrialState.ASSESSED, TrialState.CONCLUDED)),
            TrialRating.is_locked,
            TrialRating.rater != Rater.STUDENT,
        )
        .order_by(TrialRating.letter, TrialRating.id)
    )
    return [
        TrialLevel(candidate_id, employer_id, letter, rater, level, version)
        for candidate_id, employer_id, letter, rater, level, version in rows
        if level is not None
    ]


def list_final_levels(
    session: Session, candidate_ids: Collection[UUID]
) -> Sequence[tuple[UUID, str, int]]:
    """Return the final levels of these candidates: those of the pair first, then a third."""
    rows = session.execute(
        select(Assessment.candidate_id, Assessment.letter, Assessment.level)
        .where(
            Assessment.candidate_id.in_(candidate_ids),
            Assessment.state == AssessmentState.FINAL,
        )
        .order_by(Assessment.candidate_id, Assessment.letter, Assessment.is_tiebreak, Assessment.id)
    )
    return [
        (candidate_id, letter, level) for candidate_id, letter, level in rows if level is not None
    ]


def list_programmes_of_employer(
    session: Session, *, employer_id: UUID | None
) -> Sequence[Programme]:
    """Return the programmes of which a student had a trial at this company that was assessed."""
    return session.scalars(
        select(Programme)
        .join(Vacancy, Vacancy.programme_id == Programme.id)
        .join(Proposal, Proposal.vacancy_id == Vacancy.id)
        .join(Trial, Trial.proposal_id == Proposal.id)
        .where(
            Vacancy.employer_id == employer_id,
            Trial.state.in_((TrialState.ASSESSED, TrialState.CONCLUDED)),
        )
        .distinct()
        .order_by(Programme.name, Programme.id)
    ).all()

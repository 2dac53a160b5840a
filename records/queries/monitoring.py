"""Reads for the figures of a school: what happened in its rounds, and what was published of it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from records.models.candidate import Candidate
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.match import MatchRun, MatchRunState
from records.models.monitoring import (
    AskedRound,
    GroupFigures,
    GroupMonitoring,
    MonitoringFigures,
)
from records.models.proposal import Proposal
from records.models.round import Round
from records.models.school import School
from records.models.trial import Trial
from records.models.vacancy import Vacancy


def list_proposals_of_school(session: Session, *, school_id: UUID) -> Sequence[Proposal]:
    """Return every proposal of a school, candidate by candidate and the first one first."""
    return session.scalars(
        select(Proposal)
        .join(Round, Round.id == Proposal.round_id)
        .join(MatchRun, MatchRun.id == Proposal.match_run_id)
        .where(Round.school_id == school_id)
        .options(
            joinedload(Proposal.candidate).joinedload(Candidate.programme),
            joinedload(Proposal.vacancy).joinedload(Vacancy.employer),
        )
        .order_by(Proposal.candidate_id, MatchRun.number, Proposal.id)
    ).all()


def list_ended_trials(
    session: Session, *, school_id: UUID, since: datetime, until: datetime
) -> Sequence[Trial]:
    """Return the trials of a school that ended in a period."""
    return session.scalars(
        select(Trial)
        .join(Proposal, Proposal.id == Trial.proposal_id)
        .join(Round, Round.id == Proposal.round_id)
        .where(
            Round.school_id == school_id, Trial.concluded_at >= since, Trial.concluded_at < until
        )
        .options(
            joinedload(Trial.proposal)
            .joinedload(Proposal.candidate)
            .joinedload(Candidate.programme)
        )
        .order_by(Trial.concluded_at, Trial.id)
    ).all()


def list_views_given(
    session: Session, *, school_id: UUID, since: datetime, until: datetime
) -> Sequence[tuple[UUID, str, int | None]]:
    """Return candidate, competence and first level of every view that was locked in a period."""
    rows = session.execute(
        select(Assessment.candidate_id, Assessment.letter, Assessment.first_level)
        .join(Round, Round.id == Assessment.round_id)
        .where(
            Round.school_id == school_id,
            Assessment.state == AssessmentState.FINAL,
            Assessment.is_tiebreak.is_(False),
            Assessment.locked_at >= since,
            Assessment.locked_at < until,
        )
        .order_by(Assessment.candidate_id, Assessment.letter, Assessment.id)
    )
    return [(candidate_id, letter, level) for candidate_id, letter, level in rows]


def list_first_results(
    session: Session, *, school_id: UUID, since: datetime, until: datetime
) -> Sequence[MatchRun]:
    """Return the run with which each round of a school came out in a period."""
    return session.scalars(
        _first_results(school_id)
        .where(Round.published_at >= since, Round.published_at < until)
        .order_by(Round.published_at, MatchRun.id)
    ).all()


def list_results_to_ask(
    session: Session, *, school_id: UUID, since: datetime
) -> Sequence[MatchRun]:
    """Return the first run of each round that came out since then and was not asked about."""
    return session.scalars(
        _first_results(school_id)
        .where(
            Round.published_at >= since, ~exists().where(AskedRound.round_id == MatchRun.round_id)
        )
        .order_by(Round.published_at, MatchRun.id)
    ).all()


def list_schools_without_figures(
    session: Session, *, starts_on: date, until: date
) -> Sequence[School]:
    """Return the schools that had a round before a day, and no figures of the half before it."""
    return session.scalars(
        select(School)
        .where(
            exists().where(Round.school_id == School.id, Round.vacancies_open_on < until),
            ~exists().where(
                MonitoringFigures.school_id == School.id, MonitoringFigures.starts_on == starts_on
            ),
        )
        .order_by(School.id)
    ).all()


def list_figures_of_school(
    session: Session, *, school_id: UUID | None
) -> Sequence[MonitoringFigures]:
    """Return the published halves of a school, the newest first."""
    return session.scalars(
        select(MonitoringFigures)
        .where(MonitoringFigures.school_id == school_id)
        .order_by(MonitoringFigures.starts_on.desc(), MonitoringFigures.id)
    ).all()


def find_figures_of_school(
    session: Session, figures_id: UUID, *, school_id: UUID | None
) -> MonitoringFigures | None:
    """Return one published half of this school."""
    return session.scalar(
        select(MonitoringFigures).where(
            MonitoringFigures.id == figures_id, MonitoringFigures.school_id == school_id
        )
    )


def list_group_figures_of_school(
    session: Session, *, school_id: UUID | None
) -> Sequence[GroupFigures]:
    """Return what was published of groups at a school, the newest half first."""
    return session.scalars(
        select(GroupFigures)
        .where(GroupFigures.school_id == school_id)
        .order_by(GroupFigures.starts_on.desc(), GroupFigures.id)
    ).all()


def find_group_figures(
    session: Session, *, school_id: UUID, starts_on: date
) -> GroupFigures | None:
    """Return what was published of groups in one half."""
    return session.scalar(
        select(GroupFigures).where(
            GroupFigures.school_id == school_id, GroupFigures.starts_on == starts_on
        )
    )


def find_standing_monitoring(session: Session, *, school_id: UUID | None) -> GroupMonitoring | None:
    """Return the comparing of groups that a school asked for or does, if there is one."""
    return session.scalar(
        select(GroupMonitoring).where(
            GroupMonitoring.school_id == school_id, GroupMonitoring.ended_at.is_(None)
        )
    )


def find_monitoring_of_school(
    session: Session, monitoring_id: UUID, *, school_id: UUID | None
) -> GroupMonitoring | None:
    """Return one comparing of groups of this school, also when it has ended."""
    return session.scalar(
        select(GroupMonitoring).where(
            GroupMonitoring.id == monitoring_id, GroupMonitoring.school_id == school_id
        )
    )


def list_standing_monitoring(session: Session) -> Sequence[GroupMonitoring]:
    """Return every comparing of groups that has not ended."""
    return session.scalars(
        select(GroupMonitoring)
        .where(GroupMonitoring.ended_at.is_(None))
        .order_by(GroupMonitoring.id)
    ).all()


def _first_results(school_id: UUID) -> Select[MatchRun]:
    earlier = aliased(MatchRun)
    first = (
        select(func.min(earlier.number))
        .where(earlier.round_id == Round.id, earlier.state == MatchRunState.PUBLISHED)
        .correlate(Round)
        .scalar_subquery()
    )
    return (
        select(MatchRun)
        .join(Round, Round.id == MatchRun.round_id)
        .where(Round.school_id == school_id, MatchRun.number == first)
        .options(joinedload(MatchRun.round))
    )

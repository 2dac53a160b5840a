"""Companies that were asked, answered and assessed before, for tests about habits and figures."""

from datetime import date, timedelta

import factory
from sqlalchemy import select

from records.database import db
from records.models.account import Role
from records.models.match import MatchRun
from records.models.norms import YearReport
from records.models.proposal import ProposalState, Seat
from records.models.trial import TrialState
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EmployerFactory,
    MatchRunFactory,
    ProposalFactory,
    RecordFactory,
    RefusalFactory,
    TrialFactory,
)
from tests.rounds import frozen_place


class YearReportFactory(RecordFactory):
    class Meta:
        model = YearReport

    year = 2025
    content = factory.LazyFunction(lambda: {"format": "year 1", "tables": {}})
    digest = "0" * 64
    published_at = NOW


def asked(
    round_, programme, employer, *, at, yes=True, late=False, refused=None, waits=False, **facts
):
    """Return a proposal that a company was asked about at some moment, and its answer.

    `refused` says whether the school upheld its refusal; `waits` that the company has to answer.
    """
    place = frozen_place(round_, programme, employer=employer)
    decides_by = (at + timedelta(days=7)).date()
    answered = at + timedelta(days=9 if late else 1)
    rows = [{"letter": criterion.letter, "level": None} for criterion in place.criteria]
    facts.setdefault("explanation", {"rows": rows})
    state = ProposalState.CONFIRMED if yes else ProposalState.EXPIRED
    if refused or waits:
        state = ProposalState.REFUSED if refused else ProposalState.ACCEPTED
    proposal = ProposalFactory(
        round_id=round_.id,
        match_run_id=run_of(round_),
        candidate_id=CandidateFactory(round=round_, programme=programme).id,
        vacancy_id=place.id,
        seat_id=seat_of(place),
        state=state,
        accepted_at=at,
        confirmed_at=answered if yes else None,
        student_decides_by=decides_by,
        employer_decides_by=decides_by,
        **facts,
    )
    if refused is not None:
        somebody = AccountFactory(employer_id=employer.id, role=Role.OWNER).id
        RefusalFactory(
            proposal_id=proposal.id,
            refused_by=somebody,
            refused_at=answered,
            is_upheld=refused,
            reviewed_by=somebody,
        )
    return proposal


def run_of(round_):
    """Return a run of a round: the one it has, or a new one."""
    known = db.session.scalars(select(MatchRun.id).where(MatchRun.round_id == round_.id)).first()
    somebody = {"role": Role.COORDINATOR, "school_id": round_.school_id}
    return (
        known or MatchRunFactory(round_id=round_.id, requested_by=AccountFactory(**somebody).id).id
    )


def seat_of(place):
    """Return the seat of a frozen place."""
    return db.session.scalars(select(Seat.id).where(Seat.vacancy_id == place.id)).first()


def was_tried(proposal, *, at, **facts):
    """Return the trial of a proposal, assessed at some moment."""
    day: date = at.date()
    return TrialFactory(
        proposal_id=proposal.id,
        school_assessor_id=AccountFactory(role=Role.MENTOR, school_id=proposal.round.school_id).id,
        starts_on=day - timedelta(days=12),
        ends_on=day,
        assessment_at=at,
        state=TrialState.CHECKED,
        **facts,
    )


def neighbours(count, **facts):
    """Return companies in the same region, one after the other."""
    return [EmployerFactory(**facts) for _number in range(count)]

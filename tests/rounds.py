"""Rounds that have come a long way, for tests that begin there."""

from datetime import timedelta
from hashlib import sha256

from matching.lottery import commitment
from placements.actors import Actor, Role
from placements.match.input import await_freeze, perform_freeze
from placements.match.run import confirm_run, perform_run, request_run
from placements.proposals.answers import publish_run
from records.database import db
from records.models.account import Account
from records.models.desk.assessment import AssessmentState
from records.models.round import RoundPhase
from records.queries.match_runs import find_standing_input
from tests.factories import (
    NOW,
    AccountFactory,
    AssessmentFactory,
    CandidateFactory,
    LotterySecretFactory,
    RoundFactory,
    StudentFactory,
    VacancyFactory,
    WishFactory,
)

RESULTS_DAY = NOW + timedelta(days=4)
"""The day on which the rounds of `RoundFactory` announce their results."""


def actor_of(account):
    """Return who acts when this account, or this student, is signed in."""
    account = db.session().get_one(Account, account.id)
    return Actor(
        account_id=account.id,
        role=account.role,
        employer_id=account.employer_id,
        school_id=account.school_id,
    )


def ready_round(school, programme, **facts):
    """Return a round in the match phase whose lottery is complete."""
    round_ = RoundFactory(
        school=school,
        programmes=[programme],
        phase=RoundPhase.MATCHING,
        public_value="drand 4711",
        **facts,
    )
    for position, role in enumerate((Role.COORDINATOR, Role.CONFIDANT), start=1):
        secret = sha256(f"secret {position}".encode()).digest()
        LotterySecretFactory(
            round_id=round_.id,
            account_id=AccountFactory(role=role, school_id=school.id).id,
            party=f"Partij {position}",
            position=position,
            commitment=commitment(str(round_.id), secret).hex(),
            secret=secret.hex(),
        )
    return round_


def frozen_place(round_, programme, **facts):
    """Return a frozen place of the round that asks levels 2 on E and K."""
    facts = {"criteria": ["E", "K"]} | facts
    return VacancyFactory(round=round_, programme=programme, frozen=True, **facts)


def scored_candidate(round_, programme, *, wishes=(), levels=(3, 3), student=None, **facts):
    """Return a certified candidate with these wishes, scored by two, or three, on E and K."""
    candidate = CandidateFactory(
        round=round_,
        student=student or StudentFactory(programme=programme),
        programme=programme,
        approved_digest="0" * 64,
        approved_at=NOW,
        certified_at=NOW,
        **facts,
    )
    for rank, place in enumerate(wishes, start=1):
        WishFactory(candidate_id=candidate.id, vacancy_id=place.id, rank=rank)
    for letter in ("E", "K"):
        for number, level in enumerate(levels):
            AssessmentFactory(
                round_id=round_.id,
                candidate_id=candidate.id,
                assessor_id=AccountFactory(role=Role.ASSESSOR, school_id=round_.school_id).id,
                letter=letter,
                level=level,
                first_level=level,
                is_tiebreak=number > 1,
                state=AssessmentState.FINAL,
            )
    db.session.refresh(candidate)
    return candidate


def frozen_input(session, round_, *, now=NOW):
    """Return the input of the round, frozen by the worker if that was not done yet."""
    session.flush()
    session.expire_all()
    standing = find_standing_input(session, round_.id) or await_freeze(session, round_)
    if standing.digest is None:
        for _step in perform_freeze(session, standing, now=now):
            session.flush()
        session.flush()
    return standing


def finished_run(session, round_, coordinator, *, now=NOW):
    """Request a run of the round, whose input is frozen, and let the worker compute it."""
    frozen_input(session, round_, now=now)
    run = request_run(session, actor_of(coordinator), round_, now=now)
    for _share in perform_run(session, run, now=now):
        session.flush()
    return run


def published_run(session, round_, coordinator, *, now=RESULTS_DAY):
    """Run, confirm and publish the round, as one coordinator."""
    run = finished_run(session, round_, coordinator, now=now)
    confirm_run(session, actor_of(coordinator), run, now=now)
    publish_run(session, actor_of(coordinator), run, now=now)
    session.flush()
    return run

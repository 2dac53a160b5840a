"""Rounds that are being scored, with texts on the desks, for tests that begin there."""

import random

from sqlalchemy import select

from placements.assessments import scores as office
from placements.assessments.queues import prepare_queues
from records.database import db
from records.models.account import Role
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import RoundPhase
from records.queries.desk.practices import list_practices
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EvidenceFactory,
    RoundAssessorFactory,
    RoundFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.practices import practised
from tests.rounds import actor_of

CHANCE = random.SystemRandom()
"""Where a test does not depend on who gets what in which order."""


def seat_assessors(round_, programme, *accounts):
    """Seat these people, who have practised, in this order; two reserves follow if nobody does."""
    if len(accounts) < 3:
        school_id = round_.school_id
        reserves = [AccountFactory(role=Role.ASSESSOR, school_id=school_id) for _seat in (3, 4)]
        accounts = (*accounts, *reserves)
    for seat, account in enumerate(accounts, start=1):
        if not list_practices(db.session(), account_id=account.id):
            practised(account)
        RoundAssessorFactory(
            round_id=round_.id, programme_id=programme.id, account_id=account.id, seat=seat
        )
    return accounts


def certified(round_, programme, *, letters=("E", "K"), student=None, **facts):
    """Return a certified candidate with a cleared text on each of these competences."""
    candidate = CandidateFactory(
        round=round_,
        programme=programme,
        student=student or StudentFactory(programme=programme),
        approved_digest="0" * 64,
        approved_at=NOW,
        certified_at=NOW,
        **facts,
    )
    reviewer = AccountFactory(role=Role.MENTOR, school_id=round_.school_id).id
    for letter in letters:
        EvidenceFactory(candidate_id=candidate.id, letter=letter, reviewed_by=reviewer)
    return candidate


def round_on_desks(school, programme, *accounts, students=2, letters=("E", "K")):
    """Return a round in the scoring phase: these people have the texts on their desks."""
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.SCORING)
    VacancyFactory(round=round_, programme=programme, frozen=True, criteria=list(letters))
    seat_assessors(round_, programme, *accounts)
    for _student in range(students):
        certified(round_, programme, letters=letters)
    prepare_queues(db.session(), round_, rng=CHANCE)
    return round_


def desk_of(account, *, letter=None):
    """Return what lies on somebody's desk, in the order of the piles."""
    query = select(Assessment).where(
        Assessment.assessor_id == account.id, Assessment.state != AssessmentState.RECUSED
    )
    if letter:
        query = query.where(Assessment.letter == letter)
    return db.session().scalars(query.order_by(Assessment.letter, Assessment.position)).all()


def view_of(account, candidate, letter="E"):
    """Return somebody's view on one text."""
    return db.session().scalar(
        select(Assessment).where(
            Assessment.assessor_id == account.id,
            Assessment.candidate_id == candidate.id,
            Assessment.letter == letter,
        )
    )


def lock_levels(round_, account, level, *, letter="E"):
    """Let somebody give every open text of a competence this level, and lock."""
    session, actor = db.session(), actor_of(account)
    for view in desk_of(account, letter=letter):
        if view.state is AssessmentState.OPEN:
            office.score(session, actor, view, level, now=NOW)
    office.lock_scores(session, actor, round_, letter, rng=CHANCE, now=NOW)
    session.flush()


def look_again(view, account, level, behaviour="De student vroeg elke dag hoe het ging."):
    """Let somebody write what was seen, if that was not done, and decide once more."""
    session, actor = db.session(), actor_of(account)
    if view.observed_behaviour is None:
        office.describe_behaviour(session, actor, view, behaviour, now=NOW)
        session.flush()
    if level != "later":
        office.reconsider(session, actor, view, level, rng=CHANCE, now=NOW)
        session.flush()

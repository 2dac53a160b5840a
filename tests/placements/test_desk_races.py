"""Two assessors answer, lock, look again and reconnect at the same moment: nothing lost or double.

These are real requests in real transactions, on a database of their own.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from records.database import db
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.outbox import OutboxMessage
from tests.desks import desk_of, lock_levels, look_again, round_on_desks
from tests.factories import AccountFactory, ProgrammeFactory
from web.signed_in import session_name

BEHAVIOUR = {"behaviour": "De student vroeg elke dag hoe ver iedereen was."}


@pytest.fixture
def world(real_app):
    """Two texts on the desks of Anton and Berna; only ids, they outlive a session."""
    with real_app.app_context():
        programme = ProgrammeFactory()
        pair = [AccountFactory(role=Role.ASSESSOR, school_id=programme.school_id) for _ in "12"]
        round_ = round_on_desks(programme.school, programme, *pair, letters=["E"])
        found = {
            "round": round_.id,
            "people": [account.id for account in pair],
            "cookies": [session_name(account) for account in pair],
            "codes": [[view.desk_code for view in desk_of(account)] for account in pair],
        }
        db.session.commit()
        db.session.remove()
    return found


@pytest.fixture
def together(real_app, world):
    """A function that sends requests at the same moment: who, where to, with what."""

    def send(*requests):
        barrier = Barrier(len(requests))

        def one(request):
            who, path, answers = request
            client = real_app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = world["cookies"][who], True
            barrier.wait(timeout=10)
            return client.post(f"/school/desk/{path}", data=answers).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


@pytest.fixture
def look(real_app):
    with real_app.app_context():
        yield db.session()
        db.session.remove()


def prepare(real_app, world, *levels):
    """Let the two lock these levels on every text."""
    with real_app.app_context():
        for account_id, level in zip(world["people"], levels, strict=True):
            account = db.session.get_one(Account, account_id)
            lock_levels(round_of(world), account, level)
        db.session.commit()
        db.session.remove()


def round_of(world):
    return (
        db.session.scalars(select(Assessment).where(Assessment.round_id == world["round"]))
        .first()
        .candidate.round
    )


def count_events(session, event):
    return session.scalar(select(func.count()).where(AuditEvent.event == event))


def test_an_answer_that_is_sent_again_and_again_is_saved_once(world, together, look):
    before = count_events(look, "assessment:scored")
    look.rollback()
    code = world["codes"][0][0]

    answers = together(*[(0, code, {"level": "3"})] * 4)

    view = look.scalars(select(Assessment).where(Assessment.desk_code == code)).one()
    assert answers == [302] * 4
    assert view.level == 3
    assert count_events(look, "assessment:scored") == before + 1


def test_both_lock_at_once_and_are_compared_once(world, together, look):
    for who in (0, 1):
        for code in world["codes"][who]:
            together((who, code, {"level": "1" if who == 0 else "4"}))
    lock = f"{world['round']}/E/lock"

    answers = together((0, lock, {}), (1, lock, {}), (0, lock, {}))

    views = look.scalars(select(Assessment).where(Assessment.round_id == world["round"])).all()
    mails = look.scalars(
        select(OutboxMessage.account_id).where(
            OutboxMessage.kind == "scores_to_reconsider",
            OutboxMessage.account_id.in_(world["people"]),
        )
    ).all()
    assert sorted(answers) == [302, 302, 422]
    assert [(view.state, view.first_level) for view in views].count(
        (AssessmentState.RECONSIDERING, 1)
    ) == 2
    assert {view.state for view in views} == {AssessmentState.RECONSIDERING}
    assert sorted(mails) == sorted(world["people"])


def test_both_decide_once_more_at_once_and_one_reserve_is_called(real_app, world, together, look):
    prepare(real_app, world, 1, 4)
    with real_app.app_context():
        for account_id in world["people"]:
            account = db.session.get_one(Account, account_id)
            for view in desk_of(account):
                look_again(view, account, "later")
        db.session.commit()
        db.session.remove()
    first, second = world["codes"][0][0], _of_same_text(real_app, world)

    answers = together(
        (0, f"{first}/again", {"level": "1"}),
        (1, f"{second}/again", {"level": "4"}),
        (0, f"{first}/again", {"level": "2"}),
    )

    views = look.scalars(select(Assessment).where(Assessment.round_id == world["round"])).all()
    own = next(view for view in views if view.desk_code == first)
    same_text = [view for view in views if view.candidate_id == own.candidate_id]
    assert answers[1] == 302
    assert sorted({answers[0], answers[2]})[0] == 302  # of two that come in at once one may hear so
    assert set(answers) <= {302, 422}
    assert own.level in (1, 2)
    assert [view.state for view in same_text].count(AssessmentState.FINAL) == 2
    assert sum(view.is_tiebreak for view in same_text) == 1


def test_writing_what_was_seen_at_once_lets_both_decide(real_app, world, together, look):
    prepare(real_app, world, 1, 4)
    first, second = world["codes"][0][0], _of_same_text(real_app, world)

    answers = together((0, f"{first}/again", BEHAVIOUR), (1, f"{second}/again", BEHAVIOUR))

    views = look.scalars(select(Assessment).where(Assessment.desk_code.in_([first, second]))).all()
    assert answers == [302, 302]
    assert {view.observed_behaviour for view in views} == set(BEHAVIOUR.values())


def test_answering_while_the_pile_is_locked_loses_neither(world, together, look):
    for code in world["codes"][0]:
        together((0, code, {"level": "2"}))
    code = world["codes"][0][0]

    locked, changed = together((0, f"{world['round']}/E/lock", {}), (0, code, {"level": "3"}))

    view = look.scalars(select(Assessment).where(Assessment.desk_code == code)).one()
    assert locked == 302
    assert changed in (302, 422)
    assert view.state is AssessmentState.LOCKED
    assert view.first_level == view.level
    assert view.level in (2, 3)


def _of_same_text(real_app, world):
    """Return Berna's code of the text that is Anton's first."""
    with real_app.app_context():
        own = db.session.scalars(
            select(Assessment).where(Assessment.desk_code == world["codes"][0][0])
        ).one()
        other = db.session.scalars(
            select(Assessment.desk_code).where(
                Assessment.candidate_id == own.candidate_id,
                Assessment.assessor_id == world["people"][1],
            )
        ).one()
        db.session.remove()
    return other

"""Two people press at the same moment, in real transactions: one outcome, nothing double."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from records.database import db
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.outbox import OutboxMessage
from records.models.round import LotterySecret, Round, RoundPhase
from tests.desks import certified, desk_of, lock_levels, round_on_desks, seat_assessors
from tests.factories import (
    AccountFactory,
    ProgrammeFactory,
    RoundFactory,
    SchoolFactory,
    VacancyFactory,
)
from web.signed_in import session_name


@pytest.fixture
def stage(real_app):
    """A function that builds something in a school of its own and commits it."""

    def build(make):
        with real_app.app_context():
            programme = ProgrammeFactory(school=SchoolFactory())
            made = make(programme)
            db.session.commit()
            db.session.remove()
        return made

    return build


@pytest.fixture
def together(real_app):
    """A function that sends requests at the same moment and returns their statuses, in order."""

    def send(*requests):
        barrier = Barrier(len(requests))

        def one(request):
            cookie_name, path, answers = request
            client = real_app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = cookie_name
                cookie["_fresh"] = True
            barrier.wait(timeout=10)
            return client.post(path, data=answers).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


@pytest.fixture
def look(real_app):
    """A session to look at what stands after the requests."""
    with real_app.app_context():
        yield db.session()
        db.session.remove()


NEW_ROUND = {
    "name": "Periode 4 2027",
    "objective": "stable",
    "vacancies_open_on": "2026-11-30",
    "profiles_open_on": "2026-12-14",
    "scoring_opens_on": "2027-01-04",
    "matching_opens_on": "2027-01-18",
    "results_on": "2027-01-25",
    "period_starts_on": "2027-03-15",
    "period_ends_on": "2027-07-09",
    "public_value_source": "drand quicknet, eerste ronde na 18-01-2027 09:00",
}


def staff(programme, *roles):
    return [AccountFactory(role=role, school_id=programme.school_id) for role in roles]


def test_two_coordinators_move_a_round_one_phase(stage, together, look):
    def make(programme):
        round_ = RoundFactory(
            school=programme.school, programmes=[programme], phase=RoundPhase.PROFILES
        )
        VacancyFactory(round=round_, programme=programme, frozen=True, criteria=["E"])
        seat_assessors(round_, programme, *staff(programme, Role.ASSESSOR, Role.ASSESSOR))
        for _student in range(3):
            certified(round_, programme, letters=["E"])
        both = staff(programme, Role.COORDINATOR, Role.COORDINATOR)
        return round_.id, [session_name(account) for account in both]

    round_id, cookies = stage(make)
    path = f"/school/rounds/{round_id}/advance"

    statuses = together(*((cookie, path, {"leaving": "profiles"}) for cookie in cookies))

    views = select(func.count()).where(Assessment.round_id == round_id)
    mails = select(func.count()).where(OutboxMessage.kind == "scoring_open")
    moved = select(func.count()).where(AuditEvent.subject_id == round_id)
    assert sorted(statuses) == [302, 422]
    assert look.get_one(Round, round_id).phase is RoundPhase.SCORING
    assert (look.scalar(views), look.scalar(mails), look.scalar(moved)) == (6, 2, 1)


def test_a_form_sent_twice_at_once_opens_one_round(stage, together, look):
    def make(programme):
        (carla,) = staff(programme, Role.COORDINATOR)
        return programme.id, programme.school_id, session_name(carla)

    programme_id, school_id, cookie = stage(make)
    answers = NEW_ROUND | {"programme_ids": str(programme_id)}

    statuses = together(*[(cookie, "/school/rounds/new", answers)] * 2)

    opened = select(func.count()).where(Round.school_id == school_id)
    assert sorted(statuses) == [302, 422]
    assert look.scalar(opened) == 1


def test_two_assessors_lock_at_once_and_are_compared_once(stage, together, look):
    def make(programme):
        anton, berna = staff(programme, Role.ASSESSOR, Role.ASSESSOR)
        round_ = round_on_desks(
            programme.school, programme, anton, berna, students=3, letters=["E"]
        )
        for account, level in ((anton, 1), (berna, 4)):
            for view in desk_of(account):
                view.level = level
        return round_.id, [session_name(account) for account in (anton, berna)]

    round_id, cookies = stage(make)
    path = f"/school/desk/{round_id}/E/lock"

    statuses = together(*((cookie, path, {}) for cookie in cookies))

    states = look.scalars(select(Assessment.state).where(Assessment.round_id == round_id)).all()
    mails = select(func.count()).where(OutboxMessage.kind == "scores_to_reconsider")
    assert statuses == [302, 302]
    assert states == [AssessmentState.RECONSIDERING] * 6
    assert look.scalar(mails) == 2


def test_recognising_a_student_twice_at_once_calls_one_reserve(stage, together, look):
    def make(programme):
        anton, berna = staff(programme, Role.ASSESSOR, Role.ASSESSOR)
        round_ = round_on_desks(
            programme.school, programme, anton, berna, students=1, letters=["E"]
        )
        return round_.id, session_name(anton), desk_of(anton)[0].desk_code

    round_id, cookie, code = stage(make)

    statuses = together(*[(cookie, f"/school/desk/{code}/recognise", {})] * 2)

    rows = look.scalars(select(Assessment).where(Assessment.round_id == round_id)).all()
    assert statuses[0] == 302 or statuses[1] == 302
    assert sorted(row.state.value for row in rows) == ["open", "open", "recused"]


def test_both_assessors_step_aside_at_once_and_two_reserves_come(stage, together, look):
    def make(programme):
        anton, berna = staff(programme, Role.ASSESSOR, Role.ASSESSOR)
        round_ = round_on_desks(
            programme.school, programme, anton, berna, students=1, letters=["E"]
        )
        desks = [(session_name(one), desk_of(one)[0].desk_code) for one in (anton, berna)]
        return round_.id, desks

    round_id, desks = stage(make)

    together(*((cookie, f"/school/desk/{code}/recognise", {}) for cookie, code in desks))

    rows = look.scalars(select(Assessment).where(Assessment.round_id == round_id)).all()
    assert sorted(row.state.value for row in rows) == ["open", "open", "recused", "recused"]
    assert len({row.assessor_id for row in rows}) == 4


def test_scoring_while_locking_leaves_no_answer_behind(stage, together, look):
    def make(programme):
        anton, berna = staff(programme, Role.ASSESSOR, Role.ASSESSOR)
        round_ = round_on_desks(
            programme.school, programme, anton, berna, students=1, letters=["E"]
        )
        lock_levels(round_, berna, 3)
        (view,) = desk_of(anton)
        view.level = 2
        return round_.id, session_name(anton), view.desk_code

    round_id, cookie, code = stage(make)

    together(
        (cookie, f"/school/desk/{round_id}/E/lock", {}),
        (cookie, f"/school/desk/{code}", {"level": "3"}),
    )

    row = look.scalars(select(Assessment).where(Assessment.desk_code == code)).one()
    assert row.state is AssessmentState.FINAL
    assert row.first_level == row.level


def test_two_parties_at_once_get_two_places(stage, together, look):
    def make(programme):
        round_ = RoundFactory(school=programme.school, programmes=[programme])
        both = staff(programme, Role.COORDINATOR, Role.CONFIDANT)
        return round_.id, [session_name(account) for account in both]

    round_id, cookies = stage(make)
    path = f"/school/rounds/{round_id}/lottery/commitment"

    statuses = together(
        *(
            (cookie, path, {"party": party, "secret": secret * 32, "is_kept": "y"})
            for cookie, party, secret in zip(cookies, ("School", "Raad"), ("0a", "0b"), strict=True)
        )
    )

    positions = look.scalars(
        select(LotterySecret.position)
        .where(LotterySecret.round_id == round_id)
        .order_by(LotterySecret.position)
    ).all()
    assert statuses == [302, 302]
    assert positions == [1, 2]

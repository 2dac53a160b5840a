"""Carla chooses who scores a programme."""

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import RoundAssessor
from records.models.round import RoundPhase
from tests.factories import AccountFactory, ProgrammeFactory, RoundFactory, StudentFactory


@pytest.fixture
def cor(school):
    return AccountFactory(
        role=Role.ASSESSOR, school_id=school.id, given_name="Cor", family_name="Visser"
    )


@pytest.fixture
def url(round_, programme):
    return f"/school/rounds/{round_.id}/assessors/{programme.id}"


def chosen(*people):
    names = ("first", "second", "reserve", "second_reserve", "third_reserve")
    return {name: str(person.id) for name, person in zip(names, people, strict=False)}


def seated(session, round_):
    return session.scalars(
        select(RoundAssessor.account_id)
        .where(RoundAssessor.round_id == round_.id)
        .order_by(RoundAssessor.seat)
    ).all()


def test_it_seats_the_pair_and_the_reserve(
    as_carla, url, round_, programme, anton, berna, cor, session
):
    answer = as_carla.post(url, data=chosen(anton, berna, cor))

    assert answer.status_code == 302
    assert seated(session, round_) == [anton.id, berna.id, cor.id]
    line = session.scalars(select(AuditEvent)).one()
    assert (line.event, line.details) == ("assessors:appointed", {"programme": programme.crebo})
    assert "Cor Visser" in as_carla.get(f"/school/rounds/{round_.id}/assessors").text
    assert as_carla.get(url).text.count("selected") == 3


def test_before_scoring_everybody_can_be_replaced(
    as_carla, url, round_, anton, berna, cor, session
):
    as_carla.post(url, data=chosen(anton, berna, cor))
    as_carla.post(url, data=chosen(cor, anton, berna))

    assert seated(session, round_) == [cor.id, anton.id, berna.id]


def test_while_scoring_only_a_reserve_can_be_added(
    as_carla, url, round_, anton, berna, cor, school, session
):
    as_carla.post(url, data=chosen(anton, berna, cor))
    round_.phase = RoundPhase.SCORING
    fresh = AccountFactory(role=Role.ASSESSOR, school_id=school.id)

    swapped = as_carla.post(url, data=chosen(berna, anton, cor))
    added = as_carla.post(url, data=chosen(anton, berna, cor, fresh))

    assert (swapped.status_code, added.status_code) == (422, 302)
    assert seated(session, round_) == [anton.id, berna.id, cor.id, fresh.id]


def test_nobody_has_two_seats(as_carla, url, round_, anton, berna, session):
    answer = as_carla.post(url, data=chosen(anton, berna, anton))

    assert answer.status_code == 422
    assert seated(session, round_) == []


def test_a_reserve_is_needed(as_carla, url, round_, anton, berna, session):
    answer = as_carla.post(url, data=chosen(anton, berna))

    assert answer.status_code == 422
    assert 'href="#reserve"' in answer.text
    assert f'<option selected value="{anton.id}">' in answer.text
    assert seated(session, round_) == []


def test_a_mentor_of_these_students_cannot_score_them(
    as_carla, url, round_, programme, anton, berna, cor, session
):
    StudentFactory(programme=programme, mentor_id=anton.id)

    answer = as_carla.post(url, data=chosen(anton, berna, cor))

    assert answer.status_code == 422
    assert seated(session, round_) == []


@pytest.mark.parametrize("role", [Role.MENTOR, Role.COORDINATOR])
def test_only_assessors_of_the_school_can_be_chosen(
    as_carla, url, round_, anton, berna, school, role, session
):
    strangers = [
        AccountFactory(role=role, school_id=school.id),
        AccountFactory(role=Role.ASSESSOR),
    ]

    answers = [as_carla.post(url, data=chosen(anton, berna, one)) for one in strangers]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert seated(session, round_) == []


def test_after_scoring_nothing_changes(as_carla, url, round_, anton, berna, cor):
    round_.phase = RoundPhase.MATCHING

    answer = as_carla.post(url, data=chosen(anton, berna, cor))

    assert answer.status_code == 422
    assert "Het scoren is voorbij" in answer.text


def test_what_is_not_of_this_round_does_not_exist(as_carla, round_, school, programme):
    elsewhere = ProgrammeFactory(school=school)
    theirs = RoundFactory(programmes=[ProgrammeFactory()])

    for address in (
        f"/school/rounds/{round_.id}/assessors/{elsewhere.id}",
        f"/school/rounds/{theirs.id}/assessors/{theirs.programmes[0].id}",
        f"/school/rounds/{theirs.id}/assessors",
    ):
        assert as_carla.get(address).status_code == 404


@pytest.mark.parametrize("browser", ["as_mehmet", "as_anton", "as_amina", "as_noor"])
def test_only_coordinators_choose(browser, url, round_, request):
    person = request.getfixturevalue(browser)

    assert person.get(url).status_code == 403
    assert person.get(f"/school/rounds/{round_.id}/assessors").status_code == 403


def test_visitors_sign_in_first(visitor, url):
    assert visitor.get(url).status_code == 303

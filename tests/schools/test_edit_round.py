"""Carla changes a round that nobody has been told of."""

import pytest
from sqlalchemy import select

from records.models.audit import AuditEvent
from records.models.round import Objective, RoundPhase
from tests.factories import ProgrammeFactory, RoundFactory

DAYS = (
    "vacancies_open_on",
    "profiles_open_on",
    "scoring_opens_on",
    "matching_opens_on",
    "results_on",
    "period_starts_on",
    "period_ends_on",
)


@pytest.fixture
def preparing(school, programme):
    return RoundFactory(school=school, programmes=[programme], phase=RoundPhase.PREPARING)


def answers_of(round_, **changes):
    """Return what the form holds for a round, as a browser sends it."""
    return {
        "name": round_.name,
        "programme_ids": [str(programme.id) for programme in round_.programmes],
        "objective": round_.objective.value,
        "public_value_source": round_.public_value_source,
        **{name: getattr(round_, name).isoformat() for name in DAYS},
    } | changes


def test_it_shows_the_round_as_it_is(as_carla, preparing, programme):
    page = as_carla.get(f"/school/rounds/{preparing.id}/edit")

    assert 'value="Periode 3"' in page.text
    assert page.text.count("checked") == 2


def test_it_saves_what_changed_and_logs_which(as_carla, preparing, school, session):
    care = ProgrammeFactory(school=school, name="Verzorgende IG")
    chosen = [str(preparing.programmes[0].id), str(care.id)]
    changes = {"objective": "most_placed", "name": "Periode 3b", "programme_ids": chosen}

    answer = as_carla.post(
        f"/school/rounds/{preparing.id}/edit", data=answers_of(preparing, **changes)
    )

    assert answer.status_code == 302
    assert (preparing.name, preparing.objective) == ("Periode 3b", Objective.MOST_PLACED)
    assert {programme.id for programme in preparing.programmes} >= {care.id}
    line = session.scalars(select(AuditEvent)).one()
    assert line.event == "round:revised"
    assert line.details == {"changed": ["name", "objective", "programmes"]}


def test_saving_the_same_again_leaves_no_line(as_carla, preparing, session):
    answer = as_carla.post(f"/school/rounds/{preparing.id}/edit", data=answers_of(preparing))

    assert answer.status_code == 302
    assert session.scalars(select(AuditEvent)).all() == []


def test_days_out_of_order_are_refused_and_nothing_is_saved(as_carla, preparing):
    before = preparing.results_on

    answer = as_carla.post(
        f"/school/rounds/{preparing.id}/edit",
        data=answers_of(preparing, results_on="2026-01-01"),
    )

    assert answer.status_code == 422
    assert preparing.results_on == before


def test_once_companies_have_been_told_nothing_changes(as_carla, preparing):
    data = answers_of(preparing, name="Anders")
    preparing.phase = RoundPhase.VACANCIES

    answers = [
        as_carla.get(f"/school/rounds/{preparing.id}/edit"),
        as_carla.post(f"/school/rounds/{preparing.id}/edit", data=data),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert preparing.name == "Periode 3"


def test_a_round_of_another_school_does_not_exist(as_carla):
    theirs = RoundFactory(programmes=[ProgrammeFactory()], phase=RoundPhase.PREPARING)

    assert as_carla.get(f"/school/rounds/{theirs.id}/edit").status_code == 404


@pytest.mark.parametrize("browser", ["as_mehmet", "as_anton", "as_amina", "as_noor"])
def test_only_coordinators_change_rounds(browser, preparing, request):
    person = request.getfixturevalue(browser)

    assert person.get(f"/school/rounds/{preparing.id}/edit").status_code == 403


def test_visitors_sign_in_first(visitor, preparing):
    assert visitor.get(f"/school/rounds/{preparing.id}/edit").status_code == 303

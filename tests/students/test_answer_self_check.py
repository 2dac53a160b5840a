"""Three questions about how sure Amina is: for her alone, and about a cohort only from ten."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from placements.errors import TooLate
from placements.guidance.self_checks import (
    answer_self_check,
    cohorts_of_school,
    find_open_moment,
    own_answers,
    sure_percents,
)
from placements.policy import NotAllowed
from placements.rounds.course import advance_round
from records.models.guidance import ConfidenceFigure, SelfCheckMoment
from records.models.round import RoundPhase
from records.vault.opening import vault_open
from records.vault.tables import VaultSelfCheck
from tests.factories import NOW, StudentFactory
from tests.rounds import actor_of

PAGE = "/student/self-check"
ANSWERS = {"begin": "4", "show": "2", "ask": "5"}
BEFORE = SelfCheckMoment.BEFORE


def answer(session, student, round_, answers=(4, 2, 5)):
    actor = actor_of(student)
    answer_self_check(
        session, actor, round_, answers, moment=find_open_moment(session, actor, round_)
    )


@pytest.fixture
def closing(monkeypatch, round_):
    """A function that moves the round on, whatever else it waits for."""
    monkeypatch.setattr("placements.rounds.course.hurdles", lambda *_args, **_named: ())

    def close(session, carla):
        advance_round(
            session,
            actor_of(carla),
            round_,
            leaving=round_.phase,
            rng=random.Random(1),
            now=NOW + timedelta(days=300),
        )
        session.flush()

    return close


def test_answers_are_read_back_changed_and_taken_back(session, as_amina, amina, round_, profile):
    assert as_amina.post(PAGE, data=ANSWERS).status_code == 302
    assert own_answers(session, actor_of(amina), round_) == {BEFORE: (4, 2, 5)}

    as_amina.post(PAGE, data=ANSWERS | {"begin": "1"})
    assert own_answers(session, actor_of(amina), round_) == {BEFORE: (1, 2, 5)}
    assert "Haal mijn antwoorden weg" in as_amina.get(PAGE).text

    as_amina.post(f"{PAGE}/forget")
    assert own_answers(session, actor_of(amina), round_) == {}


def test_a_question_left_open_keeps_the_others(as_amina, profile):
    response = as_amina.post(PAGE, data=ANSWERS | {"ask": ""})

    assert response.status_code == 422
    assert "Kies hoe zeker je bent" in response.text
    assert response.text.count(" checked") == 2


def test_while_a_moment_is_closed_nothing_is_asked(session, as_amina, amina, round_, profile):
    round_.phase = RoundPhase.SCORING
    session.flush()

    assert "Er zijn nu geen vragen" in as_amina.get(PAGE).text
    with pytest.raises(TooLate):
        answer_self_check(session, actor_of(amina), round_, (1, 1, 1), moment=BEFORE)


def test_after_the_trial_is_only_for_who_was_assessed(session, amina, trial):
    round_ = trial.proposal.round
    round_.phase = RoundPhase.TRIALS
    assert find_open_moment(session, actor_of(amina), round_) is None


@pytest.mark.parametrize(("count", "shares"), [(9, []), (10, [90, 10, 50])])
def test_a_cohort_is_counted_from_ten_and_never_exactly(
    session, closing, round_, programme, carla, count, shares
):
    for number in range(count):
        student = StudentFactory(programme=programme)
        answer(session, student, round_, (4, 2, 5 if number % 2 else 1))

    closing(session, carla)

    (cohort,) = cohorts_of_school(session, actor_of(carla))
    assert cohort.figures == {BEFORE: shares}


def test_a_kept_figure_never_changes(session, closing, round_, programme, carla):
    for _number in range(10):
        answer(session, StudentFactory(programme=programme), round_)
    closing(session, carla)

    for statement in (
        update(ConfidenceFigure).values(sure_percents=[90, 90, 90]),
        delete(ConfidenceFigure),
    ):
        with pytest.raises(IntegrityError, match="confidence_figure_stays"), session.begin_nested():
            session.execute(statement)
    assert len(session.scalars(select(ConfidenceFigure)).all()) == 1


def test_one_answer_more_or_less_can_not_be_told_from_a_share():
    """Ten and eleven answers give the same figure whatever the eleventh says, at either end."""
    for sure in (0, 10):
        ten = [(4,) * 3] * sure + [(1,) * 3] * (10 - sure)
        eleventh = (4,) * 3 if sure else (1,) * 3
        assert sure_percents(ten) == sure_percents([*ten, eleventh])


def test_what_is_kept_holds_no_answer_in_the_clear(session, as_amina, amina, profile):
    as_amina.post(PAGE, data=ANSWERS)

    with vault_open(session):
        (row,) = session.scalars(select(VaultSelfCheck))
    assert b"[4" not in row.sealed


def test_only_a_coordinator_reads_figures(
    session, as_carla, as_mehmet, as_anton, as_noor, as_amina, round_, carla, mehmet
):
    page = "/school/confidence"

    assert as_carla.get(page).status_code == 200
    assert {one.get(page).status_code for one in (as_mehmet, as_anton, as_noor, as_amina)} == {403}
    with pytest.raises(NotAllowed):
        cohorts_of_school(session, actor_of(mehmet))


def test_nobody_else_answers(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == as_noor.get(PAGE).status_code == 403

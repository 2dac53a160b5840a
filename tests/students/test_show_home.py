"""Amina opens her first page."""

from datetime import timedelta

import pytest

from records.models.candidate import Candidate
from records.models.round import RoundPhase
from records.vault.people import read_for_service
from tests.factories import NOW, CandidateFactory, ProgrammeFactory, RoundFactory


def test_without_a_round_nothing_has_to_be_done(as_amina):
    response = as_amina.get("/student/home")

    assert response.status_code == 200
    assert "Er is nu geen ronde" in response.text


def test_it_says_when_a_coming_round_begins(as_amina, school, programme):
    RoundFactory(school=school, programmes=[programme], phase=RoundPhase.VACANCIES)

    response = as_amina.get("/student/home")

    assert "Vanaf donderdag 15 oktober 2026" in response.text


def test_a_round_of_another_programme_is_not_hers(as_amina, school):
    RoundFactory(school=school, programmes=[ProgrammeFactory(school=school)])

    assert "Er is nu geen ronde" in as_amina.get("/student/home").text


def test_it_names_the_mentor_and_the_phone_of_the_school(as_amina, round_, mehmet, session):
    mentor = read_for_service(session, [mehmet.id])[mehmet.id]

    response = as_amina.get("/student/home")

    assert f"Bel {mentor.full_name}:" in response.text
    assert "030 123 45 67" in response.text


def test_beginning_makes_one_candidate_however_often_the_button_is_pressed(
    as_amina, round_, session
):
    for _press in range(2):
        assert as_amina.post("/student/profile/start").status_code == 302

    (candidate,) = session.query(Candidate).all()
    assert candidate.round_id == round_.id
    assert len(candidate.code) == 26


def test_beginning_after_the_profiles_closed_is_refused(as_amina, round_, session):
    round_.phase = RoundPhase.SCORING

    response = as_amina.post("/student/profile/start")

    assert response.status_code == 422
    assert session.query(Candidate).count() == 0


def test_it_dates_the_answer(as_amina, profile):
    response = as_amina.get("/student/home")

    assert "Je hoort het uiterlijk vrijdag 27 november 2026" in response.text
    assert "tot en met zondag 8 november 2026" in response.text


@pytest.mark.parametrize(
    ("phase", "is_certified", "words"),
    [
        (RoundPhase.PROFILES, True, "Je bent klaar"),
        (RoundPhase.SCORING, True, "Je profiel wordt gelezen"),
        (RoundPhase.MATCHING, True, "Je profiel wordt gelezen"),
        (RoundPhase.SCORING, False, "Deze ronde gaat verder zonder jou"),
        (RoundPhase.PROPOSALS, True, "Jouw stage"),
    ],
)
def test_each_phase_has_its_own_words(as_amina, amina, round_, phase, is_certified, words):
    CandidateFactory(
        student=amina,
        round=round_,
        approved_digest="0" * 64 if is_certified else None,
        certified_at=NOW - timedelta(days=1) if is_certified else None,
    )
    round_.phase = phase

    assert words in as_amina.get("/student/home").text


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (RoundPhase.PROFILES, "Aan de slag"),
        (RoundPhase.SCORING, "Jouw stage"),
    ],
)
def test_a_trial_stays_in_sight_when_the_next_round_begins(
    as_amina, trial, school, programme, phase, words
):
    trial.proposal.round.phase = RoundPhase.TRIALS
    later = trial.proposal.round.period_ends_on + timedelta(days=7)
    RoundFactory(
        school=school,
        programmes=[programme],
        name="Periode 4",
        phase=phase,
        period_starts_on=later,
        period_ends_on=later + timedelta(days=100),
    )

    text = as_amina.get("/student/home").text

    assert words in text
    assert f"/student/trials/{trial.id}" in text


def test_visitors_sign_in_first(visitor):
    response = visitor.get("/student/home")

    assert response.status_code == 303
    assert "/sign-in" in response.location


@pytest.mark.parametrize("browser", ["as_noor", "as_anton", "as_carla"])
def test_nobody_else_has_this_page(request, browser):
    assert request.getfixturevalue(browser).get("/student/home").status_code == 403


def test_a_proposal_says_until_which_day_there_is_to_answer(as_amina, proposal):
    page = as_amina.get("/student/home").text

    assert "Antwoord uiterlijk vrijdag 4 december 2026" in page
    assert f"/student/proposals/{proposal.id}" in page


def test_after_yes_it_says_when_the_company_answers(as_amina, accepted_proposal):
    assert "Het leerbedrijf antwoordt uiterlijk" in as_amina.get("/student/home").text


def test_when_both_said_yes_the_next_step_is_the_name(as_amina, confirmed_proposal):
    page = as_amina.get("/student/home").text

    assert f"/student/proposals/{confirmed_proposal.id}/reveal" in page
    assert "Doe dat vóór maandag 1 februari 2027" in page

"""Carla looks where the round stands and moves it on."""

from datetime import date

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.candidate import ReviewState
from records.models.desk.assessment import Assessment
from records.models.match import FrozenInput, InputState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from tests.factories import (
    NOW,
    AccountFactory,
    AccreditationFactory,
    CandidateFactory,
    EmployerFactory,
    EvidenceFactory,
    LotterySecretFactory,
    ProgrammeFactory,
    RoundAssessorFactory,
    RoundFactory,
    StudentFactory,
    TextReaderFactory,
    VacancyFactory,
)
from tests.rounds import scored_candidate

READY = {"approved_digest": "0" * 64, "certified_at": NOW, "approved_at": NOW}


@pytest.fixture
def in_phase(school, programme):
    """A function that returns a round of Carla's school in some phase."""
    return lambda phase, **facts: RoundFactory(
        school=school, programmes=[programme], phase=RoundPhase(phase), **facts
    )


@pytest.fixture
def assessors(school, programme):
    """A function that gives a round its pair and a reserve."""

    def seat(round_):
        for number in (1, 2, 3):
            account = AccountFactory(role=Role.ASSESSOR, school_id=school.id)
            RoundAssessorFactory(
                round_id=round_.id, programme_id=programme.id, account_id=account.id, seat=number
            )

    return seat


def move_on(browser, round_, leaving):
    return browser.post(f"/school/rounds/{round_.id}/advance", data={"leaving": leaving})


def kinds_of_mail(session):
    return sorted(session.scalars(select(OutboxMessage.kind)))


def test_it_shows_the_dates_and_what_stands_in_the_way(as_carla, round_):
    page = as_carla.get(f"/school/rounds/{round_.id}")

    assert page.status_code == 200
    assert "do 15 okt tot en met zo 8 nov 2026" in page.text
    assert f'href="/school/rounds/{round_.id}/assessors"' in page.text


def test_a_phase_never_begins_before_its_day(as_carla, in_phase):
    round_ = in_phase(
        "preparing",
        vacancies_open_on=date(2026, 11, 24),
        profiles_open_on=date(2026, 11, 25),
        scoring_opens_on=date(2026, 11, 26),
        matching_opens_on=date(2026, 11, 27),
    )

    answer = move_on(as_carla, round_, "preparing")

    assert answer.status_code == 422
    assert round_.phase is RoundPhase.PREPARING
    assert "dinsdag 24 november 2026" in answer.text


def test_accredited_companies_hear_when_they_can_fill_in_their_form(
    as_carla, in_phase, programme, bakery, otto, noor, session
):
    AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
    AccreditationFactory(employer_id=EmployerFactory().id, crebo="99999")
    AccountFactory(role=Role.OWNER)
    round_ = in_phase("preparing")

    answer = move_on(as_carla, round_, "preparing")

    assert answer.status_code == 302
    assert round_.phase is RoundPhase.VACANCIES
    told = session.scalars(select(OutboxMessage)).all()
    assert {one.account_id for one in told} == {otto.id, noor.id}
    assert {one.kind for one in told} == {"vacancies_open"}
    assert told[0].facts["until_on"] == "2026-10-14"


def test_profiles_wait_until_every_form_is_checked_and_every_programme_has_a_place(
    as_carla, in_phase, programme, amina, session
):
    round_ = in_phase("vacancies")
    waiting = VacancyFactory(round=round_, programme=programme, submitted_at=NOW)

    refused = move_on(as_carla, round_, "vacancies")
    waiting.submitted_at = None
    VacancyFactory(round=round_, programme=programme, frozen=True)
    moved = move_on(as_carla, round_, "vacancies")

    assert (refused.status_code, moved.status_code) == (422, 302)
    assert "wachten: 1" in refused.text
    assert f"Er is nog geen plek voor {programme.name}" in refused.text
    mail = session.scalars(select(OutboxMessage)).one()
    assert (mail.account_id, mail.kind) == (amina.id, "profiles_open")


def test_scoring_waits_for_assessors_a_profile_and_the_blind_review(
    as_carla, in_phase, programme, amina, assessors, session
):
    round_ = in_phase("profiles")
    VacancyFactory(round=round_, programme=programme, frozen=True, criteria=["E"])
    candidate = CandidateFactory(round=round_, programme=programme, student=amina)
    text = EvidenceFactory(candidate_id=candidate.id, review=ReviewState.WAITING)

    nobody = move_on(as_carla, round_, "profiles")
    candidate.approved_digest, candidate.certified_at = "0" * 64, NOW
    assessors(round_)
    unread = move_on(as_carla, round_, "profiles")
    reader = TextReaderFactory(candidate_id=text.candidate_id, account_id=AccountFactory().id)
    text.review, text.reviewed_by = ReviewState.CLEARED, reader.account_id
    moved = move_on(as_carla, round_, "profiles")

    assert (nobody.status_code, unread.status_code, moved.status_code) == (422, 422, 302)
    assert "twee beoordelaars en een reserve nodig" in nobody.text
    assert "Nog niemand heeft gezegd" in nobody.text
    assert "nagelezen: 1" in unread.text
    assert session.query(Assessment).count() == 2
    assert kinds_of_mail(session) == ["scoring_open", "scoring_open"]


def test_the_match_waits_for_every_score_and_two_parties_and_freezes_its_input(
    as_carla, in_phase, school, programme, session
):
    round_ = in_phase("scoring")
    scored_candidate(round_, programme)

    refused = move_on(as_carla, round_, "scoring")
    for position, role in enumerate((Role.COORDINATOR, Role.CONFIDANT), start=1):
        LotterySecretFactory(
            round_id=round_.id,
            account_id=AccountFactory(role=role, school_id=school.id).id,
            party=role.value,
            position=position,
            commitment="0" * 64,
        )
    moved = move_on(as_carla, round_, "scoring")

    assert (refused.status_code, moved.status_code) == (422, 302)
    assert f"/school/rounds/{round_.id}/lottery" in refused.text
    assert round_.phase is RoundPhase.MATCHING
    assert session.scalars(select(FrozenInput)).one().state is InputState.WAITING


def test_two_parties_with_the_same_role_are_one(as_carla, in_phase, school, programme):
    round_ = in_phase("scoring")
    scored_candidate(round_, programme)
    for position in (1, 2):
        LotterySecretFactory(
            round_id=round_.id,
            account_id=AccountFactory(role=Role.COORDINATOR, school_id=school.id).id,
            party=str(position),
            position=position,
            commitment="0" * 64,
        )

    assert move_on(as_carla, round_, "scoring").status_code == 422


def test_only_publishing_the_match_begins_the_proposals(as_carla, in_phase):
    round_ = in_phase("matching")

    answer = move_on(as_carla, round_, "matching")

    assert answer.status_code == 422
    assert "als je de match bekendmaakt" in answer.text


def test_after_publishing_it_leads_to_match_proposals_and_report(as_carla, in_phase):
    round_ = in_phase("proposals")

    page = as_carla.get(f"/school/rounds/{round_.id}")

    for part in ("match", "proposals", "report", "lottery"):
        assert f'href="/school/rounds/{round_.id}/{part}"' in page.text


def test_trials_begin_when_the_period_does(as_carla, in_phase):
    round_ = in_phase("proposals")

    answer = move_on(as_carla, round_, "proposals")

    assert answer.status_code == 422
    assert "maandag 1 februari 2027" in answer.text


def test_a_round_without_running_trials_closes_and_stays_closed(as_carla, in_phase):
    round_ = in_phase("trials")

    closed = move_on(as_carla, round_, "trials")
    again = move_on(as_carla, round_, "closed")

    assert (closed.status_code, again.status_code) == (302, 422)
    assert round_.phase is RoundPhase.CLOSED
    assert "Deze ronde is gesloten" in again.text


def test_a_running_trial_keeps_its_round_open(as_carla, trial):
    round_ = trial.proposal.round
    round_.phase = RoundPhase.TRIALS

    answer = move_on(as_carla, round_, "trials")

    assert answer.status_code == 422
    assert "Proefstages zonder uitkomst: 1" in answer.text


def test_pressing_twice_moves_one_phase(as_carla, in_phase, session):
    round_ = in_phase("preparing")

    first = move_on(as_carla, round_, "preparing")
    second = move_on(as_carla, round_, "preparing")

    assert (first.status_code, second.status_code) == (302, 422)
    assert "net een stap verder gezet" in second.text
    assert round_.phase is RoundPhase.VACANCIES
    assert session.scalars(select(AuditEvent.event)).all() == ["round:advanced"]


def test_nonsense_as_a_phase_changes_nothing(as_carla, in_phase):
    round_ = in_phase("preparing")

    answers = [move_on(as_carla, round_, leaving) for leaving in ("", "closed", "soon")]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert round_.phase is RoundPhase.PREPARING


def test_a_mentor_sees_how_far_the_own_students_are(as_mehmet, in_phase, programme, amina):
    round_ = in_phase("profiles")
    CandidateFactory(round=round_, programme=programme, student=amina, **READY)
    CandidateFactory(
        round=round_, programme=programme, student=StudentFactory(programme=programme), **READY
    )

    page = as_mehmet.get(f"/school/rounds/{round_.id}")

    assert "1 van je 1 studenten zijn klaar" in page.text
    assert "advance" not in page.text


def test_a_mentor_cannot_move_a_round(as_mehmet, in_phase):
    assert move_on(as_mehmet, in_phase("preparing"), "preparing").status_code == 403


@pytest.mark.parametrize("browser", ["as_anton", "as_amina", "as_noor"])
def test_assessors_students_and_companies_stay_out(browser, in_phase, request):
    round_ = in_phase("preparing")

    page = request.getfixturevalue(browser).get(f"/school/rounds/{round_.id}")

    assert page.status_code == 403


def test_a_round_of_another_school_does_not_exist(as_carla):
    theirs = RoundFactory(programmes=[ProgrammeFactory()])

    assert as_carla.get(f"/school/rounds/{theirs.id}").status_code == 404
    assert move_on(as_carla, theirs, "profiles").status_code == 404


def test_visitors_sign_in_first(visitor, round_):
    answer = visitor.get(f"/school/rounds/{round_.id}")

    assert answer.status_code == 303
    assert "/sign-in" in answer.location

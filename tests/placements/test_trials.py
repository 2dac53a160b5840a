"""A trial from its plan to its talks: the days, who assesses, what is noted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.trials.course import (
    ContactTerms,
    hold_contact,
    note_observation,
    plan_trial,
    record_signature,
    write_reaction,
)
from records.models.account import Role
from records.models.outbox import OutboxMessage
from records.models.trial import ContactKind, TrialState
from tests.factories import AccountFactory, AssessmentFactory
from tests.rounds import RESULTS_DAY, actor_of
from tests.trial_stage import ASSESSMENT, FIRST_DAY, seen


def talk(kind, day, note=None):
    return ContactTerms(kind=kind, held_on=day, note=note)


def test_a_trial_runs_over_the_agreed_working_days_to_its_assessment(trial):
    assert trial.starts_on == date(2027, 2, 1)
    assert trial.ends_on == date(2027, 2, 12)
    assert trial.assessment_at == datetime(2027, 2, 12, 14, 0, tzinfo=UTC)


def test_public_holidays_and_days_without_work_are_left_out(
    session, matching_round, bakery_place, confirmed_proposal
):
    matching_round.period_starts_on = date(2027, 4, 26)
    bakery_place.weekdays, bakery_place.trial_days = 0b0000011, 5  # Monday and Tuesday
    session.flush()

    trial = plan_trial(session, confirmed_proposal, now=RESULTS_DAY)

    assert trial.starts_on == date(2027, 4, 26)
    assert trial.ends_on == date(2027, 5, 11)  # not on King's Day, 27 April
    assert trial.assessment_at == datetime(2027, 5, 11, 13, 0, tzinfo=UTC)  # summer time


def test_the_own_mentor_assesses_for_the_school(session, trial, mehmet):
    told = session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "trial_planned")
    ).all()

    assert trial.school_assessor_id == mehmet.id
    assert told == [mehmet.id]


def test_nobody_who_scored_this_student_assesses_the_trial(
    session, school, amina, amina_in_round, confirmed_proposal, mehmet
):
    amina.mentor_id = None
    mehmet.is_active = False
    fresh = AccountFactory(role=Role.ASSESSOR, school_id=school.id)
    for account in school_staff(session, school):
        if account.id != fresh.id:
            AssessmentFactory(
                round_id=amina_in_round.round_id,
                candidate_id=amina_in_round.id,
                assessor_id=account.id,
                letter="Y",
            )

    trial = plan_trial(session, confirmed_proposal, now=RESULTS_DAY)

    assert trial.school_assessor_id == fresh.id


def school_staff(session, school):
    from records.queries.accounts import list_staff_of_school

    roles = (Role.MENTOR, Role.COORDINATOR, Role.ASSESSOR)
    return [
        account
        for role in roles
        for account in list_staff_of_school(session, school_id=school.id, role=role)
    ]


def test_a_school_with_nobody_left_says_so(session, school, amina, confirmed_proposal):
    amina.mentor_id = None
    for account in school_staff(session, school):
        account.is_active = False
    session.flush()

    with pytest.raises(Refusal, match="nobody who can assess"):
        plan_trial(session, confirmed_proposal, now=RESULTS_DAY)


def test_the_talks_move_the_trial_forward(session, trial, noor, mehmet):
    hold_contact(
        session, actor_of(noor), trial, talk(ContactKind.START, date(2027, 2, 1)), now=FIRST_DAY
    )
    assert trial.state is TrialState.STARTED

    hold_contact(
        session,
        actor_of(mehmet),
        trial,
        talk(ContactKind.MID_CHECK, date(2027, 2, 5)),
        now=FIRST_DAY + timedelta(days=4),
    )
    assert trial.state is TrialState.CHECKED


def test_a_talk_is_noted_once(session, trial, noor, mehmet):
    hold_contact(
        session, actor_of(noor), trial, talk(ContactKind.START, date(2027, 2, 1)), now=FIRST_DAY
    )

    with pytest.raises(TooLate, match="noted already"):
        hold_contact(
            session,
            actor_of(mehmet),
            trial,
            talk(ContactKind.START, date(2027, 2, 1)),
            now=FIRST_DAY,
        )


def test_a_start_talk_that_is_noted_late_does_not_bring_the_trial_back(session, trial, noor):
    later = FIRST_DAY + timedelta(days=4)
    hold_contact(
        session, actor_of(noor), trial, talk(ContactKind.MID_CHECK, date(2027, 2, 5)), now=later
    )

    hold_contact(
        session, actor_of(noor), trial, talk(ContactKind.START, date(2027, 2, 1)), now=later
    )
    session.flush()

    assert trial.state is TrialState.CHECKED


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        (ContactKind.START, date(2027, 1, 29), "starts on"),
        (ContactKind.START, date(2027, 2, 2), "has been"),
    ],
)
def test_a_talk_is_on_a_day_of_the_trial_that_has_been(session, trial, noor, kind, day, words):
    with pytest.raises(Refusal, match=words) as refused:
        hold_contact(session, actor_of(noor), trial, talk(kind, day), now=FIRST_DAY)

    assert refused.value.field == "held_on"


def test_the_assessment_talk_is_not_before_the_last_day(session, trial, noor):
    with pytest.raises(Refusal, match="or later"):
        hold_contact(
            session,
            actor_of(noor),
            trial,
            talk(ContactKind.ASSESSMENT, date(2027, 2, 11)),
            now=ASSESSMENT,
        )


@pytest.mark.parametrize("who", ["anton", "amina"])
def test_only_trainer_and_school_note_talks(session, request, trial, who):
    outsider = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        hold_contact(
            session, outsider, trial, talk(ContactKind.START, date(2027, 2, 1)), now=FIRST_DAY
        )


def test_an_observation_sent_twice_is_written_once(session, trial, noor):
    terms = seen("E")

    note_observation(session, actor_of(noor), trial, terms, now=ASSESSMENT)
    note_observation(session, actor_of(noor), trial, terms, now=ASSESSMENT)
    session.flush()

    assert len(trial.observations) == 1


def test_an_observation_of_somebody_else_is_not_overwritten(session, trial, noor, mehmet):
    terms = seen("E")
    note_observation(session, actor_of(noor), trial, terms, now=ASSESSMENT)

    with pytest.raises(TooLate):
        note_observation(session, actor_of(mehmet), trial, terms, now=ASSESSMENT)


def test_what_the_place_does_not_ask_is_not_observed(session, trial, noor):
    with pytest.raises(Refusal, match="competences of this place"):
        note_observation(session, actor_of(noor), trial, seen("A"), now=ASSESSMENT)


def test_another_trainer_of_the_company_does_not_assess_but_the_owner_may(
    session, trial, bakery, otto
):
    colleague = AccountFactory(role=Role.TRAINER, employer_id=bakery.id)

    with pytest.raises(NotAllowed):
        note_observation(session, actor_of(colleague), trial, seen("E"), now=ASSESSMENT)
    note_observation(session, actor_of(otto), trial, seen("E"), now=ASSESSMENT)

    assert len(trial.observations) == 1


def test_a_signature_lies_between_the_reveal_and_today(session, trial, carla):
    revealed_on = RESULTS_DAY.date()

    for day in (revealed_on - timedelta(days=1), FIRST_DAY.date() + timedelta(days=1)):
        with pytest.raises(Refusal):
            record_signature(session, actor_of(carla), trial, day, now=FIRST_DAY)
    record_signature(session, actor_of(carla), trial, revealed_on, now=FIRST_DAY)

    assert trial.agreement_signed_on == revealed_on


def test_a_reaction_waits_for_the_assessment(session, trial, amina):
    with pytest.raises(NotAllowed):
        write_reaction(session, actor_of(amina), trial, "Ik zie het anders.", now=ASSESSMENT)

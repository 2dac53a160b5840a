"""The ladder: a person takes each step, one after the other; a pause stops new places only."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import make_transient

from placements.errors import NotAllowed, Refusal, TooLate
from placements.norms.ladder import (
    StepTerms,
    is_paused,
    lift_escalation,
    next_step,
    take_step,
)
from placements.vacancies.freezing import freeze_vacancy, submit_vacancy
from placements.vacancies.terms import form_digest
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.norms import LadderStep
from records.models.outbox import OutboxMessage
from records.models.vacancy import VacancyState
from records.queries.norms import find_open_escalation
from tests.factories import NOW, AccountFactory, SchoolFactory
from tests.rounds import actor_of

REASON = "Drie keer nee zonder reden; het bedrijf ziet dat en belt voortaan eerst."
TODAY = NOW.date()


def step(session, account, employer, which, *, on=TODAY, reason=REASON, now=NOW):
    terms = StepTerms(step=LadderStep(which), taken_on=on, reason=reason)
    take_step(session, actor_of(account), employer, terms, now=now)


@pytest.fixture
def paused(session, draft, bakery, carla):
    for which in ("talk", "written_agreement", "pause"):
        step(session, carla, bakery, which)
    return bakery


def standing(session, bakery, carla):
    return find_open_escalation(session, school_id=carla.school_id, employer_id=bakery.id)


def test_steps_follow_each_other_with_who_when_and_why(session, draft, bakery, carla, otto):
    step(session, carla, bakery, "talk", on=TODAY - timedelta(days=2))
    step(session, carla, bakery, "written_agreement")

    course = standing(session, bakery, carla)
    assert [(one.step, one.taken_by) for one in course.steps] == [
        (LadderStep.TALK, carla.id),
        (LadderStep.WRITTEN_AGREEMENT, carla.id),
    ]
    assert next_step(course) is LadderStep.PAUSE
    lines = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "escalation:stepped")
    ).all()
    assert {line.details["step"] for line in lines} == {"talk", "written_agreement"}
    mailed = session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "ladder_step_taken")
    ).all()
    assert mailed == [otto.id, otto.id]


def test_no_step_is_skipped_or_taken_twice(session, draft, bakery, carla):
    with pytest.raises(TooLate):
        step(session, carla, bakery, "pause")
    step(session, carla, bakery, "talk")

    with pytest.raises(TooLate):
        step(session, carla, bakery, "talk")


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (TODAY + timedelta(days=1), REASON),
        (TODAY - timedelta(days=90), REASON),
        (TODAY, "Te kort."),
    ],
)
def test_a_step_has_a_day_that_was_and_a_reason(session, draft, bakery, carla, on, reason):
    with pytest.raises(Refusal):
        step(session, carla, bakery, "talk", on=on, reason=reason)


def test_a_step_is_not_before_the_one_before(session, draft, bakery, carla):
    step(session, carla, bakery, "talk")

    with pytest.raises(Refusal, match="step before"):
        step(session, carla, bakery, "written_agreement", on=TODAY - timedelta(days=1))


def test_a_reason_names_no_student(session, draft, bakery, carla, amina):
    with pytest.raises(Refusal, match="tells something of a student"):
        step(session, carla, bakery, "talk", reason="Zij zeiden nee tegen Amina El Idrissi.")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MENTOR, Role.CONFIDANT])
def test_only_a_coordinator_takes_a_step(session, draft, bakery, school, role):
    with pytest.raises(NotAllowed):
        step(session, AccountFactory(role=role, school_id=school.id), bakery, "talk")


def test_a_school_that_does_not_work_with_it_cannot(session, draft, bakery):
    stranger = AccountFactory(role=Role.COORDINATOR, school_id=SchoolFactory().id)

    with pytest.raises(NotAllowed):
        step(session, stranger, bakery, "talk")


def test_a_paused_company_cannot_send_a_form(session, paused, draft, otto):
    with pytest.raises(Refusal, match="paused new places"):
        submit_vacancy(session, actor_of(otto), draft, read_digest=form_digest(draft), now=NOW)


def test_a_form_that_was_sent_before_the_pause_is_not_frozen(session, sent, paused, carla):
    with pytest.raises(Refusal, match="paused new places"):
        freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)
    assert sent.state is VacancyState.DRAFT


def test_a_pause_is_of_one_school(session, paused):
    assert not is_paused(session, school_id=SchoolFactory().id, employer_id=paused.id)


def test_a_person_lifts_it_and_the_history_stays(session, paused, draft, carla, otto):
    course = standing(session, paused, carla)

    lift_escalation(session, actor_of(carla), paused, REASON, now=NOW)
    submit_vacancy(session, actor_of(otto), draft, read_digest=form_digest(draft), now=NOW)

    assert (course.lifted_by, len(course.steps)) == (carla.id, 3)
    assert standing(session, paused, carla) is None
    with pytest.raises(TooLate):
        lift_escalation(session, actor_of(carla), paused, REASON, now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE escalation_step SET reason = 'Er is nooit iets gebeurd hier.'",
        "DELETE FROM escalation_step",
        "DELETE FROM escalation",
        "UPDATE escalation SET school_id = employer_id",
    ],
)
def test_the_database_keeps_what_was_done(session, paused, change):
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text(change))


def test_the_database_lets_no_step_go_back(session, draft, bakery, carla):
    step(session, carla, bakery, "talk")
    step(session, carla, bakery, "written_agreement")
    row = standing(session, bakery, carla).steps[-1]
    make_transient(row)
    row.id, row.step = uuid4(), LadderStep.TALK

    with pytest.raises(DatabaseError), session.begin_nested():
        session.add(row)


def test_what_is_lifted_stays_lifted(session, paused, carla):
    lift_escalation(session, actor_of(carla), paused, REASON, now=NOW)
    session.flush()

    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(
            text("UPDATE escalation SET lifted_at = NULL, lifted_by = NULL, lift_reason = NULL")
        )

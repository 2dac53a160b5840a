"""From a written competency form to a place: signed by the owner, checked by the school, frozen."""

from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold, hold_still
from placements.norms.ladder import require_not_paused
from placements.norms.statement import sign_with_a_form
from placements.notifications import notify
from placements.people.known import require_nobody_known
from placements.policy import require
from placements.policy.vacancies import (
    may_check_vacancy,
    may_submit_vacancy,
    may_withdraw_vacancy,
)
from placements.vacancies.drafts import hold_draft
from placements.vacancies.terms import form_digest, what_is_missing
from records.models.proposal import Seat
from records.models.vacancy import Vacancy, VacancyState
from records.queries.accounts import list_accounts_of_employer, list_staff_of_school
from records.queries.audit import find_last_event
from records.queries.employers import find_accreditation
from records.queries.match_runs import is_input_reopened

READ_AGAIN = msgid("This form has changed since you opened it. Read it again first.")


def ask_signature(session: Session, actor: Actor, vacancy: Vacancy, *, now: datetime) -> None:
    """Tell the owners of the company that a form is ready to be signed, once for the same words.

    Raises
    ------
    NotAllowed
        If the actor is not of this company.
    Refusal
        If the form lacks something, or nobody at the company can sign.
    """
    hold_draft(session, actor, vacancy)
    _refuse_what_is_missing(vacancy)
    digest = form_digest(vacancy)
    asked = find_last_event(session, event="vacancy:signature_asked", subject_id=vacancy.id)
    if asked and asked.details["digest"] == digest:
        return
    owners = [
        account
        for account in list_accounts_of_employer(session, employer_id=vacancy.employer_id)
        if account.role is Role.OWNER
    ]
    if not owners:
        raise Refusal(
            msgid("Nobody at your company can sign yet. Call the school: %(phone)s."),
            phone=vacancy.round.school.phone,
        )
    for owner in owners:
        notify(session, owner.id, "vacancy_to_sign", now=now, title=vacancy.title)
    _log(session, actor, vacancy, "vacancy:signature_asked", now=now, digest=digest)


def submit_vacancy(
    session: Session, actor: Actor, vacancy: Vacancy, *, read_digest: str, now: datetime
) -> None:
    """Sign the statement of norms and send the form to the school's coordinators.

    `read_digest` says which words the owner had on the screen.

    Raises
    ------
    NotAllowed
        If the actor is not the owner of this company.
    TooLate
        If the form is with the school already, or was changed since the owner read it.
    Refusal
        If the form lacks something, says what cannot be on it, or the school has paused new
        places of this company.
    """
    hold_draft(session, actor, vacancy)
    require(
        may_submit_vacancy(actor, vacancy),
        msgid("Only the owner signs the statement and sends the form."),
    )
    if form_digest(vacancy) != read_digest:
        raise TooLate(READ_AGAIN)
    _refuse_what_is_missing(vacancy)
    _refuse_while_paused(session, vacancy)
    sign_with_a_form(session, actor, vacancy.employer, now=now)
    vacancy.norms_signed_at = vacancy.submitted_at = now
    vacancy.norms_signed_by = actor.account_id
    vacancy.return_note = None
    _log(session, actor, vacancy, "vacancy:submitted", now=now, digest=read_digest)
    _tell_coordinators(session, vacancy, "vacancy_submitted", now=now)


def return_vacancy(
    session: Session, actor: Actor, vacancy: Vacancy, note: str, *, now: datetime
) -> None:
    """Give the form back to the company and say what should change; it is signed anew after that.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate the round's school.
    TooLate
        If a colleague returned or froze it first, or the company withdrew it.
    Refusal
        If the note says nothing, or tells something of a student.
    """
    _hold_for_check(session, actor, vacancy)
    if not note:
        raise Refusal(msgid("Say what should change."), field="note")
    company = vacancy.employer
    require_nobody_known(
        session,
        vacancy.round_id,
        note,
        field="note",
        allowed=(vacancy.title, company.name, company.street, company.town),
    )
    _tell_company(session, vacancy, "vacancy_returned", now=now)
    vacancy.submitted_at = vacancy.norms_signed_at = vacancy.norms_signed_by = None
    vacancy.return_note = note
    _log(session, actor, vacancy, "vacancy:returned", now=now)


def freeze_vacancy(
    session: Session, actor: Actor, vacancy: Vacancy, *, read_digest: str, now: datetime
) -> None:
    """Freeze the form with its digest, so that students can rank the place, and make its seats.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate the round's school.
    TooLate
        If a colleague returned or froze it first, the company withdrew it, or it is not the
        form that the coordinator read.
    Refusal
        If the company's accreditation does not last through the period, or the school has paused
        its new places.
    """
    _hold_for_check(session, actor, vacancy)
    digest = form_digest(vacancy)
    if digest != read_digest:
        raise TooLate(READ_AGAIN)
    _refuse_without_accreditation(session, vacancy)
    hold_still(session, vacancy.employer)  # somebody may be pausing it at this moment
    _refuse_while_paused(session, vacancy)
    vacancy.state = VacancyState.FROZEN
    vacancy.frozen_at = now
    vacancy.frozen_digest = digest
    session.add_all(
        Seat(vacancy_id=vacancy.id, number=number) for number in range(1, vacancy.seats + 1)
    )
    _log(session, actor, vacancy, "vacancy:frozen", now=now, digest=digest)
    _tell_company(session, vacancy, "vacancy_frozen", now=now)


def withdraw_vacancy(session: Session, actor: Actor, vacancy: Vacancy, *, now: datetime) -> None:
    """Put a place away; what it said can be used again.

    Raises
    ------
    NotAllowed
        If the actor is not of this company.
    TooLate
        If it was withdrawn already, or the input of the match is frozen.
    """
    require(vacancy.employer_id == actor.employer_id)
    hold(session, vacancy)
    hold(session, vacancy.round)  # it may be moving on at this moment
    is_reopened = is_input_reopened(session, vacancy.round_id)
    if not may_withdraw_vacancy(actor, vacancy, is_reopened=is_reopened):
        raise TooLate(msgid("This place can no longer be withdrawn here. Call the school."))
    was_with_school = vacancy.submitted_at is not None
    vacancy.state = VacancyState.WITHDRAWN
    _log(session, actor, vacancy, "vacancy:withdrawn", now=now)
    if was_with_school:
        _tell_coordinators(session, vacancy, "vacancy_withdrawn", now=now)


def _hold_for_check(session: Session, actor: Actor, vacancy: Vacancy) -> None:
    """Take the submitted form for this transaction, as it is now, for a coordinator."""
    require(actor.role is Role.COORDINATOR and vacancy.round.school_id == actor.school_id)
    hold(session, vacancy)
    hold(session, vacancy.round)  # it may be moving on at this moment
    if not may_check_vacancy(actor, vacancy):
        raise TooLate(msgid("This form is no longer waiting: somebody was first."))


def _refuse_what_is_missing(vacancy: Vacancy) -> None:
    for missing in what_is_missing(vacancy):
        raise missing


def _refuse_while_paused(session: Session, vacancy: Vacancy) -> None:
    school = vacancy.round.school
    require_not_paused(session, vacancy.employer, school_id=school.id, phone=school.phone)


def _refuse_without_accreditation(session: Session, vacancy: Vacancy) -> None:
    crebo = vacancy.programme.crebo
    accreditation = find_accreditation(session, employer_id=vacancy.employer_id, crebo=crebo)
    if accreditation is None:
        raise Refusal(
            msgid("This company has no accreditation from SBB for crebo %(crebo)s."), crebo=crebo
        )
    if accreditation.begins_on and accreditation.begins_on > vacancy.round.period_starts_on:
        raise Refusal(
            msgid("The accreditation for crebo %(crebo)s only begins on %(begins)s."),
            crebo=crebo,
            begins=accreditation.begins_on,
        )
    if accreditation.valid_until < vacancy.round.period_ends_on:
        raise Refusal(
            msgid(
                "The accreditation for crebo %(crebo)s ends on %(until)s. "
                "The period lasts until %(period_end)s."
            ),
            crebo=crebo,
            until=f"{accreditation.valid_until:%d-%m-%Y}",
            period_end=f"{vacancy.round.period_ends_on:%d-%m-%Y}",
        )


def _log(
    session: Session,
    actor: Actor,
    vacancy: Vacancy,
    event: str,
    *,
    now: datetime,
    **details: object,
) -> None:
    school_id = vacancy.round.school_id
    audit.record(session, actor, event, vacancy.id, now=now, school_id=school_id, **details)


def _tell_coordinators(session: Session, vacancy: Vacancy, kind: str, *, now: datetime) -> None:
    school_id = vacancy.round.school_id
    for account in list_staff_of_school(session, school_id=school_id, role=Role.COORDINATOR):
        notify(
            session,
            account.id,
            kind,
            now=now,
            title=vacancy.title,
            employer=vacancy.employer.name,
        )


def _tell_company(session: Session, vacancy: Vacancy, kind: str, *, now: datetime) -> None:
    """Mail who signed the form and who will assess."""
    people = {vacancy.norms_signed_by, vacancy.trainer_id}
    for account_id in sorted(person for person in people if person is not None):
        notify(session, account_id, kind, now=now, title=vacancy.title)

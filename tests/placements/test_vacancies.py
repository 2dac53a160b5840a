"""The bakery's form goes to the school, comes back or is frozen. One act at a time."""

from datetime import date

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.vacancies.freezing import (
    ask_signature,
    freeze_vacancy,
    return_vacancy,
    submit_vacancy,
    withdraw_vacancy,
)
from placements.vacancies.terms import form_digest
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.employer import Accreditation
from records.models.outbox import OutboxMessage
from records.models.proposal import Seat
from records.models.round import RoundPhase
from records.models.vacancy import VacancyState
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of


def mails(session):
    session.flush()
    return {
        (message.kind, message.account_id) for message in session.scalars(select(OutboxMessage))
    }


def events(session):
    session.flush()
    return list(session.scalars(select(AuditEvent.event)))


def test_the_owner_signs_and_sends_the_form_to_the_coordinators(draft, otto, carla, anton, session):
    submit_vacancy(session, actor_of(otto), draft, read_digest=form_digest(draft), now=NOW)

    assert (draft.submitted_at, draft.norms_signed_at) == (NOW, NOW)
    assert draft.norms_signed_by == otto.id
    assert mails(session) == {("vacancy_submitted", carla.id)}
    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "vacancy:submitted")).one()
    assert event.school_id == draft.round.school_id


def test_a_trainer_cannot_sign_for_the_owner(draft, noor, session):
    with pytest.raises(NotAllowed):
        submit_vacancy(session, actor_of(noor), draft, read_digest=form_digest(draft), now=NOW)

    assert draft.submitted_at is None


def test_the_owner_of_another_company_cannot_sign(draft, session):
    stranger = AccountFactory(role=Role.OWNER)

    with pytest.raises(NotAllowed):
        submit_vacancy(session, actor_of(stranger), draft, read_digest=form_digest(draft), now=NOW)


def test_the_owner_signs_only_the_words_that_were_on_the_screen(draft, otto, session):
    read = form_digest(draft)
    draft.title = "Broodbakker"
    session.flush()

    with pytest.raises(TooLate):
        submit_vacancy(session, actor_of(otto), draft, read_digest=read, now=NOW)


def test_a_form_with_forbidden_words_is_not_sent(draft, otto, session):
    draft.criteria[0].why = "Hij of zij past in ons team."
    session.flush()

    with pytest.raises(Refusal) as refusal:
        submit_vacancy(session, actor_of(otto), draft, read_digest=form_digest(draft), now=NOW)

    assert refusal.value.facts == {"words": "past in ons team"}


def test_a_form_is_sent_once(sent, otto, session):
    with pytest.raises(TooLate):
        submit_vacancy(session, actor_of(otto), sent, read_digest=form_digest(sent), now=NOW)


def test_a_trainer_asks_the_owner_once_for_the_same_words(draft, noor, otto, session):
    ask_signature(session, actor_of(noor), draft, now=NOW)
    ask_signature(session, actor_of(noor), draft, now=NOW)

    assert mails(session) == {("vacancy_to_sign", otto.id)}
    assert events(session) == ["vacancy:signature_asked"]


def test_a_trainer_asks_again_after_a_change(draft, noor, session):
    ask_signature(session, actor_of(noor), draft, now=NOW)
    draft.title = "Broodbakker"
    session.flush()

    ask_signature(session, actor_of(noor), draft, now=NOW)

    assert events(session) == ["vacancy:signature_asked"] * 2


def test_nobody_is_asked_to_sign_what_is_not_ready(draft, noor, session):
    draft.title = ""
    session.flush()

    with pytest.raises(Refusal):
        ask_signature(session, actor_of(noor), draft, now=NOW)

    assert mails(session) == set()


def test_without_an_owner_a_trainer_hears_whom_to_call(draft, noor, otto, session):
    otto.is_active = False
    session.flush()

    with pytest.raises(Refusal) as refusal:
        ask_signature(session, actor_of(noor), draft, now=NOW)

    assert refusal.value.facts == {"phone": draft.round.school.phone}


def test_a_returned_form_can_be_changed_and_is_signed_anew(sent, carla, noor, otto, session):
    return_vacancy(session, actor_of(carla), sent, "Wat doet de student op maandag?", now=NOW)

    assert sent.can_change
    assert sent.return_note == "Wat doet de student op maandag?"
    assert (sent.norms_signed_at, sent.norms_signed_by) == (None, None)
    assert mails(session) == {("vacancy_returned", otto.id), ("vacancy_returned", noor.id)}
    assert events(session) == ["vacancy:returned"]


def test_the_note_to_the_company_stays_out_of_the_log_and_the_mail(sent, carla, session):
    return_vacancy(session, actor_of(carla), sent, "Bel Piet even", now=NOW)
    session.flush()

    told = [event.details for event in session.scalars(select(AuditEvent))]
    told += [message.facts for message in session.scalars(select(OutboxMessage))]
    assert "Piet" not in str(told)


def test_a_form_is_not_returned_without_a_note(sent, carla, session):
    with pytest.raises(Refusal) as refusal:
        return_vacancy(session, actor_of(carla), sent, "", now=NOW)

    assert refusal.value.field == "note"


def test_freezing_keeps_the_fingerprint_and_makes_the_seats(sent, carla, noor, otto, session):
    digest = form_digest(sent)

    freeze_vacancy(session, actor_of(carla), sent, read_digest=digest, now=NOW)

    assert (sent.state, sent.frozen_at, sent.frozen_digest) == (VacancyState.FROZEN, NOW, digest)
    seats = session.scalars(select(Seat).where(Seat.vacancy_id == sent.id).order_by(Seat.number))
    assert [seat.number for seat in seats] == [1, 2]
    assert mails(session) == {("vacancy_frozen", otto.id), ("vacancy_frozen", noor.id)}
    assert events(session) == ["vacancy:frozen"]


def test_the_fingerprint_of_a_frozen_form_can_be_recomputed(sent, carla, session):
    freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)
    session.flush()
    session.expire_all()

    assert form_digest(sent) == sent.frozen_digest


@pytest.mark.parametrize("until", [None, date(2027, 6, 24)])
def test_a_place_needs_an_accreditation_through_the_whole_period(sent, carla, session, until):
    accreditation = session.scalars(select(Accreditation)).one()
    if until:
        accreditation.valid_until = until
    else:
        session.delete(accreditation)
    session.flush()

    with pytest.raises(Refusal) as refusal:
        freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)

    assert refusal.value.facts["crebo"] == sent.programme.crebo
    assert sent.state is VacancyState.DRAFT


def test_an_accreditation_until_the_last_day_is_long_enough(sent, carla, session):
    session.scalars(select(Accreditation)).one().valid_until = sent.round.period_ends_on
    session.flush()

    freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)

    assert sent.state is VacancyState.FROZEN


def test_a_coordinator_freezes_only_what_was_read(sent, carla, session):
    with pytest.raises(TooLate):
        freeze_vacancy(session, actor_of(carla), sent, read_digest="0" * 64, now=NOW)


@pytest.mark.parametrize("who", ["anton", "otto"])
def test_only_a_coordinator_of_the_school_freezes(sent, who, session, request):
    actor = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        freeze_vacancy(session, actor, sent, read_digest=form_digest(sent), now=NOW)


def test_a_coordinator_of_another_school_does_not_freeze(sent, session):
    stranger = AccountFactory(role=Role.COORDINATOR)

    with pytest.raises(NotAllowed):
        freeze_vacancy(session, actor_of(stranger), sent, read_digest=form_digest(sent), now=NOW)


def test_no_form_is_frozen_once_students_write_their_profiles(sent, carla, session):
    sent.round.phase = RoundPhase.PROFILES
    session.flush()

    with pytest.raises(TooLate):
        freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)


def test_a_withdrawn_place_is_told_to_the_school_that_had_it(sent, noor, carla, session):
    withdraw_vacancy(session, actor_of(noor), sent, now=NOW)

    assert sent.state is VacancyState.WITHDRAWN
    assert mails(session) == {("vacancy_withdrawn", carla.id)}


def test_a_draft_goes_away_without_a_mail(draft, noor, carla, session):
    withdraw_vacancy(session, actor_of(noor), draft, now=NOW)

    assert draft.state is VacancyState.WITHDRAWN
    assert mails(session) == set()


def test_no_place_is_withdrawn_while_the_match_is_made(sent, carla, otto, session):
    freeze_vacancy(session, actor_of(carla), sent, read_digest=form_digest(sent), now=NOW)
    sent.round.phase = RoundPhase.MATCHING
    session.flush()

    with pytest.raises(TooLate):
        withdraw_vacancy(session, actor_of(otto), sent, now=NOW)

    assert sent.state is VacancyState.FROZEN


def test_nobody_withdraws_the_place_of_another_company(sent, session):
    stranger = AccountFactory(role=Role.OWNER)

    with pytest.raises(NotAllowed):
        withdraw_vacancy(session, actor_of(stranger), sent, now=NOW)

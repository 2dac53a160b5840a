"""Handing over to a colleague with one address, and what a link that goes further opens."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.commands.work import settle_handovers
from placements.people.access import use_link
from placements.people.contacts import contact_ids_of
from placements.people.handovers import UNDONE_WITHIN
from placements.people.links import token_of
from placements.policy.trials import rater_of
from placements.proposals.reminders import remind_of_proposals
from placements.vacancies.reminders import remind_of_openings
from records.models.account import AccessLink, Account, Role
from records.models.audit import AuditEvent
from records.models.handover import Handover
from records.models.outbox import OutboxMessage
from records.models.trial import Rater
from records.queries.accounts import find_account_by_email
from records.vault.people import read_for_service
from tests.factories import NOW, AccountFactory
from tests.rounds import RESULTS_DAY, actor_of
from web.mail import compose

NEW = "daan@bakkerij.example"
LATER = NOW + UNDONE_WITHIN


def page(vacancy):
    return f"/employer/vacancies/{vacancy.id}/hand-over"


def mails(session, kind):
    session.flush()
    return session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()


def shown(browser, vacancy):
    """Return what a page says, without what is drawn anew for each."""
    return re.sub(r'value="[^"]*"', "", browser.get(page(vacancy)).text)


def been_here(session, account):
    """Let somebody use the newest link of a mail, as the button on its page does."""
    links = select(AccessLink).where(AccessLink.account_id == account.id)
    use_link(session, session.scalars(links.order_by(AccessLink.expires_at)).all()[-1], now=LATER)
    settle_handovers(session, now=LATER)


@pytest.fixture
def place(accepted_proposal):
    """The bakery's place, with a proposal that waits for it."""
    return accepted_proposal.vacancy


@pytest.fixture
def handed(session, as_noor, place):
    """Noor has just handed the place over to somebody whom nobody knows."""
    as_noor.post(page(place), data={"email": NEW})
    return session.scalars(select(Handover)).one()


def test_one_address_and_nobody_hears_of_it_for_half_an_hour(
    session, as_noor, accepted_proposal, place, noor
):
    link = as_noor.get(f"/employer/proposals/{accepted_proposal.id}").text
    before = len(session.scalars(select(OutboxMessage)).all())

    response = as_noor.post(page(place), data={"email": NEW})
    pending = as_noor.get(page(place)).text
    settle_handovers(session, now=LATER - timedelta(minutes=1))

    assert page(place) in link
    assert response.status_code == 302
    assert "10:30" in pending
    assert len(session.scalars(select(OutboxMessage)).all()) == before
    assert find_account_by_email(session, NEW) is None
    assert contact_ids_of(session, place) == [noor.id]


def test_what_is_taken_back_leaves_nothing_but_two_lines(session, as_noor, handed, place):
    response = as_noor.post(f"/employer/handovers/{handed.id}/take-back")
    settle_handovers(session, now=LATER)

    lines = select(AuditEvent.event).where(AuditEvent.event.startswith("place:"))
    assert response.location.endswith(page(place))
    assert session.scalars(select(Handover)).all() == []
    assert mails(session, "handed_over") == []
    assert find_account_by_email(session, NEW) is None
    assert sorted(session.scalars(lines)) == ["place:handed_over", "place:handover_taken_back"]


def test_an_unknown_colleague_is_invited_with_one_mail_and_takes_over_by_coming(
    session, handed, place, noor, otto
):
    settle_handovers(session, now=LATER)
    (mail,) = mails(session, "handed_over")
    daan = session.get_one(Account, mail.account_id)
    asked_meanwhile = contact_ids_of(session, place)
    text = compose(mail).text
    been_here(session, daan)
    session.refresh(place)

    assert (daan.role, daan.employer_id) == (Role.TRAINER, place.employer_id)
    assert "next=/employer/proposals" in text
    assert "Bakkerij De Vries" in text
    assert mails(session, "invitation") == []
    assert [one.account_id for one in mails(session, "colleague_invited")] == [otto.id]
    assert asked_meanwhile == [noor.id]
    assert contact_ids_of(session, place) == [daan.id]
    assert handed.sealed_address is None
    lines = select(AuditEvent).where(AuditEvent.event == "place:taken_over")
    assert session.scalars(lines).one().details == {"from_id": str(noor.id), "to_id": str(daan.id)}


def test_a_known_colleague_answers_and_is_reminded_and_assesses(
    session, as_noor, sign_in, trial, bakery, noor
):
    known = AccountFactory(role=Role.TRAINER, employer_id=bakery.id, email="eef@bakkerij.example")
    as_noor.post(page(trial.proposal.vacancy), data={"email": "Eef@Bakkerij.example"})
    settle_handovers(session, now=LATER)
    been_here(session, known)
    session.expire_all()

    assert rater_of(actor_of(known), trial) is Rater.TRAINER
    assert rater_of(actor_of(noor), trial) is None
    assert page(trial.proposal.vacancy) in sign_in(known).get(f"/employer/trials/{trial.id}").text
    assert mails(session, "colleague_invited") == []


def test_reminders_go_to_who_has_it_now(session, handed, accepted_proposal, noor):
    settle_handovers(session, now=LATER)
    daan = find_account_by_email(session, NEW)
    remind_of_proposals(session, now=RESULTS_DAY + timedelta(days=4))
    been_here(session, daan)
    session.expire_all()
    remind_of_proposals(session, now=RESULTS_DAY + timedelta(days=8))

    asked = [mail.account_id for mail in mails(session, "proposal_waits")]
    assert sorted(asked, key=str) == sorted([noor.id, daan.id], key=str)


def test_the_question_of_a_round_goes_over_too(session, as_noor, collecting, noor, otto):
    address = f"/employer/rounds/{collecting.id}/hand-over"
    assert address in as_noor.get(f"/employer/rounds/{collecting.id}/openings").text
    as_noor.post(address, data={"email": NEW})
    settle_handovers(session, now=LATER)
    (mail,) = mails(session, "handed_over")
    been_here(session, session.get_one(Account, mail.account_id))

    remind_of_openings(session, now=datetime(2026, 10, 9, 9, 0, tzinfo=UTC))

    assert f"next=/employer/rounds/{collecting.id}/openings" in compose(mail).text
    asked = {one.account_id for one in mails(session, "vacancies_wait")}
    assert asked == {otto.id, mail.account_id}
    assert noor.id not in asked


def test_an_address_of_somebody_elsewhere_tells_nothing_and_loses_nothing(
    session, as_noor, place, noor
):
    AccountFactory(role=Role.OWNER, email="els@elders.example")
    as_noor.post(page(place), data={"email": "els@elders.example"})
    settle_handovers(session, now=LATER)
    elsewhere = shown(as_noor, place)
    as_noor.post(page(place), data={"email": NEW})
    settle_handovers(session, now=LATER)

    assert len(mails(session, "handed_over")) == 1
    assert shown(as_noor, place) == elsewhere
    assert contact_ids_of(session, place) == [noor.id]


@pytest.mark.parametrize("typed", ["", "daan", "noor@bakkerij.example"])
def test_what_cannot_be_is_said_and_kept(session, sign_in, place, bakery, typed):
    noor = AccountFactory(role=Role.OWNER, employer_id=bakery.id, email="noor@bakkerij.example")

    response = sign_in(noor).post(page(place), data={"email": typed})

    assert response.status_code == 422
    assert f'value="{typed}"' in response.text
    assert session.scalars(select(Handover)).all() == []


def test_it_is_handed_over_once_at_a_time(session, as_noor, handed, place):
    response = as_noor.post(page(place), data={"email": "else@bakkerij.example"})

    assert response.status_code == 422
    assert len(session.scalars(select(Handover)).all()) == 1


def test_who_does_not_train_there_hands_nothing_over(session, sign_in, place, bakery):
    other = AccountFactory(role=Role.TRAINER, employer_id=bakery.id)

    response = sign_in(other).post(page(place), data={"email": NEW})

    assert response.status_code == 422
    assert "E-mailadres van uw collega" not in sign_in(other).get(page(place)).text
    assert session.scalars(select(Handover)).all() == []


def test_a_link_that_is_sent_on_opens_nothing_for_a_stranger(
    app, session, sign_in, as_amina, as_carla, handed, accepted_proposal
):
    """Used, it is used up; and the pages behind it are for who is signed in at this company."""
    settle_handovers(session, now=LATER)
    (mail,) = mails(session, "handed_over")
    link = f"/open/{token_of(session, UUID(mail.facts['link_id']))}?next=/employer/proposals"
    colleague, stranger = app.test_client(), app.test_client()
    colleague.post(link)
    rival = AccountFactory(role=Role.TRAINER)
    pages = (
        page(accepted_proposal.vacancy),
        f"/employer/proposals/{accepted_proposal.id}",
        "/employer/proposals",
    )

    sent_on = stranger.post(link)

    assert colleague.get(pages[1]).status_code == 200
    assert sent_on.location.startswith("/sign-in/code")
    assert [stranger.get(one).status_code for one in pages] == [303, 303, 303]
    assert [sign_in(rival).get(one).status_code for one in pages[:2]] == [404, 404]
    assert accepted_proposal.vacancy.title not in sign_in(rival).get(pages[2]).text
    for somebody in (as_amina, as_carla):
        assert [somebody.get(one).status_code for one in pages] == [403, 403, 403]


def test_who_was_invited_by_an_address_says_a_name(session, sign_in, handed):
    settle_handovers(session, now=LATER)
    daan = find_account_by_email(session, NEW)
    browser = sign_in(daan)
    asked = browser.get("/employer/home").text

    wrong = browser.post("/employer/colleagues/me", data={"given_name": "Daan"})
    browser.post("/employer/colleagues/me", data={"given_name": "Daan", "family_name": "Bos"})

    assert "/employer/colleagues/me" in asked
    assert wrong.status_code == 422
    assert read_for_service(session, [daan.id])[daan.id].full_name == "Daan Bos"
    assert "Zeg hoe u heet" not in browser.get("/employer/home").text

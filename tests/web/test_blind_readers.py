"""The guard, reader by reader: who is guarded, what is read, and who hears of it."""

import pytest
from flask import session as kept

from app.mail import deliver_waiting
from placements.errors import NotAllowed
from placements.guarding.incidents import list_incidents
from placements.guarding.watch import Watch
from placements.notifications import notify
from records.models.account import Role
from records.models.outbox import OutboxMessage
from records.vault.ledger import list_reveal_lines
from tests.factories import NOW, AccountFactory, SchoolFactory, StudentFactory
from tests.rounds import actor_of


@pytest.mark.parametrize("role", [Role.TRAINER, Role.OWNER, Role.ASSESSOR])
def test_every_blind_reader_is_guarded(sign_in, school, bakery, in_the_vault, answer_with, role):
    of = {"school_id": school.id} if role is Role.ASSESSOR else {"employer_id": bakery.id}
    answer_with("Amina El Idrissi", 200, page="accounts.show_account")

    assert sign_in(AccountFactory(role=role, **of)).get("/account").status_code == 500


def test_only_administrators_read_incidents_and_of_their_own_school_only(
    as_noor, session, accepted_proposal, in_the_vault, administrator, carla, noor, tell
):
    tell("Amina")
    as_noor.get(f"/employer/proposals/{accepted_proposal.id}")
    elsewhere = AccountFactory(role=Role.ADMINISTRATOR, school_id=SchoolFactory().id)

    assert len(list_incidents(session, actor_of(administrator))) == 1
    assert list_incidents(session, actor_of(elsewhere)) == []
    for reader in (carla, noor):
        with pytest.raises(NotAllowed):
            list_incidents(session, actor_of(reader))


def test_what_a_page_keeps_in_the_session_is_read_too(as_noor, in_the_vault, app, monkeypatch):
    page = "employers.list_proposals"

    def remembering(**_of):
        kept["student"] = "El Idrissi"
        return "Clean"

    remembering.__doors__ = app.view_functions[page].__doors__
    monkeypatch.setitem(app.view_functions, page, remembering)

    assert as_noor.get("/employer/proposals").status_code == 500


def test_a_calendar_is_read_as_it_is_unfolded(as_noor, in_the_vault, answer_with):
    folded = "LOCATION:Vlinder\r\n dwarsgaarde\r\n"
    answer_with(folded, 200, {"Content-Type": "text/calendar; charset=utf-8"})

    assert as_noor.get("/employer/proposals").status_code == 500


def test_what_was_read_for_a_page_that_is_stopped_stays_in_the_ledger(
    as_noor, session, revealed_proposal, in_the_vault, programme, amina, tell
):
    StudentFactory(programme=programme, account__given_name="Roos", account__family_name="Bakker")
    tell("Roos Bakker")
    before = len(list_reveal_lines(session, amina.id))

    assert as_noor.get(f"/employer/proposals/{revealed_proposal.id}").status_code == 500

    assert len(list_reveal_lines(session, amina.id)) == before + 1


def test_a_mail_does_not_go_when_the_guard_breaks(session, noor, in_the_vault, monkeypatch):
    notify(session, noor.id, "vacancy_frozen", now=NOW, title="Banketbakker")
    session.commit()
    monkeypatch.setattr(Watch, "look", lambda *_of: 1 / 0)

    assert deliver_waiting(session, now=NOW) == 0
    assert session.query(OutboxMessage).one().sent_at is None

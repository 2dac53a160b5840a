"""An owner brings colleagues in, and closes who left."""

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed
from placements.people.closing import close_account
from placements.proposals.answers import tell_employer
from records.models.account import Account, Role
from records.models.outbox import OutboxMessage
from records.queries.accounts import find_account_by_email
from tests.desks import CHANCE
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of

BO = {"given_name": "Bo", "family_name": "Bos", "email": "bo@bos.example", "phone": ""}


@pytest.mark.parametrize(("ticked", "role"), [({}, Role.TRAINER), ({"may_sign": "y"}, Role.OWNER)])
def test_the_owner_invites_a_colleague(session, as_otto, bakery, ticked, role):
    response = as_otto.post("/employer/colleagues/add", data=BO | ticked)

    assert response.status_code == 302
    account = find_account_by_email(session, "bo@bos.example")
    assert (account.role, account.employer_id) == (role, bakery.id)


def test_a_trainer_sees_the_list_but_invites_nobody(as_noor, otto):
    page = as_noor.get("/employer/colleagues")

    assert "Otto" in page.text
    assert "/employer/colleagues/add" not in page.text
    assert as_noor.post("/employer/colleagues/add", data=BO).status_code == 403


def test_what_was_typed_stays(as_otto):
    response = as_otto.post("/employer/colleagues/add", data=BO | {"email": "bo"})

    assert response.status_code == 422
    assert 'value="Bos"' in response.text


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/employer/colleagues").status_code == 303


def test_the_owner_closes_who_left_and_only_once(session, as_otto, as_noor, noor):
    answers = [as_otto.post(f"/employer/colleagues/{noor.id}/close") for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert as_noor.get("/employer/home").status_code == 303
    assert "Noor" not in as_otto.get("/employer/colleagues").text


def test_nobody_closes_the_own_account(session, as_otto, otto):
    response = as_otto.post(f"/employer/colleagues/{otto.id}/close")

    assert response.status_code == 422
    assert "Vraag een collega" in response.text
    assert session.get_one(Account, otto.id).is_active


def test_a_trainer_closes_nobody(as_noor, otto):
    assert as_noor.post(f"/employer/colleagues/{otto.id}/close").status_code == 403


def test_of_two_owners_who_close_each_other_the_second_is_refused(session, otto, bakery):
    bo = AccountFactory(role=Role.OWNER, employer_id=bakery.id)
    by_otto, by_bo = actor_of(otto), actor_of(bo)

    close_account(session, by_otto, bo, rng=CHANCE, now=NOW)
    with pytest.raises(NotAllowed):
        close_account(session, by_bo, otto, rng=CHANCE, now=NOW)


def test_for_a_trainer_who_left_the_owner_hears(session, accepted_proposal, noor, otto):
    close_account(session, actor_of(otto), noor, rng=CHANCE, now=NOW)

    tell_employer(session, accepted_proposal, "refusal_rejected", now=NOW)
    session.flush()

    told = session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "refusal_rejected")
    ).all()
    assert told == [otto.id]

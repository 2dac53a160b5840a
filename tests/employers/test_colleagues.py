"""An owner brings colleagues in."""

import pytest

from records.models.account import Role
from records.queries.accounts import find_account_by_email

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

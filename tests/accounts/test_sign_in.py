"""Signing in with e-mail and password."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

import accounts.account
import accounts.sign_in
from placements.errors import TooLate
from placements.people import access
from placements.people.access import sign_in_with_password
from records.database import db
from records.models.account import SignInFailure
from tests.accounts.conftest import PASSWORD
from tests.factories import NOW

WRONG = "horen niet bij elkaar"


def test_the_right_password_brings_one_home(visitor, carla_with_password, address_of):
    response = visitor.post(
        "/sign-in", data={"email": address_of(carla_with_password), "password": PASSWORD}
    )

    assert response.status_code == 302
    assert response.location == "/school/home"


def test_it_goes_on_to_the_page_that_was_asked_for(visitor, carla_with_password, address_of):
    answers = {"email": address_of(carla_with_password).upper(), "password": PASSWORD}

    response = visitor.post("/sign-in?next=/account", data=answers)

    assert response.location == "/account"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/[x", "/\n\\evil.example"],
)
def test_it_never_goes_to_another_site(visitor, carla_with_password, address_of, elsewhere):
    answers = {"email": address_of(carla_with_password), "password": PASSWORD}

    response = visitor.post("/sign-in", query_string={"next": elsewhere}, data=answers)

    assert response.location == "/school/home"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    visitor, carla_with_password, address_of
):
    known = visitor.post(
        "/sign-in", data={"email": address_of(carla_with_password), "password": "x" * 12}
    )
    unknown = visitor.post("/sign-in", data={"email": "niemand@x.example", "password": "x" * 12})

    def without_what_was_typed(response):
        return re.sub(r'value="[^"]*"', "", response.text)

    assert known.status_code == unknown.status_code == 422
    assert WRONG in known.text
    assert without_what_was_typed(known) == without_what_was_typed(unknown)


@pytest.fixture
def checks(monkeypatch):
    """Collect what was held against a password, and whether a transaction was open meanwhile."""
    held, is_password_of = [], access.is_password_of

    def check(stored, typed):
        held.append((stored, db.session().in_transaction()))
        return is_password_of(stored, typed)

    monkeypatch.setattr(accounts.sign_in, "is_password_of", check)
    return held


def test_an_unknown_address_costs_one_hash_too(visitor, checks):
    visitor.post("/sign-in", data={"email": "niemand@x.example", "password": "x" * 12})

    assert checks == [(access._HASH_OF_NOBODY, False)]


def test_nobody_waits_for_the_database_while_a_password_is_checked(
    visitor, carla_with_password, address_of, checks
):
    email = address_of(carla_with_password)
    answer = visitor.post("/sign-in", data={"email": email, "password": PASSWORD})

    assert answer.location == "/school/home"
    assert checks == [(carla_with_password.password_hash, False)]


def test_a_password_that_was_changed_meanwhile_lets_nobody_in(
    visitor, session, carla_with_password, address_of, monkeypatch
):
    def check(stored, _typed):
        carla_with_password.password_hash = access.hash_of("een heel ander wachtwoord")
        session.flush()
        return True

    monkeypatch.setattr(accounts.sign_in, "is_password_of", check)
    answers = {"email": address_of(carla_with_password), "password": PASSWORD}

    assert WRONG in visitor.post("/sign-in", data=answers).text


def test_after_five_failures_the_right_password_has_to_wait(
    session, visitor, carla_with_password, address_of
):
    email = address_of(carla_with_password)
    for _attempt in range(5):
        visitor.post("/sign-in", data={"email": email, "password": "x" * 12})

    response = visitor.post("/sign-in", data={"email": email, "password": PASSWORD})

    assert response.status_code == 422
    assert "Wacht 15 minuten" in response.text
    later = NOW + timedelta(minutes=16)
    proved = access.find_password_hash(session, email, now=later)
    assert sign_in_with_password(session, email, proved, now=later) == carla_with_password


def test_an_unknown_address_is_stopped_just_the_same(session):
    for _attempt in range(5):
        sign_in_with_password(session, "niemand@x.example", None, now=NOW)
    session.flush()

    with pytest.raises(TooLate):
        sign_in_with_password(session, "niemand@x.example", None, now=NOW)


def test_failures_are_forgotten_once_they_no_longer_count(session):
    for minutes in (0, 20):
        at = NOW + timedelta(minutes=minutes)
        sign_in_with_password(session, "niemand@x.example", None, now=at)

    assert access.forget_failures(session, now=NOW + timedelta(minutes=20))
    assert not access.forget_failures(session, now=NOW + timedelta(minutes=20))
    assert session.scalars(select(SignInFailure)).one().failed_at == at


def test_a_password_that_is_absurdly_long_is_refused_before_hashing(visitor):
    response = visitor.post("/sign-in", data={"email": "a@b.example", "password": "x" * 5000})

    assert response.status_code == 422


def test_what_was_typed_stays(visitor):
    response = visitor.post("/sign-in", data={"email": "geen-adres", "password": ""})

    assert response.status_code == 422
    assert 'value="geen-adres"' in response.text
    assert "Vul je wachtwoord in" in response.text


def test_signing_out_ends_the_session(as_carla):
    as_carla.post("/sign-out")

    assert as_carla.get("/account").status_code == 303


def test_signing_out_everywhere_ends_other_sessions(sign_in, carla):
    phone, desktop = sign_in(carla), sign_in(carla)

    phone.post("/account/sign-out-everywhere")

    assert desktop.get("/account").status_code == 303


def test_nobody_waits_for_the_database_while_a_new_password_is_hashed(
    sign_in, carla_with_password, monkeypatch
):
    open_meanwhile = []

    def hashed(typed):
        open_meanwhile.append(db.session().in_transaction())
        return access.hash_of(typed)

    monkeypatch.setattr(accounts.account, "hash_of", hashed)
    answer = sign_in(carla_with_password).post(
        "/account/password", data={"password": "vier woorden zijn fijn"}
    )

    assert answer.location == "/account"
    assert open_meanwhile == [False]
    assert access.is_password_of(carla_with_password.password_hash, "vier woorden zijn fijn")

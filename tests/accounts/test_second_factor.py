"""The authenticator code: asked after the password, right once, never twice."""

import pyotp
import pytest

from placements.errors import NotAllowed
from placements.people.access import (
    check_second_factor,
    choose_password,
    hash_of,
    set_up_second_factor,
    sign_in_with_password,
)
from tests.accounts.conftest import PASSWORD
from tests.factories import NOW

SECRET = pyotp.random_base32()


@pytest.fixture
def with_authenticator(session, carla_with_password):
    code = pyotp.TOTP(SECRET).at(NOW, counter_offset=-1)
    set_up_second_factor(session, carla_with_password, SECRET, code, now=NOW)
    session.flush()
    return carla_with_password


def sign_in_halfway(visitor, email):
    return visitor.post("/sign-in", data={"email": email, "password": PASSWORD})


def test_the_password_alone_does_not_let_in(visitor, with_authenticator, address_of):
    response = sign_in_halfway(visitor, address_of(with_authenticator))

    assert response.location == "/sign-in/authenticator"
    assert visitor.get("/account").status_code == 303


def test_the_code_lets_in(visitor, with_authenticator, address_of):
    sign_in_halfway(visitor, address_of(with_authenticator))

    response = visitor.post("/sign-in/authenticator", data={"code": pyotp.TOTP(SECRET).at(NOW)})

    assert response.location == "/school/home"
    assert visitor.get("/account").status_code == 200


def test_a_code_works_once(session, with_authenticator):
    code = pyotp.TOTP(SECRET).at(NOW)

    assert check_second_factor(session, with_authenticator, code, now=NOW)
    assert not check_second_factor(session, with_authenticator, code, now=NOW)


def test_a_wrong_code_is_told_apart_from_nothing(visitor, with_authenticator, address_of):
    sign_in_halfway(visitor, address_of(with_authenticator))

    response = visitor.post("/sign-in/authenticator", data={"code": "000000"})

    assert response.status_code == 422
    assert visitor.get("/account").status_code == 303


def test_a_school_can_require_it_of_staff(
    session, visitor, school, carla_with_password, address_of
):
    school.requires_second_factor = True
    session.flush()

    response = sign_in_halfway(visitor, address_of(carla_with_password))
    page = visitor.get(response.location)

    assert response.location == "/account/authenticator"
    assert "data:image/svg+xml" in page.text
    assert visitor.get("/account").status_code == 303


def test_nobody_gets_to_the_code_page_without_a_password(visitor):
    assert visitor.get("/sign-in/authenticator").location == "/sign-in"


def test_a_coupled_authenticator_is_not_replaced_after_the_password_alone(
    visitor, with_authenticator, address_of
):
    sealed = with_authenticator.sealed_totp_secret
    sign_in_halfway(visitor, address_of(with_authenticator))

    response = visitor.get("/account/authenticator")

    assert response.location == "/sign-in"
    with visitor.session_transaction() as cookie:
        assert "authenticator_secret" not in cookie
    assert with_authenticator.sealed_totp_secret == sealed


def test_a_coupled_authenticator_is_never_overwritten(session, with_authenticator):
    code = pyotp.TOTP(SECRET).at(NOW)

    with pytest.raises(NotAllowed):
        set_up_second_factor(session, with_authenticator, SECRET, code, now=NOW)


def test_half_a_sign_in_ends_with_the_password(session, visitor, with_authenticator, address_of):
    sign_in_halfway(visitor, address_of(with_authenticator))
    choose_password(session, with_authenticator, hash_of("een heel ander wachtwoord"), now=NOW)
    session.flush()

    response = visitor.post("/sign-in/authenticator", data={"code": pyotp.TOTP(SECRET).at(NOW)})

    assert response.location == "/sign-in"


def test_wrong_passwords_of_somebody_else_do_not_stop_the_code(
    session, visitor, with_authenticator, address_of
):
    address = address_of(with_authenticator)
    sign_in_halfway(visitor, address)
    for _attempt in range(5):
        sign_in_with_password(session, address, None, now=NOW)
    session.flush()

    response = visitor.post("/sign-in/authenticator", data={"code": pyotp.TOTP(SECRET).at(NOW)})

    assert response.location == "/school/home"

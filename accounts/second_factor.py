"""The authenticator code: setting it up, and typing it after the password."""

from uuid import UUID

import pyotp
import segno
from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from accounts import bp
from accounts.forms import AuthenticatorForm
from accounts.sign_in import let_in
from placements.errors import Refusal
from placements.people.access import check_second_factor, set_up_second_factor
from records.database import current_session
from records.models.account import Account
from records.vault.people import read_for_service
from web.guards import allow_everyone, current_actor, utc_now
from web.signed_in import session_name
from web.transaction import keep_despite_refusal


@bp.route("/sign-in/authenticator", methods=["GET", "POST"])
@allow_everyone
def enter_authenticator_code() -> ResponseReturnValue:
    """Ask for the code after a right password."""
    account = _half_signed_in()
    if account is None:
        return redirect(url_for("accounts.sign_in"))
    form = AuthenticatorForm()
    if form.validate_on_submit():
        try:
            is_right = check_second_factor(
                current_session(), account, form.data["code"], now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if is_right:
                return let_in(account)
            keep_despite_refusal()
            form.code.errors = [_("This code is not right, or was used before.")]
    return render_template("accounts/enter_authenticator_code.html", form=form), form.status


@bp.route("/account/authenticator", methods=["GET", "POST"])
@allow_everyone
def set_up_authenticator() -> ResponseReturnValue:
    """Let someone who is signed in, or must have a code to sign in, couple an authenticator."""
    account = _without_code(_half_signed_in() or _signed_in())
    if account is None:
        return redirect(url_for("accounts.sign_in"))
    secret = session.setdefault("authenticator_secret", pyotp.random_base32())
    form = AuthenticatorForm()
    if form.validate_on_submit():
        try:
            set_up_second_factor(
                current_session(), account, secret, form.data["code"], now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            session.pop("authenticator_secret")
            return let_in(account)
    email = read_for_service(current_session(), [account.id])[account.id].email
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Proefplek")
    return render_template(
        "accounts/set_up_authenticator.html",
        form=form,
        secret=secret,
        picture=segno.make(address).svg_data_uri(scale=5, border=2),
    ), form.status


def _half_signed_in() -> Account | None:
    """Return who gave a right password a moment ago but no code yet."""
    if utc_now().timestamp() > session.get("half_signed_in_until", 0):
        return None
    name = session.get("half_signed_in", "")
    account = current_session().get(Account, UUID(name.partition(".")[0]))
    return account if account and session_name(account) == name else None


def _signed_in() -> Account | None:
    """Return who is signed in."""
    if not current_user.is_authenticated:
        return None
    return current_session().get_one(Account, current_actor().account_id)


def _without_code(account: Account | None) -> Account | None:
    """Return the account unless a code is coupled to it: that is replaced by people, not here."""
    return account if account and account.sealed_totp_secret is None else None

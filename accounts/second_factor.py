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
    account = _half_signed_in() or _signed_in()
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
    """Return who has given a right password but no code yet."""
    account_id = session.get("half_signed_in")
    return current_session().get(Account, UUID(account_id)) if account_id else None


def _signed_in() -> Account | None:
    """Return who is signed in, unless a code is already coupled: then mail and help come first."""
    if not current_user.is_authenticated:
        return None
    account = current_session().get_one(Account, current_actor().account_id)
    return account if account.sealed_totp_secret is None else None

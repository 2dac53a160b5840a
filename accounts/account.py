"""The own account: what it is called, how it signs in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import bp
from accounts.forms import PasswordForm
from accounts.sign_in import let_in
from placements.actors import SCHOOL_ROLES
from placements.errors import Refusal
from placements.people.access import choose_password, end_sessions, hash_of
from records.database import current_session
from records.models.account import Account
from records.vault.people import read_for_service
from web.guards import EVERYONE_SIGNED_IN, allow, current_actor, utc_now
from web.transaction import let_go


@bp.get("/account")
@allow(*EVERYONE_SIGNED_IN)
def show_account() -> ResponseReturnValue:
    """Show what the service knows of the person who looks, and how they sign in."""
    account = _own_account()
    person = read_for_service(current_session(), [account.id])[account.id]
    return render_template("accounts/show_account.html", account=account, person=person)


@bp.route("/account/password", methods=["GET", "POST"])
@allow(*SCHOOL_ROLES)
def change_password() -> ResponseReturnValue:
    """Choose another password; every other session ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        let_go()
        try:
            hashed = hash_of(form.data["password"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            account = _own_account()
            choose_password(current_session(), account, hashed, now=utc_now())
            let_in(account)
            flash(_("Your password has been changed."))
            return redirect(url_for("accounts.show_account"))
    return render_template("accounts/change_password.html", form=form), form.status


@bp.post("/account/sign-out-everywhere")
@allow(*EVERYONE_SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session of this account, on every device."""
    end_sessions(_own_account())
    return redirect(url_for("accounts.sign_in"))


def _own_account() -> Account:
    return current_session().get_one(Account, current_actor().account_id)

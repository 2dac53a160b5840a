"""Signing in and out, and the choice of language."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from accounts import bp
from accounts.forms import SignInForm
from placements.errors import Refusal
from placements.people.access import (
    find_password_hash,
    is_password_of,
    needs_second_factor,
    sign_in_with_password,
)
from records.database import current_session
from records.models.account import Account
from web.guards import EVERYONE_SIGNED_IN, allow, allow_everyone, current_actor, utc_now
from web.home import home_of
from web.language import LANGUAGES
from web.signed_in import SignedIn, session_name
from web.transaction import keep_despite_refusal, let_go

TIME_FOR_A_CODE = timedelta(minutes=10)
LOCAL_ADDRESS = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")
"""A path of this service: no second slash at the start, no backslash, nothing invisible."""


@bp.get("/")
@allow_everyone
def show_start() -> ResponseReturnValue:
    """Show what the service is, or bring the signed-in person home."""
    if current_user.is_authenticated:
        return redirect(home_of(current_actor()))
    return render_template("accounts/show_start.html")


@bp.route("/sign-in", methods=["GET", "POST"])
@allow_everyone
def sign_in() -> ResponseReturnValue:
    """Let students and staff in with e-mail and password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            account = _try_password(form.data["email"], form.data["password"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if account is not None:
                return continue_sign_in(account)
            keep_despite_refusal()
            form.form_errors.append(
                _("This address and password do not go together. Try again, or ask for a link.")
            )
    return render_template(
        "accounts/sign_in.html", form=form, is_development=current_app.config["IS_DEVELOPMENT"]
    ), form.status


def _try_password(email: str, password: str) -> Account | None:
    """Return whom this lets in; while the password is checked nobody waits for the database."""
    stored = find_password_hash(current_session(), email, now=utc_now())
    let_go()
    proved = stored if is_password_of(stored, password) else None
    return sign_in_with_password(current_session(), email, proved, now=utc_now())


def continue_sign_in(account: Account) -> ResponseReturnValue:
    """Let the account in, or on to its second factor."""
    if needs_second_factor(current_session(), account):
        _begin_session()
        session["half_signed_in"] = session_name(account)
        session["half_signed_in_until"] = (utc_now() + TIME_FOR_A_CODE).timestamp()
        is_set_up = account.sealed_totp_secret is not None
        page = "accounts.enter_authenticator_code" if is_set_up else "accounts.set_up_authenticator"
        return redirect(url_for(page, next=request.args.get("next")))
    return let_in(account)


def let_in(account: Account) -> ResponseReturnValue:
    """Begin a fresh session and go where the visitor was going."""
    _begin_session()
    session.permanent = True
    signed_in = SignedIn(account)
    login_user(signed_in)
    return redirect(local_target(request.args.get("next")) or home_of(signed_in.actor))


def _begin_session() -> None:
    """Leave nothing in the browser of who was here before, but the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language


def local_target(target: str | None) -> str | None:
    """Return the address if it is a page of this service, else None."""
    if not target or not LOCAL_ADDRESS.fullmatch(target):
        return None
    return target


@bp.post("/sign-out")
@allow(*EVERYONE_SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    session.clear()
    response = redirect(url_for("accounts.show_start"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.post("/language")
@allow_everyone
def choose_language() -> ResponseReturnValue:
    """Remember the language and go back to the page."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    session["language"] = language
    if current_user.is_authenticated:
        current_session().get_one(Account, current_actor().account_id).locale = language
    return redirect(_page_at_or_above(local_target(request.form.get("next")) or "/"))


def _page_at_or_above(target: str) -> str:
    """Return the address, or the nearest above it that can be read: an act has no page."""
    path = urlsplit(target).path
    pages = current_app.url_map.bind("")
    if path == "/" or pages.test(path, "GET"):
        return target
    return _page_at_or_above(path.rpartition("/")[0] or "/")

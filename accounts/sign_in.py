"""Signing in and out, and the choice of language."""

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from accounts import bp
from web.guards import EVERYONE_SIGNED_IN, allow, allow_everyone
from web.language import LANGUAGES


@bp.get("/")
@allow_everyone
def show_start() -> ResponseReturnValue:
    """Show what the service is, or bring the signed-in person home."""
    if current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/show_start.html")


@bp.get("/sign-in")
@allow_everyone
def sign_in() -> ResponseReturnValue:
    """Let staff and students sign in."""
    return render_template("accounts/sign_in.html")


@bp.post("/language")
@allow_everyone
def choose_language() -> ResponseReturnValue:
    """Remember the language for this visit and go back to the page."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    session["language"] = language
    target = request.form.get("next", "/")
    return redirect(target if target.startswith("/") and not target.startswith("//") else "/")


@bp.post("/sign-out")
@allow(*EVERYONE_SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End this session."""
    logout_user()
    return redirect(url_for("accounts.show_start"))

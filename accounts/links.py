"""Links in mails: asking for one, opening one, and the six digits for when that fails."""

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts import bp
from accounts.forms import LinkForm, MailCodeForm, PasswordForm
from accounts.sign_in import continue_sign_in
from placements.errors import Refusal
from placements.people.access import (
    choose_password,
    find_link,
    hash_of,
    is_usable,
    renew_link,
    request_link,
    use_code,
    use_link,
)
from records.database import current_session
from records.models.account import AccessLink, Account, LinkKind
from web.forms import ActForm
from web.guards import allow_everyone, utc_now
from web.transaction import keep_despite_refusal, let_go


@bp.route("/sign-in/link", methods=["GET", "POST"])
@allow_everyone
def request_sign_in_link() -> ResponseReturnValue:
    """Mail a link; the answer is the same whether the address is known or not."""
    form = LinkForm(email=request.args.get("email"))
    if form.validate_on_submit():
        request_link(current_session(), form.data["email"], now=utc_now())
        session["link_address"] = form.data["email"]
        return redirect(url_for("accounts.enter_mail_code"))
    return render_template("accounts/request_sign_in_link.html", form=form), form.status


@bp.route("/sign-in/code", methods=["GET", "POST"])
@allow_everyone
def enter_mail_code() -> ResponseReturnValue:
    """Say where to look, and take the six digits when the link cannot be opened."""
    form = MailCodeForm(email=session.get("link_address"))
    if form.validate_on_submit():
        try:
            account = use_code(
                current_session(), form.data["email"], form.data["code"], now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if account is not None:
                return continue_sign_in(account)
            keep_despite_refusal()
            form.code.errors = [
                _("This code is not right or too old. Look for the newest mail, or ask for one.")
            ]
    return render_template("accounts/enter_mail_code.html", form=form), form.status


@bp.route("/open/<string:token>", methods=["GET", "POST"])
@allow_everyone
def open_link(token: str) -> ResponseReturnValue:
    """Show what the link does; only the button does it, so that mail scanners change nothing."""
    link = find_link(current_session(), token)
    if link is None:
        abort(404)
    if not is_usable(link, now=utc_now()):
        return _renew(link)
    if link.kind is not LinkKind.SIGN_IN:
        return _choose_password(link)
    form = ActForm()
    if form.validate_on_submit():
        try:
            return continue_sign_in(use_link(current_session(), link, now=utc_now()))
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("accounts/open_link.html", form=form), form.status


def _choose_password(link: AccessLink) -> ResponseReturnValue:
    """Let the reader of an invitation or a password link choose a password and come in."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            let_go()
            hashed = hash_of(form.data["password"])
            account = use_link(current_session(), link, now=utc_now())
            choose_password(current_session(), account, hashed, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return continue_sign_in(account)
    return render_template("accounts/choose_password.html", form=form), form.status


def _renew(link: AccessLink) -> ResponseReturnValue:
    """Explain that the link has had its time, and mail a new one when asked."""
    form = ActForm()
    if form.validate_on_submit():
        account = current_session().get_one(Account, link.account_id)
        renew_link(current_session(), account, now=utc_now())
        return redirect(url_for("accounts.enter_mail_code", next=request.args.get("next")))
    return render_template("accounts/renew_link.html", form=form)

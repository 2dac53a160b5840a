"""The people of a company: its owner invites colleagues and closes who left; the own name."""

import random
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from employers import bp
from employers.colleague_form import ColleagueForm, NameForm
from employers.tasks import Task
from placements.actors import EMPLOYER_ROLES, Role
from placements.errors import Refusal
from placements.people.closing import close_account
from placements.people.invitations import (
    Colleague,
    invite_colleague,
    list_colleagues_of,
)
from placements.people.names import name_self as give_own_name
from records.database import current_session
from records.queries.accounts import find_account_of_employer
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now


@bp.get("/colleagues")
@allow(Role.OWNER, Role.TRAINER)
def list_colleagues() -> ResponseReturnValue:
    """Show who of the company can sign in."""
    return _colleagues_page(ActForm())


@bp.post("/colleagues/<uuid:colleague_id>/close")
@allow(Role.OWNER)
def close_colleague(colleague_id: UUID) -> ResponseReturnValue:
    """Close the account of somebody who left the company."""
    session, actor, form = current_session(), current_actor(), ActForm()
    account = find_account_of_employer(session, colleague_id, employer_id=actor.employer_id)
    if account is None:
        abort(404)
    if form.validate_on_submit():
        try:
            close_account(session, actor, account, rng=random.SystemRandom(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The account has been closed."))
            return redirect(url_for("employers.list_colleagues"))
    return _colleagues_page(form)


@bp.route("/colleagues/add", methods=["GET", "POST"])
@allow(Role.OWNER)
def add_colleague() -> ResponseReturnValue:
    """Invite a trainer or a fellow owner."""
    form = ColleagueForm()
    if form.validate_on_submit():
        try:
            invite_colleague(current_session(), current_actor(), form.colleague(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                _("The invitation is on its way, unless the address is already in use elsewhere.")
            )
            return redirect(url_for("employers.list_colleagues"))
    return render_template("employers/add_colleague.html", form=form), form.status


@bp.route("/colleagues/me", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def name_self() -> ResponseReturnValue:
    """Let somebody of a company say what they are called."""
    form = NameForm(obj=_own_entry())
    if form.validate_on_submit():
        answers = form.data
        give_own_name(
            current_session(),
            current_actor(),
            given_name=answers["given_name"],
            family_name=answers["family_name"],
            phone=answers["phone"] or "",
            now=utc_now(),
        )
        flash(_("Saved."))
        return redirect(url_for("employers.show_home"))
    return render_template("employers/name_self.html", form=form), form.status


def colleague_tasks() -> list[Task]:
    """Return the line that asks who was invited by an address alone for a name."""
    if _own_entry().family_name:
        return []
    url = url_for("employers.name_self")
    return [Task(_("Say what you are called"), url, _("One question"), "attention", "")]


def _own_entry() -> Colleague:
    actor = current_actor()
    assert actor.employer_id is not None  # noqa: S101 - the database says so of employer roles
    colleagues = list_colleagues_of(current_session(), actor.employer_id)
    return next(one for one in colleagues if one.account_id == actor.account_id)


def _colleagues_page(form: PageForm) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    assert actor.employer_id is not None  # noqa: S101 - the database says so of employer roles
    page = render_template(
        "employers/list_colleagues.html",
        form=form,
        colleagues=list_colleagues_of(session, actor.employer_id),
        is_owner=actor.role is Role.OWNER,
        own_id=actor.account_id,
    )
    return page, form.status

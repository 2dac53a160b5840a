"""The people of a company: its owner invites colleagues."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from employers import bp
from employers.colleague_form import ColleagueForm
from placements.actors import Role
from placements.errors import Refusal
from placements.people.invitations import invite_colleague, list_colleagues_of
from records.database import current_session
from web.guards import allow, current_actor, utc_now


@bp.get("/colleagues")
@allow(Role.OWNER, Role.TRAINER)
def list_colleagues() -> ResponseReturnValue:
    """Show who of the company can sign in."""
    return render_template(
        "employers/list_colleagues.html",
        colleagues=list_colleagues_of(current_session(), current_actor()),
        may_invite=current_actor().role is Role.OWNER,
    )


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

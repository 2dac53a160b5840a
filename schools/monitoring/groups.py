"""The page on which two people let a school compare groups, and anybody reads what came out."""

from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.errors import Refusal
from placements.monitoring import groups
from placements.monitoring.groups import is_running
from placements.monitoring.periods import Half
from placements.policy.monitoring import (
    SECOND_PERSONS,
    may_approve_monitoring,
    may_end_monitoring,
    may_request_monitoring,
)
from records.database import current_session
from records.models.monitoring import GroupMonitoring, Route
from records.queries.monitoring import (
    find_monitoring_of_school,
    find_standing_monitoring,
    list_group_figures_of_school,
)
from schools import bp
from schools.forms.monitoring import MonitoringForm
from schools.monitoring.figures import READERS
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now

ROUTES: Final = {
    Route.THIRD_PARTY: _l("By a trusted third party"),
    Route.QUESTION: _l("By asking students one question"),
}


@bp.get("/monitoring/groups")
@allow(*READERS)
def show_groups() -> ResponseReturnValue:
    """Show whether groups are compared, on what ground, and what came out."""
    return _page(ActForm())


@bp.route("/monitoring/groups/new", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def request_monitoring() -> ResponseReturnValue:
    """Ask a second person to agree that groups are compared."""
    form = MonitoringForm()
    if form.validate_on_submit():
        try:
            groups.request_monitoring(
                current_session(), current_actor(), form.terms(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Asked. It begins once a second person agrees."))
            return redirect(url_for("schools.show_groups"))
    return render_template("schools/request_monitoring.html", form=form), form.status


@bp.post("/monitoring/groups/<uuid:monitoring_id>/approve")
@allow(*SECOND_PERSONS)
def approve_monitoring(monitoring_id: UUID) -> ResponseReturnValue:
    """Let a second person agree."""
    monitoring, form = _monitoring_or_404(monitoring_id), ActForm()
    if form.validate_on_submit():
        try:
            groups.approve_monitoring(current_session(), current_actor(), monitoring, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Groups are compared from now on. It ends by itself."))
            return redirect(url_for("schools.show_groups"))
    return _page(form)


@bp.post("/monitoring/groups/<uuid:monitoring_id>/end")
@allow(*SECOND_PERSONS)
def end_monitoring(monitoring_id: UUID) -> ResponseReturnValue:
    """Stop at once."""
    monitoring, form = _monitoring_or_404(monitoring_id), ActForm()
    if form.validate_on_submit():
        try:
            groups.end_monitoring(current_session(), current_actor(), monitoring, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("It has ended. What was answered and not yet counted is deleted."))
            return redirect(url_for("schools.show_groups"))
    return _page(form)


def _page(form: PageForm) -> ResponseReturnValue:
    session, actor, now = current_session(), current_actor(), utc_now()
    monitoring = find_standing_monitoring(session, school_id=actor.school_id)
    page = render_template(
        "schools/show_groups.html",
        form=form,
        monitoring=monitoring,
        is_running=is_running(monitoring, now=now),
        routes=ROUTES,
        may_request=monitoring is None and may_request_monitoring(actor),
        may_approve=monitoring is not None and may_approve_monitoring(actor, monitoring),
        may_end=monitoring is not None and may_end_monitoring(actor, monitoring),
        halves=[
            (Half(one.starts_on), one)
            for one in list_group_figures_of_school(session, school_id=actor.school_id)
        ],
    )
    return page, form.status


def _monitoring_or_404(monitoring_id: UUID) -> GroupMonitoring:
    """Return what this school asked for; that of another school does not exist."""
    return find_monitoring_of_school(
        current_session(), monitoring_id, school_id=current_actor().school_id
    ) or abort(404)

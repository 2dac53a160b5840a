"""Pages on which a coordinator asks for an exception and a second person agrees to it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.match.overrides import approve_override as approve
from placements.match.overrides import drop_override as drop
from placements.match.overrides import request_override as request_exception
from placements.policy.match import SECOND_PERSONS
from records.database import current_session
from records.models.match import MatchOverride, MatchRun
from records.queries.match_runs import (
    find_candidate_by_code,
    find_override_of_school,
    list_places_of_round,
)
from schools import bp
from schools.forms.match import OverrideForm
from schools.match.runs import review_page, run_or_404
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now


@bp.route("/match-runs/<uuid:run_id>/candidates/<string:code>/override", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def request_override(run_id: UUID, code: str) -> ResponseReturnValue:
    """Ask for another place for one candidate."""
    session, run = current_session(), run_or_404(run_id)
    candidate = find_candidate_by_code(session, round_id=run.round_id, code=code) or abort(404)
    places = {
        place.id: place
        for place in list_places_of_round(session, run.round_id)
        if place.programme_id == candidate.programme_id
    }
    form = OverrideForm(list(places.values()), _("No place"))
    if form.validate_on_submit():
        chosen = form.vacancy_id()
        try:
            request_exception(
                session,
                current_actor(),
                run,
                candidate,
                places[chosen] if chosen else None,
                form.data["reason"],
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The exception waits for a second person."))
            return redirect(url_for("schools.review_run", run_id=run_id))
    page = render_template("schools/request_override.html", form=form, run=run, candidate=candidate)
    return page, form.status


@bp.post("/match-overrides/<uuid:override_id>/approve")
@allow(*SECOND_PERSONS)
def approve_override(override_id: UUID) -> ResponseReturnValue:
    """Agree to an exception as the second person."""
    override, run = _override_and_run_or_404(override_id)
    form = ActForm()
    if form.validate_on_submit():
        try:
            approve(current_session(), current_actor(), run, override, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You agreed to the exception."))
            return redirect(url_for("schools.review_run", run_id=run.id))
    return review_page(run, form)


@bp.post("/match-overrides/<uuid:override_id>/drop")
@allow(*SECOND_PERSONS)
def drop_override(override_id: UUID) -> ResponseReturnValue:
    """Take back an exception that nobody has agreed to."""
    override, run = _override_and_run_or_404(override_id)
    form = ActForm()
    if form.validate_on_submit():
        try:
            drop(current_session(), current_actor(), run, override, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The exception has been taken back."))
            return redirect(url_for("schools.review_run", run_id=run.id))
    return review_page(run, form)


def _override_and_run_or_404(override_id: UUID) -> tuple[MatchOverride, MatchRun]:
    override = find_override_of_school(
        current_session(), override_id, school_id=current_actor().school_id
    ) or abort(404)
    return override, run_or_404(override.match_run_id)

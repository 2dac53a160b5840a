"""What the school does in a trial: talks, observations, levels, and how it ends."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.days import day_of
from placements.errors import Refusal
from placements.policy.trials import is_assessment_open, may_rate_trial, rater_of
from placements.trials import course as trials
from placements.trials import outcomes
from placements.trials import ratings as trial_ratings
from placements.trials.outcomes import essentials_not_reached
from placements.trials.sheet import trial_sheet
from records.database import current_session
from records.models.trial import EarlyStopReason, Rater, Trial
from records.vault.people import read_for_service
from schools import bp
from schools.forms.trials import ConclusionForm, EarlyStopForm, ReassignmentForm
from schools.trials import FOLLOWERS, own_trial_or_404, student_of
from web.guards import allow, current_actor, opens_vault, utc_now
from web.trial_acts import is_observation_noted, is_talk_noted
from web.trial_forms import ContactForm, ObservationForm, RatingForm, contacts_to_hold, levels_of


@bp.route("/trials/<uuid:trial_id>/talks", methods=["GET", "POST"])
@allow(*FOLLOWERS)
def hold_contact(trial_id: UUID) -> ResponseReturnValue:
    """Let the school note that one of the three talks took place."""
    trial = own_trial_or_404(trial_id)
    form = ContactForm(contacts_to_hold(trial), today=day_of(utc_now()))
    if is_talk_noted(trial, form):
        return redirect(url_for("schools.show_trial", trial_id=trial.id))
    return render_template("schools/hold_contact.html", form=form, trial=trial), form.status


@bp.route("/trials/<uuid:trial_id>/observations", methods=["GET", "POST"])
@allow(*FOLLOWERS)
def note_observation(trial_id: UUID) -> ResponseReturnValue:
    """Let the school's assessor write down what the student did, on the day it happened."""
    trial = own_trial_or_404(trial_id)
    form = ObservationForm(trial, today=day_of(utc_now()))
    if is_observation_noted(trial, form):
        return redirect(url_for("schools.show_trial", trial_id=trial.id))
    return render_template("schools/note_observation.html", form=form, trial=trial), form.status


@bp.route("/trials/<uuid:trial_id>/levels", methods=["GET", "POST"])
@allow(*FOLLOWERS)
@opens_vault
def rate_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the school's assessor choose the levels; before the moment the page only says when."""
    trial = own_trial_or_404(trial_id)
    actor, now = current_actor(), utc_now()
    rater = rater_of(actor, trial) or abort(403)
    if not is_assessment_open(trial, now=now):
        return render_template("schools/rate_trial.html", trial=trial), 403
    form = RatingForm.about(trial, rater, today=day_of(now))
    button = request.form.get("button", "keep")
    if form.validate_on_submit():
        try:
            trial_ratings.rate_trial(
                current_session(),
                actor,
                trial,
                form.answers(),
                is_final=button == "hand_in",
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if "HX-Request" not in request.headers:
                return _back_to(trial, _("Handed in.") if button == "hand_in" else _("Saved."))
    elif request.method == "GET" and not may_rate_trial(trial, rater, now=now):
        return redirect(url_for("schools.show_trial", trial_id=trial.id))
    page = render_template(
        "schools/rate_trial.html",
        trial=trial,
        form=form,
        sheet=trial_sheet(trial, rater),
        own=rater,
        student_name=student_of(trial).full_name if request.method == "GET" else "",
        levels_of=levels_of,
        now=now,
    )
    return page, form.status


@bp.route("/trials/<uuid:trial_id>/outcome", methods=["GET", "POST"])
@allow(*FOLLOWERS)
def conclude_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the school decide what follows; the page says whether stopping is possible at all."""
    trial = own_trial_or_404(trial_id)
    form = ConclusionForm()
    if form.validate_on_submit():
        try:
            outcomes.conclude_trial(
                current_session(), current_actor(), trial, form.terms(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _back_to(trial, _("Decided. The student and the company have been mailed."))
    page = render_template(
        "schools/conclude_trial.html",
        form=form,
        trial=trial,
        sheet=trial_sheet(trial, rater_of(current_actor(), trial)),
        not_reached=essentials_not_reached(trial),
        raters=Rater,
    )
    return page, form.status


@bp.route("/trials/<uuid:trial_id>/stop", methods=["GET", "POST"])
@allow(*FOLLOWERS)
def stop_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the school end a trial before its date, for one of the listed reasons."""
    trial = own_trial_or_404(trial_id)
    form = EarlyStopForm()
    if form.validate_on_submit():
        try:
            outcomes.stop_early(
                current_session(),
                current_actor(),
                trial,
                EarlyStopReason(form.reason.data),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _back_to(trial, _("Ended. The student and the company have been mailed."))
    return render_template("schools/stop_trial.html", form=form, trial=trial), form.status


@bp.route("/trials/<uuid:trial_id>/assessor", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def reassign_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let another colleague assess for the school."""
    session, trial = current_session(), own_trial_or_404(trial_id)
    ids = [
        one for one in trials.assessors_to_choose(session, trial) if one != trial.school_assessor_id
    ]
    people = read_for_service(session, [*ids, trial.school_assessor_id])
    form = ReassignmentForm([(str(one), people[one].full_name) for one in ids])
    if form.validate_on_submit():
        try:
            trials.reassign_trial(
                session, current_actor(), trial, UUID(form.assessor_id.data), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _back_to(trial, _("Changed. The new assessor has been mailed."))
    page = render_template(
        "schools/reassign_trial.html",
        form=form,
        trial=trial,
        former=people[trial.school_assessor_id].full_name,
    )
    return page, form.status


def _back_to(trial: Trial, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("schools.show_trial", trial_id=trial.id))

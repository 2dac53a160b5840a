"""Pages on which a company follows a trial: what was agreed, what was seen, and the levels."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from employers import bp
from employers.tasks import Task
from placements.actors import EMPLOYER_ROLES
from placements.days import day_of
from placements.errors import Refusal
from placements.norms.figures import others_assessed
from placements.norms.habits import paper_day_of
from placements.policy.handovers import may_hand_over_place
from placements.policy.proposals import may_open_student
from placements.policy.trials import (
    has_locked,
    is_assessment_open,
    may_hold_contact,
    may_note_observation,
    may_rate_trial,
    may_read_agreement,
    rater_of,
)
from placements.proposals.reveal import is_long_over, open_student
from placements.trials import ratings as trial_ratings
from placements.trials.agreements import agreement_of
from placements.trials.calendars import trial_calendar
from placements.trials.sheet import trial_sheet
from records.database import current_session
from records.models.trial import Rater, Trial
from records.queries.trials import find_trial_of_employer, list_trials_of_employer
from web.guards import allow, current_actor, opens_vault, utc_now
from web.language import language_of
from web.paper import agreement_pdf, download
from web.trial_acts import is_observation_noted, is_talk_noted
from web.trial_forms import ContactForm, ObservationForm, RatingForm, contacts_to_hold, levels_of


@bp.get("/trials")
@allow(*EMPLOYER_ROLES)
@opens_vault
def list_trials() -> ResponseReturnValue:
    """Show the trials at this company's places, the newest first."""
    found = list_trials_of_employer(current_session(), employer_id=current_actor().employer_id)
    return render_template(
        "employers/list_trials.html",
        trials=found,
        names={trial.id: _student_name(trial) for trial in found},
        now=utc_now(),
        has_locked=has_locked,
        raters=Rater,
    )


@bp.get("/trials/<uuid:trial_id>")
@allow(*EMPLOYER_ROLES)
@opens_vault
def show_trial(trial_id: UUID) -> ResponseReturnValue:
    """Show what was agreed, who comes, what was noted and, once both are in, the levels."""
    trial = _own_trial_or_404(trial_id)
    session, actor, now = current_session(), current_actor(), utc_now()
    rater = rater_of(actor, trial)
    student = None
    if _is_named(trial):
        student = open_student(session, actor, trial.proposal, now=now)
    return render_template(
        "employers/show_trial.html",
        trial=trial,
        student=student,
        sheet=trial_sheet(trial, rater),
        may_rate=may_rate_trial(trial, rater, now=now),
        may_note=may_note_observation(trial, rater) and day_of(now) >= trial.starts_on,
        may_hold=may_hold_contact(actor, trial)
        and day_of(now) >= trial.starts_on
        and bool(contacts_to_hold(trial)),
        may_read_agreement=may_read_agreement(actor, trial) and _is_named(trial),
        today=day_of(now),
        is_open=is_assessment_open(trial, now=now),
        raters=Rater,
        others=others_assessed(session, trial, now=now),
        paper_on=paper_day_of(session, trial),
        may_hand_over=may_hand_over_place(actor, trial.proposal.vacancy),
    )


@bp.route("/trials/<uuid:trial_id>/observations", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def note_observation(trial_id: UUID) -> ResponseReturnValue:
    """Let the trainer write down what the student did, on the day it happened."""
    trial = _own_trial_or_404(trial_id)
    form = ObservationForm(trial, today=day_of(utc_now()))
    if is_observation_noted(trial, form):
        return redirect(url_for("employers.show_trial", trial_id=trial.id))
    return render_template("employers/note_observation.html", form=form, trial=trial), form.status


@bp.route("/trials/<uuid:trial_id>/levels", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
@opens_vault
def rate_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the trainer choose the levels; before the agreed moment the page only says when."""
    trial = _own_trial_or_404(trial_id)
    actor, now = current_actor(), utc_now()
    rater = rater_of(actor, trial) or abort(403)
    if not is_assessment_open(trial, now=now):
        return render_template("employers/rate_trial.html", trial=trial), 403
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
                is_final = button == "hand_in"
                flash(_("Handed in. Thank you for your time.") if is_final else _("Saved."))
                return redirect(url_for("employers.show_trial", trial_id=trial.id))
    elif request.method == "GET" and not may_rate_trial(trial, rater, now=now):
        return redirect(url_for("employers.show_trial", trial_id=trial.id))
    page = render_template(
        "employers/rate_trial.html",
        trial=trial,
        form=form,
        sheet=trial_sheet(trial, rater),
        own=rater,
        student_name=_student_name(trial) if request.method == "GET" else "",
        levels_of=levels_of,
        now=now,
    )
    return page, form.status


@bp.route("/trials/<uuid:trial_id>/talks", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def hold_contact(trial_id: UUID) -> ResponseReturnValue:
    """Let the trainer note that one of the three talks took place."""
    trial = _own_trial_or_404(trial_id)
    form = ContactForm(contacts_to_hold(trial), today=day_of(utc_now()))
    if is_talk_noted(trial, form):
        return redirect(url_for("employers.show_trial", trial_id=trial.id))
    return render_template("employers/hold_contact.html", form=form, trial=trial), form.status


@bp.get("/trials/<uuid:trial_id>/agreement.pdf")
@allow(*EMPLOYER_ROLES)
@opens_vault
def download_agreement(trial_id: UUID) -> Response:
    """Give the company its agreement, once the student has shared the name."""
    trial = _own_trial_or_404(trial_id)
    actor = current_actor()
    if not may_read_agreement(actor, trial) or not _is_named(trial):
        abort(404)
    agreement = agreement_of(current_session(), actor, trial, now=utc_now())
    return download(agreement_pdf(agreement), "praktijkovereenkomst.pdf", "application/pdf")


@bp.get("/trials/<uuid:trial_id>/trial.ics")
@allow(*EMPLOYER_ROLES)
def download_calendar(trial_id: UUID) -> Response:
    """Give the company the first day and the assessment for its calendar."""
    trial = _own_trial_or_404(trial_id)
    content = trial_calendar(trial, language_of(get_locale()))
    return download(content, "proefstage.ics", "text/calendar; charset=utf-8")


def trial_tasks() -> list[Task]:
    """Return the assessments that wait for this person, as lines of the first page."""
    actor, now = current_actor(), utc_now()
    return [
        Task(
            _("Assess the trial: %(place)s", place=trial.proposal.vacancy.title),
            url_for("employers.rate_trial", trial_id=trial.id),
            _("A student waits"),
            "attention",
            _("About three minutes"),
        )
        for trial in list_trials_of_employer(current_session(), employer_id=actor.employer_id)
        if may_rate_trial(trial, rater_of(actor, trial), now=now)
    ]


def _own_trial_or_404(trial_id: UUID) -> Trial:
    """Return a trial at the visitor's company; of another company it does not exist."""
    trial = find_trial_of_employer(
        current_session(), trial_id, employer_id=current_actor().employer_id
    )
    return trial or abort(404)


def _is_named(trial: Trial) -> bool:
    """Whether the student shares the name with this company, and it is not long over."""
    return may_open_student(current_actor(), trial.proposal) and not is_long_over(
        trial.proposal, now=utc_now()
    )


def _student_name(trial: Trial) -> str:
    """Return who it is, as long as the student shares it; the look stands in the ledger."""
    actor = current_actor()
    if not _is_named(trial):
        return ""
    return open_student(current_session(), actor, trial.proposal, now=utc_now()).full_name

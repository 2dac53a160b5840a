"""Pages on which a student follows the own trial: the days, the agreement, the levels."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from placements.actors import Role
from placements.choices import label
from placements.days import day_of
from placements.errors import Refusal
from placements.people.contacts import contact_id_of
from placements.policy.trials import is_assessment_open, may_rate_trial
from placements.trials import course as trials
from placements.trials import outcomes
from placements.trials import ratings as trial_ratings
from placements.trials.agreements import agreement_of
from placements.trials.calendars import address_of, trial_calendar
from placements.trials.outcomes import REASONS_OF_STUDENT
from placements.trials.sheet import trial_sheet
from records.database import current_session
from records.models.trial import EarlyStopReason, Rater, Trial, TrialState
from records.queries.trials import find_trial_of_student, list_trials_of_student
from records.vault.people import Person, open_person
from students import bp
from web.forms import PageForm, strip
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import agreement_pdf, download
from web.trial_forms import LONGEST_NOTE, TOO_LONG, RatingForm, levels_of

DECISION_TAKES: Final = timedelta(days=7)
"""How long a school has to say what follows, before its student should call."""


class ReactionForm(PageForm):
    """What the student says of the assessment."""

    reaction = TextAreaField(
        _l("What do you want to say about it?"),
        [
            InputRequired(_l("Write what you want to say")),
            Length(max=LONGEST_NOTE, message=TOO_LONG),
        ],
        description=_l("Your school and your trainer read this."),
        filters=[strip],
    )


class StopForm(PageForm):
    """Why the student stops."""

    reason = RadioField(_l("Why do you stop?"), [InputRequired(_l("Choose one of the reasons"))])

    def __init__(self) -> None:
        super().__init__()
        language = language_of(get_locale())
        self.reason.choices = [
            (one.value, self._own_words(one) or label(one, language)) for one in REASONS_OF_STUDENT
        ]

    @staticmethod
    def _own_words(reason: EarlyStopReason) -> str | None:
        """Return the reason as somebody says it of themselves."""
        return _("I want to stop") if reason is EarlyStopReason.STUDENT_WISH else None


@bp.get("/trials/<uuid:trial_id>")
@allow(Role.STUDENT)
def show_trial(trial_id: UUID) -> ResponseReturnValue:
    """Show when and where, what to bring, and after the assessment the levels and what is next."""
    trial = _own_trial_or_404(trial_id)
    now = utc_now()
    return render_template(
        "students/show_trial.html",
        trial=trial,
        place=address_of(trial.proposal.vacancy.employer),
        trainer=_person(contact_id_of(current_session(), trial.proposal.vacancy)),
        assessor=_person(trial.school_assessor_id),
        sheet=trial_sheet(trial, Rater.STUDENT),
        may_rate=may_rate_trial(trial, Rater.STUDENT, now=now),
        may_stop=trial.state is not TrialState.CONCLUDED,
        others=[one for one in _own_trials() if one.id != trial.id],
        today=day_of(now),
        raters=Rater,
        hears_by=hears_by(trial),
    )


@bp.route("/trials/<uuid:trial_id>/levels", methods=["GET", "POST"])
@allow(Role.STUDENT)
def rate_own_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the student choose the own levels on the same form; they are shown, not counted."""
    trial = _own_trial_or_404(trial_id)
    now = utc_now()
    if not is_assessment_open(trial, now=now):
        return render_template("students/rate_own_trial.html", trial=trial), 403
    form = RatingForm.about(trial, Rater.STUDENT, today=day_of(now))
    button = request.form.get("button", "keep")
    if form.validate_on_submit():
        try:
            trial_ratings.rate_trial(
                current_session(),
                current_actor(),
                trial,
                form.answers(),
                is_final=button == "hand_in",
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if "HX-Request" not in request.headers:
                flash(_("Handed in. Thank you.") if button == "hand_in" else _("Saved."))
                return redirect(url_for("students.show_trial", trial_id=trial.id))
    elif request.method == "GET" and not may_rate_trial(trial, Rater.STUDENT, now=now):
        return redirect(url_for("students.show_trial", trial_id=trial.id))
    page = render_template(
        "students/rate_own_trial.html",
        trial=trial,
        form=form,
        sheet=trial_sheet(trial, Rater.STUDENT),
        own=Rater.STUDENT,
        levels_of=levels_of,
        now=now,
    )
    return page, form.status


@bp.route("/trials/<uuid:trial_id>/reaction", methods=["GET", "POST"])
@allow(Role.STUDENT)
def write_reaction(trial_id: UUID) -> ResponseReturnValue:
    """Let the student react to the assessment."""
    trial = _own_trial_or_404(trial_id)
    form = ReactionForm(data={"reaction": trial.student_reaction})
    if form.validate_on_submit():
        try:
            trials.write_reaction(
                current_session(),
                current_actor(),
                trial,
                form.reaction.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Your reaction stands beside the assessment."))
            return redirect(url_for("students.show_trial", trial_id=trial.id))
    return render_template("students/write_reaction.html", form=form, trial=trial), form.status


@bp.route("/trials/<uuid:trial_id>/stop", methods=["GET", "POST"])
@allow(Role.STUDENT)
def stop_own_trial(trial_id: UUID) -> ResponseReturnValue:
    """Let the student stop, at any time."""
    trial = _own_trial_or_404(trial_id)
    form = StopForm()
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
            flash(_("You have stopped. Your school looks for another place with you."))
            return redirect(url_for("students.show_trial", trial_id=trial.id))
    return render_template("students/stop_own_trial.html", form=form, trial=trial), form.status


@bp.get("/trials/<uuid:trial_id>/agreement.pdf")
@allow(Role.STUDENT)
def download_agreement(trial_id: UUID) -> Response:
    """Give the student the own agreement."""
    trial = _own_trial_or_404(trial_id)
    agreement = agreement_of(current_session(), current_actor(), trial, now=utc_now())
    return download(agreement_pdf(agreement), "praktijkovereenkomst.pdf", "application/pdf")


@bp.get("/trials/<uuid:trial_id>/trial.ics")
@allow(Role.STUDENT)
def download_calendar(trial_id: UUID) -> Response:
    """Give the student the first day and the assessment for a calendar."""
    trial = _own_trial_or_404(trial_id)
    content = trial_calendar(trial, language_of(get_locale()))
    return download(content, "proefstage.ics", "text/calendar; charset=utf-8")


def hears_by(trial: Trial) -> date:
    """Return the day after which a student need not wait any longer for what follows."""
    return trial.ends_on + DECISION_TAKES


def _own_trial_or_404(trial_id: UUID) -> Trial:
    """Return the visitor's own trial; another student's does not exist."""
    trial = find_trial_of_student(
        current_session(), trial_id, student_id=current_actor().account_id
    )
    return trial or abort(404)


def _own_trials() -> Sequence[Trial]:
    return list_trials_of_student(current_session(), student_id=current_actor().account_id)


def _person(account_id: UUID) -> Person:
    """Return somebody the student works with."""
    own_id = current_actor().account_id
    return open_person(
        current_session(), account_id, reader_id=own_id, purpose="own trial", now=utc_now()
    )

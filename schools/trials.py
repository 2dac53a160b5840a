"""Pages on which the school follows the trials: all of them, one of them, its papers."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Actor, Role
from placements.days import day_of
from placements.errors import Refusal
from placements.norms.habits import paper_day_of
from placements.people.contacts import contact_id_of
from placements.policy.norms import may_type_over_rating
from placements.policy.trials import (
    has_locked,
    is_assessment_open,
    may_conclude_trial,
    may_hold_contact,
    may_note_observation,
    may_rate_trial,
    may_reassign_trial,
    may_record_signature,
    may_stop_trial,
    rater_of,
)
from placements.trials import course as trials
from placements.trials.agreements import agreement_of
from placements.trials.calendars import trial_calendar
from placements.trials.course import student_id_of
from placements.trials.sheet import trial_sheet
from records.database import current_session
from records.models.round import Round
from records.models.trial import Rater, Trial
from records.queries.trials import find_trial_of_school, list_trials_of_school
from records.vault.people import Person, open_person
from schools import bp
from schools.forms.trials import SignatureForm
from schools.tasks import Task
from web.guards import allow, current_actor, opens_vault, utc_now
from web.language import language_of
from web.paper import agreement_pdf, download
from web.trial_forms import contacts_to_hold

FOLLOWERS = (Role.COORDINATOR, Role.MENTOR, Role.ASSESSOR)
"""A coordinator follows every trial of the school; the others those they assess."""


@bp.get("/trials")
@allow(*FOLLOWERS)
@opens_vault
def list_trials() -> ResponseReturnValue:
    """Show the trials this member of staff follows; names only of the students they assess."""
    actor, now = current_actor(), utc_now()
    found = list_trials_of_school(
        current_session(), school_id=actor.school_id, assessor_id=assessor_filter()
    )
    own = [trial for trial in found if trial.school_assessor_id == actor.account_id]
    return render_template(
        "schools/list_trials.html",
        trials=found,
        names={trial.id: student_of(trial).full_name for trial in own},
        is_open={trial.id: is_assessment_open(trial, now=now) for trial in found},
        has_locked=has_locked,
        raters=Rater,
    )


@bp.get("/trials/<uuid:trial_id>")
@allow(*FOLLOWERS)
@opens_vault
def show_trial(trial_id: UUID) -> ResponseReturnValue:
    """Show who, where and when, what was noted, and the levels once both are in."""
    trial = own_trial_or_404(trial_id)
    actor, now = current_actor(), utc_now()
    rater = rater_of(actor, trial)
    has_begun = day_of(now) >= trial.starts_on
    return render_template(
        "schools/show_trial.html",
        trial=trial,
        student=student_of(trial),
        trainer=_colleague(contact_id_of(current_session(), trial.proposal.vacancy)),
        assessor=_colleague(trial.school_assessor_id),
        sheet=trial_sheet(trial, rater),
        may_rate=may_rate_trial(trial, rater, now=now),
        may_note=may_note_observation(trial, rater) and has_begun,
        may_hold=may_hold_contact(actor, trial) and has_begun and bool(contacts_to_hold(trial)),
        may_conclude=may_conclude_trial(actor, trial),
        may_stop=may_stop_trial(actor, trial),
        may_reassign=may_reassign_trial(actor, trial),
        may_sign=may_record_signature(actor, trial),
        today=day_of(now),
        is_open=is_assessment_open(trial, now=now),
        raters=Rater,
        paper_on=paper_day_of(current_session(), trial),
        may_type_over=may_type_over_rating(actor, trial)
        and is_assessment_open(trial, now=now)
        and not has_locked(trial, Rater.TRAINER),
    )


@bp.route("/trials/<uuid:trial_id>/signature", methods=["GET", "POST"])
@allow(*FOLLOWERS)
def record_signature(trial_id: UUID) -> ResponseReturnValue:
    """Let the school note when the agreement was signed elsewhere."""
    trial = own_trial_or_404(trial_id)
    form = SignatureForm(data={"signed_on": trial.agreement_signed_on})
    if form.validate_on_submit():
        assert form.signed_on.data is not None  # noqa: S101 - required by the form
        try:
            trials.record_signature(
                current_session(), current_actor(), trial, form.signed_on.data, now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Noted."))
            return redirect(url_for("schools.show_trial", trial_id=trial.id))
    return render_template("schools/record_signature.html", form=form, trial=trial), form.status


@bp.get("/trials/<uuid:trial_id>/agreement.pdf")
@allow(*FOLLOWERS)
@opens_vault
def download_agreement(trial_id: UUID) -> Response:
    """Give the school the agreement."""
    trial = own_trial_or_404(trial_id)
    agreement = agreement_of(current_session(), current_actor(), trial, now=utc_now())
    return download(agreement_pdf(agreement), "praktijkovereenkomst.pdf", "application/pdf")


@bp.get("/trials/<uuid:trial_id>/trial.ics")
@allow(*FOLLOWERS)
def download_calendar(trial_id: UUID) -> Response:
    """Give the school the first day and the assessment for a calendar."""
    trial = own_trial_or_404(trial_id)
    content = trial_calendar(trial, language_of(get_locale()))
    return download(content, "proefstage.ics", "text/calendar; charset=utf-8")


def trial_tasks(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell which trials wait for this person: for levels, or for what follows."""
    if actor.role not in FOLLOWERS:
        return []
    found = list_trials_of_school(
        current_session(), school_id=actor.school_id, assessor_id=actor.account_id
    )
    return [task for trial in found for task in _task_of(actor, trial)]


def _task_of(actor: Actor, trial: Trial) -> list[Task]:
    title = trial.proposal.vacancy.title
    if may_conclude_trial(actor, trial):
        label = _("Decide what follows: %(place)s", place=title)
        endpoint = "schools.conclude_trial"
    elif may_rate_trial(trial, rater_of(actor, trial), now=utc_now()):
        label, endpoint = _("Assess the trial: %(place)s", place=title), "schools.rate_trial"
    else:
        return []
    url = url_for(endpoint, trial_id=trial.id)
    return [Task(label=label, url=url, status=_("A student waits"))]


def own_trial_or_404(trial_id: UUID) -> Trial:
    """Return a trial the visitor follows; others, and those of other schools, do not exist."""
    trial = find_trial_of_school(
        current_session(),
        trial_id,
        school_id=current_actor().school_id,
        assessor_id=assessor_filter(),
    )
    return trial or abort(404)


def assessor_filter() -> UUID | None:
    """Return whose trials to show: a coordinator's all, anyone else's own."""
    actor = current_actor()
    return None if actor.role is Role.COORDINATOR else actor.account_id


def student_of(trial: Trial) -> Person:
    """Return who the student is; the look stands in the ledger."""
    session = current_session()
    return open_person(
        session,
        student_id_of(session, trial),
        reader_id=current_actor().account_id,
        purpose="trial",
        now=utc_now(),
    )


def _colleague(account_id: UUID) -> Person:
    own_id = current_actor().account_id
    return open_person(
        current_session(), account_id, reader_id=own_id, purpose="trial", now=utc_now()
    )

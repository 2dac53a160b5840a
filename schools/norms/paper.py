"""Forms on paper for companies that never sign in, and typing over what comes back."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.days import day_of
from placements.errors import Refusal
from placements.policy.norms import may_type_over_rating
from placements.policy.trials import has_locked, is_assessment_open
from placements.rubrics.rounds import competences_in
from placements.trials.ratings import type_over_rating as type_over
from records.database import current_session
from records.models.trial import Rater
from records.queries.vacancies import find_vacancy_of_school
from schools import bp
from schools.forms.norms import PaperRatingForm
from schools.trials import FOLLOWERS, own_trial_or_404
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import assessment_form_pdf, competency_form_pdf, download
from web.trial_forms import levels_of


@bp.get("/trials/<uuid:trial_id>/form.pdf")
@allow(*FOLLOWERS)
def download_assessment_form(trial_id: UUID) -> Response:
    """Give the school the assessment of a trial as a form on paper, to send to the company."""
    pdf = assessment_form_pdf(own_trial_or_404(trial_id), language_of(get_locale()))
    return download(pdf, "beoordeling.pdf", "application/pdf")


@bp.get("/vacancies/<uuid:vacancy_id>/form.pdf")
@allow(Role.COORDINATOR)
def download_competency_form(vacancy_id: UUID) -> Response:
    """Give the school the competency form of a place on paper."""
    vacancy = find_vacancy_of_school(
        current_session(), vacancy_id, school_id=current_actor().school_id
    ) or abort(404)
    pdf = competency_form_pdf(vacancy, language_of(get_locale()))
    return download(pdf, "competentieformulier.pdf", "application/pdf")


@bp.route("/trials/<uuid:trial_id>/paper", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def type_over_rating(trial_id: UUID) -> ResponseReturnValue:
    """Let a coordinator type over the trainer's levels from paper."""
    trial, now = own_trial_or_404(trial_id), utc_now()
    is_open = is_assessment_open(trial, now=now) and not has_locked(trial, Rater.TRAINER)
    if not (may_type_over_rating(current_actor(), trial) and is_open):
        return render_template("schools/type_over_rating.html", trial=trial), 403
    form = PaperRatingForm.about(trial, None, today=day_of(now))
    if form.validate_on_submit():
        try:
            type_over(
                current_session(),
                current_actor(),
                trial,
                form.answers(),
                paper_on=form["paper_on"].data,
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Kept, with “on paper” in the log."))
            return redirect(url_for("schools.show_trial", trial_id=trial.id))
    page = render_template(
        "schools/type_over_rating.html",
        trial=trial,
        form=form,
        competences=competences_in(trial.proposal.vacancy.round),
        levels_of=levels_of,
    )
    return page, form.status

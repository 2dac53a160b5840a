"""The assessment on paper, for a trainer who would rather not type."""

from uuid import UUID

from flask import Response, abort
from flask_babel import get_locale

from employers import bp
from placements.actors import EMPLOYER_ROLES
from records.database import current_session
from records.queries.trials import find_trial_of_employer
from web.guards import allow, current_actor
from web.language import language_of
from web.paper import assessment_form_pdf, download


@bp.get("/trials/<uuid:trial_id>/form.pdf")
@allow(*EMPLOYER_ROLES)
def download_assessment_form(trial_id: UUID) -> Response:
    """Give the company the assessment of a trial as a form on paper, without a name on it."""
    trial = find_trial_of_employer(
        current_session(), trial_id, employer_id=current_actor().employer_id
    ) or abort(404)
    pdf = assessment_form_pdf(trial, language_of(get_locale()))
    return download(pdf, "beoordeling.pdf", "application/pdf")

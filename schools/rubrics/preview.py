"""The rubric as others read it: beside a text about nobody, and on paper."""

from collections.abc import Sequence
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.calibration.cases import practice_cases
from placements.catalogue import RUBRIC_VERSION, Competence, competences, level_names
from placements.policy.rubrics import RUBRIC_KEEPERS, may_revise_rubric
from placements.rubrics.additions import additions_in, with_addition
from records.models.desk.rubric import SchoolRubric
from schools import bp
from schools.desk.sheets import answers_to, shown_case
from schools.forms.desk import AnswerForm
from schools.rubrics.pages import competence_or_404, own_rubric_or_404
from web.guards import allow, current_actor
from web.language import language_of


@bp.get("/rubric/shared/<string(length=1):letter>")
@allow(*RUBRIC_KEEPERS)
def preview_competence(letter: str) -> ResponseReturnValue:
    """Show one competence in the words that all schools share."""
    return _preview(competence_or_404(letter), None)


@bp.get("/rubric/<uuid:rubric_id>/<string(length=1):letter>/preview")
@allow(*RUBRIC_KEEPERS)
def preview_addition(rubric_id: UUID, letter: str) -> ResponseReturnValue:
    """Show one competence with what a version adds to it."""
    rubric, shared = own_rubric_or_404(rubric_id), competence_or_404(letter)
    added = additions_in(rubric.content).get(letter)
    return _preview(with_addition(shared, added), rubric)


@bp.get("/rubric/shared/print")
@allow(*RUBRIC_KEEPERS)
def print_shared_rubric() -> ResponseReturnValue:
    """Show the words that all schools share as a sheet of paper."""
    return _on_paper(competences(), RUBRIC_VERSION)


@bp.get("/rubric/<uuid:rubric_id>/print")
@allow(*RUBRIC_KEEPERS)
def print_rubric(rubric_id: UUID) -> ResponseReturnValue:
    """Show the whole rubric of a version as a sheet of paper."""
    rubric = own_rubric_or_404(rubric_id)
    added = additions_in(rubric.content)
    number = _("draft") if rubric.is_draft else str(rubric.number)
    return _on_paper(
        [with_addition(one, added.get(one.letter)) for one in competences()],
        _("%(version)s, additions: %(number)s", version=RUBRIC_VERSION, number=number),
    )


def _on_paper(read: Sequence[Competence], edition: str) -> ResponseReturnValue:
    return render_template(
        "documents/rubric.html", competences=read, edition=edition, names=level_names()
    )


def _preview(competence: Competence, rubric: SchoolRubric | None) -> ResponseReturnValue:
    case = next(iter(practice_cases(competence.letter)), None)
    return render_template(
        "schools/preview_competence.html",
        competence=competence,
        rubric=rubric,
        form=AnswerForm(language_of(get_locale()), formdata=None),
        levels=answers_to(competence.levels),
        case=case and shown_case(case),
        may_revise=rubric is not None and may_revise_rubric(current_actor(), rubric),
    )

"""The versions of a school's rubric: reading, writing, publishing, to and from a file."""

import json
from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.catalogue import RUBRIC_VERSION, Competence, competences, level_names, rubric_hash
from placements.errors import Refusal
from placements.policy.rubrics import RUBRIC_KEEPERS, may_revise_rubric
from placements.rubrics import versions
from placements.rubrics.additions import additions_in
from placements.rubrics.reading import Unreadable, read_additions
from records.database import current_session
from records.models.desk.rubric import SchoolRubric
from records.queries.desk.rubrics import (
    find_draft_rubric,
    find_rubric_of_school,
    get_rounds_by_rubric,
    list_rubrics_of_school,
)
from schools import bp
from schools.forms.rubrics import AdditionForm, ImportForm, answers_of
from web.formatting import spoken
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import download


@bp.get("/rubric")
@allow(*RUBRIC_KEEPERS)
def list_rubrics() -> ResponseReturnValue:
    """Show the words that all schools share and every version of what this school adds."""
    session, school_id = current_session(), current_actor().school_id
    return render_template(
        "schools/list_rubrics.html",
        version=RUBRIC_VERSION,
        digest=rubric_hash(),
        competences=competences(),
        draft=find_draft_rubric(session, school_id=school_id),
        published=[
            one for one in list_rubrics_of_school(session, school_id=school_id) if not one.is_draft
        ],
        rounds=get_rounds_by_rubric(session, school_id=school_id),
        additions_in=additions_in,
    )


@bp.post("/rubric/begin")
@allow(*RUBRIC_KEEPERS)
def begin_rubric() -> ResponseReturnValue:
    """Begin a version, or go on with the one that was begun."""
    draft = versions.begin_draft(current_session(), current_actor(), now=utc_now())
    return redirect(url_for("schools.show_rubric", rubric_id=draft.id))


@bp.get("/rubric/<uuid:rubric_id>")
@allow(*RUBRIC_KEEPERS)
def show_rubric(rubric_id: UUID) -> ResponseReturnValue:
    """Show what one version adds; a draft can be written, published or thrown away."""
    return _show(own_rubric_or_404(rubric_id), ActForm())


@bp.post("/rubric/<uuid:rubric_id>/publish")
@allow(*RUBRIC_KEEPERS)
def publish_rubric(rubric_id: UUID) -> ResponseReturnValue:
    """Publish a version."""
    return _act_on(
        rubric_id,
        versions.publish_rubric,
        _("Published. Rounds that you open from now on have these additions."),
    )


@bp.post("/rubric/<uuid:rubric_id>/discard")
@allow(*RUBRIC_KEEPERS)
def discard_rubric(rubric_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    return _act_on(rubric_id, versions.discard_draft, _("The draft is gone."))


@bp.post("/rubric/<uuid:rubric_id>/import")
@allow(*RUBRIC_KEEPERS)
def import_additions(rubric_id: UUID) -> ResponseReturnValue:
    """Put what a file says in place of the whole draft, or nothing of it."""
    rubric, form = own_rubric_or_404(rubric_id), ImportForm()
    if form.validate_on_submit():
        try:
            additions = read_additions(form.file.data.read())
            versions.replace_additions(
                current_session(), current_actor(), rubric, additions, now=utc_now()
            )
        except Unreadable as unreadable:
            form.refuse(unreadable)
            form.file.errors = [_said(where, one) for where, one in unreadable.problems]
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The draft now says what was in the file."))
            return redirect(url_for("schools.show_rubric", rubric_id=rubric.id))
    return _show(rubric, form)


@bp.get("/rubric/<uuid:rubric_id>/additions.json")
@allow(*RUBRIC_KEEPERS)
def download_additions(rubric_id: UUID) -> Response:
    """Give a version as a file, for another school or for safe keeping."""
    rubric = own_rubric_or_404(rubric_id)
    content = json.dumps(rubric.content, ensure_ascii=False, indent=2) + "\n"
    return download(content.encode(), "rubric-additions.json", "application/json")


@bp.route("/rubric/<uuid:rubric_id>/<string(length=1):letter>", methods=["GET", "POST"])
@allow(*RUBRIC_KEEPERS)
def edit_addition(rubric_id: UUID, letter: str) -> ResponseReturnValue:
    """Write what a draft adds to one competence."""
    rubric, shared = own_rubric_or_404(rubric_id), competence_or_404(letter)
    if not may_revise_rubric(current_actor(), rubric):
        flash(_("This version has been published and never changes. Begin a new version."))
        return redirect(url_for("schools.show_rubric", rubric_id=rubric.id))
    written = additions_in(rubric.content).get(letter)
    form = AdditionForm(data=answers_of(written))
    if form.validate_on_submit():
        try:
            versions.write_addition(
                current_session(), current_actor(), rubric, form.addition(letter), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. This is how an assessor sees it."))
            return redirect(url_for("schools.preview_addition", rubric_id=rubric.id, letter=letter))
    page = render_template(
        "schools/edit_addition.html",
        form=form,
        rubric=rubric,
        competence=shared,
        is_written=written is not None,
        level_names=level_names(),
        language=language_of(get_locale()),
    )
    return page, form.status


@bp.post("/rubric/<uuid:rubric_id>/<string(length=1):letter>/remove")
@allow(*RUBRIC_KEEPERS)
def remove_addition(rubric_id: UUID, letter: str) -> ResponseReturnValue:
    """Take an addition out of a draft."""
    competence_or_404(letter)
    remove = partial(versions.remove_addition, letter=letter)
    return _act_on(rubric_id, remove, _("The addition is gone from this draft."))


def _act_on(rubric_id: UUID, act: Callable[..., None], done: str) -> ResponseReturnValue:
    """Do something to a version; go to where its words now stand."""
    rubric, form = own_rubric_or_404(rubric_id), ActForm()
    if form.validate_on_submit():
        try:
            act(current_session(), current_actor(), rubric, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(done)
            is_gone = act is versions.discard_draft
            page = "schools.list_rubrics" if is_gone else "schools.show_rubric"
            return redirect(url_for(page) if is_gone else url_for(page, rubric_id=rubric_id))
    return _show(rubric, form)


def _show(rubric: SchoolRubric, form: PageForm) -> ResponseReturnValue:
    page = render_template(
        "schools/show_rubric.html",
        form=form,
        import_form=form if isinstance(form, ImportForm) else ImportForm(formdata=None),
        rubric=rubric,
        additions=additions_in(rubric.content),
        competences=competences(),
        version=RUBRIC_VERSION,
        rounds=get_rounds_by_rubric(current_session(), school_id=rubric.school_id).get(
            rubric.id, []
        ),
        may_revise=may_revise_rubric(current_actor(), rubric),
    )
    return page, form.status


def _said(where: str, problem: Refusal) -> str:
    return f"{where}: {spoken(problem)}" if where else spoken(problem)


def own_rubric_or_404(rubric_id: UUID) -> SchoolRubric:
    """Return a version of the visitor's own school; another's does not exist."""
    school_id = current_actor().school_id
    return find_rubric_of_school(current_session(), rubric_id, school_id=school_id) or abort(404)


def competence_or_404(letter: str) -> Competence:
    """Return the competence as all schools share it."""
    return next((one for one in competences() if one.letter == letter), None) or abort(404)

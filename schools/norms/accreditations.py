"""Pages on which a school keeps what its companies are accredited for as SBB has it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.errors import Refusal
from placements.people.accreditations import change_accreditation
from placements.people.sbb_export import (
    COLUMNS,
    ChangeKind,
    Plan,
    perform_import,
    plan_import,
    text_of,
)
from records.database import current_session
from records.queries.employers import find_accreditation_of_employer, find_employer_of_school
from schools import bp
from schools.forms.norms import AccreditationForm, ImportForm
from web.formatting import spoken
from web.guards import allow, current_actor, utc_now

KINDS = {
    ChangeKind.NEW: _l("New"),
    ChangeKind.LONGER: _l("Longer"),
    ChangeKind.SHORTER: _l("Shorter"),
    ChangeKind.BEGIN: _l("Other first day"),
    ChangeKind.MOVED: _l("Other address"),
}


@bp.route("/companies/accreditations", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def import_accreditations() -> ResponseReturnValue:
    """Compare a file of SBB with what is known, and take it over whole or not at all."""
    form, plan = ImportForm(), None
    if form.validate_on_submit():
        try:
            if request.form.get("button") == "take_over":
                done = perform_import(
                    current_session(),
                    current_actor(),
                    form.text.data or "",
                    read_digest=form.read_digest.data or "",
                    now=utc_now(),
                )
                flash(_("Taken over: %(count)d changes.", count=len(done.changes)))
                return redirect(url_for("schools.list_companies"))
            plan = _compared(form)
        except Refusal as refusal:
            form.refuse(refusal)
            plan = _plan_of(form)
    page = render_template(
        "schools/import_accreditations.html",
        form=form,
        plan=plan,
        errors=[(one.row, spoken(one.problem)) for one in plan.errors] if plan else [],
        kinds=KINDS,
        columns=COLUMNS,
    )
    return page, 422 if form.errors or (plan and plan.errors) else 200


@bp.route(
    "/people/companies/<uuid:employer_id>/accreditations/<uuid:accreditation_id>",
    methods=["GET", "POST"],
)
@allow(Role.COORDINATOR)
def edit_accreditation(employer_id: UUID, accreditation_id: UUID) -> ResponseReturnValue:
    """Say until when a company is accredited for one qualification."""
    session, actor = current_session(), current_actor()
    employer = find_employer_of_school(session, employer_id, school_id=actor.school_id)
    accreditation = find_accreditation_of_employer(
        session, accreditation_id, employer_id=employer_id
    )
    if employer is None or accreditation is None:
        abort(404)
    form = AccreditationForm(obj=accreditation)
    if form.validate_on_submit():
        assert form.valid_until.data is not None  # noqa: S101 - required by the form
        try:
            change_accreditation(
                session, actor, employer, accreditation, form.valid_until.data, now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Changed."))
            return redirect(url_for("schools.show_company", employer_id=employer.id))
    page = render_template(
        "schools/edit_accreditation.html",
        form=form,
        employer=employer,
        accreditation=accreditation,
    )
    return page, form.status


def _compared(form: ImportForm) -> Plan:
    """Read the file that was sent, or what was compared before."""
    content = form.content()
    if content is not None:
        form.text.data = text_of(content)
    if not form.text.data:
        raise Refusal(_("Choose a file first"), field="file")
    return _agreed_plan(form)


def _agreed_plan(form: ImportForm) -> Plan:
    plan = plan_import(current_session(), current_actor(), form.text.data or "", now=utc_now())
    form.read_digest.data = plan.digest
    return plan


def _plan_of(form: ImportForm) -> Plan | None:
    """Return what the file would do now, if it can be read at all."""
    try:
        return _agreed_plan(form) if form.text.data else None
    except Refusal:
        return None

"""The people of a company the school works with: who left is closed, a new owner is invited."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.people.closing import close_company_account as close_account
from placements.people.invitations import has_owner, invite_owner, list_colleagues_of
from records.database import current_session
from records.models.employer import Employer
from records.queries.accounts import find_account_of_employer
from records.queries.employers import find_employer_of_school
from schools import bp
from schools.forms.people import PersonForm
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now


@bp.get("/people/companies/<uuid:employer_id>")
@allow(Role.COORDINATOR)
def show_company(employer_id: UUID) -> ResponseReturnValue:
    """Show who can sign in for a company, and what it is accredited for."""
    return _company_page(_employer_or_404(employer_id), ActForm())


@bp.route("/people/companies/<uuid:employer_id>/owner", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def add_owner(employer_id: UUID) -> ResponseReturnValue:
    """Invite a new owner for a company whose last one left."""
    employer, form = _employer_or_404(employer_id), PersonForm()
    if form.validate_on_submit():
        try:
            invite_owner(current_session(), current_actor(), employer, form.person(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                _("The invitation is on its way, unless the address is already in use elsewhere.")
            )
            return redirect(url_for("schools.show_company", employer_id=employer_id))
    return render_template("schools/add_owner.html", form=form, employer=employer), form.status


@bp.post("/people/companies/<uuid:employer_id>/<uuid:colleague_id>/close")
@allow(Role.COORDINATOR)
def close_company_account(employer_id: UUID, colleague_id: UUID) -> ResponseReturnValue:
    """Close the account of somebody who left the company."""
    session, employer, form = current_session(), _employer_or_404(employer_id), ActForm()
    account = find_account_of_employer(session, colleague_id, employer_id=employer_id) or abort(404)
    if form.validate_on_submit():
        try:
            close_account(session, current_actor(), employer, account, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The account has been closed."))
            return redirect(url_for("schools.show_company", employer_id=employer_id))
    return _company_page(employer, form)


def _company_page(employer: Employer, form: PageForm) -> ResponseReturnValue:
    page = render_template(
        "schools/show_company.html",
        form=form,
        employer=employer,
        colleagues=list_colleagues_of(current_session(), employer.id),
        has_owner=has_owner(current_session(), employer),
    )
    return page, form.status


def _employer_or_404(employer_id: UUID) -> Employer:
    """Return a company the visitor's school works with; others do not exist."""
    return find_employer_of_school(
        current_session(), employer_id, school_id=current_actor().school_id
    ) or abort(404)

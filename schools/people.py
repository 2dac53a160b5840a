"""The people of a school and its companies: who is in, and inviting who is not."""

import random
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.people.access import require_second_factor, reset_second_factor
from placements.people.closing import close_account
from placements.people.erasure import erase_student as erase
from placements.people.invitations import (
    invite_company,
    invite_staff,
    invite_student,
)
from records.database import current_session
from records.models.school import School
from records.queries.accounts import (
    find_account_of_school,
    list_accounts_of_school,
    list_staff_of_school,
)
from records.queries.employers import list_employers_of_school, list_employers_worked_with
from records.queries.rounds import list_programmes_of_school
from records.vault.people import (
    list_former_students,
    open_people,
    open_person,
    read_for_service,
)
from schools import bp
from schools.forms.people import CompanyForm, StaffForm, StudentForm
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, opens_vault, utc_now
from web.language import language_of


@bp.get("/people")
@allow(Role.ADMINISTRATOR, Role.COORDINATOR)
@opens_vault
def list_people() -> ResponseReturnValue:
    """Show the accounts of the school by role; a look at a student stands in the ledger."""
    return _people_page(ActForm())


def _people_page(form: PageForm) -> ResponseReturnValue:
    session, actor, now = current_session(), current_actor(), utc_now()
    accounts = list_accounts_of_school(session, school_id=_school_id())
    people = open_people(
        session,
        [account.id for account in accounts],
        reader_id=actor.account_id,
        purpose="list_of_people",
        now=now,
    )
    page = render_template(
        "schools/list_people.html",
        accounts=sorted(accounts, key=lambda one: (one.role, people[one.id].full_name.casefold())),
        people=people,
        former_students=_former_students(),
        employers=list_employers_of_school(session, school_id=_school_id()),
        own_employers=_employers_to_manage(),
        form=form,
        may_invite_staff=actor.role is Role.ADMINISTRATOR,
        own_id=actor.account_id,
        requires_authenticator=session.get_one(School, _school_id()).requires_second_factor,
    )
    return page, form.status


@bp.route("/people/staff", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def add_staff() -> ResponseReturnValue:
    """Invite a colleague."""
    form = StaffForm(language_of(get_locale()))
    if form.validate_on_submit():
        try:
            invite_staff(
                current_session(),
                current_actor(),
                Role(form.data["role"]),
                form.person(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _invited()
    return render_template("schools/add_staff.html", form=form), form.status


@bp.route("/people/students", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR, Role.COORDINATOR)
def add_student() -> ResponseReturnValue:
    """Invite a student."""
    session = current_session()
    mentors = list_staff_of_school(session, school_id=_school_id(), role=Role.MENTOR)
    names = read_for_service(session, [mentor.id for mentor in mentors])
    form = StudentForm(
        list_programmes_of_school(session, school_id=_school_id()),
        [(mentor.id, names[mentor.id].full_name) for mentor in mentors],
    )
    if form.validate_on_submit():
        try:
            mentor_id = form.data["mentor_id"]
            invite_student(
                session,
                current_actor(),
                form.person(),
                programme_id=UUID(form.data["programme_id"]),
                mentor_id=UUID(mentor_id) if mentor_id else None,
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _invited()
    return render_template("schools/add_student.html", form=form), form.status


@bp.route("/people/companies", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def add_company() -> ResponseReturnValue:
    """Invite a training company through its owner."""
    form = CompanyForm()
    if form.validate_on_submit():
        try:
            invite_company(
                current_session(), current_actor(), form.company(), form.person(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                _(
                    "Done. A company that is new gets an invitation, "
                    "one that is known hears that you work together."
                )
            )
            return redirect(url_for("schools.list_people"))
    return render_template("schools/add_company.html", form=form), form.status


@bp.post("/people/<uuid:account_id>/close")
@allow(Role.ADMINISTRATOR, Role.COORDINATOR)
def close_person(account_id: UUID) -> ResponseReturnValue:
    """Close an account of the own school."""
    account = find_account_of_school(current_session(), account_id, school_id=_school_id())
    if account is None:
        abort(404)
    form = ActForm()
    if form.validate_on_submit():
        try:
            close_account(
                current_session(),
                current_actor(),
                account,
                rng=random.SystemRandom(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The account has been closed."))
            return redirect(url_for("schools.list_people"))
    return _people_page(form)


@bp.route("/people/<uuid:account_id>/erase", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@opens_vault
def erase_student(account_id: UUID) -> ResponseReturnValue:
    """Say what goes and what stays, and erase a student who asked for it."""
    session, actor = current_session(), current_actor()
    account = find_account_of_school(session, account_id, school_id=_school_id())
    if account is None or account.role is not Role.STUDENT:
        abort(404)
    form = ActForm()
    if form.validate_on_submit():
        try:
            erase(session, actor, account, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Erased. Nobody can tell any more who this was."))
            return redirect(url_for("schools.list_people"))
    student = open_person(
        session, account.id, reader_id=actor.account_id, purpose="erasure", now=utc_now()
    )
    page = render_template("schools/erase_student.html", form=form, student=student)
    return page, form.status


@bp.post("/people/authenticator")
@allow(Role.ADMINISTRATOR)
def require_authenticator() -> ResponseReturnValue:
    """Say whether all staff need an authenticator to sign in."""
    session = current_session()
    is_required = request.form.get("is_required") == "yes"
    require_second_factor(
        session,
        current_actor(),
        session.get_one(School, _school_id()),
        is_required=is_required,
        now=utc_now(),
    )
    flash(
        _("From the next time they sign in, all staff need an authenticator.")
        if is_required
        else _("Staff choose for themselves whether to use an authenticator.")
    )
    return redirect(url_for("schools.list_people"))


@bp.post("/people/<uuid:account_id>/authenticator")
@allow(Role.ADMINISTRATOR)
def reset_authenticator(account_id: UUID) -> ResponseReturnValue:
    """Uncouple the lost authenticator of a colleague."""
    account = find_account_of_school(current_session(), account_id, school_id=_school_id())
    if account is None:
        abort(404)
    form = ActForm()
    if form.validate_on_submit():
        try:
            reset_second_factor(current_session(), current_actor(), account, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The authenticator has been uncoupled. The next one is set up at signing in."))
            return redirect(url_for("schools.list_people"))
    return _people_page(form)


def _invited() -> ResponseReturnValue:
    flash(_("The invitation is on its way, unless the address is already in use elsewhere."))
    return redirect(url_for("schools.list_people"))


def _former_students() -> list[tuple[UUID, str]]:
    """Return, for whoever may erase them, the students whose account was closed, by name."""
    session, actor = current_session(), current_actor()
    if actor.role is not Role.ADMINISTRATOR:
        return []
    former = open_people(
        session,
        list_former_students(session, school_id=_school_id()),
        reader_id=actor.account_id,
        purpose="list_of_people",
        now=utc_now(),
    )
    names = [(id_, person.full_name) for id_, person in former.items()]
    return sorted(names, key=lambda one: (one[1].casefold(), one[0]))


def _employers_to_manage() -> set[UUID]:
    """Return the companies whose people this coordinator may look after."""
    if current_actor().role is not Role.COORDINATOR:
        return set()
    found = list_employers_worked_with(current_session(), school_id=_school_id())
    return {employer.id for employer in found}


def _school_id() -> UUID:
    school_id = current_actor().school_id
    assert school_id is not None  # noqa: S101 - staff belong to a school, the database says so
    return school_id

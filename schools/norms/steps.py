"""Pages on which a school sees its companies and takes the steps of the ladder with one."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.days import day_of
from placements.errors import Refusal
from placements.norms import ladder
from placements.norms.habits import habits_of, pattern_of
from placements.norms.statement import list_signatures, list_signed
from placements.policy.norms import may_take_step
from records.database import current_session
from records.models.employer import Employer
from records.queries.employers import find_employer_of_school, list_employers_worked_with
from records.queries.norms import (
    find_open_escalation,
    list_escalations,
    list_open_escalations_of_school,
)
from records.vault.people import read_for_service
from schools import bp
from schools.forms.norms import LiftForm, StepForm
from web.forms import PageForm
from web.guards import allow, current_actor, utc_now

READERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


@bp.get("/companies")
@allow(*READERS)
def list_companies() -> ResponseReturnValue:
    """Show every company the school works with: who signed, and who is on the ladder."""
    session, school_id = current_session(), current_actor().school_id
    employers = list_employers_worked_with(session, school_id=school_id)
    running = list_open_escalations_of_school(session, school_id=school_id)
    return render_template(
        "schools/list_companies.html",
        employers=employers,
        steps={one.employer_id: ladder.standing_step(one) for one in running},
        signed=list_signed(session, [employer.id for employer in employers]),
        today=day_of(utc_now()),
        may_import=current_actor().role is Role.COORDINATOR,
    )


@bp.get("/companies/<uuid:employer_id>/ladder")
@allow(*READERS)
def show_ladder(employer_id: UUID) -> ResponseReturnValue:
    """Show the facts about a company, the steps that were taken, and the next one."""
    form = StepForm(formdata=None, data={"taken_on": day_of(utc_now())})
    return _ladder_page(_employer_or_404(employer_id), form)


@bp.post("/companies/<uuid:employer_id>/ladder/step")
@allow(Role.COORDINATOR)
def take_ladder_step(employer_id: UUID) -> ResponseReturnValue:
    """Note the step that this coordinator took."""
    employer, form = _employer_or_404(employer_id), StepForm()
    if not form.is_intact():
        abort(400)
    if form.validate_on_submit():
        try:
            ladder.take_step(
                current_session(), current_actor(), employer, form.terms(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Noted. The owners of the company have a mail."))
            return redirect(url_for("schools.show_ladder", employer_id=employer.id))
    return _ladder_page(employer, form)


@bp.route("/companies/<uuid:employer_id>/ladder/lift", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def lift_ladder(employer_id: UUID) -> ResponseReturnValue:
    """End the course with a company, with a reason."""
    employer, form = _employer_or_404(employer_id), LiftForm()
    if form.validate_on_submit():
        try:
            ladder.lift_escalation(
                current_session(),
                current_actor(),
                employer,
                form.reason.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Ended. New places are welcome again."))
            return redirect(url_for("schools.show_ladder", employer_id=employer.id))
    return render_template("schools/lift_ladder.html", form=form, employer=employer), form.status


def _ladder_page(employer: Employer, form: PageForm) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    courses = list_escalations(session, school_id=actor.school_id, employer_id=employer.id)
    people = {step.taken_by for course in courses for step in course.steps}
    people |= {course.lifted_by for course in courses if course.lifted_by}
    standing = find_open_escalation(session, school_id=actor.school_id, employer_id=employer.id)
    following = ladder.next_step(standing)
    if not form.errors and following:
        form["step"].data = following.value
    assert actor.school_id is not None  # noqa: S101 - staff belong to a school
    page = render_template(
        "schools/show_ladder.html",
        form=form,
        employer=employer,
        courses=courses,
        people=read_for_service(session, sorted(people)),
        standing=standing,
        following=following,
        may_take=may_take_step(actor, is_worked_with=True),
        own=habits_of(session, employer.id, now=utc_now()),
        pattern=pattern_of(
            session, school_id=actor.school_id, employer_id=employer.id, now=utc_now()
        ),
        signatures=list_signatures(session, employer),
    )
    return page, form.status


def _employer_or_404(employer_id: UUID) -> Employer:
    """Return a company the visitor's school works with; others do not exist."""
    return find_employer_of_school(
        current_session(), employer_id, school_id=current_actor().school_id
    ) or abort(404)

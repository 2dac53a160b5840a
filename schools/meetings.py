"""Pages on which a coordinator follows how students and companies meet, and who met nobody yet."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from placements.actors import Role
from placements.codes import random_secret
from placements.errors import Refusal
from placements.meetings import afterwards, offers
from placements.meetings.unmet import invite_unmet as invite
from placements.meetings.unmet import list_unmet, who_met_nobody
from placements.policy.meetings import may_change_meeting, may_note_attendance
from records.database import current_session
from records.models.meeting import Meeting, MeetingRequest, RequestState
from records.models.school import Programme
from records.queries.employers import list_employers_of_school
from records.queries.meetings import (
    count_requests_by_state,
    find_meeting_of_school,
    list_meetings_of_school,
    list_requests,
)
from records.queries.rounds import find_programme_of_school, list_programmes_of_school
from records.vault.people import open_person
from schools import bp
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, opens_vault, utc_now
from web.meeting_acts import is_called_off, is_moved
from web.meeting_forms import AttendanceForm, CancelForm, OfferForCompanyForm, TimeForm

Visitor = tuple[MeetingRequest, str]
"""Who has a place, by name."""


@bp.get("/meetings")
@allow(Role.COORDINATOR)
def list_meetings() -> ResponseReturnValue:
    """Show what companies offer this school's students, and who has met nobody, by programme."""
    session, actor, now = current_session(), current_actor(), utc_now()
    meetings = list_meetings_of_school(session, school_id=actor.school_id)
    return render_template(
        "schools/list_meetings.html",
        meetings=meetings,
        counts=count_requests_by_state(session, [one.id for one in meetings]),
        programmes=list_unmet(session, actor, now=now),
        now=now,
    )


@bp.route("/meetings/new", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def offer_meeting() -> ResponseReturnValue:
    """Let a coordinator offer something for a company that rather calls."""
    session, actor = current_session(), current_actor()
    assert actor.school_id is not None  # noqa: S101 - the database says so of school roles
    form = OfferForCompanyForm(
        list_programmes_of_school(session, school_id=actor.school_id),
        list_employers_of_school(session, school_id=actor.school_id),
    )
    if form.validate_on_submit():
        try:
            meeting = offers.offer_meeting(
                session,
                actor,
                form.company(),
                form.chosen(),
                form.terms(),
                secret=random_secret(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Offered. Students of these programmes see it now."))
            return redirect(url_for("schools.show_meeting", meeting_id=meeting.id))
    return render_template("schools/offer_meeting.html", form=form), form.status


@bp.get("/meetings/<uuid:meeting_id>")
@allow(Role.COORDINATOR)
@opens_vault
def show_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Show who comes and who waits, and let the school note who came."""
    meeting = _own_meeting_or_404(meeting_id)
    coming = _coming(meeting)
    return _meeting_page(meeting, coming, _attendance_form(coming))


@bp.get("/meetings/<uuid:meeting_id>/visitors")
@allow(Role.COORDINATOR)
@opens_vault
def print_visitors(meeting_id: UUID) -> ResponseReturnValue:
    """Show on paper who comes: for the teacher who goes along, not for the company to keep."""
    meeting = _own_meeting_or_404(meeting_id)
    return render_template(
        "schools/print_visitors.html",
        meeting=meeting,
        visitors=_coming(meeting),
    )


@bp.route("/meetings/<uuid:meeting_id>/move", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def move_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Let the school choose another time, when the company called about it."""
    meeting = _own_meeting_or_404(meeting_id)
    form = TimeForm.of(meeting)
    if is_moved(meeting, form):
        return redirect(url_for("schools.show_meeting", meeting_id=meeting.id))
    return render_template("schools/move_meeting.html", form=form, meeting=meeting), form.status


@bp.route("/meetings/<uuid:meeting_id>/cancel", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def cancel_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Let the school call it off, with a reason that students and the company read."""
    meeting, form = _own_meeting_or_404(meeting_id), CancelForm()
    if is_called_off(meeting, form):
        return redirect(url_for("schools.show_meeting", meeting_id=meeting.id))
    return render_template("schools/cancel_meeting.html", form=form, meeting=meeting), form.status


@bp.post("/meetings/<uuid:meeting_id>/attendance")
@allow(Role.COORDINATOR)
@opens_vault
def note_attendance(meeting_id: UUID) -> ResponseReturnValue:
    """Let the school note who came, or correct what the company noted."""
    meeting = _own_meeting_or_404(meeting_id)
    coming = _coming(meeting)
    form = _attendance_form(coming)
    if form.validate_on_submit():
        try:
            afterwards.note_attendance(
                current_session(), current_actor(), meeting, form.numbers(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Noted."))
            return redirect(url_for("schools.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, coming, form)


@bp.get("/meetings/programmes/<uuid:programme_id>")
@allow(Role.COORDINATOR)
@opens_vault
def show_unmet(programme_id: UUID) -> ResponseReturnValue:
    """Show which students of a programme have met nobody this school year."""
    return _unmet_page(_own_programme_or_404(programme_id), ActForm())


@bp.post("/meetings/programmes/<uuid:programme_id>/invite")
@allow(Role.COORDINATOR)
@opens_vault
def invite_unmet(programme_id: UUID) -> ResponseReturnValue:
    """Mail them all, with one tap, that there is something to ask for."""
    programme, form = _own_programme_or_404(programme_id), ActForm()
    if form.validate_on_submit():
        try:
            count = invite(current_session(), current_actor(), programme, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(ngettext("%(num)d student gets a mail.", "%(num)d students get a mail.", count))
            return redirect(url_for("schools.list_meetings"))
    return _unmet_page(programme, form)


def _meeting_page(
    meeting: Meeting, coming: list[Visitor], form: AttendanceForm
) -> ResponseReturnValue:
    session, actor, now = current_session(), current_actor(), utc_now()
    page = render_template(
        "schools/show_meeting.html",
        meeting=meeting,
        form=form,
        coming=coming,
        waiting=len(list_requests(session, meeting.id, RequestState.WAITING)),
        asked=len(list_requests(session, meeting.id, RequestState.ASKED)),
        late=_named(list_requests(session, meeting.id, RequestState.LATE)),
        may_note=may_note_attendance(actor, meeting, now=now),
        may_change=may_change_meeting(actor, meeting) and now < meeting.starts_at,
        is_open=offers.is_open(meeting, now=now),
    )
    return page, form.status


def _unmet_page(programme: Programme, form: PageForm) -> ResponseReturnValue:
    student_ids = who_met_nobody(current_session(), current_actor(), programme, now=utc_now())
    names = sorted(_name_of(student_id) for student_id in student_ids)
    page = render_template("schools/show_unmet.html", programme=programme, names=names, form=form)
    return page, form.status


def _coming(meeting: Meeting) -> list[Visitor]:
    return _named(list_requests(current_session(), meeting.id, RequestState.GRANTED))


def _attendance_form(coming: list[Visitor]) -> AttendanceForm:
    return AttendanceForm(
        ((request.number or 0, name) for request, name in coming),
        [request.number or 0 for request, _name in coming if request.attended],
    )


def _named(requests: Sequence[MeetingRequest]) -> list[Visitor]:
    """Return requests with the name of each student, by name; the looks stand in the ledger."""
    named = [(request, _name_of(request.student_id)) for request in requests]
    return sorted(named, key=lambda pair: (pair[1], pair[0].id))


def _name_of(student_id: UUID) -> str:
    own_id = current_actor().account_id
    return open_person(
        current_session(), student_id, reader_id=own_id, purpose="meeting", now=utc_now()
    ).full_name


def _own_meeting_or_404(meeting_id: UUID) -> Meeting:
    """Return a meeting for the visitor's school; for another one it does not exist."""
    meeting = find_meeting_of_school(
        current_session(), meeting_id, school_id=current_actor().school_id
    )
    return meeting or abort(404)


def _own_programme_or_404(programme_id: UUID) -> Programme:
    programme = find_programme_of_school(
        current_session(), programme_id, school_id=current_actor().school_id
    )
    return programme or abort(404)

"""Pages on which a company offers students to get to know the work, and hears how many come."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from employers import bp
from employers.tasks import Task
from placements.actors import EMPLOYER_ROLES
from placements.choices import label
from placements.codes import random_secret
from placements.days import day_of
from placements.errors import Refusal
from placements.meetings import afterwards, offers
from placements.meetings.calendars import meeting_calendar
from placements.meetings.sheet import company_sheet
from placements.policy.meetings import (
    may_answer_about_meeting,
    may_change_meeting,
    may_note_attendance,
)
from placements.trials.calendars import address_of
from records.database import current_session
from records.models.employer import Employer
from records.models.meeting import Meeting, MeetingAnswer
from records.queries.employers import get_employer
from records.queries.meetings import (
    count_requests_by_state,
    find_meeting_of_employer,
    list_meetings_of_employer,
    list_programmes_of_employer,
)
from web.forms import PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.meeting_acts import is_called_off, is_moved
from web.meeting_forms import AnswerForm, AttendanceForm, CancelForm, OfferForm, TimeForm
from web.paper import download


@bp.get("/meetings")
@allow(*EMPLOYER_ROLES)
def list_meetings() -> ResponseReturnValue:
    """Show what the company offers and offered, the latest first."""
    session = current_session()
    meetings = list_meetings_of_employer(session, employer_id=current_actor().employer_id)
    return render_template(
        "employers/list_meetings.html",
        meetings=meetings,
        counts=count_requests_by_state(session, [one.id for one in meetings]),
        now=utc_now(),
    )


@bp.route("/meetings/new", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def offer_meeting() -> ResponseReturnValue:
    """Let a company offer something on one screen."""
    session, actor, now = current_session(), current_actor(), utc_now()
    employer = _own_employer()
    programmes = list_programmes_of_employer(session, employer_id=employer.id, today=day_of(now))
    form = OfferForm(programmes, venue=address_of(employer))
    if form.validate_on_submit():
        try:
            meeting = offers.offer_meeting(
                session,
                actor,
                employer.id,
                form.chosen(),
                form.terms(),
                secret=random_secret(),
                now=now,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Offered. Students of these programmes see it now."))
            return redirect(url_for("employers.show_meeting", meeting_id=meeting.id))
    page = render_template("employers/offer_meeting.html", form=form, programmes=programmes)
    return page, form.status


@bp.get("/meetings/<uuid:meeting_id>")
@allow(*EMPLOYER_ROLES)
def show_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Show how many come and, at the door and afterwards, what there is to note."""
    meeting = _own_meeting_or_404(meeting_id)
    return _meeting_page(meeting, _attendance_form(meeting), AnswerForm())


@bp.route("/meetings/<uuid:meeting_id>/move", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def move_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Let the company choose another time."""
    meeting = _own_meeting_or_404(meeting_id)
    form = TimeForm.of(meeting)
    if is_moved(meeting, form):
        return redirect(url_for("employers.show_meeting", meeting_id=meeting.id))
    return render_template("employers/move_meeting.html", form=form, meeting=meeting), form.status


@bp.route("/meetings/<uuid:meeting_id>/cancel", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def cancel_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Let the company call it off, with a reason that students read."""
    meeting, form = _own_meeting_or_404(meeting_id), CancelForm()
    if is_called_off(meeting, form):
        return redirect(url_for("employers.show_meeting", meeting_id=meeting.id))
    return render_template("employers/cancel_meeting.html", form=form, meeting=meeting), form.status


@bp.post("/meetings/<uuid:meeting_id>/attendance")
@allow(*EMPLOYER_ROLES)
def note_attendance(meeting_id: UUID) -> ResponseReturnValue:
    """Let the company tick the numbers that came, once."""
    meeting = _own_meeting_or_404(meeting_id)
    form = _attendance_form(meeting)
    if form.validate_on_submit():
        try:
            afterwards.note_attendance(
                current_session(), current_actor(), meeting, form.numbers(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Noted. Only the school and the student can see it."))
            return redirect(url_for("employers.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, form, AnswerForm())


@bp.post("/meetings/<uuid:meeting_id>/answer")
@allow(*EMPLOYER_ROLES)
def answer_about_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Keep the answer to the one question about the meeting."""
    meeting, form = _own_meeting_or_404(meeting_id), AnswerForm()
    if form.validate_on_submit():
        try:
            afterwards.answer_about_meeting(
                current_session(),
                current_actor(),
                meeting,
                MeetingAnswer(form.answer.data),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. The school uses this for the next one."))
            return redirect(url_for("employers.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, _attendance_form(meeting), form)


@bp.get("/meetings/<uuid:meeting_id>/meeting.ics")
@allow(*EMPLOYER_ROLES)
def download_meeting(meeting_id: UUID) -> Response:
    """Give the company the meeting for its calendar."""
    content = meeting_calendar(_own_meeting_or_404(meeting_id), language_of(get_locale()))
    return download(content, "kennismaking.ics", "text/calendar; charset=utf-8")


def meeting_tasks() -> list[Task]:
    """Return the meetings about which the company is asked something, as lines of home."""
    actor, now = current_actor(), utc_now()
    return [
        Task(
            _(
                "Say how it was: %(kind)s",
                kind=label(meeting.kind, language_of(get_locale())),
            ),
            url_for("employers.show_meeting", meeting_id=meeting.id),
            _("One question"),
            "attention",
            _("Half a minute"),
        )
        for meeting in list_meetings_of_employer(current_session(), employer_id=actor.employer_id)
        if meeting.answer is None and may_answer_about_meeting(actor, meeting, now=now)
    ]


def _meeting_page(
    meeting: Meeting, attendance: AttendanceForm, answer: AnswerForm
) -> ResponseReturnValue:
    actor, now = current_actor(), utc_now()
    page = render_template(
        "employers/show_meeting.html",
        meeting=meeting,
        sheet=company_sheet(current_session(), meeting),
        attendance=attendance,
        answer=answer,
        may_note=may_note_attendance(actor, meeting, now=now),
        may_answer=may_answer_about_meeting(actor, meeting, now=now),
        may_change=may_change_meeting(actor, meeting) and now < meeting.starts_at,
        is_open=offers.is_open(meeting, now=now),
        now=now,
    )
    return page, _status_of(attendance, answer)


def _status_of(*forms: PageForm) -> int:
    return max(form.status for form in forms)


def _attendance_form(meeting: Meeting) -> AttendanceForm:
    numbers = company_sheet(current_session(), meeting).numbers
    return AttendanceForm((number, _("Number %(number)d", number=number)) for number in numbers)


def _own_employer() -> Employer:
    employer_id = current_actor().employer_id
    assert employer_id is not None  # noqa: S101 - the database says so of employer roles
    return get_employer(current_session(), employer_id)


def _own_meeting_or_404(meeting_id: UUID) -> Meeting:
    """Return a meeting that the visitor's company offers; of another company it does not exist."""
    meeting = find_meeting_of_employer(
        current_session(), meeting_id, employer_id=current_actor().employer_id
    )
    return meeting or abort(404)

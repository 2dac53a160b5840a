"""Pages on which a student gets to know companies: ask, come, and write down what it was like."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from matching.slots import check_receipt
from placements.actors import Role
from placements.codes import random_code
from placements.errors import Refusal
from placements.meetings import afterwards, asking
from placements.meetings.afterwards import Reflection, was_there
from placements.meetings.calendars import meeting_calendar
from placements.meetings.offers import free_until, is_open
from records.database import current_session
from records.models.meeting import Meeting, MeetingRequest, MeetingState
from records.queries.meetings import (
    count_requests_by_state,
    find_meeting_for_programme,
    find_request,
    list_meetings_for_programme,
    list_requests_of_student,
)
from records.queries.students import get_student
from records.vault.meetings import open_reflection
from students import bp
from web.forms import ActForm, PageForm, strip
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.meeting_forms import TOO_LONG
from web.paper import download

_SHORT = Length(max=300, message=TOO_LONG)


class ReflectionForm(PageForm):
    """Three short questions about a meeting; what is written is the student's own."""

    saw = TextAreaField(
        _l("What did you see that was new to you?"), [Optional(), _SHORT], filters=[strip]
    )
    suits = TextAreaField(
        _l("What would you like to do yourself?"), [Optional(), _SHORT], filters=[strip]
    )
    wants = TextAreaField(
        _l("What do you still want to know?"), [Optional(), _SHORT], filters=[strip]
    )


@bp.get("/meetings")
@allow(Role.STUDENT)
def list_meetings() -> ResponseReturnValue:
    """Show what suits the student's programme, and what became of what was asked."""
    return _list_page(ActForm())


@bp.get("/meetings/<uuid:meeting_id>")
@allow(Role.STUDENT)
def show_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Show when, where and what, and whether there is a place."""
    return _meeting_page(_meeting_or_404(meeting_id), ActForm())


@bp.post("/meetings/<uuid:meeting_id>/ask")
@allow(Role.STUDENT)
def ask_for_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Ask for a place."""
    meeting, form = _meeting_or_404(meeting_id), ActForm()
    if form.validate_on_submit():
        try:
            asking.ask_for_meeting(
                current_session(), current_actor(), meeting, code=random_code(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You have asked for a place. You hear the day after the last day to ask."))
            return redirect(url_for("students.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, form)


@bp.post("/meetings/<uuid:meeting_id>/withdraw")
@allow(Role.STUDENT)
def withdraw_from_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Take the request back, or give the place up."""
    meeting, form = _meeting_or_404(meeting_id), ActForm()
    if form.validate_on_submit():
        try:
            asking.withdraw_request(current_session(), current_actor(), meeting, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You do not take part any more."))
            return redirect(url_for("students.show_meeting", meeting_id=meeting.id))
    return _meeting_page(meeting, form)


@bp.route("/meetings/<uuid:meeting_id>/reflection", methods=["GET", "POST"])
@allow(Role.STUDENT)
def reflect_on_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Let a student write down, for nobody else, what the meeting was like."""
    meeting = _meeting_or_404(meeting_id)
    request = _own_request(meeting) or abort(404)
    session = current_session()
    form = ReflectionForm(data=open_reflection(session, request))
    if form.validate_on_submit():
        card = Reflection(
            saw=form.saw.data or "", suits=form.suits.data or "", wants=form.wants.data or ""
        )
        try:
            afterwards.reflect_on_meeting(session, current_actor(), request, card, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Only you can read this."))
            return redirect(url_for("students.show_meeting", meeting_id=meeting.id))
    page = render_template("students/reflect_on_meeting.html", form=form, meeting=meeting)
    return page, form.status


@bp.get("/meetings/<uuid:meeting_id>/draw")
@allow(Role.STUDENT)
def show_draw(meeting_id: UUID) -> ResponseReturnValue:
    """Draw again from the receipt, and show the order with the student's own line in it."""
    meeting, own, receipt = _draw_or_404(meeting_id)
    return render_template(
        "students/show_draw.html", meeting=meeting, own=own, order=check_receipt(receipt)
    )


@bp.get("/meetings/<uuid:meeting_id>/draw.json")
@allow(Role.STUDENT)
def download_draw(meeting_id: UUID) -> Response:
    """Give a student the receipt of the draw, to draw again elsewhere."""
    _meeting, _own, receipt = _draw_or_404(meeting_id)
    return download(receipt, "loting.json", "application/json")


@bp.get("/meetings/<uuid:meeting_id>/meeting.ics")
@allow(Role.STUDENT)
def download_meeting(meeting_id: UUID) -> Response:
    """Give a student the meeting for a calendar."""
    content = meeting_calendar(_meeting_or_404(meeting_id), language_of(get_locale()))
    return download(content, "kennismaking.ics", "text/calendar; charset=utf-8")


def _list_page(form: PageForm) -> ResponseReturnValue:
    session, now, student_id = current_session(), utc_now(), current_actor().account_id
    programme_id = get_student(session, student_id).programme_id
    requests = list_requests_of_student(session, student_id=student_id)
    asked = {request.meeting_id for request in requests}
    meetings = list_meetings_for_programme(session, programme_id=programme_id)
    open_ = [one for one in meetings if is_open(one, now=now) and one.id not in asked]
    return render_template(
        "students/list_meetings.html",
        form=form,
        open=open_,
        ahead=[one for one in requests if one.meeting.ends_at > now],
        behind=[one for one in reversed(requests) if one.meeting.ends_at <= now],
        was_there=was_there,
        now=now,
        counts=count_requests_by_state(session, [one.id for one in open_]),
    ), form.status


def _meeting_page(meeting: Meeting, form: PageForm) -> ResponseReturnValue:
    now, own = utc_now(), _own_request(meeting)
    page = render_template(
        "students/show_meeting.html",
        form=form,
        meeting=meeting,
        own=own,
        free_until=free_until(meeting),
        is_open=is_open(meeting, now=now),
        is_cancelled=meeting.state is MeetingState.CANCELLED,
        has_begun=now >= meeting.starts_at,
        may_reflect=own is not None and was_there(own) and now >= meeting.ends_at,
        now=now,
    )
    return page, form.status


def _meeting_or_404(meeting_id: UUID) -> Meeting:
    """Return a meeting for the visitor's programme; for another one it does not exist."""
    session = current_session()
    programme_id = get_student(session, current_actor().account_id).programme_id
    return find_meeting_for_programme(session, meeting_id, programme_id=programme_id) or abort(404)


def _own_request(meeting: Meeting) -> MeetingRequest | None:
    return find_request(current_session(), meeting.id, student_id=current_actor().account_id)


def _draw_or_404(meeting_id: UUID) -> tuple[Meeting, MeetingRequest, bytes]:
    """Return a draw for who took part in it."""
    meeting = _meeting_or_404(meeting_id)
    request = _own_request(meeting)
    if request is None or meeting.receipt is None or request.position is None:
        abort(404)
    return meeting, request, meeting.receipt

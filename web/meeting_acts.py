"""What a company and a school do alike with a meeting: act, or let the form say why not."""

from flask import flash
from flask_babel import gettext as _

from placements.errors import Refusal
from placements.meetings import offers
from records.database import current_session
from records.models.meeting import Meeting
from web.guards import current_actor, utc_now
from web.meeting_forms import CancelForm, TimeForm


def is_moved(meeting: Meeting, form: TimeForm) -> bool:
    """Move a meeting to the time on the form, once it was sent; whether that was done."""
    if not form.validate_on_submit():
        return False
    held_on, starts_at, ends_at = form.times()
    try:
        offers.move_meeting(
            current_session(),
            current_actor(),
            meeting,
            held_on=held_on,
            starts_at=starts_at,
            ends_at=ends_at,
            now=utc_now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Moved. Everybody who asked gets a mail."))
    return True


def is_called_off(meeting: Meeting, form: CancelForm) -> bool:
    """Call a meeting off for the reason on the form, once it was sent; whether that was done."""
    if not form.validate_on_submit():
        return False
    try:
        offers.cancel_meeting(
            current_session(), current_actor(), meeting, reason=form.chosen(), now=utc_now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Called off. Everybody who asked gets a mail."))
    return True

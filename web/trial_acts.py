"""What a company and a school do alike in a trial: act, or let the form say why not."""

from flask import flash
from flask_babel import gettext as _

from placements.errors import Refusal
from placements.trials import course as trials
from records.database import current_session
from records.models.trial import Trial
from web.guards import current_actor, utc_now
from web.trial_forms import ContactForm, ObservationForm


def is_talk_noted(trial: Trial, form: ContactForm) -> bool:
    """Note that a talk took place, once the form was sent; whether that was done."""
    if not form.validate_on_submit():
        return False
    try:
        trials.hold_contact(current_session(), current_actor(), trial, form.terms(), now=utc_now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Noted."))
    return True


def is_observation_noted(trial: Trial, form: ObservationForm) -> bool:
    """Note what somebody saw the student do, once the form was sent; whether that was done."""
    if not form.validate_on_submit():
        return False
    try:
        trials.note_observation(
            current_session(), current_actor(), trial, form.terms(), now=utc_now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Noted. You see it again when you assess."))
    return True

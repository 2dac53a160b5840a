"""A place for somebody who needs another one, kept free before anything else happens."""

from collections import Counter
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from placements.days import day_of
from placements.errors import Refusal
from placements.signals.desk import note_step
from placements.signals.kinds import Step
from placements.signals.places import hold_seat, offer_seat, release_seat
from records.database import current_session
from records.queries.signals import list_held_seats, list_spare_seats, list_vacancies_of_seats
from schools import bp
from schools.forms.messages import PlaceForm
from schools.signals.desk import own_thread
from schools.signals.opened import confidant_or_404
from web.guards import EVERYONE_SIGNED_IN, allow, opens_vault, utc_now
from web.quiet import padded

SAID = {
    "hold": _l("The seat is kept free."),
    "offer": _l("Offered. The writer reads it under the receipt."),
    "release": _l("The seat is free again."),
}


@bp.route("/messages/<uuid:message_id>/place", methods=["GET", "POST"])
@allow(*EVERYONE_SIGNED_IN)
@opens_vault
def hold_message_place(message_id: UUID) -> ResponseReturnValue:
    """Offer what a match left free, at other companies than the one it is about."""
    actor, records = confidant_or_404(), current_session()
    thread = own_thread(actor, message_id)
    if thread is None:
        return redirect(url_for("schools.open_messages"))
    held = list_held_seats(records, school_id=actor.school_id)
    spare = list_spare_seats(records, school_id=actor.school_id)
    act = request.form.get("act", "hold")
    places = {
        place.id: place
        for place in list_vacancies_of_seats(records, spare if act == "hold" else held)
        if act != "hold" or place.employer.name.casefold() != thread.company.casefold()
    }
    form = PlaceForm(list(places.values()))
    if form.validate_on_submit():
        place, now = places[UUID(form.vacancy_id.data)], utc_now()
        try:
            if act == "hold":
                hold_seat(records, actor, place, now=now)
                text = f"{place.title}, {place.employer.name}"
                note_step(records, actor, thread, Step.PLACE_HELD, text, day_of(now), now=now)
            else:
                seat = next(seat for seat in held if seat.vacancy_id == place.id)
                if act == "offer":
                    offer_seat(records, actor, thread, place, seat, now=now)
                else:
                    release_seat(records, actor, place, seat, now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(SAID.get(act, SAID["release"]))
            return redirect(url_for("schools.show_message", message_id=message_id))
    page = render_template(
        "schools/hold_message_place.html",
        form=form,
        thread=thread,
        counts=Counter(seat.vacancy_id for seat in held),
        held=list_vacancies_of_seats(records, held),
    )
    return padded(page), form.status

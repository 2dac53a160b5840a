"""The places a student can choose from."""

from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.choices import WorkOffer, label
from placements.errors import Refusal
from placements.guidance.scarcity import region_code, regions_of, scarcity_of
from placements.norms.habits import habits_of
from placements.norms.statement import signature_of
from placements.profiles.places import Place
from placements.profiles.wishes import MOST_WISHES, rank_place, remove_wish
from placements.vacancies.sheet import sheet_of
from records.database import current_session
from records.models.candidate import Candidate
from students import bp
from students.guidance.search import learned_at, wishes_of
from students.own import can_edit, missing_of, own_candidate, own_places
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of

ACCESS: Final = (
    WorkOffer.ACCESSIBLE_BUILDING,
    WorkOffer.QUIET_ROOM,
    WorkOffer.ADJUSTED_HOURS,
    WorkOffer.AIDS,
)
"""What makes a place one where more people can work."""


@bp.get("/places")
@allow(Role.STUDENT)
def list_places() -> ResponseReturnValue:
    """Show every place of the programme: what fits first, and of the rest what stands between."""
    return _places_page(own_candidate(), ActForm())


def _places_page(candidate: Candidate, form: PageForm) -> ResponseReturnValue:
    places = own_places(candidate)
    page = render_template(
        "students/list_places.html",
        form=form,
        candidate=candidate,
        suitable=_by_wish(candidate, [place for place in places if place.is_suitable]),
        others=[place for place in places if not place.is_suitable],
        **_told_of(candidate, places),
        missing=missing_of(candidate, places),
        can_edit=can_edit(candidate),
    )
    return page, form.status


@bp.get("/places/<uuid:vacancy_id>")
@allow(Role.STUDENT)
def show_place(vacancy_id: UUID) -> ResponseReturnValue:
    """Show one place: the work, the days, the journey, what is asked and what is offered."""
    session, candidate = current_session(), own_candidate()
    places = own_places(candidate)
    place = next((one for one in places if one.vacancy.id == vacancy_id), None) or abort(404)
    return render_template(
        "students/show_place.html",
        place=place,
        sheet=sheet_of(place.vacancy, language_of(get_locale())),
        **_told_of(candidate, places),
        missing=missing_of(candidate, [place]),
        can_edit=can_edit(candidate),
        is_full=len(candidate.wishes) >= MOST_WISHES,
        signature=signature_of(session, place.vacancy.employer),
        habits=habits_of(session, place.vacancy.employer_id, now=utc_now()),
    )


@bp.post("/places/<uuid:vacancy_id>/rank")
@allow(Role.STUDENT)
def rank_own_place(vacancy_id: UUID) -> ResponseReturnValue:
    """Put a place at the end of the student's list."""
    candidate = own_candidate()
    place = _own_place_or_404(candidate, vacancy_id)
    form = ActForm()
    if form.validate_on_submit():
        try:
            rank_place(current_session(), current_actor(), candidate, vacancy_id, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(place)s is on your list.", place=place.vacancy.title))
            return redirect(url_for("students.list_places", _anchor=f"place-{vacancy_id}"))
    return _places_page(candidate, form)


@bp.post("/places/<uuid:vacancy_id>/remove")
@allow(Role.STUDENT)
def remove_own_wish(vacancy_id: UUID) -> ResponseReturnValue:
    """Take a place off the student's list."""
    candidate = own_candidate()
    place = _own_place_or_404(candidate, vacancy_id)
    form = ActForm()
    if form.validate_on_submit():
        try:
            remove_wish(current_session(), current_actor(), candidate, vacancy_id, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(place)s is off your list.", place=place.vacancy.title))
            return redirect(url_for("students.list_places", _anchor=f"place-{vacancy_id}"))
    return _places_page(candidate, form)


def _own_place_or_404(candidate: Candidate, vacancy_id: UUID) -> Place:
    """Return a place of the student's own programme and round; any other does not exist."""
    places = own_places(candidate)
    found = next((place for place in places if place.vacancy.id == vacancy_id), None)
    return found or abort(404)


def _told_of(candidate: Candidate, places: list[Place]) -> dict[str, object]:
    """Return what students want to know of places before they choose."""
    session, vacancies = current_session(), [place.vacancy for place in places]
    language = language_of(get_locale())
    return {
        "scarcity": scarcity_of(session, candidate, vacancies),
        "regions": {one.code: one for one in regions_of(session, candidate, vacancies)},
        "region_code": region_code,
        "learned": {place.vacancy.id: learned_at(place, wishes_of(candidate)) for place in places},
        "access": {
            one.id: [label(offer, language) for offer in ACCESS if offer in one.offers]
            for one in vacancies
        },
    }


def _by_wish(candidate: Candidate, places: list[Place]) -> list[Place]:
    """Return places with those that teach most of what the student wants first."""
    wishes = wishes_of(candidate)
    return sorted(places, key=lambda place: -len(learned_at(place, wishes)))

"""The student's list: buttons to move a place up or down, and why honesty cannot hurt."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.guidance.practice import RIGHT
from placements.profiles.places import Place
from placements.profiles.wishes import add_remaining, move_wish, remove_wish
from records.database import current_session
from records.models.candidate import Candidate
from students import bp
from students.forms import QuizForm, RemainingForm
from students.own import can_edit, missing_of, own_candidate, own_places
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now


@dataclass(frozen=True, slots=True)
class RankedItem:
    """A line of the list, as the component draws it."""

    id: UUID
    title: str
    text: str


@bp.route("/ranking", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_ranking() -> ResponseReturnValue:
    """Show the student's list and move what the pressed button says."""
    candidate = own_candidate()
    form = ActForm()
    if form.validate_on_submit():
        try:
            _do_what_was_pressed(candidate)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("students.edit_ranking"), 303)
    return _ranking_page(candidate, form)


def _ranking_page(
    candidate: Candidate, form: PageForm, quiz: QuizForm | None = None
) -> ResponseReturnValue:
    places = own_places(candidate)
    page = render_template(
        "students/edit_ranking.html",
        form=form,
        remaining_form=RemainingForm(data={"adds_remaining": candidate.adds_remaining}),
        candidate=candidate,
        items=_items(places),
        misfits=[place for place in places if place.rank is not None and not place.is_suitable],
        missing=missing_of(candidate, places),
        can_edit=can_edit(candidate),
        quiz=quiz or QuizForm(formdata=None),
        right=RIGHT,
    )
    return page, max(form.status, quiz.status if quiz else 200)


@bp.post("/ranking/remaining")
@allow(Role.STUDENT)
def edit_remaining() -> ResponseReturnValue:
    """Note whether the other suitable places follow."""
    candidate, form = own_candidate(), RemainingForm()
    if form.validate_on_submit():
        try:
            add_remaining(
                current_session(),
                current_actor(),
                candidate,
                adds_remaining=form.adds_remaining.data,
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved."))
            return redirect(url_for("students.edit_ranking"))
    return _ranking_page(candidate, form)


@bp.post("/ranking/quiz")
@allow(Role.STUDENT)
def answer_quiz() -> ResponseReturnValue:
    """Say whether the answer to the one question about ranking is right. Nothing is kept."""
    quiz = QuizForm()
    quiz.validate()
    return _ranking_page(own_candidate(), ActForm(formdata=None), quiz)


def _do_what_was_pressed(candidate: Candidate) -> None:
    session, actor, now = current_session(), current_actor(), utc_now()
    acts: dict[str, Callable[[UUID], None]] = {
        "move_up": lambda place: move_wish(session, actor, candidate, place, -1, now=now),
        "move_down": lambda place: move_wish(session, actor, candidate, place, 1, now=now),
        "take_off": lambda place: remove_wish(session, actor, candidate, place, now=now),
    }
    for name, act in acts.items():
        place = request.form.get(name, type=UUID)
        if place is not None:
            act(place)


def _items(places: list[Place]) -> list[RankedItem]:
    ranked = sorted((one for one in places if one.rank is not None), key=lambda one: one.rank or 0)
    return [
        RankedItem(
            place.vacancy.id,
            place.vacancy.title,
            f"{place.vacancy.employer.name}, {place.vacancy.employer.town}",
        )
        for place in ranked
    ]

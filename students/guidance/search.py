"""The way to places in three short steps: what to learn, when and how far, and what there is."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from placements.actors import Role
from placements.catalogue import Phrase, phrase, read_data
from placements.guidance.scarcity import regions_of, scarcity_of
from placements.profiles.places import Place
from placements.profiles.profile import set_availability, set_learning_wishes
from records.database import current_session
from records.models.candidate import Candidate
from records.queries.guidance import list_labour_figures
from students import bp
from students.forms import AvailabilityForm, availability_answers
from students.own import can_edit, own_candidate, own_places
from students.profile import is_kept, lines_of
from web.forms import PageForm, options
from web.guards import allow
from web.language import language_of


class WishForm(PageForm):
    """What somebody wants to learn, in plain words: one thing most of all, and two more."""

    most = RadioField(
        _l("What do you want to learn most?"), [InputRequired(_l("Choose what you want most"))]
    )
    also = SelectMultipleField(
        _l("And what else?"), [Optional()], description=_l("Choose two at most, or none.")
    )

    def __init__(self, letters: list[str], chosen: list[str]) -> None:
        super().__init__(data={"most": chosen[0] if chosen else None, "also": chosen[1:]})
        language = language_of(get_locale())
        offered = [(letter, plain_wishes()[letter](language)) for letter in letters]
        self.most.choices = self.also.choices = options(offered)

    def terms(self) -> tuple[str, ...]:
        """Return the validated answers, the dearest first."""
        others = [letter for letter in self.also.data or () if letter != self.most.data]
        return (self.most.data, *others)


@bp.route("/search", methods=["GET", "POST"])
@allow(Role.STUDENT)
def search_wishes() -> ResponseReturnValue:
    """Ask in plain words what a student wants to learn."""
    candidate = own_candidate()
    places = own_places(candidate)
    letters = [line.competence.letter for line in lines_of(candidate, places)]
    kept = [wish.letter for wish in candidate.learning_wishes if wish.letter in letters]
    form = WishForm(letters, kept)
    if is_kept(set_learning_wishes, candidate, form, form.terms):
        count = sum(bool(learned_at(place, form.terms())) for place in places)
        flash(
            ngettext(
                "At %(num)d place you can learn this. Say at a company: “I want to learn this "
                "here.”",
                "At %(num)d places you can learn this. Say at a company: “I want to learn "
                "this here.”",
                count,
            )
        )
        return redirect(url_for("students.search_journey"))
    page = render_template("students/search_wishes.html", form=form, can_edit=can_edit(candidate))
    return page, form.status


@bp.route("/search/journey", methods=["GET", "POST"])
@allow(Role.STUDENT)
def search_journey() -> ResponseReturnValue:
    """Ask when a student can work and how far away, on the way to the places."""
    candidate = own_candidate()
    form = AvailabilityForm(availability_answers(candidate))
    if is_kept(set_availability, candidate, form, form.terms):
        count = sum(place.is_suitable for place in own_places(candidate))
        flash(
            ngettext(
                "%(num)d place fits you. Choose at least three, also one a little further away.",
                "%(num)d places fit you. Choose at least three, also one a little further away.",
                count,
            )
        )
        return redirect(url_for("students.list_places"))
    page = render_template("students/search_journey.html", form=form, can_edit=can_edit(candidate))
    return page, form.status


@bp.get("/outlook")
@allow(Role.STUDENT)
def show_outlook() -> ResponseReturnValue:
    """Show how scarce places are per region, and what the school knows of work afterwards."""
    session, candidate = current_session(), own_candidate()
    vacancies = [place.vacancy for place in own_places(candidate)]
    return render_template(
        "students/show_outlook.html",
        candidate=candidate,
        scarcity=scarcity_of(session, candidate, vacancies),
        regions=regions_of(session, candidate, vacancies),
        figures=list_labour_figures(
            session, school_id=candidate.round.school_id, crebo=candidate.programme.crebo
        ),
    )


def learned_at(place: Place, letters: tuple[str, ...]) -> list[str]:
    """Return which of these competences a student can learn at a place."""
    taught = {one.letter for one in place.vacancy.criteria if not one.needed_at_start}
    return [letter for letter in letters if letter in taught]


def wishes_of(candidate: Candidate) -> tuple[str, ...]:
    """Return what a student wants to learn, the dearest first."""
    return tuple(wish.letter for wish in candidate.learning_wishes)


def plain_wishes() -> Mapping[str, Phrase]:
    """Return what each competence is in plain words."""
    return {letter: phrase(words) for letter, words in read_data("wishes.json").items()}

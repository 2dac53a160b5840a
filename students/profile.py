"""The student's profile: what it holds, and the short questions about working and learning."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.catalogue import Competence, competence, competences
from placements.errors import Refusal
from placements.guidance.growth import growth_of
from placements.policy.profiles import may_step_out
from placements.profiles.places import Place
from placements.profiles.profile import (
    certify_profile,
    declare_documents,
    profile_digest,
    reopen_profile,
    set_availability,
    set_learning_wishes,
    step_out,
    what_is_missing,
)
from placements.profiles.suitability import LEGAL_AGES
from records.database import current_session
from records.models.candidate import Candidate, Evidence
from records.queries.match_runs import is_input_reopened
from students import bp
from students.forms import (
    AvailabilityForm,
    DocumentsForm,
    LearningWishesForm,
    SeenForm,
    availability_answers,
)
from students.own import can_edit, own_candidate, own_places
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@dataclass(frozen=True, slots=True)
class Line:
    """One competence on the profile page."""

    competence: Competence
    evidence: Evidence | None
    place_count: int
    """How many of the places ask for it."""
    on_list: bool
    """Whether a place on the student's own list asks for it."""


@bp.get("/profile")
@allow(Role.STUDENT)
def show_profile() -> ResponseReturnValue:
    """Show everything that the profile holds, and where to change it."""
    return profile_page(own_candidate(), ActForm())


def profile_page(candidate: Candidate, form: PageForm) -> ResponseReturnValue:
    """Show the profile, with what was refused if something was."""
    places = own_places(candidate)
    page = render_template(
        "students/show_profile.html",
        form=form,
        candidate=candidate,
        lines=lines_of(candidate, places),
        place_count=len(places),
        growth=growth_of(current_session(), current_actor())
        if candidate.round.published_at
        else [],
        can_edit=can_edit(candidate),
        documents=[one for one in candidate.documents if one.kind not in LEGAL_AGES],
        wishes=[
            competence(wish.letter).name(language_of(get_locale()))
            for wish in candidate.learning_wishes
        ],
    )
    return page, form.status


@bp.route("/profile/availability", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_availability() -> ResponseReturnValue:
    """Ask when a student can work, and how far away."""
    candidate = own_candidate()
    form = AvailabilityForm(availability_answers(candidate))
    if is_kept(set_availability, candidate, form, form.terms):
        flash(_("Saved. You can change this until the profiles close."))
        return redirect(url_for("students.show_profile"))
    return render_template("students/edit_availability.html", form=form), form.status


@bp.route("/profile/documents", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_documents() -> ResponseReturnValue:
    """Ask which documents a student has."""
    candidate = own_candidate()
    form = DocumentsForm({"kinds": [one.kind.value for one in candidate.documents]})
    if is_kept(declare_documents, candidate, form, form.terms):
        flash(_("Saved. Show your documents at school before the profiles close."))
        return redirect(url_for("students.show_profile"))
    return render_template("students/edit_documents.html", form=form), form.status


@bp.route("/profile/learning-wishes", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_learning_wishes() -> ResponseReturnValue:
    """Ask what a student wants to learn."""
    candidate = own_candidate()
    asked = [line.competence.letter for line in lines_of(candidate, own_places(candidate))]
    chosen = {wish.position: wish.letter for wish in candidate.learning_wishes}
    form = LearningWishesForm(
        asked, {"first": chosen.get(1), "second": chosen.get(2), "third": chosen.get(3)}
    )
    if is_kept(set_learning_wishes, candidate, form, form.terms):
        flash(_("Saved. The company reads this only after you have the place."))
        return redirect(url_for("students.show_profile"))
    return render_template("students/edit_learning_wishes.html", form=form), form.status


@bp.route("/profile/certify", methods=["GET", "POST"])
@allow(Role.STUDENT)
def certify_own_profile() -> ResponseReturnValue:
    """Let a student say: this is my profile and my ranking."""
    candidate = own_candidate()
    session, actor = current_session(), current_actor()
    form = SeenForm(data={"seen": profile_digest(candidate)})
    if form.validate_on_submit():
        try:
            certify_profile(
                session, actor, candidate, seen_digest=form.seen.data or "", now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
            form.seen.data = profile_digest(candidate)
        else:
            return redirect(url_for("students.certify_own_profile"))
    places = own_places(candidate)
    page = render_template(
        "students/certify_own_profile.html",
        form=form,
        candidate=candidate,
        missing=what_is_missing(session, actor, candidate),
        solved_at={
            "blind_copy": url_for("students.show_blind_copy"),
            "availability": url_for("students.edit_availability"),
            "places": url_for("students.list_places"),
            "ranking": url_for("students.edit_ranking"),
        },
        ranked=sorted(
            (place for place in places if place.rank is not None),
            key=lambda place: place.rank or 0,
        ),
        unwritten=unwritten_of(candidate, places),
        can_edit=can_edit(candidate),
        may_step_out=may_step_out(
            candidate, is_reopened=is_input_reopened(session, candidate.round_id)
        ),
        reopen_form=ActForm(),
    )
    return page, form.status


@bp.post("/profile/reopen")
@allow(Role.STUDENT)
def reopen_own_profile() -> ResponseReturnValue:
    """Let a student take that word back: to change something, or to take no part in the match.

    An old page that says "change something" never takes a student out of the match.
    """
    candidate = own_candidate()
    act, said = (
        (
            partial(step_out, rng=random.SystemRandom()),
            _("You take no part in this match. Your school can help you further."),
        )
        if request.form.get("act") == "step_out"
        else (
            reopen_profile,
            _("Your profile is open again. Say “this is it” once more when you are ready."),
        )
    )
    form = ActForm()
    if form.validate_on_submit():
        try:
            act(current_session(), current_actor(), candidate, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(said)
            return redirect(url_for("students.show_profile"))
    return profile_page(candidate, form)


def is_kept(
    act: Callable[..., None], candidate: Candidate, form: PageForm, terms: Callable[[], object]
) -> bool:
    """Keep what a form says of the profile, once it was sent; whether that was done."""
    if not form.validate_on_submit():
        return False
    try:
        act(current_session(), current_actor(), candidate, terms(), now=utc_now())
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def lines_of(candidate: Candidate, places: list[Place]) -> list[Line]:
    """Return the competences to write about: those the places ask most first, then the others.

    Where no place has been described yet, the starter set of the catalogue takes their place.
    """
    asked = Counter(criterion.letter for place in places for criterion in place.vacancy.criteria)
    wanted = {
        criterion.letter
        for place in places
        if place.rank is not None
        for criterion in place.vacancy.criteria
    }
    written = {evidence.letter: evidence for evidence in candidate.told}
    shown = [
        one
        for one in competences()
        if one.letter in asked or one.letter in written or (not asked and one.is_in_starter_set)
    ]
    lines = [
        Line(one, written.get(one.letter), asked[one.letter], one.letter in wanted) for one in shown
    ]
    return sorted(lines, key=lambda line: (-line.place_count, line.competence.letter))


def unwritten_of(candidate: Candidate, places: list[Place]) -> list[Competence]:
    """Return what the places on the list ask at the start and the student has not told about."""
    written = {evidence.letter for evidence in candidate.told}
    asked = {
        criterion.letter
        for place in places
        if place.rank is not None
        for criterion in place.vacancy.criteria
        if criterion.needed_at_start
    }
    return [competence(letter) for letter in sorted(asked - written)]

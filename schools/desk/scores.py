"""The scoring desk. Assessors see a code, a competence and a text without a name."""

import random
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.assessments import scores as office
from placements.assessments.desk import (
    OnDesk,
    Sheet,
    Step,
    next_unread_after,
    papers_of,
    piles_of,
    place_of,
    sheet_of,
)
from placements.calibration.cases import practice_cases
from placements.calibration.practice import minutes_of
from placements.calibration.rights import letters_to_practise
from placements.catalogue import Anchor, Competence, competence
from placements.errors import Refusal
from placements.reliability.together import letters_to_practise_together
from placements.rubrics.rounds import competence_in
from records.database import current_session
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import Round
from records.queries.desk.desks import find_on_desk, has_lain_on_desk
from records.queries.rounds import find_round_of_school
from schools import bp
from schools.desk.sheets import anchors_of, answers_to
from schools.forms.desk import NOT_OBSERVED, AnswerForm, BehaviourForm
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of

TEXTS_A_PAGE: Final = 100
MOST_PAGES: Final = 1_000


@bp.get("/desk")
@allow(Role.ASSESSOR)
def show_desk() -> ResponseReturnValue:
    """Show which competences wait, and which texts two assessors see too differently."""
    return _show_desk(ActForm())


@bp.get("/desk/<uuid:round_id>/<string(length=1):letter>")
@allow(Role.ASSESSOR)
def list_texts(round_id: UUID, letter: str) -> ResponseReturnValue:
    """Show the texts of one competence whose answer can still change, some at a time."""
    session, actor = current_session(), current_actor()
    round_ = find_round_of_school(session, round_id, school_id=actor.school_id) or abort(404)
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    first = (number - 1) * TEXTS_A_PAGE
    papers = papers_of(session, actor, round_, letter, offset=first, limit=TEXTS_A_PAGE + 1)
    if not papers:
        return redirect(url_for("schools.show_desk"))
    return render_template(
        "schools/list_texts.html",
        round=round_,
        competence=competence_in(round_, letter),
        papers=papers[:TEXTS_A_PAGE],
        page_number=number,
        has_more=len(papers) > TEXTS_A_PAGE,
        steps=Step,
    )


@bp.post("/desk/<uuid:round_id>/<string(length=1):letter>/lock")
@allow(Role.ASSESSOR)
def lock_scores(round_id: UUID, letter: str) -> ResponseReturnValue:
    """Lock every answer on one competence."""
    session, actor, form = current_session(), current_actor(), ActForm()
    round_ = find_round_of_school(session, round_id, school_id=actor.school_id) or abort(404)
    if form.validate_on_submit():
        try:
            office.lock_scores(
                session, actor, round_, letter, rng=random.SystemRandom(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your answers are locked."))
            return redirect(url_for("schools.show_desk"))
    return _show_desk(form)


@bp.route("/desk/<string(length=26):desk_code>", methods=["GET", "POST"])
@allow(Role.ASSESSOR)
def score_candidate(desk_code: str) -> ResponseReturnValue:
    """Show one text beside its rubric and take the answer."""
    session, actor = current_session(), current_actor()
    on_desk = _on_desk_or_away(desk_code)
    if on_desk.state is AssessmentState.RECONSIDERING:
        return redirect(url_for("schools.reconsider", desk_code=desk_code))
    form = AnswerForm(_language())
    if not form.is_submitted():
        if letters_to_practise(session, actor, [on_desk.letter], now=utc_now()):
            return redirect(url_for("schools.show_practice", letter=on_desk.letter))
        form.level.data = _chosen(on_desk)
    if form.validate_on_submit():
        try:
            office.score(session, actor, on_desk, form.answer(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _go_on(on_desk)
    return _show_sheet(on_desk, form)


@bp.post("/desk/<string(length=26):desk_code>/take-back")
@allow(Role.ASSESSOR)
def take_back(desk_code: str) -> ResponseReturnValue:
    """Take an answer back."""
    on_desk, form = _on_desk_or_away(desk_code), AnswerForm(_language(), formdata=None)
    try:
        office.take_back(current_session(), current_actor(), on_desk, now=utc_now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show_sheet(on_desk, form)
    return redirect(url_for("schools.score_candidate", desk_code=desk_code))


@bp.post("/desk/<string(length=26):desk_code>/recognise")
@allow(Role.ASSESSOR)
def recognise_student(desk_code: str) -> ResponseReturnValue:
    """Step aside from a text, because the assessor knows whose it is."""
    session, actor = current_session(), current_actor()
    on_desk, form = _on_desk_or_away(desk_code), AnswerForm(_language(), formdata=None)
    try:
        office.recognise_student(session, actor, on_desk, rng=random.SystemRandom(), now=utc_now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _show_sheet(on_desk, form)
    flash(_("Thank you. Somebody else reads this text."))
    return _go_on(on_desk)


@bp.route("/desk/<string(length=26):desk_code>/again", methods=["GET", "POST"])
@allow(Role.ASSESSOR)
def reconsider(desk_code: str) -> ResponseReturnValue:
    """Write what was seen; then, knowing what the other saw, decide once more."""
    assessment = _on_desk_or_away(desk_code)
    if not isinstance(assessment, Assessment) or (
        assessment.state is not AssessmentState.RECONSIDERING
    ):
        return redirect(url_for("schools.show_desk"))
    seen = office.other_behaviour(current_session(), assessment)
    form = _form_to_look_again(assessment, seen)
    if form.validate_on_submit():
        try:
            _look_again(assessment, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Your answer has been saved."))
            return redirect(url_for("schools.show_desk"))
    sheet, asked = sheet_of(current_session(), assessment), _asked(assessment)
    page = render_template(
        "schools/reconsider.html",
        form=form,
        sheet=sheet,
        competence=asked,
        levels=answers_to(_steps(sheet, asked)),
        anchors=anchors_of(_steps(sheet, asked)),
        first_level=assessment.first_level,
        own_behaviour=assessment.observed_behaviour,
        other_behaviour=seen,
    )
    return page, form.status


def _form_to_look_again(assessment: Assessment, seen: str | None) -> PageForm:
    """Return what is asked now: what was seen, nothing until both have written, a level."""
    if assessment.observed_behaviour is None:
        return BehaviourForm()
    return ActForm() if seen is None else AnswerForm(_language())


def _look_again(assessment: Assessment, form: PageForm) -> None:
    session, actor = current_session(), current_actor()
    if isinstance(form, BehaviourForm):
        behaviour = form.data["behaviour"]
        office.describe_behaviour(session, actor, assessment, behaviour, now=utc_now())
    elif isinstance(form, AnswerForm):
        rng = random.SystemRandom()
        office.reconsider(session, actor, assessment, form.answer(), rng=rng, now=utc_now())
    else:
        raise Refusal(office.BOTH_WRITE_FIRST)


def _on_desk_or_away(desk_code: str) -> OnDesk:
    """Return what lies on the visitor's own desk; on another's it does not exist.

    Who still has a page of a text that went to somebody else hears so, and not why.
    """
    session, actor = current_session(), current_actor()
    found = find_on_desk(session, desk_code, assessor_id=actor.account_id)
    if found is None and has_lain_on_desk(session, desk_code, assessor_id=actor.account_id):
        flash(_("This text is no longer on your desk. You do not have to do anything for it."))
        abort(redirect(url_for("schools.show_desk"), 303))
    return found or abort(404)


def _show_desk(form: PageForm) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    piles = piles_of(session, actor)
    letters = {pile.letter for pile in piles if pile.unread}
    page = render_template(
        "schools/show_desk.html",
        form=form,
        piles=piles,
        names={pile.letter: competence(pile.letter).name(_language()) for pile in piles},
        steps=Step,
        together=[
            (letter, competence(letter).name(_language()))
            for letter in sorted(letters_to_practise_together(session, actor, now=utc_now()))
        ],
        to_practise={
            letter: (len(practice_cases(letter)), minutes_of(letter, _language()))
            for letter in letters_to_practise(session, actor, letters, now=utc_now())
        },
    )
    return page, form.status


def _show_sheet(on_desk: OnDesk, form: AnswerForm) -> ResponseReturnValue:
    if on_desk.state is not AssessmentState.OPEN:
        flash(_("You have locked this competence."), "warning")
        return redirect(url_for("schools.show_desk"))
    sheet, asked = sheet_of(current_session(), on_desk), _asked(on_desk)
    page = render_template(
        "schools/score_candidate.html",
        form=form,
        sheet=sheet,
        place=place_of(current_session(), on_desk),
        competence=asked,
        levels=answers_to(_steps(sheet, asked)),
        is_answered=on_desk.is_answered,
    )
    return page, form.status


def _go_on(on_desk: OnDesk) -> ResponseReturnValue:
    """Go to the next text that needs an answer, or back to the desk after the last one."""
    following = next_unread_after(current_session(), on_desk)
    if following is None:
        flash(_("Every text of this competence has an answer. Lock it when you are sure."))
        return redirect(url_for("schools.show_desk"))
    return redirect(url_for("schools.score_candidate", desk_code=following))


def _asked(on_desk: OnDesk) -> Competence:
    """Return the competence as everybody in the round reads it."""
    round_ = current_session().get_one(Round, on_desk.round_id)
    return competence_in(round_, on_desk.letter)


def _steps(sheet: Sheet, asked: Competence) -> Sequence[Anchor]:
    """Return what to compare a text with.

    The answer to a standard assignment has anchors of its own.
    """
    return sheet.assignment.levels if sheet.assignment else asked.levels


def _chosen(on_desk: OnDesk) -> str | None:
    if on_desk.is_not_observed:
        return NOT_OBSERVED
    return None if on_desk.level is None else str(on_desk.level)


def _language() -> str:
    return language_of(get_locale())

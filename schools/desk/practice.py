"""Practice: fictional cases before the first real text, with the reason right after each answer."""

import random
from uuid import UUID

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.calibration import practice as office
from placements.calibration.cases import Case, calibrated_letters, practice_cases
from placements.calibration.rights import rights_of
from placements.catalogue import competence, competences
from placements.errors import Refusal
from records.database import current_session
from records.models.desk.practice import Practice
from records.queries.desk.practices import find_practice, list_practices
from schools import bp
from schools.desk.sheets import anchors_of, levels_of, shown_case
from schools.forms.desk import CaseForm
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@bp.get("/desk/practice")
@allow(Role.ASSESSOR)
def list_cases() -> ResponseReturnValue:
    """Show every competence that has cases, and until when the visitor may score it."""
    session, actor = current_session(), current_actor()
    begun = {one.letter for one in list_practices(session, account_id=actor.account_id)}
    return render_template(
        "schools/list_cases.html",
        competences=[one for one in competences() if one.letter in calibrated_letters()],
        rights=rights_of(session, actor, now=utc_now()),
        begun=begun,
        minutes={letter: office.minutes_of(letter, _language()) for letter in calibrated_letters()},
    )


@bp.get("/desk/practice/<string(length=1):letter>")
@allow(Role.ASSESSOR)
def show_practice(letter: str) -> ResponseReturnValue:
    """Show what practising one competence is, and how it went so far."""
    return _show(letter, ActForm())


@bp.post("/desk/practice/<string(length=1):letter>/begin")
@allow(Role.ASSESSOR)
def begin_practice(letter: str) -> ResponseReturnValue:
    """Begin, or go on where the visitor was."""
    form = ActForm()
    if form.validate_on_submit():
        try:
            practice = office.begin_practice(
                current_session(), current_actor(), letter, rng=random.SystemRandom(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(_page_of(practice, office.next_place(practice) or 1))
    return _show(letter, form)


@bp.route("/desk/practice/<uuid:practice_id>/<int:place>", methods=["GET", "POST"])
@allow(Role.ASSESSOR)
def practise_case(practice_id: UUID, place: int) -> ResponseReturnValue:
    """Show one case and take a level; then say which level it is, and why."""
    session, actor = current_session(), current_actor()
    practice = find_practice(session, practice_id, account_id=actor.account_id) or abort(404)
    case, form = office.case_at(practice, place) or abort(404), CaseForm(_language())
    ahead = office.next_place(practice)
    if ahead is not None and place > ahead:
        return redirect(_page_of(practice, ahead))
    if form.validate_on_submit():
        try:
            office.answer_case(session, actor, practice, case, int(form.level.data), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(_page_of(practice, place))
    return _show_case(practice, case, place, form)


def _show(letter: str, form: PageForm) -> ResponseReturnValue:
    if letter not in calibrated_letters():
        abort(404)
    session, actor = current_session(), current_actor()
    times = list_practices(session, account_id=actor.account_id, letter=letter)
    cases = {case.id: case for case in practice_cases(letter)}
    finished = [one for one in times if one.finished_at is not None]
    page = render_template(
        "schools/show_practice.html",
        form=form,
        competence=competence(letter),
        count=len(cases),
        minutes=office.minutes_of(letter, _language()),
        valid_until=rights_of(session, actor, now=utc_now()).get(letter),
        is_begun=len(finished) < len(times),
        times=finished,
        cases=cases,
        scores=[_score_of(one, cases) for one in finished],
    )
    return page, form.status


def _show_case(practice: Practice, case: Case, place: int, form: CaseForm) -> ResponseReturnValue:
    given, asked = practice.levels.get(case.id), competence(case.letter)
    page = render_template(
        "schools/practise_case.html",
        form=form,
        practice=practice,
        place=place,
        competence=asked,
        shown=shown_case(case),
        case=case,
        given=given,
        levels=levels_of(asked.levels),
        anchors=anchors_of(asked.levels),
        judgement=None if given is None else _judgement(given - case.level),
        following=office.next_place(practice),
    )
    return page, form.status


def _judgement(error: int) -> tuple[str, str]:
    """Return what to say of an answer, and in which tone."""
    if error == 0:
        return _("Exactly the same level"), "good"
    if abs(error) == 1:
        return (_("One level higher") if error > 0 else _("One level lower")), "info"
    if error > 0:
        return _("%(levels)s levels higher", levels=error), "attention"
    return _("%(levels)s levels lower", levels=-error), "attention"


def _score_of(practice: Practice, cases: dict[str, Case]) -> tuple[int, int]:
    """Return how many answers were exactly right, and how many within one level."""
    errors = [
        level - cases[case_id].level
        for case_id, level in practice.levels.items()
        if case_id in cases
    ]
    return errors.count(0), sum(abs(error) <= 1 for error in errors)


def _page_of(practice: Practice, place: int) -> str:
    return url_for("schools.practise_case", practice_id=practice.id, place=place)


def _language() -> str:
    return language_of(get_locale())

"""The first page of a company: what to do now, by when, and where it can offer a place."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from employers import bp
from employers.colleagues import colleague_tasks
from employers.meetings import meeting_tasks
from employers.proposals import proposal_tasks
from employers.standing import standing_tasks
from employers.tasks import Task
from employers.trials import trial_tasks
from employers.vacancies import own_vacancy_or_404
from placements.actors import EMPLOYER_ROLES, Role
from placements.errors import Refusal
from placements.policy.vacancies import may_revise_vacancy
from placements.rounds.phases import last_day, stages
from placements.vacancies.drafts import Opening, openings_for, repeat_vacancy, start_vacancy
from placements.vacancies.terms import what_is_missing
from records.database import current_session
from records.models.round import Round, RoundPhase
from records.models.vacancy import Vacancy, VacancyState
from records.queries.vacancies import find_opening, list_openings, list_vacancies_of_employer
from web.formatting import long_day
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now


@bp.get("/home")
@allow(*EMPLOYER_ROLES)
def show_home() -> ResponseReturnValue:
    """Show what there is to do now, by when, and where the company can offer a place."""
    return _home(ActForm())


@bp.get("/rounds/<uuid:round_id>/openings")
@allow(*EMPLOYER_ROLES)
def show_openings(round_id: UUID) -> ResponseReturnValue:
    """Ask whether it is the same as last time: the page to which the mail about a round leads."""
    session, actor = current_session(), current_actor()
    openings = [one for one in openings_for(session, actor) if one.round.id == round_id]
    if not openings:
        vacancies = list_vacancies_of_employer(session, employer_id=actor.employer_id)
        if any(vacancy.round_id == round_id for vacancy in vacancies):
            return redirect(url_for("employers.list_vacancies"))
        abort(404)
    return render_template("employers/show_openings.html", openings=openings)


@bp.post("/vacancies")
@allow(*EMPLOYER_ROLES)
def begin_vacancy() -> ResponseReturnValue:
    """Begin an empty form for one of the openings."""
    session, actor, form = current_session(), current_actor(), ActForm()
    opening = find_opening(
        session,
        employer_id=actor.employer_id,
        round_id=_posted_id("round_id"),
        programme_id=_posted_id("programme_id"),
    )
    if opening is None:
        abort(404)
    if form.validate_on_submit():
        try:
            vacancy = start_vacancy(session, actor, *opening, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("employers.edit_vacancy", vacancy_id=vacancy.id))
    return _home(form)


@bp.post("/vacancies/<uuid:vacancy_id>/again")
@allow(*EMPLOYER_ROLES)
def use_vacancy_again(vacancy_id: UUID) -> ResponseReturnValue:
    """Copy a former form into an open round; what is left is to sign it."""
    former = own_vacancy_or_404(vacancy_id)
    session, actor, form = current_session(), current_actor(), ActForm()
    round_id = _posted_id("round_id")
    rounds = {
        round_.id: round_
        for round_, _programme in list_openings(session, employer_id=actor.employer_id)
    }
    if round_id not in rounds:
        abort(404)
    if form.validate_on_submit():
        try:
            vacancy = repeat_vacancy(session, actor, former, rounds[round_id], now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("employers.sign_vacancy", vacancy_id=vacancy.id))
    return _home(form)


def _home(form: ActForm) -> tuple[str, int]:
    session, actor = current_session(), current_actor()
    vacancies = list_vacancies_of_employer(session, employer_id=actor.employer_id)
    drafts = [vacancy for vacancy in vacancies if may_revise_vacancy(actor, vacancy)]
    openings = openings_for(session, actor)
    page = render_template(
        "employers/show_home.html",
        form=form,
        tasks=[
            *colleague_tasks(),
            *standing_tasks(),
            *trial_tasks(),
            *proposal_tasks(),
            *meeting_tasks(),
            *(_task_of(vacancy) for vacancy in drafts),
        ],
        openings=openings,
        rounds=[(round_, stages(round_)) for round_ in _rounds_of(vacancies, openings)],
    )
    return page, form.status


def _rounds_of(vacancies: Sequence[Vacancy], openings: Sequence[Opening]) -> list[Round]:
    """Return the rounds that go on now and in which the company takes part, or can."""
    entered = [one.round for one in vacancies if one.state is not VacancyState.WITHDRAWN]
    rounds = {round_.id: round_ for round_ in (*entered, *(one.round for one in openings))}
    return [round_ for round_ in rounds.values() if round_.phase is not RoundPhase.CLOSED]


def _task_of(vacancy: Vacancy) -> Task:
    """Return the next thing to do with a draft."""
    until = last_day(vacancy.round, RoundPhase.VACANCIES)
    hint = _("Before or on %(day)s", day=long_day(until)) if until else ""
    name = vacancy.title or _("a new place for %(programme)s", programme=vacancy.programme.name)
    edit = url_for("employers.edit_vacancy", vacancy_id=vacancy.id)
    sign = url_for("employers.sign_vacancy", vacancy_id=vacancy.id)
    missing = len(what_is_missing(vacancy))
    if vacancy.return_note:
        label, url, status = _("Change %(place)s", place=name), edit, _("Question from the school")
        return Task(label, url, status, "problem", hint)
    if missing:
        status = ngettext("%(num)d thing left", "%(num)d things left", missing)
        return Task(_("Describe %(place)s", place=name), edit, status, "attention", hint)
    if current_actor().role is Role.OWNER:
        label = _("Sign and send %(place)s", place=name)
    else:
        label = _("Let the owner sign %(place)s", place=name)
    return Task(label, sign, _("Ready"), "attention", hint)


def _posted_id(name: str) -> UUID:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        abort(404)

"""Pages on which a company describes its places, signs them and sends them to the school."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms import HiddenField

from employers import bp
from employers.vacancy_form import VacancyForm
from placements.actors import EMPLOYER_ROLES, Actor
from placements.catalogue import level_names
from placements.errors import Refusal, TooLate
from placements.norms.figures import others_ask
from placements.policy.vacancies import (
    may_repeat_vacancy,
    may_revise_vacancy,
    may_submit_vacancy,
    may_withdraw_vacancy,
)
from placements.rounds.phases import stages
from placements.rubrics.rounds import competences_in
from placements.vacancies.drafts import list_trainers, revise_vacancy
from placements.vacancies.freezing import ask_signature, submit_vacancy, withdraw_vacancy
from placements.vacancies.sheet import sheet_of
from placements.vacancies.terms import (
    findings_in,
    form_digest,
    norms_statement,
    terms_of,
    what_is_missing,
)
from records.database import current_session
from records.models.vacancy import Vacancy
from records.queries.match_runs import is_input_reopened
from records.queries.vacancies import find_vacancy_of_employer, list_vacancies_of_employer
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


class SignForm(ActForm):
    """The owner's signature under exactly the words on the page."""

    read_digest = HiddenField()


@bp.get("/vacancies")
@allow(*EMPLOYER_ROLES)
def list_vacancies() -> ResponseReturnValue:
    """Show every place of the company, by period."""
    vacancies = list_vacancies_of_employer(
        current_session(), employer_id=current_actor().employer_id
    )
    return render_template("employers/list_vacancies.html", vacancies=vacancies)


@bp.get("/vacancies/<uuid:vacancy_id>")
@allow(*EMPLOYER_ROLES)
def show_vacancy(vacancy_id: UUID) -> ResponseReturnValue:
    """Show a place as students read it, and where it stands."""
    vacancy = own_vacancy_or_404(vacancy_id)
    actor = current_actor()
    return render_template(
        "employers/show_vacancy.html",
        vacancy=vacancy,
        sheet=sheet_of(vacancy, _language()),
        stages=stages(vacancy.round),
        missing=what_is_missing(vacancy) if may_revise_vacancy(actor, vacancy) else (),
        may_revise=may_revise_vacancy(actor, vacancy),
        may_repeat=may_repeat_vacancy(actor, vacancy),
        may_withdraw=_may_withdraw(actor, vacancy),
        others=others_ask(current_session(), vacancy),
    )


@bp.route("/vacancies/<uuid:vacancy_id>/edit", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def edit_vacancy(vacancy_id: UUID) -> ResponseReturnValue:
    """Let a company write the whole form on one page, and save it at any moment."""
    vacancy = own_vacancy_or_404(vacancy_id)
    if request.method == "GET" and not may_revise_vacancy(current_actor(), vacancy):
        return redirect(url_for("employers.show_vacancy", vacancy_id=vacancy.id))
    form = _form_of(vacancy)
    button, added = request.form.get("button", "save"), None
    if button == "add":
        added = form.add_criteria()
    elif button.startswith("remove-"):
        form.remove_criterion(button.removeprefix("remove-"))
    elif form.validate_on_submit() and _is_saved(form, vacancy):
        if button == "preview":
            return redirect(url_for("employers.show_vacancy", vacancy_id=vacancy.id))
        flash(_("Saved. You can go on now or later."))
        return redirect(url_for("employers.edit_vacancy", vacancy_id=vacancy.id))
    page = render_template(
        "employers/edit_vacancy.html",
        form=form,
        vacancy=vacancy,
        added=added,
        is_changed_list=button == "add" or button.startswith("remove-"),
        catalogue=competences_in(vacancy.round),
        level_names=level_names(),
        findings=form.findings(),
        sheet=sheet_of(vacancy, _language(), form.terms_so_far(terms_of(vacancy))),
    )
    return page, form.status


@bp.post("/vacancies/<uuid:vacancy_id>/preview")
@allow(*EMPLOYER_ROLES)
def preview_vacancy(vacancy_id: UUID) -> ResponseReturnValue:
    """Show, while the form is being written, what students will read; nothing is kept."""
    vacancy = own_vacancy_or_404(vacancy_id)
    form = _form_of(vacancy)
    return render_template(
        "employers/preview_vacancy.html",
        findings=form.findings(),
        sheet=sheet_of(vacancy, _language(), form.terms_so_far(terms_of(vacancy))),
    )


@bp.route("/vacancies/<uuid:vacancy_id>/sign", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def sign_vacancy(vacancy_id: UUID) -> ResponseReturnValue:
    """Show the statement of norms above the form; the owner signs and sends, a trainer asks."""
    vacancy = own_vacancy_or_404(vacancy_id)
    actor = current_actor()
    if request.method == "GET" and not may_revise_vacancy(actor, vacancy):
        return redirect(url_for("employers.show_vacancy", vacancy_id=vacancy.id))
    form = SignForm(data={"read_digest": form_digest(vacancy)})
    may_submit = may_submit_vacancy(actor, vacancy)
    if form.validate_on_submit() and _is_signed_or_asked(form, vacancy, may_submit=may_submit):
        return redirect(url_for("employers.show_vacancy", vacancy_id=vacancy.id))
    form.read_digest.data = form_digest(vacancy)
    return render_template(
        "employers/sign_vacancy.html",
        form=form,
        vacancy=vacancy,
        sheet=sheet_of(vacancy, _language()),
        statement=[sentence(_language()) for sentence in norms_statement()],
        missing=what_is_missing(vacancy),
        findings=findings_in(terms_of(vacancy)),
        may_submit=may_submit,
    ), form.status


@bp.route("/vacancies/<uuid:vacancy_id>/withdraw", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def confirm_withdrawal(vacancy_id: UUID) -> ResponseReturnValue:
    """Ask whether a place really goes away, and put it away."""
    vacancy = own_vacancy_or_404(vacancy_id)
    form = ActForm()
    if form.validate_on_submit():
        try:
            withdraw_vacancy(current_session(), current_actor(), vacancy, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The place has been withdrawn. You can use its form again later."))
            return redirect(url_for("employers.list_vacancies"))
    return render_template(
        "employers/confirm_withdrawal.html",
        form=form,
        vacancy=vacancy,
        may_withdraw=_may_withdraw(current_actor(), vacancy),
    ), form.status


def own_vacancy_or_404(vacancy_id: UUID) -> Vacancy:
    """Return a vacancy of the visitor's company; of another company it does not exist."""
    vacancy = find_vacancy_of_employer(
        current_session(), vacancy_id, employer_id=current_actor().employer_id
    )
    return vacancy or abort(404)


def _may_withdraw(actor: Actor, vacancy: Vacancy) -> bool:
    is_reopened = is_input_reopened(current_session(), vacancy.round_id)
    return may_withdraw_vacancy(actor, vacancy, is_reopened=is_reopened)


def _form_of(vacancy: Vacancy) -> VacancyForm:
    form = VacancyForm.about(vacancy, list_trainers(current_session(), current_actor()))
    if not form.is_intact():
        abort(400)
    return form


def _is_saved(form: VacancyForm, vacancy: Vacancy) -> bool:
    """Save what was typed; where another tab was first, the next save is a choice."""
    try:
        revise_vacancy(
            current_session(),
            current_actor(),
            vacancy,
            form.terms(),
            based_on=form.based_on.data or "",
            now=utc_now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        if isinstance(refusal, TooLate):
            form.is_overtaken, form.based_on.data = True, form_digest(vacancy)
        return False
    return True


def _is_signed_or_asked(form: SignForm, vacancy: Vacancy, *, may_submit: bool) -> bool:
    session, actor = current_session(), current_actor()
    try:
        if may_submit:
            submit_vacancy(
                session, actor, vacancy, read_digest=form.read_digest.data or "", now=utc_now()
            )
            flash(_("Signed and sent. You hear from the school when it has read the form."))
        else:
            ask_signature(session, actor, vacancy, now=utc_now())
            flash(_("We have mailed the owner of your company to sign the form."))
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _language() -> str:
    return language_of(get_locale())

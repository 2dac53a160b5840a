"""Pages on which a coordinator reads what companies sent, returns it or freezes it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from placements.actors import Role
from placements.errors import Refusal
from placements.policy.vacancies import may_check_vacancy
from placements.vacancies.freezing import freeze_vacancy, return_vacancy
from placements.vacancies.sheet import sheet_of
from placements.vacancies.terms import findings_in, form_digest, terms_of
from records.database import current_session
from records.models.vacancy import Vacancy, VacancyState
from records.queries.employers import find_accreditation
from records.queries.rounds import find_round_of_school
from records.queries.vacancies import find_vacancy_of_school, list_vacancies_of_round
from schools import bp
from web.forms import PageForm, strip
from web.guards import allow, current_actor, utc_now
from web.language import language_of


class CheckForm(PageForm):
    """What the coordinator says to the company."""

    read_digest = HiddenField()
    note = TextAreaField(
        _l("What should the company change?"),
        [Length(max=1000, message=_l("Use %(max)d characters at most"))],
        filters=[strip],
        description=_l("Only needed when you return the form. The company reads exactly this."),
    )


@bp.get("/rounds/<uuid:round_id>/vacancies")
@allow(Role.COORDINATOR)
def list_vacancies(round_id: UUID) -> ResponseReturnValue:
    """Show every form of a round: who waits for a check, who is still writing, what is frozen."""
    session = current_session()
    round_ = find_round_of_school(session, round_id, school_id=current_actor().school_id)
    if round_ is None:
        abort(404)
    vacancies = list_vacancies_of_round(session, round_id=round_.id)
    return render_template(
        "schools/list_vacancies.html",
        round=round_,
        waiting=[one for one in vacancies if _waits(one)],
        writing=[one for one in vacancies if one.can_change],
        frozen=[one for one in vacancies if one.state is VacancyState.FROZEN],
        withdrawn=[
            one for one in vacancies if one.state is VacancyState.WITHDRAWN and one.submitted_at
        ],
    )


@bp.route("/vacancies/<uuid:vacancy_id>", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def check_vacancy(vacancy_id: UUID) -> ResponseReturnValue:
    """Show one form; while it waits, let the coordinator return it or freeze it."""
    session, actor = current_session(), current_actor()
    vacancy = find_vacancy_of_school(session, vacancy_id, school_id=actor.school_id)
    if vacancy is None or vacancy.submitted_at is None:
        abort(404)
    form = CheckForm(data={"read_digest": form_digest(vacancy)})
    if form.validate_on_submit() and _is_settled(form, vacancy):
        return redirect(url_for("schools.list_vacancies", round_id=vacancy.round_id))
    form.read_digest.data = form_digest(vacancy)
    language = language_of(get_locale())
    page = render_template(
        "schools/check_vacancy.html",
        form=form,
        vacancy=vacancy,
        sheet=sheet_of(vacancy, language),
        findings=findings_in(terms_of(vacancy)),
        accreditation=find_accreditation(
            session, employer_id=vacancy.employer_id, crebo=vacancy.programme.crebo
        ),
        may_check=may_check_vacancy(actor, vacancy),
    )
    return page, form.status


def _waits(vacancy: Vacancy) -> bool:
    return vacancy.state is VacancyState.DRAFT and not vacancy.can_change


def _is_settled(form: CheckForm, vacancy: Vacancy) -> bool:
    """Return or freeze the form, as the button said."""
    session, actor, now = current_session(), current_actor(), utc_now()
    try:
        if request.form.get("button") == "return":
            return_vacancy(session, actor, vacancy, form.note.data or "", now=now)
            flash(_("Returned. The company has a mail."))
        else:
            freeze_vacancy(
                session, actor, vacancy, read_digest=form.read_digest.data or "", now=now
            )
            flash(_("Frozen. Students can choose this place from the day profiles open."))
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True

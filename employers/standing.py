"""Pages on which a company signs the statement, sees where it stands, and reads its year."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from employers import bp
from employers.norms_forms import StatementForm
from employers.tasks import Task
from placements.actors import EMPLOYER_ROLES, Role
from placements.days import day_of
from placements.errors import Refusal
from placements.norms import habits
from placements.norms.ladder import standing_step
from placements.norms.reports import rows_of
from placements.norms.statement import (
    list_signatures,
    sign_statement,
    signature_of,
    statement_version,
)
from placements.policy.norms import may_sign_statement
from placements.vacancies.terms import norms_statement
from records.database import current_session
from records.models.employer import Employer
from records.models.norms import LadderStep, YearReport
from records.queries.norms import (
    find_report_of_employer,
    list_open_escalations_of_employer,
    list_reports_of_employer,
)
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import download, year_report_pdf


@bp.get("/company")
@allow(*EMPLOYER_ROLES)
def show_standing() -> ResponseReturnValue:
    """Show what the company signed, what it does, what schools ask of it, and its years."""
    session, employer = current_session(), own_employer()
    return render_template(
        "employers/show_standing.html",
        employer=employer,
        signature=signature_of(session, employer),
        may_sign=may_sign_statement(current_actor(), employer),
        own=habits.habits_of(session, employer.id, now=utc_now()),
        rules=habits,
        escalations=[
            (one, standing_step(one))
            for one in list_open_escalations_of_employer(session, employer_id=employer.id)
        ],
        steps=LadderStep,
        reports=list_reports_of_employer(session, employer_id=employer.id),
        today=day_of(utc_now()),
    )


@bp.route("/company/statement", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def show_statement() -> ResponseReturnValue:
    """Show the statement and who signed it; an owner signs it here."""
    session, actor, employer = current_session(), current_actor(), own_employer()
    signatures = list_signatures(session, employer)
    form = StatementForm(
        data={
            "read_version": statement_version(),
            "function": signatures[0].function if signatures else "",
        }
    )
    if form.validate_on_submit():
        try:
            sign_statement(
                session,
                actor,
                employer,
                function=form.function.data or "",
                read_version=form.read_version.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Signed. Students see it at each of your places."))
            return redirect(url_for("employers.show_standing"))
    form.read_version.data = statement_version()
    page = render_template(
        "employers/show_statement.html",
        form=form,
        employer=employer,
        statement=[sentence(language_of(get_locale())) for sentence in norms_statement()],
        version=statement_version(),
        signatures=signatures,
        may_sign=may_sign_statement(actor, employer),
    )
    return page, form.status


@bp.get("/company/years/<uuid:report_id>")
@allow(*EMPLOYER_ROLES)
def show_year_report(report_id: UUID) -> ResponseReturnValue:
    """Show what a school published of this company's year."""
    report = _own_report_or_404(report_id)
    return render_template("employers/show_year_report.html", report=report, tables=rows_of(report))


@bp.get("/company/years/<uuid:report_id>/report.pdf")
@allow(*EMPLOYER_ROLES)
def download_year_report(report_id: UUID) -> Response:
    """Give the company its year on paper."""
    report = _own_report_or_404(report_id)
    return download(year_report_pdf(report), "jaarverslag.pdf", "application/pdf")


def standing_tasks() -> list[Task]:
    """Return what schools ask of the company as a whole, as lines of its first page."""
    session, employer = current_session(), own_employer()
    url = url_for("employers.show_standing")
    tasks = [
        Task(
            _("%(school)s has agreements to make with you", school=one.school.name),
            url,
            _("Read this"),
            "problem",
            "",
        )
        for one in list_open_escalations_of_employer(session, employer_id=employer.id)
    ]
    signature = signature_of(session, employer)
    if current_actor().role is Role.OWNER and (signature is None or not signature.is_current):
        label = _("Sign the statement for your company")
        hint = _("About one minute")
        tasks.append(
            Task(label, url_for("employers.show_statement"), _("To sign"), "attention", hint)
        )
    return tasks


def own_employer() -> Employer:
    """Return the visitor's own company."""
    return current_session().get_one(Employer, current_actor().employer_id)


def _own_report_or_404(report_id: UUID) -> YearReport:
    """Return a report of the visitor's company; of another company it does not exist."""
    return find_report_of_employer(
        current_session(), report_id, employer_id=current_actor().employer_id
    ) or abort(404)

"""Pages on which a school publishes its years, once and for good."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.norms.reports import publish_year, rows_of, years_to_publish
from records.database import current_session
from records.models.norms import YearReport
from records.models.school import School
from records.queries.norms import find_report_of_school, list_reports_of_school
from schools import bp
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now
from web.paper import download, year_report_pdf

READERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


@bp.get("/years")
@allow(*READERS)
def list_year_reports() -> ResponseReturnValue:
    """Show the years that were published, and those that can be."""
    return _years_page(ActForm())


@bp.post("/years")
@allow(*READERS)
def publish_year_report() -> ResponseReturnValue:
    """Publish a year that is over."""
    form, session = ActForm(), current_session()
    year = request.form.get("year", type=int)
    if year is None:
        abort(400)
    if form.validate_on_submit():
        try:
            report = publish_year(session, current_actor(), _school(), year, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Published. The owners of the companies have a mail."))
            return redirect(url_for("schools.show_year_report", report_id=report.id))
    return _years_page(form)


@bp.get("/years/<uuid:report_id>")
@allow(*READERS)
def show_year_report(report_id: UUID) -> ResponseReturnValue:
    """Show a year of the school or of one company, as it was published."""
    report = _report_or_404(report_id)
    return render_template("schools/show_year_report.html", report=report, tables=rows_of(report))


@bp.get("/years/<uuid:report_id>/report.pdf")
@allow(*READERS)
def download_year_report(report_id: UUID) -> Response:
    """Give a published year on paper."""
    report = _report_or_404(report_id)
    return download(year_report_pdf(report), "jaarverslag.pdf", "application/pdf")


def _years_page(form: PageForm) -> ResponseReturnValue:
    session, school = current_session(), _school()
    page = render_template(
        "schools/list_year_reports.html",
        form=form,
        reports=list_reports_of_school(session, school_id=school.id),
        years=years_to_publish(session, school, now=utc_now()),
    )
    return page, form.status


def _school() -> School:
    return current_session().get_one(School, current_actor().school_id)


def _report_or_404(report_id: UUID) -> YearReport:
    """Return a report of the visitor's school; of another school it does not exist."""
    return find_report_of_school(
        current_session(), report_id, school_id=current_actor().school_id
    ) or abort(404)

"""Documents on paper, and files to keep: what they are called and what stands in them."""

import segno
from flask import Response, current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup

from placements.catalogue import LEVELS, level_names
from placements.norms.reports import rows_of
from placements.rubrics.rounds import competences_in
from placements.trials.agreements import Agreement
from placements.vacancies.terms import norms_statement
from records.models.norms import YearReport
from records.models.trial import Trial
from records.models.vacancy import Vacancy


def agreement_pdf(agreement: Agreement) -> bytes:
    """Return the agreement in Dutch; the same bytes every time."""
    from web.pdf import pdf_of

    with force_locale("nl"):
        return pdf_of(render_template("documents/agreement.html", agreement=agreement))


def assessment_form_pdf(trial: Trial, locale: str) -> bytes:
    """Return the assessment of a trial as a form on paper: a code and no name of a student."""
    from web.pdf import pdf_of

    code = trial.id.hex[:8].upper()
    page = f"{current_app.config['PUBLIC_URL']}/employer/trials/{trial.id}/levels"
    return pdf_of(
        render_template(
            "documents/assessment_form.html",
            trial=trial,
            vacancy=trial.proposal.vacancy,
            code=code,
            picture=_qr(page),
            competences=competences_in(trial.proposal.vacancy.round),
            locale=locale,
            level_names=level_names(),
            levels=LEVELS,
        )
    )


def competency_form_pdf(vacancy: Vacancy, locale: str) -> bytes:
    """Return the competency form of a place on paper: what it says so far, and room to write."""
    from web.pdf import pdf_of

    page = f"{current_app.config['PUBLIC_URL']}/employer/vacancies/{vacancy.id}"
    asked = {one.letter: one for one in vacancy.criteria}
    in_round = competences_in(vacancy.round).values()
    usual = [one for one in in_round if one.letter in asked or one.is_in_default_form]
    return pdf_of(
        render_template(
            "documents/competency_form.html",
            vacancy=vacancy,
            code=vacancy.id.hex[:8].upper(),
            picture=_qr(page),
            asked=asked,
            competences=[one for one in usual if not asked or one.letter in asked],
            statement=[sentence(locale) for sentence in norms_statement()],
            locale=locale,
            level_names=level_names(),
            levels=LEVELS[:3],
        )
    )


def year_report_pdf(report: YearReport) -> bytes:
    """Return a published year on paper; the same bytes every time."""
    from web.pdf import pdf_of

    with force_locale("nl"):
        return pdf_of(
            render_template("documents/year_report.html", report=report, tables=rows_of(report))
        )


def _qr(address: str) -> Markup:
    """Return a picture of an address, for whoever would rather type on a phone after all."""
    return Markup(segno.make(address, micro=False).svg_inline(scale=2, border=2))  # noqa: S704 - drawn by the library from our own address


def download(content: bytes, name: str, kind: str) -> Response:
    """Answer with a file whose name tells nobody anything."""
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

"""The page on which a coordinator imports figures on the labour market."""

from collections.abc import Sequence

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField, FileRequired

from placements.actors import Role
from placements.errors import Refusal
from placements.guidance import figures
from placements.guidance.figures import COLUMNS, SAMPLE, RowFault, read_figures
from records.database import current_session
from records.queries.guidance import list_labour_figures
from schools import bp
from web.forms import PageForm
from web.guards import allow, current_actor, utc_now
from web.paper import download

MOST_FAULTS = 20


class FiguresForm(PageForm):
    """A file with figures."""

    file = FileField(
        _l("CSV file"),
        [FileRequired(_l("Choose a file"))],
        description=_l("Saved from a spreadsheet as CSV. All lines come in, or none."),
    )


@bp.route("/labour-market", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def import_figures() -> ResponseReturnValue:
    """Show the figures that students read, and let a coordinator put others in their place."""
    form, session, actor = FiguresForm(), current_session(), current_actor()
    faults: list[RowFault] = []
    school_id = actor.school_id or abort(403)
    if form.validate_on_submit():
        try:
            rows, faults = _read(form)
            if not faults:
                figures.import_figures(session, actor, school_id, rows, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if not faults:
                said = ngettext(
                    "%(num)d line is in. The former ones are gone.",
                    "%(num)d lines are in. The former ones are gone.",
                    len(rows),
                )
                flash(said)
                return redirect(url_for("schools.import_figures"))
    page = render_template(
        "schools/import_figures.html",
        form=form,
        faults=faults[:MOST_FAULTS],
        fault_count=len(faults),
        columns=COLUMNS,
        figures=list_labour_figures(session, school_id=school_id),
    )
    return page, form.status


@bp.get("/labour-market/sample.csv")
@allow(Role.COORDINATOR)
def download_figures_sample() -> Response:
    """Give a made-up file with the columns that are asked."""
    content = b"\xef\xbb\xbf" + SAMPLE.read_bytes()  # so that a spreadsheet reads it as UTF-8
    return download(content, "voorbeeld-arbeidsmarkt.csv", "text/csv; charset=utf-8")


def _read(form: FiguresForm) -> tuple[Sequence[figures.FigureRow], list[RowFault]]:
    """Return the lines of the file and what is wrong; the form then says that nothing came in."""
    rows, faults = read_figures(form.file.data.read())
    if faults:
        form.file.errors = [
            ngettext(
                "Nothing came in: %(num)d line is wrong.",
                "Nothing came in: %(num)d lines are wrong.",
                len(faults),
            )
        ]
    return rows, list(faults)

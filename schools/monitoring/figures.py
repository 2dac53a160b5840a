"""What happened in the rounds of a school, half a year at a time: a page and a file."""

from uuid import UUID

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.days import day_of
from placements.monitoring.counts import shares_of
from placements.monitoring.groups import is_running
from placements.monitoring.periods import Half, half_of
from records.database import current_session
from records.models.monitoring import MonitoringFigures
from records.queries.monitoring import (
    find_figures_of_school,
    find_standing_monitoring,
    list_figures_of_school,
)
from schools import bp
from schools.monitoring.words import COLUMNS, TABLES, name_of, shown_tables
from web.guards import allow, current_actor, utc_now
from web.paper import download
from web.spreadsheet import sheet_of

READERS = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.CONFIDANT)


@bp.get("/monitoring")
@allow(*READERS)
def show_monitoring() -> ResponseReturnValue:
    """Show the halves that were published, and whether groups are compared."""
    session, school_id = current_session(), current_actor().school_id
    running = half_of(day_of(utc_now()))
    return render_template(
        "schools/show_monitoring.html",
        halves=[
            (Half(one.starts_on), one)
            for one in list_figures_of_school(session, school_id=school_id)
        ],
        running=running,
        is_comparing=is_running(
            find_standing_monitoring(session, school_id=school_id), now=utc_now()
        ),
    )


@bp.get("/monitoring/<uuid:figures_id>")
@allow(*READERS)
def show_half(figures_id: UUID) -> ResponseReturnValue:
    """Show one half year as it was published."""
    figures = _figures_or_404(figures_id)
    return render_template(
        "schools/show_half.html",
        figures=figures,
        half=Half(figures.starts_on),
        tables=shown_tables(figures.tables),
        light=figures.tables["rise"]["light"],
    )


@bp.get("/monitoring/<uuid:figures_id>/figures.csv")
@allow(*READERS)
def download_half(figures_id: UUID) -> Response:
    """Give the same half year as a file that may leave the school."""
    figures = _figures_or_404(figures_id)
    head = [_("Table"), _("Line"), _("What"), _("How often"), _("Per cent")]
    lines = [
        [words.title, name_of(key, row), COLUMNS[column], count, share]
        for key, words in TABLES.items()
        for table in (figures.tables[key],)
        for row, shares in zip(table["rows"], shares_of(table, outside=True), strict=True)
        for column, count, share in zip(table["columns"], row["cells"], shares, strict=True)
    ]
    name = f"cijfers-{figures.starts_on.isoformat()}.csv"
    return download(sheet_of(head, lines), name, "text/csv; charset=utf-8")


def _figures_or_404(figures_id: UUID) -> MonitoringFigures:
    """Return a half year of the visitor's school; of another school it does not exist."""
    return find_figures_of_school(
        current_session(), figures_id, school_id=current_actor().school_id
    ) or abort(404)

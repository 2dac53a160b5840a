"""How alike the school scores: for the coordinator, and to hand to the works council."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.reliability.pooled import Criterion, Reliability, reliability_of
from records.database import current_session
from schools import bp
from scoring.counts import FEWEST_FIRM, FEWEST_SHOWN, FEWEST_TO_DECIDE, Standing
from scoring.double_scores import Agreement, Figure, Light
from web.formatting import competence_name, hundredths
from web.guards import allow, current_actor
from web.paper import download

FIGURES: Final = {
    "alpha": _l("Alpha (Krippendorff, ordinal)"),
    "kappa": _l("Kappa (quadratic weights)"),
    "icc_single": _l("ICC(2,1)"),
    "icc_mean": _l("ICC(2,k)"),
}
READERS = (Role.COORDINATOR, Role.CONFIDANT, Role.ADMINISTRATOR)


@bp.get("/reliability")
@allow(*READERS)
def show_reliability() -> ResponseReturnValue:
    """Show per competence how often two assessors agreed, and what follows from it."""
    return render_template(
        "schools/show_reliability.html",
        found=_found(),
        figures_of=_rows,
        version_of=_version,
        lights=Light,
        standings=Standing,
        fewest_shown=FEWEST_SHOWN,
        fewest_firm=FEWEST_FIRM,
        fewest_to_decide=FEWEST_TO_DECIDE,
    )


@bp.get("/reliability.csv")
@allow(*READERS)
def download_reliability() -> Response:
    """Give the same figures as a file for a spreadsheet: semicolons, and commas in numbers."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(_head())
    table.writerows(map(_line, _found().criteria))
    return download(
        written.getvalue().encode("utf-8-sig"),
        "zo-gelijk-scoren-wij.csv",
        "text/csv; charset=utf-8",
    )


def _found() -> Reliability:
    return reliability_of(current_session(), current_actor().school_id)


def _figures(agreed: Agreement) -> list[tuple[str, Figure]]:
    return [(str(name), getattr(agreed, key)) for key, name in FIGURES.items()]


def _rows(one: Criterion) -> list[tuple[str, str, str]]:
    """Return every figure of a competence with its interval, as the page shows them."""
    return [
        (name, hundredths(figure.value), _span(figure.low, figure.high))
        for name, figure in _figures(one.agreement)
        if figure.value is not None and figure.low is not None and figure.high is not None
    ]


def _span(low: float, high: float) -> str:
    return str(_("%(low)s to %(high)s", low=hundredths(low), high=hundredths(high)))


def _version(one: Criterion) -> str:
    """Name the words: the version that all schools share, and that of the own examples."""
    shared, _plus, number = one.rubric_version.partition("+")
    if not number:
        return shared
    return str(_("%(version)s, additions: %(number)s", version=shared, number=number))


def _head() -> list[str]:
    return [
        _("Competence"),
        _("Version of the rubric"),
        _("Rounds"),
        _("Double scores"),
        _("Equal"),
        _("One level apart"),
        _("Two levels apart or more"),
        *(
            heading
            for figure in FIGURES.values()
            for heading in (
                figure,
                _("%(figure)s: from", figure=figure),
                _("%(figure)s: to", figure=figure),
            )
        ),
        _("Without information"),
        _("Stands at"),
    ]


def _line(one: Criterion) -> list[object]:
    agreed = one.agreement
    return [
        competence_name(one.letter),
        _version(one),
        one.rounds,
        agreed.count,
        agreed.equal,
        agreed.one_apart,
        agreed.further_apart,
        *(number for _name, figure in _figures(agreed) for number in _numbers(figure)),
        one.without_information,
        agreed.light.value,
    ]


def _numbers(figure: Figure) -> Iterator[str]:
    for number in (figure.value, figure.low, figure.high):
        yield "" if number is None else f"{number:.3f}".replace(".", ",")

"""How far what schools score says what trials show, for the company's own programmes."""

from flask import render_template
from flask.typing import ResponseReturnValue

from employers import bp
from placements.actors import EMPLOYER_ROLES
from placements.reliability.ledger import FEWEST_COMPANIES, ledger_of_employer
from records.database import current_session
from scoring.validity import FEWEST_PAIRS
from web.guards import allow, current_actor


@bp.get("/trust")
@allow(*EMPLOYER_ROLES)
def show_trust() -> ResponseReturnValue:
    """Show figures of the company's own programmes, over all companies together."""
    pages = ledger_of_employer(current_session(), current_actor().employer_id)
    return render_template(
        "employers/show_trust.html",
        pages=pages,
        fewest=FEWEST_PAIRS,
        fewest_companies=FEWEST_COMPANIES,
    )

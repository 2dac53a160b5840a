"""What the school scored beside what trials showed."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placements.reliability.ledger import ledger_of_school
from records.database import current_session
from schools import bp
from schools.reliability.figures import READERS
from scoring.validity import FEWEST_PAIRS
from web.guards import allow, current_actor


@bp.get("/trust")
@allow(*READERS)
def show_trust() -> ResponseReturnValue:
    """Show per programme and competence how far the scores said what trials showed."""
    pages = ledger_of_school(current_session(), current_actor().school_id)
    return render_template("schools/show_trust.html", pages=pages, fewest=FEWEST_PAIRS)

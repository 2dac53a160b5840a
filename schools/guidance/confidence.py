"""The page of what cohorts say of themselves: shares in tens, kept once, never of a person."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placements.actors import Role
from placements.guidance.self_checks import cohorts_of_school
from records.database import current_session
from records.models.guidance import SelfCheckMoment
from schools import bp
from web.guards import allow, current_actor


@bp.get("/confidence")
@allow(Role.COORDINATOR)
def show_confidence() -> ResponseReturnValue:
    """Show about how many of each cohort were sure, where at least ten answered."""
    return render_template(
        "schools/show_confidence.html",
        cohorts=cohorts_of_school(current_session(), current_actor()),
        moments=SelfCheckMoment,
    )

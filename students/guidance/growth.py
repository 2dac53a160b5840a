"""The page of what others saw: own levels first, with the evidence behind them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placements.actors import Role
from placements.guidance.growth import growth_of
from placements.guidance.reflections import list_reflections
from records.database import current_session
from records.queries.trials import list_trials_of_student
from students import bp
from students.own import own_moment
from web.guards import allow, current_actor


@bp.get("/growth")
@allow(Role.STUDENT)
def show_growth() -> ResponseReturnValue:
    """Show what others saw of the visitor, how it grew, and what to do with it."""
    session, actor = current_session(), current_actor()
    trials = list_trials_of_student(session, student_id=actor.account_id)
    return render_template(
        "students/show_growth.html",
        growth=growth_of(session, actor),
        reactions=[trial for trial in trials if trial.student_reaction],
        reflection_count=len(list_reflections(session, actor)),
        asks_how_sure=own_moment() is not None,
    )

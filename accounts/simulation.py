"""The simulation: what blind matching does to a gap, and what undoes it."""

from functools import lru_cache
from typing import Any, Final

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import IntegerRangeField
from wtforms.validators import AnyOf

from accounts import bp
from placements.monitoring.simulation import TODAY, Outcome, World, names_off, simulate
from web.forms import PageForm
from web.guards import allow_everyone

ROUNDS: Final = 10
STUDENTS: Final = 400
"""So few that an answer takes a fifth of a second; the interval says what that costs."""


def _slider(label: str, lowest: int, highest: int, step: int) -> Any:  # noqa: ANN401 - an unbound field
    return IntegerRangeField(
        label,
        validators=[
            AnyOf(range(lowest, highest + 1, step), message=_l("Choose a value of the slider"))
        ],
        render_kw={"min": lowest, "max": highest, "step": step},
    )


class WorldForm(PageForm):
    """The circumstances of a round; asking changes nothing, so there is no token."""

    class Meta:  # noqa: D106 - a setting of WTForms
        csrf = False

    places = _slider(_l("Places for every 100 students"), 60, 130, 10)
    recognised = _slider(_l("Texts in which the assessor can tell whose group it is"), 0, 100, 20)
    bias = _slider(_l("How strongly such an assessor marks down"), 0, 60, 15)
    informal_counts = _slider(_l("Evidence from outside school and work that counts"), 0, 100, 20)
    veto = _slider(_l("Companies that may refuse on name and feeling"), 0, 100, 20)
    wishes = _slider(_l("Places that a student ranks"), 3, 15, 3)


@bp.get("/simulation")
@allow_everyone
def show_simulation() -> ResponseReturnValue:
    """Play invented rounds under the rules of the service, and under those that were chosen."""
    form = WorldForm(request.args, obj=World())
    is_valid = form.validate()
    chosen = World(**form.data) if is_valid else World()
    page = render_template(
        "accounts/show_simulation.html",
        form=form,
        chosen=chosen,
        today=TODAY,
        names_off=names_off(),
        as_ruled=_played(World(places=chosen.places)),
        as_chosen=_played(chosen),
    )
    return page, form.status


@lru_cache(maxsize=512)
def _played(world: World) -> Outcome:
    return simulate(world, n_rounds=ROUNDS, n_students=STUDENTS)

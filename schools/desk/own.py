"""How I score: what an assessor sees of the own levels, and nobody else does."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from placements.actors import Role
from placements.calibration.own import Effect, OwnScoring, own_scoring
from placements.catalogue import LEVELS
from records.database import current_session
from schools import bp
from web.formatting import competence_name, level_name
from web.guards import allow, current_actor

SAME_EVERY_TIME: Final = 20261126
"""What draws the intervals, so that looking again does not change the page."""


@dataclass(frozen=True, slots=True)
class Light:
    """One thing to see by: a question, what was found, and how far that can be trusted."""

    title: str
    said: str
    effect: Effect
    why: str
    """Why it can be good to know."""


@bp.get("/desk/own")
@allow(Role.ASSESSOR)
def show_own_scoring() -> ResponseReturnValue:
    """Show how the visitor scores, in words and pictures."""
    actor = current_actor()
    own = own_scoring(
        current_session(), actor, actor.account_id, rng=np.random.default_rng(SAME_EVERY_TIME)
    )
    return render_template(
        "schools/show_own_scoring.html",
        own=own,
        lights=[] if own.only_level else _lights(own),
        labels=[f"{level}. {level_name(level)}" for level in LEVELS],
        spread=[(competence_name(letter), *counts) for letter, counts in own.spread.items()],
        rounds=[
            (one.name, one.apart, _leaning(one.apart) or _("too few texts"), None, None)
            for one in own.rounds
        ],
    )


def _lights(own: OwnScoring) -> list[Light]:
    return [
        Light(
            _("Am I strict or mild?"),
            _("Beside the other assessor you give on average %(far)s.", far=_of(own.beside_other)),
            own.beside_other,
            _("Strict is not wrong, and mild is not either. Talk about one text together."),
        ),
        Light(
            _("And beside texts whose level is known?"),
            _("There you give on average %(far)s.", far=_of(own.beside_known)),
            own.beside_known,
            _("Now and then a text about nobody lies on your desk. It counts for no student."),
        ),
        Light(
            _("Do I change over time?"),
            _("Each month you give %(far)s, on texts whose level is known.", far=_of(own.drift)),
            own.drift,
            _("Practise the cases again if you grow stricter or milder."),
        ),
        Light(
            _("Does the text before matter?"),
            _("After a text with one level more you give %(far)s.", far=_of(own.order)),
            own.order,
            _("Take a breath between two texts, and read the anchors again."),
        ),
        Light(
            _("Does one strong point colour the rest?"),
            _halo(own.halo),
            own.halo,
            _("Look at each competence as if you know nothing of the others."),
        ),
    ]


def _halo(effect: Effect) -> str:
    if effect.value is None or not effect.stands_out:
        said = _("You keep competences of one student apart about as your colleague does.")
    elif effect.value > 0:
        said = _("Levels of one student look more alike with you than with your colleague.")
    else:
        said = _("Levels of one student look less alike with you than with your colleague.")
    return str(said)


def _of(effect: Effect) -> str:
    return _leaning(effect.value)


def _leaning(value: float | None) -> str:
    """Return how far the own levels lie from others, as a teacher says it."""
    if value is None:
        return ""
    far = format_decimal(abs(round(value, 1)), format="0.0")
    if round(value, 1) == 0:
        return str(_("about the same level"))
    if value > 0:
        return str(_("%(far)s of a level more", far=far))
    return str(_("%(far)s of a level less", far=far))

"""The pages of training companies: they see requirement rows, never a person before the reveal."""

from flask import Blueprint

bp = Blueprint("employers", __name__, url_prefix="/employer")

from employers import (  # noqa: E402 - views register themselves on the blueprint
    colleagues,  # noqa: F401
    handovers,  # noqa: F401
    hearings,  # noqa: F401
    home,  # noqa: F401
    meetings,  # noqa: F401
    paper,  # noqa: F401
    proposals,  # noqa: F401
    standing,  # noqa: F401
    trials,  # noqa: F401
    trust,  # noqa: F401
    vacancies,  # noqa: F401
)

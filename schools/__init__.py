"""The pages of school staff: rounds, the scoring desk, the match, the trials."""

from flask import Blueprint

bp = Blueprint("schools", __name__, url_prefix="/school")

from schools import (  # noqa: E402 - views register themselves on the blueprint
    companies,  # noqa: F401
    desk,  # noqa: F401
    guidance,  # noqa: F401
    home,  # noqa: F401
    incidents,  # noqa: F401
    match,  # noqa: F401
    meetings,  # noqa: F401
    monitoring,  # noqa: F401
    norms,  # noqa: F401
    people,  # noqa: F401
    proposals,  # noqa: F401
    reliability,  # noqa: F401
    reviews,  # noqa: F401
    rounds,  # noqa: F401
    rubrics,  # noqa: F401
    signals,  # noqa: F401
    trial_acts,  # noqa: F401
    trials,  # noqa: F401
    vacancies,  # noqa: F401
)

"""The pages of school staff: rounds, the scoring desk, the match, the trials."""

from flask import Blueprint

bp = Blueprint("schools", __name__, url_prefix="/school")

from schools import (  # noqa: E402 - views register themselves on the blueprint
    people,  # noqa: F401
    reviews,  # noqa: F401
    vacancies,  # noqa: F401
)

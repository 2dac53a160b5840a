"""The pages of students."""

from flask import Blueprint

bp = Blueprint("students", __name__, url_prefix="/student")

from students import (  # noqa: E402 - views register themselves on the blueprint
    assignments,  # noqa: F401
    blind_copy,  # noqa: F401
    evidence,  # noqa: F401
    hearings,  # noqa: F401
    home,  # noqa: F401
    meetings,  # noqa: F401
    places,  # noqa: F401
    profile,  # noqa: F401
    proposals,  # noqa: F401
    question,  # noqa: F401
    ranking,  # noqa: F401
    status,  # noqa: F401
    trials,  # noqa: F401
)
from students.guidance import (  # noqa: E402 - as above
    dossier,  # noqa: F401
    growth,  # noqa: F401
    practice,  # noqa: F401
    reflections,  # noqa: F401
    search,  # noqa: F401
    self_check,  # noqa: F401
    stories,  # noqa: F401
)

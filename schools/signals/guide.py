"""What helps a teacher to talk with a company."""

from flask import render_template
from flask.typing import ResponseReturnValue

from schools import bp
from web.guards import ALL_STAFF, allow


@bp.get("/talking-guide")
@allow(*ALL_STAFF)
def show_talking_guide() -> ResponseReturnValue:
    """Show how to begin, what to ask and how to end, with sentences to say back."""
    return render_template("schools/show_talking_guide.html")

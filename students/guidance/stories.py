"""Stories of former students, as the school wrote them down."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placements.actors import Role
from records.database import current_session
from records.queries.guidance import list_published_stories
from records.queries.students import get_student
from students import bp
from web.guards import allow, current_actor


@bp.get("/stories")
@allow(Role.STUDENT)
def list_stories() -> ResponseReturnValue:
    """Show the stories of the visitor's own programme first."""
    session = current_session()
    programme = get_student(session, current_actor().account_id).programme
    stories = list_published_stories(session, school_id=programme.school_id)
    return render_template(
        "students/list_stories.html",
        stories=sorted(stories, key=lambda story: story.programme_id != programme.id),
        own_programme_id=programme.id,
    )

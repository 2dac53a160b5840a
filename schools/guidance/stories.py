"""Pages on which a school writes down and publishes what former students tell."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from placements.actors import Role
from placements.errors import Refusal
from placements.guidance import stories
from placements.guidance.stories import LONGEST_TEXT, LONGEST_TITLE, StoryTerms
from placements.policy.guidance import may_publish_story
from records.database import current_session
from records.models.guidance import AlumniStory
from records.queries.guidance import find_story_of_school, list_stories_of_school
from records.queries.rounds import list_programmes_of_school
from schools import bp
from web.forms import ActForm, PageForm, strip
from web.guards import allow, current_actor, utc_now

TOO_LONG = _l("Make it shorter: at most %(max)d characters")


class StoryForm(PageForm):
    """What a former student tells."""

    programme_id = SelectField(_l("Programme"), [InputRequired(_l("Choose a programme"))])
    title = StringField(
        _l("Title"),
        [
            InputRequired(_l("Enter a title")),
            Length(max=LONGEST_TITLE, message=TOO_LONG),
        ],
        filters=[strip],
    )
    text = TextAreaField(
        _l("The story"),
        [
            InputRequired(_l("Write the story")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
        description=_l("Short sentences. No names: write “a former student” or “my trainer”."),
        filters=[strip],
    )
    agrees = BooleanField(
        _l("The former student has read this and agrees"),
        [InputRequired(_l("First let the former student read it"))],
    )

    def __init__(self) -> None:
        super().__init__()
        programmes = list_programmes_of_school(
            current_session(), school_id=current_actor().school_id
        )
        self.programme_id.choices = [
            SelectChoice(str(programme.id), programme.name) for programme in programmes
        ]

    def terms(self) -> StoryTerms:
        """Return the validated answers."""
        return StoryTerms(
            programme_id=UUID(self.programme_id.data),
            title=self.title.data or "",
            text=self.text.data or "",
        )


@bp.get("/stories")
@allow(Role.MENTOR, Role.COORDINATOR)
def list_stories() -> ResponseReturnValue:
    """Show the stories of the school, what has yet to be published first."""
    return _page(ActForm())


@bp.route("/stories/new", methods=["GET", "POST"])
@allow(Role.MENTOR, Role.COORDINATOR)
def write_story() -> ResponseReturnValue:
    """Let a mentor or coordinator write down a story."""
    form, actor = StoryForm(), current_actor()
    school_id = actor.school_id or abort(403)
    if form.validate_on_submit():
        try:
            stories.write_story(current_session(), actor, school_id, form.terms(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Students read it once a coordinator publishes it."))
            return redirect(url_for("schools.list_stories"))
    return render_template("schools/write_story.html", form=form), form.status


@bp.post("/stories/<uuid:story_id>/publish")
@allow(Role.COORDINATOR)
def publish_story(story_id: UUID) -> ResponseReturnValue:
    """Let the students of the school read a story."""
    story, form = _story_or_404(story_id), ActForm()
    if form.validate_on_submit():
        try:
            stories.publish_story(current_session(), current_actor(), story, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Published. Students of your school can read it."))
            return redirect(url_for("schools.list_stories"))
    return _page(form)


@bp.post("/stories/<uuid:story_id>/withdraw")
@allow(Role.COORDINATOR)
def withdraw_story(story_id: UUID) -> ResponseReturnValue:
    """Take a story away."""
    story, form = _story_or_404(story_id), ActForm()
    if form.validate_on_submit():
        stories.withdraw_story(current_session(), current_actor(), story, now=utc_now())
        flash(_("Students no longer read this story."))
        return redirect(url_for("schools.list_stories"))
    return _page(form)


def _page(form: PageForm) -> ResponseReturnValue:
    actor = current_actor()
    page = render_template(
        "schools/list_stories.html",
        form=form,
        stories=list_stories_of_school(current_session(), school_id=actor.school_id),
        may_publish=actor.school_id is not None and may_publish_story(actor, actor.school_id),
    )
    return page, form.status


def _story_or_404(story_id: UUID) -> AlumniStory:
    found = find_story_of_school(current_session(), story_id, school_id=current_actor().school_id)
    return found or abort(404)

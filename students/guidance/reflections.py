"""Pages on which a student thinks back, for nobody but itself."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from placements.actors import Role
from placements.guidance import reflections
from placements.guidance.reflections import (
    MOST_CHARACTERS,
    CareerCompetence,
    Occasion,
    asked,
    occasions,
)
from records.database import current_session
from students import bp
from students.forms import plain_newlines
from web.forms import ActForm, PageForm, options, strip
from web.guards import allow, current_actor, utc_now
from web.language import language_of


class ReflectionForm(PageForm):
    """What somebody thinks back on, in a few words."""

    occasion = RadioField(_l("After what?"), [InputRequired(_l("Choose after what"))])
    competence = RadioField(
        _l("What do you want to think about?"), [InputRequired(_l("Choose one of these"))]
    )
    text = TextAreaField(
        _l("In a few words"),
        [
            InputRequired(_l("Write at least a few words")),
            Length(max=MOST_CHARACTERS, message=_l("Make it shorter: at most %(max)d characters")),
        ],
        description=_l("Two sentences are enough. Only you read this."),
        filters=[strip, plain_newlines],
    )

    def __init__(self, occasion: str | None) -> None:
        super().__init__(data={"occasion": occasion})
        language = language_of(get_locale())
        self.occasion.choices = options(
            (one.value, name(language)) for one, name in occasions().items()
        )
        self.competence.choices = options(
            (one.value, words.name(language)) for one, words in asked().items()
        )

    @staticmethod
    def hints() -> dict[str, str]:
        """Return the question that goes with each choice."""
        language = language_of(get_locale())
        return {one.value: words.question(language) for one, words in asked().items()}


@bp.get("/reflections")
@allow(Role.STUDENT)
def list_reflections() -> ResponseReturnValue:
    """Show what the visitor wrote, the newest first."""
    return _list_page(ActForm())


def _list_page(form: PageForm) -> ResponseReturnValue:
    page = render_template(
        "students/list_reflections.html",
        form=form,
        reflections=reflections.list_reflections(current_session(), current_actor()),
        asked=asked(),
        occasions=occasions(),
    )
    return page, form.status


@bp.route("/reflections/new", methods=["GET", "POST"])
@allow(Role.STUDENT)
def write_reflection() -> ResponseReturnValue:
    """Ask one short question and keep the answer where nobody else reads it."""
    form = ReflectionForm(request.args.get("after"))
    if form.validate_on_submit():
        reflections.write_reflection(
            current_session(),
            current_actor(),
            competence=CareerCompetence(form.competence.data),
            occasion=Occasion(form.occasion.data),
            text=form.text.data or "",
            now=utc_now(),
        )
        flash(_("Saved, for you alone. You can put it in your career file."))
        return redirect(url_for("students.list_reflections"))
    return render_template("students/write_reflection.html", form=form), form.status


@bp.post("/reflections/<uuid:reflection_id>/remove")
@allow(Role.STUDENT)
def remove_reflection(reflection_id: UUID) -> ResponseReturnValue:
    """Forget one reflection for good."""
    form = ActForm()
    if not form.validate_on_submit():
        return _list_page(form)
    if not reflections.remove_reflection(current_session(), current_actor(), reflection_id):
        abort(404)
    flash(_("The reflection is gone."))
    return redirect(url_for("students.list_reflections"))

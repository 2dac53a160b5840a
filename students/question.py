"""One question about a group, after the result: only for who wants, and taken back at any time."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from placements.actors import Role
from placements.errors import Refusal
from placements.monitoring import questions
from placements.monitoring.questions import (
    Group,
    count_own_answers,
    find_question,
    is_open,
    withdraw_answers,
)
from records.database import current_session
from students import bp
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now


class QuestionForm(PageForm):
    """The one question; not to say comes first."""

    group = RadioField(
        _l("Were you, or was one of your parents, born outside the Netherlands?"),
        [InputRequired(_l("Choose an answer. “I would rather not say” is one too."))],
        choices=[
            SelectChoice(Group.RATHER_NOT_SAY.value, _l("I would rather not say")),
            SelectChoice(Group.ELSEWHERE.value, _l("Yes")),
            SelectChoice(Group.HERE.value, _l("No")),
        ],
    )


@bp.route("/question/<string:token>", methods=["GET", "POST"])
@allow(Role.STUDENT)
def answer_question(token: str) -> ResponseReturnValue:
    """Ask the question behind a link that was mailed to this student."""
    session, actor, now, form = current_session(), current_actor(), utc_now(), QuestionForm()
    asked = find_question(session, actor, token) or abort(404)
    if form.validate_on_submit():
        try:
            questions.answer_question(session, actor, token, Group(form.data["group"]), now=now)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. You can take this back at any time."))
            return redirect(url_for("students.show_question"))
    page = render_template(
        "students/answer_question.html",
        form=form,
        asked=asked,
        is_open=is_open(session, asked, now=now),
    )
    return page, form.status


@bp.get("/question")
@allow(Role.STUDENT)
def show_question() -> ResponseReturnValue:
    """Show whether something is kept, and how to take it back."""
    return _own(ActForm())


@bp.post("/question")
@allow(Role.STUDENT)
def withdraw_answer() -> ResponseReturnValue:
    """Delete what this student answered."""
    form = ActForm()
    if form.validate_on_submit():
        withdraw_answers(current_session(), current_actor(), now=utc_now())
        flash(_("Deleted. Nothing of your answer is kept."))
        return redirect(url_for("students.show_question"))
    return _own(form)


def _own(form: ActForm) -> ResponseReturnValue:
    kept = count_own_answers(current_session(), current_actor())
    return render_template("students/show_question.html", form=form, kept=kept), form.status

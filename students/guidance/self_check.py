"""Three short questions about how sure somebody is, which nobody has to answer."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from placements.actors import Role
from placements.errors import Refusal
from placements.guidance import self_checks
from placements.guidance.self_checks import SCALE, own_answers
from records.database import current_session
from records.models.guidance import SelfCheckMoment
from records.queries.students import get_student
from students import bp
from students.own import find_round_in_hand, own_moment
from web.forms import ActForm, PageForm, options
from web.guards import allow, current_actor

CHOOSE = _l("Choose how sure you are")
STEPS = (_l("Not at all"), _l("A little"), _l("Half"), _l("Quite"), _l("Very"))


class SelfCheckForm(PageForm):
    """How sure somebody is of three things."""

    begin = RadioField(_l("I dare to begin at a company."), [InputRequired(CHOOSE)], coerce=int)
    show = RadioField(_l("I can show what I can do."), [InputRequired(CHOOSE)], coerce=int)
    ask = RadioField(_l("I ask for help when I need it."), [InputRequired(CHOOSE)], coerce=int)

    def __init__(self, answers: tuple[int, ...] | None) -> None:
        kept = dict(zip(("begin", "show", "ask"), answers, strict=True)) if answers else {}
        super().__init__(data=kept)
        for field in (self.begin, self.show, self.ask):
            field.choices = options(zip(SCALE, STEPS, strict=True))

    def terms(self) -> tuple[int, ...]:
        """Return the validated answers."""
        return self.begin.data, self.show.data, self.ask.data


@bp.route("/self-check", methods=["GET", "POST"])
@allow(Role.STUDENT)
def answer_self_check() -> ResponseReturnValue:
    """Ask the three questions at a moment that is open."""
    moment = own_moment()
    if moment is None:
        return render_template("students/answer_self_check.html", moment=None, form=ActForm())
    form = SelfCheckForm(_answers().get(moment))
    if form.validate_on_submit():
        try:
            _keep(form.terms(), moment)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. Nobody sees your answers but you."))
            return redirect(url_for("students.show_growth"))
    return _page(form, moment)


@bp.post("/self-check/forget")
@allow(Role.STUDENT)
def forget_self_check() -> ResponseReturnValue:
    """Forget the answers of the moment that is open."""
    moment, form = own_moment(), ActForm()
    if moment is not None and form.validate_on_submit():
        try:
            _keep(None, moment)
        except Refusal as refusal:
            form.refuse(refusal)
            return _page(SelfCheckForm(_answers().get(moment)), moment)
        flash(_("Your answers are gone."))
    return redirect(url_for("students.answer_self_check"))


def _page(form: SelfCheckForm, moment: SelfCheckMoment) -> ResponseReturnValue:
    page = render_template(
        "students/answer_self_check.html",
        form=form,
        moment=moment,
        has_answered=moment in _answers(),
    )
    return page, form.status


def _answers() -> dict[SelfCheckMoment, tuple[int, ...]]:
    session, actor = current_session(), current_actor()
    round_ = find_round_in_hand(get_student(session, actor.account_id))
    return dict(own_answers(session, actor, round_)) if round_ else {}


def _keep(answers: tuple[int, ...] | None, moment: SelfCheckMoment) -> None:
    session, actor = current_session(), current_actor()
    round_ = find_round_in_hand(get_student(session, actor.account_id))
    if round_ is not None:
        self_checks.answer_self_check(session, actor, round_, answers, moment=moment)

"""Pages on which somebody of a company hands over to a colleague, with one address."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from employers import bp
from employers.colleague_form import HandoverForm
from employers.vacancies import own_vacancy_or_404
from placements.actors import EMPLOYER_ROLES
from placements.errors import Refusal
from placements.people import handovers
from placements.people.invitations import list_colleagues_of
from placements.policy.handovers import (
    may_hand_over_place,
    may_hand_over_round,
    may_take_handover_back,
)
from records.database import current_session
from records.models.handover import Handover
from records.models.round import Round
from records.queries.settling.handovers import (
    find_handover_of_employer,
    find_handover_of_place,
    find_handover_of_round,
)
from records.queries.vacancies import list_openings
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now


@bp.route("/vacancies/<uuid:vacancy_id>/hand-over", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def hand_over_place(vacancy_id: UUID) -> ResponseReturnValue:
    """Let who trains at a place hand it over, with its proposals and its trials."""
    vacancy, form = own_vacancy_or_404(vacancy_id), HandoverForm()
    session, actor = current_session(), current_actor()
    if _is_handed_over(form, handovers.hand_over_place, vacancy):
        return redirect(url_for("employers.hand_over_place", vacancy_id=vacancy_id))
    page = render_template(
        "employers/hand_over_place.html",
        form=form,
        vacancy=vacancy,
        may_hand_over=may_hand_over_place(actor, vacancy),
        **_facts(find_handover_of_place(session, vacancy_id)),
    )
    return page, form.status


@bp.route("/rounds/<uuid:round_id>/hand-over", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def hand_over_round(round_id: UUID) -> ResponseReturnValue:
    """Let somebody hand over the question for places of a round."""
    round_, form = _asking_round_or_404(round_id), HandoverForm()
    session, actor = current_session(), current_actor()
    if _is_handed_over(form, handovers.hand_over_round, round_):
        return redirect(url_for("employers.hand_over_round", round_id=round_id))
    page = render_template(
        "employers/hand_over_round.html",
        form=form,
        round=round_,
        may_hand_over=may_hand_over_round(actor, round_),
        **_facts(find_handover_of_round(session, round_id, from_id=actor.account_id)),
    )
    return page, form.status


@bp.post("/handovers/<uuid:handover_id>/take-back")
@allow(*EMPLOYER_ROLES)
def take_handover_back(handover_id: UUID) -> ResponseReturnValue:
    """Take a handover back before the colleague hears of it."""
    session, actor = current_session(), current_actor()
    handover = find_handover_of_employer(session, handover_id, employer_id=actor.employer_id)
    if handover is None:
        abort(404)
    if handover.vacancy_id is not None:
        page = url_for("employers.hand_over_place", vacancy_id=handover.vacancy_id)
    else:
        page = url_for("employers.hand_over_round", round_id=handover.round_id)
    if ActForm().validate_on_submit():
        try:
            handovers.take_handover_back(session, actor, handover, now=utc_now())
        except Refusal:
            flash(_("Your colleague has the mail. Let your colleague hand it back to you."))
        else:
            flash(_("Taken back. Nobody has heard of it."))
    return redirect(page)


def _is_handed_over(form: HandoverForm, hand_over: Callable[..., Handover], what: object) -> bool:
    """Hand over what the visitor is asked, if the form was sent and nothing is in the way."""
    if form.validate_on_submit():
        try:
            hand_over(current_session(), current_actor(), what, form.data["email"], now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Handed over. You can take it back for half an hour."))
            return True
    return False


def _facts(last: Handover | None) -> dict[str, object]:
    """Return what a page says of the last handover; a name only of a colleague who was there."""
    names = dict[UUID | None, str]()
    if last is not None and last.taken_at is not None:
        colleagues = list_colleagues_of(current_session(), last.employer_id)
        names = {one.account_id: one.full_name for one in colleagues}
    return {
        "last": last,
        "colleague": names.get(last.to_id, "") if last is not None else "",
        "may_take_back": last is not None and may_take_handover_back(current_actor(), last),
    }


def _asking_round_or_404(round_id: UUID) -> Round:
    """Return a round that asks the visitor's company for places; of others there is no page."""
    openings = list_openings(current_session(), employer_id=current_actor().employer_id)
    return next((round_ for round_, _programme in openings if round_.id == round_id), None) or (
        abort(404)
    )

"""Pages on which the school follows the proposals of a round and looks at refusals."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.days import day_of
from placements.errors import Refusal as Refused
from placements.match.run import checks_before_run
from placements.policy.match import SECOND_PERSONS
from placements.proposals.hearings import doubt_refusal as doubt
from placements.proposals.hearings import is_heard
from placements.proposals.refusals import THE_PLACE_IS_GONE, reject_refusal, uphold_refusal
from records.database import current_session
from records.models.norms import HearingSide
from records.models.proposal import Proposal, ProposalState, Refusal
from records.queries.proposals import find_refusal_of_school, list_proposals_of_round
from schools import bp
from schools.forms.match import ReviewForm
from schools.match.runs import round_or_404
from web.guards import allow, current_actor, utc_now

STATES = {
    ProposalState.PROPOSED: _l("The student has not answered yet"),
    ProposalState.ACCEPTED: _l("The student said yes; waits for the company"),
    ProposalState.CONFIRMED: _l("Both said yes; waits for the name"),
    ProposalState.REVEALED: _l("Placed"),
    ProposalState.VETOED: _l("The student said no"),
    ProposalState.REFUSED: _l("The company cannot host"),
    ProposalState.EXPIRED: _l("Nobody answered in time"),
    ProposalState.STOPPED: _l("The trial has stopped"),
}
"""What the states of a proposal are called at school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One proposal, by code."""

    label: str
    place: str
    employer: str
    state: object
    open_refusal: Refusal | None


@bp.get("/rounds/<uuid:round_id>/proposals")
@allow(*SECOND_PERSONS)
def list_proposals(round_id: UUID) -> ResponseReturnValue:
    """Show how every proposal of a round stands, and which refusals wait."""
    round_ = round_or_404(round_id)
    proposals = list_proposals_of_round(current_session(), round_.id)
    counted = Counter(proposal.state for proposal in proposals)
    return render_template(
        "schools/list_proposals.html",
        round=round_,
        rows=[_row(proposal) for proposal in proposals],
        counts=[(words, counted[state]) for state, words in STATES.items() if counted[state]],
        checks=checks_before_run(current_session(), round_),
        may_review=current_actor().role is Role.COORDINATOR,
    )


@bp.post("/refusals/<uuid:refusal_id>/hearing")
@allow(Role.COORDINATOR)
def doubt_refusal(refusal_id: UUID) -> ResponseReturnValue:
    """Ask the student and the company before the school decides."""
    session, actor, form = current_session(), current_actor(), ReviewForm()
    refusal = find_refusal_of_school(session, refusal_id, school_id=actor.school_id) or abort(404)
    try:
        doubt(session, actor, refusal, now=utc_now())
    except Refused as refused:
        form.refuse(refused)
        return _refusal_page(refusal, form)
    flash(_("Both have been asked. You can decide when they answered, or after five days."))
    return redirect(url_for("schools.review_refusal", refusal_id=refusal.id))


@bp.route("/refusals/<uuid:refusal_id>", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def review_refusal(refusal_id: UUID) -> ResponseReturnValue:
    """Say whether a company's refusal stands."""
    session, actor = current_session(), current_actor()
    refusal = find_refusal_of_school(session, refusal_id, school_id=actor.school_id) or abort(404)
    proposal = session.get_one(Proposal, refusal.proposal_id)
    form = ReviewForm()
    if form.validate_on_submit():
        settle = uphold_refusal if form.data["verdict"] == "uphold" else reject_refusal
        try:
            settle(session, actor, refusal, now=utc_now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("Your verdict has been kept. The student or the company gets a mail."))
            return redirect(url_for("schools.list_proposals", round_id=proposal.round_id))
    return _refusal_page(refusal, form)


def _refusal_page(refusal: Refusal, form: ReviewForm) -> ResponseReturnValue:
    proposal = current_session().get_one(Proposal, refusal.proposal_id)
    page = render_template(
        "schools/review_refusal.html",
        form=form,
        refusal=refusal,
        proposal=proposal,
        waits=proposal.open_refusal is refusal,
        is_place_gone=refusal.reason in THE_PLACE_IS_GONE,
        is_heard=is_heard(refusal, today=day_of(utc_now())),
        sides=HearingSide,
    )
    return page, form.status


def _row(proposal: Proposal) -> Row:
    return Row(
        label=proposal.candidate.label,
        place=proposal.vacancy.title,
        employer=proposal.vacancy.employer.name,
        state=STATES[proposal.state],
        open_refusal=proposal.open_refusal,
    )

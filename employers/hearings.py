"""The page on which a company is heard about a refusal whose reason the school doubts."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from employers import bp
from employers.norms_forms import HearingForm
from placements.actors import EMPLOYER_ROLES
from placements.errors import Refusal
from placements.proposals.hearings import open_hearing, speak
from placements.proposals.reveal import find_blind_proposal
from records.database import current_session
from records.models.norms import HearingSide
from records.queries.proposals import find_proposal_of_employer
from web.guards import allow, current_actor, utc_now


@bp.route("/proposals/<uuid:proposal_id>/hearing", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def say_about_refusal(proposal_id: UUID) -> ResponseReturnValue:
    """Let a company say what it wants the school to know before it decides."""
    session, actor = current_session(), current_actor()
    proposal = find_proposal_of_employer(
        session, proposal_id, employer_id=actor.employer_id
    ) or abort(404)
    form = HearingForm()
    if form.validate_on_submit():
        try:
            speak(
                session,
                actor,
                proposal,
                HearingSide.COMPANY,
                form.said.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. The school reads it before it decides."))
            return redirect(url_for("employers.list_proposals"))
    page = render_template(
        "employers/say_about_refusal.html",
        form=form,
        proposal=find_blind_proposal(session, actor, proposal_id),
        hearing=open_hearing(proposal, HearingSide.COMPANY),
    )
    return page, form.status

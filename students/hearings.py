"""The page on which a student is heard before the school decides on a company's refusal."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from placements.actors import Role
from placements.errors import Refusal
from placements.proposals.hearings import open_hearing, speak
from records.database import current_session
from records.models.norms import HearingSide
from records.models.proposal import Refusal as EmployersRefusal
from records.queries.proposals import find_proposal_of_student
from students import bp
from web.forms import PageForm, strip
from web.guards import allow, current_actor, utc_now


class HearingForm(PageForm):
    """What a student has to say about the reason of a company."""

    said = TextAreaField(
        _l("What do you know about this?"),
        [Optional(), Length(max=600, message=_l("Keep it within %(max)d characters"))],
        description=_l("You may leave it empty. The company does not read it."),
        filters=[strip],
    )


@bp.route("/proposals/<uuid:proposal_id>/hearing", methods=["GET", "POST"])
@allow(Role.STUDENT)
def say_about_refusal(proposal_id: UUID) -> ResponseReturnValue:
    """Let a student say what the school should know before it decides."""
    session, actor = current_session(), current_actor()
    proposal = find_proposal_of_student(session, proposal_id, student_id=actor.account_id) or abort(
        404
    )
    form = HearingForm()
    if form.validate_on_submit():
        try:
            speak(
                session,
                actor,
                proposal,
                HearingSide.STUDENT,
                form.said.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. Your school reads it before it decides."))
            return redirect(url_for("students.show_proposal", proposal_id=proposal.id))
    hearing = open_hearing(proposal, HearingSide.STUDENT)
    page = render_template(
        "students/say_about_refusal.html",
        form=form,
        proposal=proposal,
        hearing=hearing,
        refusal=session.get_one(EmployersRefusal, hearing.refusal_id) if hearing else None,
    )
    return page, form.status

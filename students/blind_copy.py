"""The blind copy: exactly what others read, and the student's own yes to it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.profiles.blind_copy import blind_copy, is_approved
from placements.profiles.profile import approve_blind_copy
from records.database import current_session
from records.models.candidate import ReviewState
from records.vault.evidence import find_changed_ids
from students import bp
from students.forms import SeenForm
from students.own import can_edit, own_candidate
from web.guards import allow, current_actor, utc_now


@bp.route("/blind-copy", methods=["GET", "POST"])
@allow(Role.STUDENT)
def show_blind_copy() -> ResponseReturnValue:
    """Show what others read of this student, and let the student approve exactly that."""
    candidate = own_candidate()
    form = SeenForm(data={"seen": blind_copy(candidate).digest})
    if form.validate_on_submit():
        try:
            approve_blind_copy(
                current_session(),
                current_actor(),
                candidate,
                seen_digest=form.seen.data or "",
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
            form.seen.data = blind_copy(candidate).digest
        else:
            flash(_("Approved. Exactly this is what others read."))
            return redirect(url_for("students.show_blind_copy"))
    changed_ids = find_changed_ids(current_session(), [one.id for one in candidate.evidence])
    page = render_template(
        "students/show_blind_copy.html",
        form=form,
        candidate=candidate,
        copy=blind_copy(candidate),
        is_approved=is_approved(candidate),
        returned=[one for one in candidate.evidence if one.review is ReviewState.RETURNED],
        changed=[one.letter for one in candidate.evidence if one.id in changed_ids],
        can_edit=can_edit(candidate),
    )
    return page, form.status

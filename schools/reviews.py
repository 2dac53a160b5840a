"""The checks before anyone scores: the blind review, and documents seen."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.catalogue import competence
from placements.errors import Refusal
from placements.policy.profiles import may_note_document
from placements.profiles.blind_copy import blind_evidence
from placements.profiles.documents import list_documents_to_see, note_document, student_of
from placements.profiles.profile import DECLARED_DOCUMENTS
from placements.profiles.reviews import clear_evidence, return_evidence
from records.database import current_session
from records.models.candidate import Evidence
from records.queries.reviews import (
    find_document_of_school,
    find_evidence_to_review,
    list_evidence_to_review,
)
from schools import bp
from schools.forms.reviews import ReviewForm
from web.forms import ActForm
from web.guards import allow, current_actor, opens_vault, utc_now


@bp.get("/reviews")
@allow(Role.MENTOR, Role.COORDINATOR)
def list_reviews() -> ResponseReturnValue:
    """Show the texts that wait for a reader who does not score, the doubtful first."""
    return render_template("schools/list_reviews.html", waiting=_waiting())


@bp.route("/reviews/<uuid:evidence_id>", methods=["GET", "POST"])
@allow(Role.MENTOR, Role.COORDINATOR)
def review_evidence(evidence_id: UUID) -> ResponseReturnValue:
    """Show one blind text and ask whether others can read it."""
    evidence = _waiting_or_404(evidence_id)
    shown = blind_evidence(evidence)
    form = ReviewForm(data={"seen": shown.digest})
    if form.validate_on_submit():
        try:
            _review(evidence, form)
        except Refusal as refusal:
            form.refuse(refusal)
            shown = blind_evidence(evidence)
            form.seen.data = shown.digest
        else:
            following = _waiting()
            if following:
                return redirect(
                    url_for("schools.review_evidence", evidence_id=following[0].id), 303
                )
            return redirect(url_for("schools.list_reviews"), 303)
    page = render_template(
        "schools/review_evidence.html",
        form=form,
        shown=shown,
        is_doubtful=evidence.is_doubtful,
        competence=competence(evidence.letter),
        waiting_count=len(_waiting()),
    )
    return page, form.status


@bp.get("/documents")
@allow(Role.MENTOR, Role.COORDINATOR)
@opens_vault
def list_documents() -> ResponseReturnValue:
    """Show the documents that students say they have, to tick when the paper was seen."""
    lines = list_documents_to_see(current_session(), current_actor(), now=utc_now())
    return render_template("schools/list_documents.html", lines=lines, form=ActForm())


@bp.post("/documents/<uuid:document_id>")
@allow(Role.MENTOR, Role.COORDINATOR)
def note_own_document(document_id: UUID) -> ResponseReturnValue:
    """Note that a paper was seen, or take that back."""
    session, actor = current_session(), current_actor()
    document = actor.school_id and find_document_of_school(
        session, document_id, school_id=actor.school_id, kinds=DECLARED_DOCUMENTS
    )
    if not document or not may_note_document(actor, student_of(session, document)):
        abort(404)
    if ActForm().validate_on_submit():
        is_seen = request.form.get("seen") == "yes"
        note_document(session, actor, document, is_seen=is_seen, now=utc_now())
        flash(_("Noted: seen.") if is_seen else _("Noted: not seen."))
    return redirect(url_for("schools.list_documents"))


def _review(evidence: Evidence, form: ReviewForm) -> None:
    session, actor, now = current_session(), current_actor(), utc_now()
    seen = form.seen.data or ""
    if form.verdict.data == "clear":
        clear_evidence(session, actor, evidence, seen_digest=seen, now=now)
        flash(_("Good. The text can be read."))
    else:
        note = form.note.data or ""
        return_evidence(session, actor, evidence, note, seen_digest=seen, now=now)
        flash(_("The student gets a mail with the question to write it again."))


def _waiting() -> list[Evidence]:
    actor = current_actor()
    if actor.school_id is None:
        return []
    return list(
        list_evidence_to_review(
            current_session(), school_id=actor.school_id, reviewer_id=actor.account_id
        )
    )


def _waiting_or_404(evidence_id: UUID) -> Evidence:
    """Return a text that waits for this reviewer; any other does not exist."""
    actor = current_actor()
    found = actor.school_id and find_evidence_to_review(
        current_session(),
        evidence_id,
        school_id=actor.school_id,
        reviewer_id=actor.account_id,
    )
    return found or abort(404)

"""The checks before anyone scores: the blind review, and documents seen."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.assignments import assignment
from placements.catalogue import competence
from placements.errors import Refusal
from placements.policy.profiles import may_note_document
from placements.profiles.blind_copy import blind_evidence, runs_of
from placements.profiles.documents import list_documents_to_see, note_document, student_of
from placements.profiles.profile import DECLARED_DOCUMENTS
from placements.profiles.reblinding import change_of
from placements.profiles.reviews import clear_evidence, return_evidence
from placements.profiles.words import allow_word, refuse_word, waiting_words, withdraw_word
from records.database import current_session
from records.models.candidate import Evidence, EvidenceKind
from records.queries.blind.reviews import (
    find_document_of_school,
    find_evidence_to_review,
    list_evidence_to_review,
)
from records.queries.blind.words import (
    find_allowed_word,
    list_allowed_words,
    list_words_to_decide,
)
from schools import bp
from schools.forms.reviews import ReviewForm
from web.forms import ActForm
from web.guards import allow, current_actor, opens_vault, utc_now


@bp.get("/reviews")
@allow(Role.MENTOR, Role.COORDINATOR)
def list_reviews() -> ResponseReturnValue:
    """Show the texts that wait for a reader who does not score, the doubtful first."""
    return render_template(
        "schools/list_reviews.html", waiting=_waiting(), words_count=len(_words_to_decide())
    )


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
        runs=runs_of(evidence),
        change=change_of(current_session(), evidence),
        competence=competence(evidence.letter),
        task=assignment(evidence.letter) if evidence.kind is EvidenceKind.ASSIGNMENT else None,
        waiting_count=len(_waiting()),
    )
    return page, form.status


@bp.get("/words")
@allow(Role.MENTOR, Role.COORDINATOR)
def list_words() -> ResponseReturnValue:
    """Show the words that students call ordinary, and those that the school allows."""
    return _show_words(ActForm())


@bp.post("/words/<uuid:asked_word_id>")
@allow(Role.MENTOR, Role.COORDINATOR)
def decide_word(asked_word_id: UUID) -> ResponseReturnValue:
    """Allow a word from now on, or keep it hidden."""
    session, actor, form = current_session(), current_actor(), ActForm()
    if asked_word_id not in _words_to_decide():
        abort(404)
    is_allowed = request.form.get("answer") == "allow"
    if form.validate_on_submit():
        try:
            act = allow_word if is_allowed else refuse_word
            act(session, actor, asked_word_id, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
            return _show_words(form)
        flash(
            _("Allowed. The texts it stands in are blinded anew, and their students approve anew.")
            if is_allowed
            else _("The word stays hidden.")
        )
    return redirect(url_for("schools.list_words"))


@bp.post("/allowed-words/<uuid:allowed_word_id>/withdraw")
@allow(Role.MENTOR, Role.COORDINATOR)
def withdraw_allowed_word(allowed_word_id: UUID) -> ResponseReturnValue:
    """Hide a word again that the school allowed."""
    session, actor = current_session(), current_actor()
    found = actor.school_id and find_allowed_word(
        session, allowed_word_id, school_id=actor.school_id
    )
    if not found:
        abort(404)
    if ActForm().validate_on_submit():
        withdraw_word(session, actor, found, now=utc_now())
        flash(_("The word is hidden again from now on."))
    return redirect(url_for("schools.list_words"))


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


def _show_words(form: ActForm) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    page = render_template(
        "schools/list_words.html",
        form=form,
        waiting=waiting_words(session, actor),
        allowed=actor.school_id and list_allowed_words(session, school_id=actor.school_id),
    )
    return page, form.status


def _words_to_decide() -> set[UUID]:
    actor = current_actor()
    if actor.school_id is None:
        return set()
    asked = list_words_to_decide(
        current_session(), school_id=actor.school_id, reviewer_id=actor.account_id
    )
    return {one.id for one in asked}


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

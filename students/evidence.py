"""The pages on which a student tells what they did, one competence at a time."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.catalogue import Competence, competences
from placements.errors import Refusal
from placements.profiles.blind_copy import BlindEvidence
from placements.profiles.evidence import (
    MOST_CHARACTERS,
    blind_words,
    find_evidence,
    remove_evidence,
    write_evidence,
)
from records.database import current_session
from records.models.candidate import Candidate
from records.vault.evidence import open_words
from students import bp
from students.explanations import explanations_of, pieces_of
from students.forms import EvidenceForm
from students.own import can_edit, own_candidate
from students.profile import profile_page
from web.forms import ActForm, strip
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@bp.route("/profile/evidence/<string(length=1):letter>", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_evidence(letter: str) -> ResponseReturnValue:
    """Ask what a student did, and show what others will read of it."""
    asked = _competence_or_404(letter)
    candidate = own_candidate()
    evidence = find_evidence(candidate, letter)
    words = open_words(current_session(), [evidence.id])[evidence.id] if evidence else ""
    form = EvidenceForm({"words": words, "setting": evidence.setting.value} if evidence else None)
    if form.validate_on_submit():
        try:
            write_evidence(
                current_session(), current_actor(), candidate, form.terms(letter), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Saved. Below you see what others read."))
            return redirect(url_for("students.edit_evidence", letter=letter, _anchor="preview"))
    page = render_template(
        "students/edit_evidence.html",
        form=form,
        competence=asked,
        evidence=evidence,
        can_edit=can_edit(candidate),
        remove_form=ActForm(),
        **_preview(candidate, letter, form.words.data or ""),
    )
    return page, form.status


@bp.post("/profile/evidence/<string(length=1):letter>/preview")
@allow(Role.STUDENT)
def preview_evidence(letter: str) -> ResponseReturnValue:
    """Show what others would read, while the student is writing. Nothing is kept."""
    _competence_or_404(letter)
    words = (strip(request.form.get("words")) or "").replace("\r\n", "\n")
    return render_template(
        "students/preview_evidence.html", **_preview(own_candidate(), letter, words)
    )


@bp.post("/profile/evidence/<string(length=1):letter>/remove")
@allow(Role.STUDENT)
def remove_own_evidence(letter: str) -> ResponseReturnValue:
    """Take one text out of the profile."""
    _competence_or_404(letter)
    candidate = own_candidate()
    form = ActForm()
    if form.validate_on_submit():
        try:
            remove_evidence(current_session(), current_actor(), candidate, letter, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The text is gone, and so are your own words."))
            return redirect(url_for("students.show_profile"))
    return profile_page(candidate, form)


def _preview(candidate: Candidate, letter: str, words: str) -> dict[str, object]:
    """Return the facts of the preview: the words with their marks, and what is left of them."""
    blinded = blind_words(
        current_session(),
        current_actor(),
        candidate,
        words[:MOST_CHARACTERS],
        language_of(get_locale()),
    )
    pieces = pieces_of(words[:MOST_CHARACTERS], blinded)
    return {
        "blind": BlindEvidence(letter, blinded.text),
        "pieces": pieces,
        "explanations": explanations_of(pieces),
        "is_doubtful": blinded.is_doubtful,
    }


def _competence_or_404(letter: str) -> Competence:
    found = next((one for one in competences() if one.letter == letter), None)
    return found or abort(404)

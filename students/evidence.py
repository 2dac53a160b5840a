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
    find_evidence,
    remove_evidence,
    write_evidence,
)
from placements.profiles.facts import facts_to_read, known_answers, sector_of
from placements.profiles.reblinding import change_of
from placements.profiles.rules import Rules, rules_for
from placements.profiles.words import ask_word
from placements.rubrics.rounds import competence_in
from records.database import current_session
from records.models.candidate import Candidate, Evidence, EvidenceKind, EvidenceSetting
from records.vault.evidence import open_former, open_words
from students import bp
from students.explanations import explanations_of, marked_words, pieces_of
from students.forms import EvidenceForm, evidence_answers
from students.own import can_edit, own_candidate
from students.profile import profile_page
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@bp.route("/profile/evidence/<string(length=1):letter>", methods=["GET", "POST"])
@allow(Role.STUDENT)
def edit_evidence(letter: str) -> ResponseReturnValue:
    """Ask what a student did, and show what others will read of it."""
    candidate = _own_candidate_for(letter)
    evidence = find_evidence(candidate, letter)
    if evidence is not None and evidence.kind is EvidenceKind.ASSIGNMENT:
        return redirect(url_for("students.answer_assignment", letter=letter))
    words = _words_of(evidence)
    form = _form(candidate, letter, evidence_answers(evidence, words) if evidence else None)
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
    return _page(candidate, letter, form, evidence, words)


@bp.post("/profile/evidence/<string(length=1):letter>/preview")
@allow(Role.STUDENT)
def preview_evidence(letter: str) -> ResponseReturnValue:
    """Show what others would read, while the student is writing. Nothing is kept."""
    candidate = _own_candidate_for(letter)
    rules = rules_for(current_session(), candidate, current_actor().account_id)
    return render_template(
        "students/preview_evidence.html",
        **_preview(rules, _form(candidate, letter), letter, candidate),
    )


@bp.post("/profile/evidence/<string(length=1):letter>/word")
@allow(Role.STUDENT)
def ask_for_word(letter: str) -> ResponseReturnValue:
    """Let a student say of a masked word: this is an ordinary word."""
    candidate = _own_candidate_for(letter)
    evidence = find_evidence(candidate, letter) or abort(404)
    words = _words_of(evidence)
    form = _form(candidate, letter, evidence_answers(evidence, words), is_sent=False)
    place = tuple(request.form.get(name, -1, type=int) for name in ("begins", "ends"))
    try:
        ask_word(
            current_session(),
            current_actor(),
            candidate,
            evidence,
            (place[0], place[1]),
            now=utc_now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(candidate, letter, form, evidence, words)
    flash(_("Somebody at school looks at this word. Until then it stays hidden."))
    return redirect(url_for("students.edit_evidence", letter=letter, _anchor="preview"))


@bp.post("/profile/evidence/<string(length=1):letter>/remove")
@allow(Role.STUDENT)
def remove_own_evidence(letter: str) -> ResponseReturnValue:
    """Take one text out of the profile."""
    candidate = _own_candidate_for(letter)
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


def _page(
    candidate: Candidate, letter: str, form: EvidenceForm, evidence: Evidence | None, words: str
) -> ResponseReturnValue:
    session = current_session()
    rules = rules_for(session, candidate, current_actor().account_id)
    is_kept = evidence is not None and (form.words.data or "") == words
    language = evidence.language if evidence and is_kept else None
    preview = _preview(rules, form, letter, candidate, language=language)
    if evidence is not None and is_kept and can_edit(candidate):
        preview["marked"] = marked_words(rules, evidence, words)
    page = render_template(
        "students/edit_evidence.html",
        form=form,
        competence=competence_in(candidate.round, letter),
        evidence=evidence,
        former=evidence and open_former(session, evidence.id),
        change=evidence and change_of(session, evidence),
        can_edit=can_edit(candidate),
        remove_form=ActForm(),
        **preview,
    )
    return page, form.status


def _preview(
    rules: Rules,
    form: EvidenceForm,
    letter: str,
    candidate: Candidate,
    *,
    language: str | None = None,
) -> dict[str, object]:
    """Return the facts of the preview: the words with their marks, and what is left of them."""
    words = (form.words.data or "")[:MOST_CHARACTERS]
    blinded = rules.blind(words, language or language_of(get_locale()))
    pieces = pieces_of(words, blinded)
    sector = sector_of(candidate.programme.crebo)
    facts = known_answers(form.facts, letter=letter, sector=sector)
    shown = (
        facts_to_read(EvidenceSetting(form.setting.data), facts)
        if form.setting.data in list(EvidenceSetting)
        else facts
    )
    return {
        "blind": BlindEvidence(letter, blinded.text, shown),
        "pieces": pieces,
        "explanations": explanations_of(pieces),
        "is_doubtful": blinded.is_doubtful,
        "marked": [],
    }


def _form(
    candidate: Candidate,
    letter: str,
    answers: dict[str, object] | None = None,
    *,
    is_sent: bool = True,
) -> EvidenceForm:
    sector = sector_of(candidate.programme.crebo)
    return EvidenceForm(letter, sector, answers, is_sent=is_sent)


def _words_of(evidence: Evidence | None) -> str:
    return open_words(current_session(), [evidence.id])[evidence.id] if evidence else ""


def _own_candidate_for(letter: str) -> Candidate:
    _competence_or_404(letter)
    return own_candidate()


def _competence_or_404(letter: str) -> Competence:
    found = next((one for one in competences() if one.letter == letter), None)
    return found or abort(404)

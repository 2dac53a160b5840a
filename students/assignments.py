"""The short assignment: the same task for everybody who told nothing on what is asked."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from placements.actors import Role
from placements.assignments import Assignment
from placements.catalogue import competence
from placements.errors import Refusal, TooLate
from placements.profiles.assignments import assignments_of, hand_in, save_draft
from placements.profiles.blind_copy import BlindEvidence
from placements.profiles.evidence import find_evidence
from placements.profiles.rules import rules_for
from placements.profiles.words import CHANGED, ask_word
from placements.rounds.phases import last_day
from records.database import current_session
from records.models.candidate import Candidate
from records.models.round import RoundPhase
from records.vault.evidence import open_words
from students import bp
from students.explanations import explanations_of, marked_words, pieces_of
from students.forms import AssignmentForm
from students.own import can_edit, own_candidate, own_places
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@bp.route("/assignments/<string(length=1):letter>", methods=["GET", "POST"])
@allow(Role.STUDENT)
def answer_assignment(letter: str) -> ResponseReturnValue:
    """Show the task, what others read of the answer, and take it in."""
    candidate = own_candidate()
    task = _task_or_404(candidate, letter)
    form = AssignmentForm(data={"words": _words_of(candidate, letter)})
    form.words.label.text = task.question(language_of(get_locale()))
    if form.validate_on_submit():
        try:
            if form.hands_in:
                _hand_in(candidate, letter, form)
            else:
                _keep(candidate, letter, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if form.hands_in:
                flash(_("Handed in. Exactly this is what others read."))
                return redirect(url_for("students.show_home"))
            flash(_("Saved. Below you see what others read."))
            return redirect(url_for("students.answer_assignment", letter=letter, _anchor="preview"))
    return _page(candidate, task, form)


@bp.post("/assignments/<string(length=1):letter>/draft")
@allow(Role.STUDENT)
def save_assignment(letter: str) -> ResponseReturnValue:
    """Keep the draft while the student writes, and show what others would read of it."""
    candidate = own_candidate()
    _task_or_404(candidate, letter)
    form, is_kept = AssignmentForm(), False
    if form.validate_on_submit():
        try:
            _keep(candidate, letter, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            is_kept = True
    page = render_template(
        "students/save_assignment.html",
        form=form,
        is_kept=is_kept,
        **_preview(candidate, letter, form),
    )
    return page, form.status


@bp.post("/assignments/<string(length=1):letter>/word")
@allow(Role.STUDENT)
def ask_for_assignment_word(letter: str) -> ResponseReturnValue:
    """Keep what was typed, and let a student say of a masked word: this is an ordinary word."""
    candidate = own_candidate()
    task, form = _task_or_404(candidate, letter), AssignmentForm()
    form.words.label.text = task.question(language_of(get_locale()))
    if form.validate_on_submit():
        try:
            _ask_for_word(candidate, letter, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Somebody at school looks at this word. Until then it stays hidden."))
            return redirect(url_for("students.answer_assignment", letter=letter, _anchor="preview"))
    return _page(candidate, task, form)


def _page(candidate: Candidate, task: Assignment, form: AssignmentForm) -> ResponseReturnValue:
    evidence = find_evidence(candidate, task.letter)
    preview = _preview(candidate, task.letter, form)
    page = render_template(
        "students/answer_assignment.html",
        form=form,
        task=task,
        competence=competence(task.letter),
        evidence=evidence,
        can_edit=can_edit(candidate),
        until=last_day(candidate.round, RoundPhase.PROFILES),
        remove_form=ActForm(),
        is_kept=False,
        **preview,
    )
    return page, form.status


def _preview(candidate: Candidate, letter: str, form: AssignmentForm) -> dict[str, object]:
    """Return what others would read, the words with their marks, and the digest of what is seen."""
    words = form.words.data or ""
    rules = rules_for(current_session(), candidate, current_actor().account_id)
    blinded = rules.blind(words, language_of(get_locale()))
    pieces, evidence = pieces_of(words, blinded), find_evidence(candidate, letter)
    is_kept = evidence is not None and words == _words_of(candidate, letter)
    blind = BlindEvidence(letter, blinded.text)
    return {
        "blind": blind,
        "seen": blind.digest,
        "pieces": pieces,
        "explanations": explanations_of(pieces),
        "marked": marked_words(rules, evidence, words) if evidence and is_kept else [],
        "can_ask": can_edit(candidate),
    }


def _keep(candidate: Candidate, letter: str, form: AssignmentForm) -> None:
    words = form.words.data or ""
    save_draft(
        current_session(),
        current_actor(),
        candidate,
        letter,
        words,
        language=language_of(get_locale()),
        now=utc_now(),
    )


def _ask_for_word(candidate: Candidate, letter: str, form: AssignmentForm) -> None:
    """Ask for the word at the place that was sent; what was handed in has to stand as it is."""
    evidence = find_evidence(candidate, letter)
    if evidence is None or evidence.is_draft:
        _keep(candidate, letter, form)
        evidence = find_evidence(candidate, letter)
    elif form.words.data != _words_of(candidate, letter):
        raise TooLate(CHANGED)
    assert evidence is not None  # noqa: S101 - kept just now
    ask_word(current_session(), current_actor(), candidate, evidence, form.place, now=utc_now())


def _hand_in(candidate: Candidate, letter: str, form: AssignmentForm) -> None:
    hand_in(
        current_session(),
        current_actor(),
        candidate,
        letter,
        form.words.data or "",
        language=language_of(get_locale()),
        seen_digest=form.seen,
        now=utc_now(),
    )


def _words_of(candidate: Candidate, letter: str) -> str:
    evidence = find_evidence(candidate, letter)
    return open_words(current_session(), [evidence.id]).get(evidence.id, "") if evidence else ""


def _task_or_404(candidate: Candidate, letter: str) -> Assignment:
    found = assignments_of(candidate, own_places(candidate))
    return next((one for one in found if one.letter == letter), None) or abort(404)

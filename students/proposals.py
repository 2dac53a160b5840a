"""Pages on which a student reads a proposal, answers it, and sees who looked at the name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast
from uuid import UUID

from babel.lists import format_list
from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.catalogue import competence, level_names
from placements.days import day_of
from placements.errors import Refusal
from placements.match.results import result_of
from placements.policy.proposals import BEFORE_REVEAL
from placements.proposals.answers import accept_proposal as accept
from placements.proposals.answers import veto_proposal as veto
from placements.proposals.blind import Shown, find_shown
from placements.proposals.hearings import open_hearing
from placements.proposals.reveal import reveal_identity as reveal
from placements.rounds.report import find_report
from records.database import current_session
from records.models.candidate import Candidate
from records.models.norms import HearingSide
from records.models.proposal import Proposal, ProposalState
from records.models.vacancy import Vacancy
from records.queries.match_runs import find_published_run, list_places_of_round
from records.queries.proposals import (
    find_last_answer_day,
    find_latest_proposal,
    find_proposal_of_student,
    has_vetoed,
    list_shown_proposals_of_student,
)
from records.queries.trials import find_trial_of_proposal
from records.vault.ledger import list_reveal_lines
from scoring.explanation import in_tenths
from scoring.rubric import LEARNED_HERE
from students import bp
from students.own import find_own_candidate
from web.formatting import mean_level, moment, tenths
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of
from web.paper import download

PURPOSES = {
    "trial": _l("The trial internship"),
    "agreement": _l("The agreement"),
    "documents": _l("Your documents"),
    "erasure": _l("Erasing your data, as you asked"),
    "list_of_people": _l("The list of people of the school"),
    "meeting": _l("Meeting companies"),
}
"""What the ledger's purposes are called."""
STANDINGS = {
    "meets": _l("Meets it"),
    "learns_here": _l("Learns it here"),
    "more": _l("More than asked"),
}
"""The words in which a company reads how a student stands to a requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAbove:
    """A place the student would rather have had, and why it went to others."""

    rank: int
    title: str
    why: str
    one_more: str
    """On which competences one level more would have been enough, in words; empty if on none."""


@bp.get("/result")
@allow(Role.STUDENT)
def show_result() -> ResponseReturnValue:
    """Bring the student to the proposal, or say what happens now that there is none."""
    session, candidate = current_session(), find_own_candidate()
    if candidate is None:
        return render_template("students/show_result.html", round=None, run=None, limit=None)
    latest = find_latest_proposal(session, candidate_id=candidate.id)
    if latest is not None and latest.ended_at is None:
        return redirect(url_for("students.show_proposal", proposal_id=latest.id))
    run = find_published_run(session, candidate.round_id)
    return render_template(
        "students/show_result.html",
        round=candidate.round,
        run=run,
        limit=_limit(candidate),
        answered_by=find_last_answer_day(session, candidate.round_id, today=day_of(utc_now())),
        latest=latest,
        trial=find_trial_of_proposal(session, latest.id) if latest else None,
        states=ProposalState,
    )


@bp.get("/proposals/<uuid:proposal_id>")
@allow(Role.STUDENT)
def show_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Show a place, why it is this one, and what there is to answer."""
    proposal = _own_proposal_or_404(proposal_id)
    vacancies = list_places_of_round(current_session(), proposal.round_id)
    explained = cast("list[dict[str, Any]]", proposal.explanation["rows"])
    rows, sums = _rows(proposal)
    shown = find_shown(current_session(), proposal)
    return render_template(
        "students/show_proposal.html",
        shown=shown,
        shown_rows=_shown_rows(shown) if shown else [],
        proposal=proposal,
        vacancy=proposal.vacancy,
        states=ProposalState,
        rows=rows,
        sums=sums,
        met_count=sum(_is_shown(row) for row in explained),
        above=_above(proposal, {str(one.id): one for one in vacancies}),
        may_veto=proposal.state in BEFORE_REVEAL
        and not has_vetoed(current_session(), candidate_id=proposal.candidate_id),
        receipt=_own_receipt(proposal),
        trial=find_trial_of_proposal(current_session(), proposal.id),
        hearing=open_hearing(proposal, HearingSide.STUDENT),
    )


@bp.route("/proposals/<uuid:proposal_id>/accept", methods=["GET", "POST"])
@allow(Role.STUDENT)
def accept_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Let the student say yes."""
    proposal, form = _own_proposal_or_404(proposal_id), ActForm()
    if form.validate_on_submit():
        try:
            accept(current_session(), current_actor(), proposal, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You said yes. Now the company answers, still without your name."))
            return redirect(url_for("students.show_proposal", proposal_id=proposal_id))
    page = render_template("students/accept_proposal.html", form=form, proposal=proposal)
    return page, form.status


@bp.route("/proposals/<uuid:proposal_id>/veto", methods=["GET", "POST"])
@allow(Role.STUDENT)
def veto_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Let the student say no, without a reason."""
    proposal, form = _own_proposal_or_404(proposal_id), ActForm()
    if form.validate_on_submit():
        try:
            veto(current_session(), current_actor(), proposal, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You said no to this place. Your school looks for another one."))
            return redirect(url_for("students.show_result"))
    page = render_template("students/veto_proposal.html", form=form, proposal=proposal)
    return page, form.status


@bp.route("/proposals/<uuid:proposal_id>/reveal", methods=["GET", "POST"])
@allow(Role.STUDENT)
def reveal_identity(proposal_id: UUID) -> ResponseReturnValue:
    """Let the student share the name with this one company."""
    proposal, form = _own_proposal_or_404(proposal_id), ActForm()
    if form.validate_on_submit():
        try:
            reveal(current_session(), current_actor(), proposal, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The company now knows who you are. Your trial internship is planned."))
            return redirect(url_for("students.show_proposal", proposal_id=proposal_id))
    page = render_template("students/reveal_identity.html", form=form, proposal=proposal)
    return page, form.status


@bp.get("/ledger")
@allow(Role.STUDENT)
def show_ledger() -> ResponseReturnValue:
    """Show who looked at the student's identity, when and for what."""
    rows = [
        (moment(line.read_at), line.reader_name, PURPOSES.get(line.purpose, line.purpose))
        for line in list_reveal_lines(current_session(), current_actor().account_id)
    ]
    shown = list_shown_proposals_of_student(
        current_session(), student_id=current_actor().account_id
    )
    return render_template("students/show_ledger.html", rows=rows, shown=shown)


@bp.get("/proposals/<uuid:proposal_id>/shown.json")
@allow(Role.STUDENT)
def download_shown(proposal_id: UUID) -> Response:
    """Give the student exactly what the company saw, as it was kept when the student said yes."""
    proposal = _own_proposal_or_404(proposal_id)
    shown = find_shown(current_session(), proposal) or abort(404)
    return download(shown.content.encode(), "wat-het-bedrijf-zag.json", "application/json")


@bp.get("/report")
@allow(Role.STUDENT)
def show_report() -> ResponseReturnValue:
    """Show the public report of the student's own round."""
    candidate = find_own_candidate() or abort(404)
    report = find_report(current_session(), candidate.round) or abort(404)
    return render_template("students/show_report.html", report=report)


def _own_proposal_or_404(proposal_id: UUID) -> Proposal:
    """Return a proposal made to the visitor; another student's does not exist."""
    return find_proposal_of_student(
        current_session(), proposal_id, student_id=current_actor().account_id
    ) or abort(404)


def _shown_rows(shown: Shown) -> list[tuple[str, str, object]]:
    """Return what the company read of the student, row by row, out of the file itself."""
    language, names = language_of(get_locale()), level_names()
    return [
        (
            competence(row["letter"]).name(language),
            names[row["required_level"]](language),
            STANDINGS[row["standing"]],
        )
        for row in json.loads(shown.content)["rows"]
    ]


def _limit(candidate: Candidate) -> str | None:
    """Return what kept this student from a place in the latest result."""
    run = find_published_run(current_session(), candidate.round_id)
    unmatched = cast("dict[str, str]", run.summary["unmatched"]) if run and run.summary else {}
    return unmatched.get(candidate.code)


def _rows(proposal: Proposal) -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
    """Return per criterion what was asked, seen and lost, met ones first, and how it adds up."""
    language, names = language_of(get_locale()), level_names()
    explained = sorted(
        cast("list[dict[str, Any]]", proposal.explanation["rows"]),
        key=lambda row: not _is_shown(row),
    )
    clip_loss = Fraction(cast("str", proposal.explanation["clip_loss"]))
    *losses, clip = in_tenths([*(Fraction(row["loss"]) for row in explained), clip_loss])
    rows: list[tuple[str, ...]] = [
        (
            competence(row["letter"]).name(language),
            names[row["required"]](language),
            mean_level(Fraction(row["level"]) if row["level"] else None),
            _what_follows(row),
            tenths(-loss) if loss else str(_("nothing off")),
        )
        for row, loss in zip(explained, losses, strict=True)
    ]
    not_seen = [(_("What nobody has seen yet"), tenths(-clip))] if clip else []
    total = tenths(1000 - sum(losses) - clip)
    return rows, [
        (_("You begin with"), "100"),
        *not_seen,
        (_("Your points for this place"), total),
    ]


def _what_follows(row: Mapping[str, Any]) -> str:
    """Return what a criterion means for the student, in a few words."""
    if row.get("is_left_out"):
        return str(_("Did not count: two assessors saw it too differently"))
    return str(_("You show this") if _is_shown(row) else _("You learn this here"))


def _is_shown(row: Mapping[str, Any]) -> bool:
    """Return whether a criterion counted, asks more than to learn it, and was met."""
    counted = not row.get("is_left_out") and row["required"] > LEARNED_HERE
    return counted and bool(row["is_met"])


def _above(proposal: Proposal, vacancies: dict[str, Vacancy]) -> list[PlaceAbove]:
    listed = cast("list[dict[str, Any]]", proposal.explanation["above"])
    return [
        PlaceAbove(
            rank=one["rank"],
            title=vacancies[one["place"]].title,
            why=one["why"],
            one_more=_either(one.get("one_more", ())),
        )
        for one in listed
        if one["place"] in vacancies
    ]


def _either(letters: Sequence[str]) -> str:
    """Return the names of competences, such as "plannen of samenwerken"."""
    language = language_of(get_locale())
    names = [competence(letter).name(language).lower() for letter in letters]
    return format_list(names, style="or", locale=get_locale())


def _own_receipt(proposal: Proposal) -> dict[str, str]:
    """Return what the student needs to check the own lot in the public report."""
    run = find_published_run(current_session(), proposal.round_id) or abort(404)
    code = proposal.candidate.code
    return {
        "code": code,
        "lot": str(result_of(run).receipt["result"]["candidates"][code]["lot"]),
        "digest": run.digest or "",
    }

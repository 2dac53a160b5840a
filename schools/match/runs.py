"""Pages on which a coordinator runs a match, judges it and publishes it."""

from datetime import datetime
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.errors import Refusal
from placements.match.proof import request_proof as ask_for_proof
from placements.match.run import checks_before_run
from placements.match.run import confirm_run as confirm
from placements.match.run import request_run as request_match
from placements.match.run import return_run as send_back
from placements.policy.match import (
    SECOND_PERSONS,
    may_confirm_run,
    may_publish_run,
    may_request_proof,
    may_request_run,
    may_return_run,
    may_see_match,
)
from placements.policy.rounds import ROUND_READERS
from placements.proposals.answers import publish_run as publish
from placements.proposals.answers import publishes_at
from placements.rounds.report import find_report
from records.database import current_session
from records.models.match import MatchRun, MatchRunState
from records.models.round import Round
from records.queries.match_runs import (
    find_latest_proof,
    find_match_run_of_school,
    find_open_run,
    list_runs_of_round,
)
from records.queries.rounds import find_round_of_school, list_parties
from records.vault.people import read_for_service
from schools import bp
from schools.forms.match import ReturnForm
from schools.match.rows import (
    ROWS_A_PAGE,
    choice_labels_of,
    equal_places_of,
    exceptions_of,
    limits_of,
    rows_of,
)
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, utc_now

COMPUTING = (MatchRunState.WAITING, MatchRunState.RUNNING)


@bp.get("/rounds/<uuid:round_id>/match")
@allow(*SECOND_PERSONS)
def show_match(round_id: UUID) -> ResponseReturnValue:
    """Show whether the round can be matched, and how far its runs are."""
    return _match_page(round_or_404(round_id), ActForm())


@bp.post("/rounds/<uuid:round_id>/match")
@allow(Role.COORDINATOR)
def request_run(round_id: UUID) -> ResponseReturnValue:
    """Ask for a run; the worker computes it."""
    round_, form = round_or_404(round_id), ActForm()
    if form.validate_on_submit():
        try:
            request_match(current_session(), current_actor(), round_, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("schools.show_match", round_id=round_id))
    return _match_page(round_, form)


@bp.post("/rounds/<uuid:round_id>/match/proof")
@allow(Role.COORDINATOR)
def request_proof(round_id: UUID) -> ResponseReturnValue:
    """Ask for the proof that names change nothing in this round; the worker makes it."""
    round_, form = round_or_404(round_id), ActForm()
    if form.validate_on_submit():
        try:
            ask_for_proof(current_session(), current_actor(), round_, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("schools.show_match", round_id=round_id, _anchor="proof"))
    return _match_page(round_, form)


@bp.get("/match-runs/<uuid:run_id>")
@allow(*SECOND_PERSONS)
def review_run(run_id: UUID) -> ResponseReturnValue:
    """Show what a run gives everybody, by code, before anybody hears of it."""
    return review_page(run_or_404(run_id), ActForm())


@bp.post("/match-runs/<uuid:run_id>/confirm")
@allow(Role.COORDINATOR)
def confirm_run(run_id: UUID) -> ResponseReturnValue:
    """Let this coordinator stand for the run."""
    run, form = run_or_404(run_id), ActForm()
    if form.validate_on_submit():
        try:
            confirm(current_session(), current_actor(), run, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("You stand for this run. It goes out by itself at the announced time."))
            return redirect(url_for("schools.review_run", run_id=run_id))
    return review_page(run, form)


@bp.route("/match-runs/<uuid:run_id>/return", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def return_run(run_id: UUID) -> ResponseReturnValue:
    """Send a run back with a reason."""
    run, form = run_or_404(run_id), ReturnForm()
    if form.validate_on_submit():
        try:
            send_back(current_session(), current_actor(), run, form.data["reason"], now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The run has been sent back. Nobody has heard of its result."))
            return redirect(url_for("schools.show_match", round_id=run.round_id))
    return render_template("schools/return_run.html", form=form, run=run), form.status


@bp.post("/match-runs/<uuid:run_id>/publish")
@allow(Role.COORDINATOR)
def publish_run(run_id: UUID) -> ResponseReturnValue:
    """Tell everybody at the same time."""
    run, form = run_or_404(run_id), ActForm()
    if form.validate_on_submit():
        try:
            publish(current_session(), current_actor(), run, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The result is out. Everybody gets a mail now."))
            return redirect(url_for("schools.list_proposals", round_id=run.round_id))
    return review_page(run, form)


@bp.get("/rounds/<uuid:round_id>/report")
@allow(*ROUND_READERS)
def show_report(round_id: UUID) -> ResponseReturnValue:
    """Show the public report of a round."""
    round_ = find_round_of_school(
        current_session(), round_id, school_id=current_actor().school_id
    ) or abort(404)
    report = find_report(current_session(), round_) or abort(404)
    return render_template("schools/show_report.html", report=report)


@bp.get("/match-runs/<uuid:run_id>/receipt.json")
@allow(*SECOND_PERSONS)
def download_receipt(run_id: UUID) -> ResponseReturnValue:
    """Give the file from which anyone can recompute the run."""
    run = run_or_404(run_id)
    if run.receipt is None:
        abort(404)
    headers = {
        "Content-Type": "application/json",
        "Content-Disposition": f'attachment; filename="receipt-{run.number}.json"',
    }
    return run.receipt, headers


def round_or_404(round_id: UUID) -> Round:
    """Return a round of the visitor's school whose match the visitor may see."""
    round_ = find_round_of_school(current_session(), round_id, school_id=current_actor().school_id)
    if round_ is None or not may_see_match(current_actor(), round_):
        abort(404)
    return round_


def run_or_404(run_id: UUID) -> MatchRun:
    """Return a run of the visitor's school; another school's does not exist."""
    return find_match_run_of_school(
        current_session(), run_id, school_id=current_actor().school_id
    ) or abort(404)


def _match_page(round_: Round, form: PageForm) -> ResponseReturnValue:
    session = current_session()
    open_run = find_open_run(session, round_.id)
    page = render_template(
        "schools/show_match.html",
        form=form,
        round=round_,
        checks=checks_before_run(session, round_),
        parties=[party for party, _role in list_parties(session, round_.id)],
        runs=list_runs_of_round(session, round_.id),
        open_run=open_run,
        publishes_at=_publishes_at(open_run),
        computing=COMPUTING,
        states=MatchRunState,
        may_request=may_request_run(current_actor(), round_),
        proof=find_latest_proof(session, round_.id),
        may_prove=may_request_proof(current_actor(), round_),
    )
    return page, form.status


def review_page(run: MatchRun, form: PageForm) -> ResponseReturnValue:
    """Show a run with what this person may do with it."""
    if run.summary is None:
        return redirect(url_for("schools.show_match", round_id=run.round_id))
    actor, rows = current_actor(), rows_of(run)
    number = max(request.args.get("page", 1, type=int), 1)
    shown = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    page = render_template(
        "schools/review_run.html",
        form=form,
        run=run,
        summary=run.summary,
        choice_labels=choice_labels_of(run),
        limits=limits_of(run),
        equal_places=equal_places_of(run),
        rows=shown,
        page_number=number,
        page_count=-(-len(rows) // ROWS_A_PAGE),
        exceptions=exceptions_of(actor, run),
        confirmed_by=_name_of(run.confirmed_by),
        publishes_at=_publishes_at(run),
        states=MatchRunState,
        may_confirm=may_confirm_run(actor, run),
        may_return=may_return_run(actor, run),
        may_publish=may_publish_run(actor, run),
    )
    return page, form.status


def _publishes_at(run: MatchRun | None) -> datetime | None:
    """Return when a run goes out by itself, if a coordinator stands for it."""
    return publishes_at(run) if run and run.state is MatchRunState.CONFIRMED else None


def _name_of(account_id: UUID | None) -> str:
    """Return the name of a colleague, for the page that says who stands for a run."""
    if account_id is None:
        return ""
    return read_for_service(current_session(), [account_id])[account_id].full_name

"""The pages of a round: the list, the dates, where it stands, and who scores."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from placements.actors import Role
from placements.assessments import assessors, leaving
from placements.errors import Refusal
from placements.policy.match import may_see_match
from placements.policy.rounds import (
    ROUND_READERS,
    may_advance_round,
    may_appoint_assessors,
    may_be_party,
    may_excuse_assessor,
    may_revise_round,
)
from placements.rounds import course as rounds
from placements.rounds.phases import PHASES, Hurdle, HurdleKind, hurdles, phase_after, stages
from placements.rounds.progress import progress_of
from records.database import current_session
from records.models.round import Objective, Round, RoundPhase
from records.models.school import Programme
from records.queries.accounts import list_staff_of_school
from records.queries.rounds import (
    find_round_of_school,
    list_programmes_of_school,
    list_round_assessors,
    list_rounds_of_school,
)
from records.vault.people import open_person
from schools import bp
from schools.forms.rounds import AdvanceForm, AssessorsForm, RoundForm
from web.formatting import long_day
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now

SOLVED_IN_ROUND: Final = {
    HurdleKind.FORMS_TO_CHECK: "list_vacancies",
    HurdleKind.PLACES: "list_vacancies",
    HurdleKind.ASSESSORS: "list_assessors",
    HurdleKind.SCORES: "list_open_scores",
    HurdleKind.LOTTERY: "show_lottery",
    HurdleKind.MATCH: "show_match",
    HurdleKind.PROPOSALS: "list_proposals",
}
SOLVED_AT: Final = {HurdleKind.TEXTS_TO_REVIEW: "list_reviews", HurdleKind.TRIALS: "list_trials"}
"""The page on which each hurdle is taken away: one of this round, or one of all rounds."""


@dataclass(frozen=True, slots=True)
class ShownHurdle:
    """One thing that stands in the way, in words, with the page on which it is solved."""

    text: str
    url: str | None


@bp.get("/rounds")
@allow(*ROUND_READERS)
def list_rounds() -> ResponseReturnValue:
    """Show every round of the school."""
    actor = current_actor()
    found = list_rounds_of_school(current_session(), school_id=actor.school_id)
    return render_template("schools/list_rounds.html", rounds=found, actor=actor, roles=Role)


@bp.route("/rounds/new", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def open_round() -> ResponseReturnValue:
    """Open a round."""
    session, actor = current_session(), current_actor()
    programmes = list_programmes_of_school(session, school_id=actor.school_id)
    usual = {"objective": Objective.STABLE.value, **rounds.usual_days(utc_now().date())}
    form = RoundForm(programmes, data=usual)
    if form.validate_on_submit():
        try:
            round_ = rounds.open_round(session, actor, form.terms(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The round is open. Nobody else has been told yet."))
            return redirect(url_for("schools.show_round", round_id=round_.id))
    return render_template("schools/open_round.html", form=form), form.status


@bp.route("/rounds/<uuid:round_id>/edit", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def edit_round(round_id: UUID) -> ResponseReturnValue:
    """Change a round that nobody has been told of."""
    session, actor, round_ = current_session(), current_actor(), own_round_or_404(round_id)
    if not may_revise_round(actor, round_):
        flash(_("Companies have been told about this round. It can no longer change."), "warning")
        return redirect(url_for("schools.show_round", round_id=round_.id))
    programmes = list_programmes_of_school(session, school_id=actor.school_id)
    chosen = [str(programme.id) for programme in round_.programmes]
    form = RoundForm(
        programmes, obj=round_, data={"programme_ids": chosen, "objective": round_.objective.value}
    )
    if form.validate_on_submit():
        try:
            rounds.revise_round(session, actor, round_, form.terms(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The round has been saved."))
            return redirect(url_for("schools.show_round", round_id=round_.id))
    return render_template("schools/edit_round.html", form=form, round=round_), form.status


@bp.get("/rounds/<uuid:round_id>")
@allow(*ROUND_READERS)
def show_round(round_id: UUID) -> ResponseReturnValue:
    """Show where a round stands, and what stands in the way of the next phase."""
    return _show(own_round_or_404(round_id), AdvanceForm())


@bp.post("/rounds/<uuid:round_id>/advance")
@allow(Role.COORDINATOR)
def advance_round(round_id: UUID) -> ResponseReturnValue:
    """Move a round one phase on."""
    round_, form = own_round_or_404(round_id), AdvanceForm()
    if form.validate_on_submit():
        try:
            rounds.advance_round(
                current_session(),
                current_actor(),
                round_,
                leaving=RoundPhase(form.data["leaving"]),
                rng=random.SystemRandom(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The round has moved on. Everybody who can act now gets a mail."))
            return redirect(url_for("schools.show_round", round_id=round_.id))
    return _show(round_, form)


@bp.get("/rounds/<uuid:round_id>/assessors")
@allow(Role.COORDINATOR)
def list_assessors(round_id: UUID) -> ResponseReturnValue:
    """Show who scores each programme of a round."""
    return _show_assessors(own_round_or_404(round_id), ActForm())


@bp.post("/rounds/<uuid:round_id>/assessors/excuse/<uuid:assessor_id>")
@allow(Role.COORDINATOR)
def excuse_assessor(round_id: UUID, assessor_id: UUID) -> ResponseReturnValue:
    """Give what an assessor who cannot go on has still to score to the reserves."""
    round_, form = own_round_or_404(round_id), ActForm()
    rows = list_round_assessors(current_session(), round_.id)
    if assessor_id not in {row.account_id for row in rows}:
        abort(404)
    if form.validate_on_submit():
        try:
            leaving.excuse_assessor(
                current_session(),
                current_actor(),
                round_,
                assessor_id,
                rng=random.SystemRandom(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The open texts have gone to the reserves. What was locked stays."))
            return redirect(url_for("schools.list_assessors", round_id=round_.id))
    return _show_assessors(round_, form)


@bp.route("/rounds/<uuid:round_id>/assessors/<uuid:programme_id>", methods=["GET", "POST"])
@allow(Role.COORDINATOR)
def appoint_assessors(round_id: UUID, programme_id: UUID) -> ResponseReturnValue:
    """Choose who scores one programme."""
    session, actor, round_ = current_session(), current_actor(), own_round_or_404(round_id)
    programme = _programme_or_404(round_, programme_id)
    staff = list_staff_of_school(session, school_id=round_.school_id, role=Role.ASSESSOR)
    rows = list_round_assessors(session, round_.id)
    seated = [row for row in rows if row.programme_id == programme.id]
    ids = {account.id for account in staff}
    if round_.phase is RoundPhase.SCORING:
        ids |= {row.account_id for row in seated}
    form = AssessorsForm([(key, name) for name, key in sorted((_name_of(id_), id_) for id_ in ids)])
    if not form.is_submitted():
        for field, row in zip(form.seats(), seated, strict=False):
            field.data = str(row.account_id)
    if form.validate_on_submit():
        try:
            assessors.appoint_assessors(
                session,
                actor,
                round_,
                programme,
                form.assessor_ids(),
                rng=random.SystemRandom(),
                now=utc_now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The assessors have been saved."))
            return redirect(url_for("schools.list_assessors", round_id=round_.id))
    page = render_template(
        "schools/appoint_assessors.html", form=form, round=round_, programme=programme
    )
    return page, form.status


def own_round_or_404(round_id: UUID) -> Round:
    """Return a round of the visitor's school; of another school it does not exist."""
    found = find_round_of_school(current_session(), round_id, school_id=current_actor().school_id)
    return found or abort(404)


def shown_hurdle(round_: Round, hurdle: Hurdle) -> ShownHurdle:
    """Put a hurdle into words, and find the page on which it is solved."""
    facts = {
        name: long_day(value) if isinstance(value, date) else value
        for name, value in hurdle.facts.items()
    }
    return ShownHurdle(_(hurdle.message, **facts), _solved_at(round_, hurdle.kind))


def _solved_at(round_: Round, kind: HurdleKind) -> str | None:
    """Return the page on which a hurdle is taken away; a day only has to come."""
    if kind in SOLVED_IN_ROUND:
        return url_for(f"schools.{SOLVED_IN_ROUND[kind]}", round_id=round_.id)
    return url_for(f"schools.{SOLVED_AT[kind]}") if kind in SOLVED_AT else None


def _show(round_: Round, form: AdvanceForm) -> ResponseReturnValue:
    session, actor, now = current_session(), current_actor(), utc_now()
    form.leaving.data = round_.phase.value
    standing = hurdles(session, round_, now=now)
    page = render_template(
        "schools/show_round.html",
        form=form,
        round=round_,
        stages=stages(round_),
        ahead=phase_after(round_.phase),
        hurdles=[shown_hurdle(round_, one) for one in standing],
        progress=progress_of(session, actor, round_),
        may_advance=may_advance_round(actor, round_),
        may_revise=may_revise_round(actor, round_),
        may_join_lottery=may_be_party(actor, round_),
        may_see_match=may_see_match(actor, round_),
        is_matched=PHASES.index(round_.phase) >= PHASES.index(RoundPhase.MATCHING),
        is_published=PHASES.index(round_.phase) > PHASES.index(RoundPhase.MATCHING),
    )
    return page, form.status


def _show_assessors(round_: Round, form: ActForm) -> ResponseReturnValue:
    rows = list_round_assessors(current_session(), round_.id)
    names = {row.account_id: _name_of(row.account_id) for row in rows}
    page = render_template(
        "schools/list_assessors.html",
        form=form,
        round=round_,
        names=names,
        excused={row.account_id for row in rows if row.excused_at},
        seated={
            programme.id: [row for row in rows if row.programme_id == programme.id]
            for programme in round_.programmes
        },
        may_appoint=may_appoint_assessors(current_actor(), round_),
        may_excuse=may_excuse_assessor(current_actor(), round_),
    )
    return page, form.status


def _programme_or_404(round_: Round, programme_id: UUID) -> Programme:
    found = (one for one in round_.programmes if one.id == programme_id)
    return next(found, None) or abort(404)


def _name_of(account_id: UUID) -> str:
    person = open_person(
        current_session(),
        account_id,
        reader_id=current_actor().account_id,
        purpose="appointing assessors",
        now=utc_now(),
    )
    return person.full_name

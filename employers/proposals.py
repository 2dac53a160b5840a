"""Pages on which a company reads a proposal without a name, and says yes or cannot host."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from employers import bp
from employers.proposal_forms import RefusalForm
from employers.tasks import Task
from placements.actors import EMPLOYER_ROLES
from placements.catalogue import competence, level_names
from placements.errors import Refusal
from placements.norms.figures import others_said_yes
from placements.policy.handovers import may_hand_over_place
from placements.proposals.blind import BlindProposal, Standing
from placements.proposals.hearings import open_hearing
from placements.proposals.reveal import (
    find_blind_proposal,
    is_long_over,
    list_blind_proposals,
    open_learning_wishes,
    open_student,
)
from placements.proposals.second_thoughts import answer_proposal, take_answer_back
from records.database import current_session
from records.models.norms import HearingSide
from records.models.proposal import Proposal, ProposalState
from records.queries.proposals import find_proposal_of_employer
from web.formatting import long_day
from web.forms import ActForm, PageForm
from web.guards import allow, current_actor, opens_vault, utc_now
from web.language import language_of

STANDINGS = {
    Standing.MEETS: _l("Meets it"),
    Standing.LEARNS_HERE: _l("Learns it here"),
    Standing.MORE: _l("More than asked"),
}


@bp.get("/proposals")
@allow(*EMPLOYER_ROLES)
def list_proposals() -> ResponseReturnValue:
    """Show the proposals that students have accepted."""
    proposals = list_blind_proposals(current_session(), current_actor())
    return render_template(
        "employers/list_proposals.html", proposals=proposals, states=ProposalState
    )


@bp.get("/proposals/<uuid:proposal_id>")
@allow(*EMPLOYER_ROLES)
@opens_vault
def show_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Show what a student can do, and after the student's own tap who it is."""
    return _proposal_page(proposal_id, ActForm())


@bp.post("/proposals/<uuid:proposal_id>/confirm")
@allow(*EMPLOYER_ROLES)
def confirm_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Say yes to hosting the trial."""
    proposal, form = _own_proposal_or_404(proposal_id), ActForm()
    if form.validate_on_submit():
        try:
            answer_proposal(current_session(), current_actor(), proposal, None, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Thank you. You hear who it is as soon as the student shares the name."))
            return redirect(url_for("employers.show_proposal", proposal_id=proposal_id))
    return _proposal_page(proposal_id, form)


@bp.route("/proposals/<uuid:proposal_id>/refuse", methods=["GET", "POST"])
@allow(*EMPLOYER_ROLES)
def refuse_proposal(proposal_id: UUID) -> ResponseReturnValue:
    """Let a company say why it cannot host."""
    proposal = _own_proposal_or_404(proposal_id)
    blind = find_blind_proposal(current_session(), current_actor(), proposal_id)
    form = RefusalForm(_language())
    if form.validate_on_submit():
        try:
            answer_proposal(
                current_session(), current_actor(), proposal, form.terms(), now=utc_now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The school looks at your reason and calls you if something is unclear."))
            return redirect(url_for("employers.show_proposal", proposal_id=proposal_id))
    page = render_template(
        "employers/refuse_proposal.html",
        form=form,
        proposal=blind,
        others=others_said_yes(current_session(), proposal, now=utc_now()),
    )
    return page, form.status


@bp.post("/proposals/<uuid:proposal_id>/take-back")
@allow(*EMPLOYER_ROLES)
def take_back_answer(proposal_id: UUID) -> ResponseReturnValue:
    """Take the company's answer back, within half an hour."""
    proposal, form = _own_proposal_or_404(proposal_id), ActForm()
    if form.validate_on_submit():
        try:
            take_answer_back(current_session(), current_actor(), proposal, now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("Taken back. Nobody has heard your answer."))
            return redirect(url_for("employers.show_proposal", proposal_id=proposal_id))
    return _proposal_page(proposal_id, form)


def proposal_tasks() -> list[Task]:
    """Return the proposals that wait for the company, as lines of its first page."""
    return [
        Task(
            _("Say whether %(place)s can go ahead", place=proposal.title),
            url_for("employers.show_proposal", proposal_id=proposal.id),
            _("A student waits"),
            "attention",
            _("Before or on %(day)s", day=long_day(proposal.decides_by)),
        )
        for proposal in list_blind_proposals(current_session(), current_actor())
        if proposal.waits_for_employer
    ]


def _proposal_page(proposal_id: UUID, form: PageForm) -> ResponseReturnValue:
    session, actor = current_session(), current_actor()
    blind = find_blind_proposal(session, actor, proposal_id) or abort(404)
    proposal = _own_proposal_or_404(proposal_id)
    student, wishes = None, list[str]()
    if blind.state is ProposalState.REVEALED and not is_long_over(proposal, now=utc_now()):
        student = open_student(session, actor, proposal, now=utc_now())
        wishes = list(open_learning_wishes(actor, proposal))
    page = render_template(
        "employers/show_proposal.html",
        form=form,
        proposal=blind,
        states=ProposalState,
        student=student,
        learning_wishes=[competence(letter).name(_language()) for letter in wishes],
        rows=_rows(blind),
        hearing=open_hearing(proposal, HearingSide.COMPANY),
        vacancy_id=proposal.vacancy_id,
        may_hand_over=may_hand_over_place(actor, proposal.vacancy),
    )
    return page, form.status


def _own_proposal_or_404(proposal_id: UUID) -> Proposal:
    """Return a proposal for a place of the visitor's company; another one does not exist."""
    return find_proposal_of_employer(
        current_session(), proposal_id, employer_id=current_actor().employer_id
    ) or abort(404)


def _rows(blind: BlindProposal) -> list[tuple[str, str, object]]:
    """Return what was asked and how the student stands to it, in words."""
    language, names = _language(), level_names()
    return [
        (
            competence(row.letter).name(language),
            names[row.required_level](language),
            STANDINGS[row.standing],
        )
        for row in blind.rows
    ]


def _language() -> str:
    return language_of(get_locale())

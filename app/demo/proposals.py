"""The lottery, the match, and what both sides say to the proposals that come out of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.demo.people import read
from app.demo.stage import Stage, advance
from placements.actors import Actor, Role
from placements.match.input import perform_freeze
from placements.match.lottery import deposit_commitment, record_public_value, reveal_secret
from placements.match.run import confirm_run, perform_run, request_run
from placements.proposals.answers import (
    accept_proposal,
    confirm_proposal,
    publish_run,
    veto_proposal,
)
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from placements.proposals.reveal import open_student, reveal_identity
from records.models.match import MatchRun
from records.models.proposal import Proposal, RefusalReason
from records.models.round import Round
from records.queries.match_runs import find_standing_input
from records.queries.proposals import list_proposals_of_round

A_DAY = timedelta(days=1)
PARTIES = ((Role.COORDINATOR, "Stagebureau"), (Role.CONFIDANT, "Vertrouwenspersoon"))


def bind_party(stage: Stage, round_: Round, role: Role, name: str) -> str:
    """Let one party to the lottery bind itself, and return its secret."""
    secret = stage.chance.draw_secret()
    now = stage.between(round_.scoring_opens_on, round_.scoring_opens_on + A_DAY)
    actor = stage.staff(round_, role)
    deposit_commitment(stage.session, actor, round_, party=name, secret=secret, now=now)
    return secret


def run_match(stage: Stage, round_: Round) -> MatchRun:
    """Bind the lottery, close the scoring, freeze the input, show the secrets and run the match."""
    secrets = [bind_party(stage, round_, role, name) for role, name in PARTIES]
    day = round_.matching_opens_on
    advance(stage, round_, day)
    now = stage.between(day, day)
    freeze(stage, round_, now=now)
    for (role, _name), secret in zip(PARTIES, secrets, strict=True):
        reveal_secret(stage.session, stage.staff(round_, role), round_, secret=secret, now=now)
    coordinator = stage.staff(round_, Role.COORDINATOR)
    value = stage.chance.draw_secret()
    record_public_value(stage.session, coordinator, round_, value=value, now=now)
    run = request_run(stage.session, coordinator, round_, now=now)
    for _share in perform_run(stage.session, run, now=now):
        stage.records.flush()
    return run


def freeze(stage: Stage, round_: Round, *, now: datetime) -> None:
    """Let the worker freeze the input of the match."""
    waiting = find_standing_input(stage.session, round_.id)
    assert waiting is not None  # noqa: S101 - it waits since scoring closed
    for _step in perform_freeze(stage.session, waiting, now=now):
        stage.records.flush()


def publish_match(stage: Stage, round_: Round) -> Sequence[Proposal]:
    """Run the match, let a coordinator stand for it, and publish it on its day."""
    run = run_match(stage, round_)
    coordinator = stage.staff(round_, Role.COORDINATOR)
    day = round_.matching_opens_on
    confirm_run(stage.session, coordinator, run, now=stage.between(day + A_DAY, day + A_DAY))
    results_day = stage.between(round_.results_on, round_.results_on)
    publish_run(stage.session, coordinator, run, now=results_day)
    return by_code(stage, round_)


def by_code(stage: Stage, round_: Round) -> Sequence[Proposal]:
    """Return the proposals of a round in the order of their candidates' codes."""
    proposals = list_proposals_of_round(stage.session, round_.id)
    return sorted(proposals, key=lambda proposal: proposal.candidate.code)


def say_yes(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let both sides say yes and the student share the name, from this day on."""
    accept(stage, proposal, day)
    confirm(stage, proposal, day + A_DAY)
    reveal(stage, proposal, day + A_DAY)


def accept(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let the student say yes."""
    now = stage.between(day, day)
    accept_proposal(stage.session, student_of(stage, proposal), proposal, now=now)


def veto(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let the student say no."""
    now = stage.between(day, day)
    veto_proposal(stage.session, student_of(stage, proposal), proposal, now=now)


def confirm(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let the company say yes."""
    now = stage.between(day, day)
    confirm_proposal(stage.session, trainer_of(stage, proposal), proposal, now=now)


def refuse(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let the company say that it cannot host; the school has still to look at it."""
    explanation = read("phrases.json")["refusal"]
    terms = RefusalTerms(reason=RefusalReason.SUPERVISION_GONE, explanation=explanation)
    now = stage.between(day, day)
    refuse_proposal(stage.session, trainer_of(stage, proposal), proposal, terms, now=now)


def reveal(stage: Stage, proposal: Proposal, day: date) -> None:
    """Let the student share the name, and the company look at it."""
    now = stage.between(day, day)
    reveal_identity(stage.session, student_of(stage, proposal), proposal, now=now)
    looked = stage.not_after_now(now + timedelta(hours=2))
    open_student(stage.session, trainer_of(stage, proposal), proposal, now=looked)


def student_of(stage: Stage, proposal: Proposal) -> Actor:
    """Return the student to whom a proposal was made."""
    return stage.students[proposal.candidate_id].actor


def trainer_of(stage: Stage, proposal: Proposal) -> Actor:
    """Return who assesses at the place of a proposal."""
    trainer_id = proposal.vacancy.trainer_id
    assert trainer_id is not None  # noqa: S101 - no form goes to the school without one
    return stage.cast.actors[trainer_id]

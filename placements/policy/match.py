"""Who may freeze the input of a match, do without a party, run a match, judge it, publish it."""

from placements.actors import Actor, Role
from records.models.match import MatchOverride, MatchRun, MatchRunState
from records.models.round import LotteryAbsence, Round, RoundPhase

MATCHABLE = (RoundPhase.MATCHING, RoundPhase.PROPOSALS)
SECOND_PERSONS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
ABSENCE_APPROVERS = frozenset({Role.CONFIDANT, Role.ADMINISTRATOR})
"""Who may be the second person when a party is declared absent: never one who coordinates."""
ABSENCE_DROPPERS = ABSENCE_APPROVERS | {Role.COORDINATOR}


def may_see_match(actor: Actor, round_: Round) -> bool:
    """Only coordinators and administrators of the school whose round it is."""
    return actor.role in SECOND_PERSONS and actor.school_id == round_.school_id


def may_freeze_input(actor: Actor, round_: Round) -> bool:
    """Only a coordinator of the school, in the match phase."""
    return _coordinates(actor, round_) and round_.phase is RoundPhase.MATCHING


def may_reopen_input(actor: Actor, round_: Round) -> bool:
    """Only a coordinator of the school, in the match phase; the act sees that no draw has begun."""
    return may_freeze_input(actor, round_)


def may_request_proof(actor: Actor, round_: Round) -> bool:
    """Only a coordinator of the school, once there is something to match."""
    return _coordinates(actor, round_) and round_.phase in MATCHABLE


def may_request_absence(actor: Actor, round_: Round) -> bool:
    """Only a coordinator of the school, in the match phase."""
    return may_freeze_input(actor, round_)


def may_approve_absence(
    actor: Actor, round_: Round, absence: LotteryAbsence, *, is_missing: bool
) -> bool:
    """Only a confidant or administrator of the school who did not ask and is not missing."""
    return (
        actor.role in ABSENCE_APPROVERS
        and actor.school_id == round_.school_id
        and round_.phase is RoundPhase.MATCHING
        and absence.approved_by is None
        and absence.requested_by != actor.account_id
        and not is_missing
    )


def may_drop_absence(actor: Actor, round_: Round, absence: LotteryAbsence) -> bool:
    """Only a coordinator or a second person of the school, before it is agreed to."""
    return (
        actor.role in ABSENCE_DROPPERS
        and actor.school_id == round_.school_id
        and absence.approved_by is None
    )


def may_request_run(actor: Actor, round_: Round) -> bool:
    """Only a coordinator of the school, in the match phase or while proposals run."""
    return _coordinates(actor, round_) and round_.phase in MATCHABLE


def may_confirm_run(actor: Actor, run: MatchRun) -> bool:
    """Only a coordinator of the school, once the run is finished."""
    return _coordinates(actor, run.round) and run.state is MatchRunState.FINISHED


def may_return_run(actor: Actor, run: MatchRun) -> bool:
    """Only a coordinator of the school, as long as nobody has heard the result."""
    return _coordinates(actor, run.round) and run.state in (
        MatchRunState.FINISHED,
        MatchRunState.CONFIRMED,
    )


def may_publish_run(actor: Actor, run: MatchRun) -> bool:
    """Only a coordinator of the school, once a coordinator has confirmed the run."""
    return (
        _coordinates(actor, run.round)
        and run.state is MatchRunState.CONFIRMED
        and run.round.phase in MATCHABLE
    )


def may_request_override(actor: Actor, run: MatchRun) -> bool:
    """Only a coordinator of the school, before the run is confirmed."""
    return may_confirm_run(actor, run)


def may_approve_override(actor: Actor, run: MatchRun, override: MatchOverride) -> bool:
    """Only a second coordinator or administrator of the school, while it waits."""
    return (
        may_see_match(actor, run.round)
        and run.state is MatchRunState.FINISHED
        and override.approved_by is None
        and override.requested_by != actor.account_id
    )


def may_drop_override(actor: Actor, run: MatchRun, override: MatchOverride) -> bool:
    """Only who asked for the exception, or the second person, before it is approved."""
    return (
        may_see_match(actor, run.round)
        and run.state is MatchRunState.FINISHED
        and override.approved_by is None
    )


def _coordinates(actor: Actor, round_: Round) -> bool:
    return actor.role is Role.COORDINATOR and actor.school_id == round_.school_id

"""Who may read what was told to the confidants, and keep a seat free."""

from placements.actors import Actor, Role
from records.models.round import Round, RoundPhase
from records.models.signal import ConfidantKey, Signal, SignalState


def may_keep_key(actor: Actor) -> bool:
    """Only confidants have a key with which letters open."""
    return actor.role is Role.CONFIDANT


def may_admit_key(actor: Actor, key: ConfidantKey, *, reads: bool) -> bool:
    """Only a confidant of the same school who reads already, once."""
    return (
        actor.role is Role.CONFIDANT
        and actor.school_id == key.school_id
        and key.admitted_by is None
        and reads
    )


def may_read_signal(actor: Actor, signal: Signal) -> bool:
    """Only the confidants of the school to which it was handed over: nobody above or beside."""
    return (
        actor.role is Role.CONFIDANT
        and actor.school_id == signal.school_id
        and signal.state in {SignalState.OPEN, SignalState.CLOSED}
    )


def may_close_signal(actor: Actor, signal: Signal) -> bool:
    """Only the confidants of the school, once."""
    return (
        actor.role is Role.CONFIDANT
        and actor.school_id == signal.school_id
        and signal.state is SignalState.OPEN
    )


def may_hold_seat(actor: Actor, round_: Round, *, is_matching: bool) -> bool:
    """Only a confidant of the school, out of what a match left over and while none is made."""
    return (
        actor.role is Role.CONFIDANT
        and actor.school_id == round_.school_id
        and round_.phase in {RoundPhase.PROPOSALS, RoundPhase.TRIALS}
        and not is_matching
    )


def may_release_seat(actor: Actor, round_: Round) -> bool:
    """Only a confidant of the school."""
    return actor.role is Role.CONFIDANT and actor.school_id == round_.school_id


def may_take_seat(actor: Actor, round_: Round, *, is_matching: bool) -> bool:
    """Only a student of the school, out of what a match left over and while none is made."""
    return (
        actor.role is Role.STUDENT
        and actor.school_id == round_.school_id
        and round_.phase in {RoundPhase.PROPOSALS, RoundPhase.TRIALS}
        and not is_matching
    )


def may_publish_figures(actor: Actor, *, reads: bool) -> bool:
    """Only confidants who read already: nobody else can count what is sealed."""
    return actor.role is Role.CONFIDANT and reads

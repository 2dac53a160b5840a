"""Who may write, approve, read and check a profile."""

from uuid import UUID

from placements.actors import Actor, Role
from records.models.candidate import Candidate
from records.models.round import Round, RoundPhase
from records.models.student import Student

REVIEWER_ROLES = frozenset({Role.MENTOR, Role.COORDINATOR})


def may_start_profile(actor: Actor, student: Student, round_: Round) -> bool:
    """Students themselves, in a round of their programme, while profiles are being written."""
    return (
        actor.role is Role.STUDENT
        and actor.account_id == student.id
        and student.programme_id in {programme.id for programme in round_.programmes}
        and round_.phase is RoundPhase.PROFILES
    )


def may_edit_profile(actor: Actor, candidate: Candidate, *, own_candidate_id: UUID | None) -> bool:
    """Only the student whose profile it is. `own_candidate_id` is what the vault says it is."""
    return actor.role is Role.STUDENT and candidate.id == own_candidate_id


def may_step_out(candidate: Candidate, *, is_reopened: bool) -> bool:
    """Who said "this is it": while texts are scored, or the input of the match is reopened."""
    phase = candidate.round.phase
    return candidate.certified_at is not None and (
        phase is RoundPhase.SCORING or (phase is RoundPhase.MATCHING and is_reopened)
    )


def may_review_evidence(actor: Actor, round_: Round, *, scores_in_round: bool) -> bool:
    """Only a mentor or coordinator of the school, and never one who scores in the round."""
    return (
        actor.role in REVIEWER_ROLES and actor.school_id == round_.school_id and not scores_in_round
    )


def may_note_document(actor: Actor, student: Student) -> bool:
    """Only the student's own mentor, or a coordinator of the school."""
    if actor.school_id != student.programme.school_id:
        return False
    return actor.role is Role.COORDINATOR or actor.account_id == student.mentor_id


def may_withdraw_word(actor: Actor, school_id: UUID) -> bool:
    """Only a mentor or coordinator of the school whose word it is."""
    return actor.role in REVIEWER_ROLES and actor.school_id == school_id

"""Who may score what: only what lies on the assessor's own desk, and only while it is open."""

from placements.actors import Actor, Role
from records.models.desk.assessment import Answer, AssessmentState
from records.models.round import Round, RoundPhase


def may_score(actor: Actor, assessment: Answer, round_: Round) -> bool:
    """Only the assessor to whom the text was given, until the competence is locked."""
    return _is_on_own_desk(actor, assessment, round_) and assessment.state is AssessmentState.OPEN


def may_reconsider(actor: Actor, assessment: Answer, round_: Round) -> bool:
    """Only the assessor whose level is two or more away from the other's, once."""
    return (
        _is_on_own_desk(actor, assessment, round_)
        and assessment.state is AssessmentState.RECONSIDERING
    )


def may_lock_scores(actor: Actor, round_: Round) -> bool:
    """Assessors of the school, for their own desk, while the round is being scored."""
    return (
        actor.role is Role.ASSESSOR
        and actor.school_id == round_.school_id
        and round_.phase is RoundPhase.SCORING
    )


def _is_on_own_desk(actor: Actor, assessment: Answer, round_: Round) -> bool:
    return may_lock_scores(actor, round_) and assessment.assessor_id == actor.account_id

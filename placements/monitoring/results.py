"""Who got a place in the first match of a round, as far as comparing groups needs it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from placements.match.results import result_of
from records.groups.store import Result
from records.models.match import MatchRun
from records.queries.match_runs import list_certified_candidates
from records.queries.proposals import list_proposals_of_round
from records.vault.candidates import NOBODY, student_ids_of_candidates


def results_of(session: Session, run: MatchRun) -> list[tuple[UUID, Result]]:
    """Return every student of a run with what came of it, in an order of accounts."""
    codes = set(result_of(run).codes)
    placed = {
        proposal.candidate_id
        for proposal in list_proposals_of_round(session, run.round_id)
        if proposal.match_run_id == run.id
    }
    candidates = list_certified_candidates(session, run.round_id)
    students = student_ids_of_candidates(session, [one.id for one in candidates])
    return sorted(
        (
            (
                students[one.id],
                Result(
                    crebo=one.programme.crebo,
                    level=one.programme.level,
                    is_placed=one.id in placed,
                ),
            )
            for one in candidates
            if students[one.id] != NOBODY and one.code in codes
        ),
        key=lambda pair: pair[0],
    )


def published_at(run: MatchRun) -> datetime:
    """Return when the round of a first run came out."""
    moment = run.round.published_at
    assert moment is not None  # noqa: S101 - its run was published
    return moment

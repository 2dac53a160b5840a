"""Trials that have been assessed, with what the school had scored before."""

from datetime import UTC, date, datetime
from uuid import uuid4

from records.database import db
from records.models.candidate import Candidate
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.proposal import Proposal, ProposalState, Seat
from records.models.trial import Rater, Trial, TrialRating, TrialState
from tests.double_scores import JudgementFactory
from tests.factories import NOW, MatchRunFactory, RoundFactory, VacancyFactory

ASSESSED_AT = datetime(2027, 2, 12, 14, 0, tzinfo=UTC)


def matched_places(school, programme, coordinator, *, employers, judged=True):
    """Return a run, and a place of its round at each of these companies that asks E."""
    round_ = RoundFactory(school=school, programmes=[programme])
    if judged:
        JudgementFactory(round_id=round_.id)
    run = MatchRunFactory(round_id=round_.id, requested_by=coordinator.id)
    places = [
        VacancyFactory(round=round_, programme=programme, employer=one, frozen=True, criteria=["E"])
        for one in employers
    ]
    return run, places


def assessed_trials(run, places, pair, assessor, scores, levels, *, state=TrialState.ASSESSED):
    """Lay down one assessed trial per score, in turn at each of these places.

    The trainer gives `levels`; the school gives the same, but one lower at every fourth.
    """
    session = db.session()
    for number, (score, level) in enumerate(zip(scores, levels, strict=True)):
        place = places[number % len(places)]
        seat = Seat(vacancy_id=place.id, number=10 + number // len(places))
        candidate = Candidate(
            round_id=place.round_id, programme_id=place.programme_id, code=uuid4().hex[:26].upper()
        )
        session.add_all([seat, candidate])
        session.flush()
        session.add_all(
            Assessment(
                round_id=place.round_id,
                candidate_id=candidate.id,
                assessor_id=account.id,
                letter="E",
                desk_code=uuid4().hex[:26],
                position=1000 + number,
                level=score,
                first_level=score,
                state=AssessmentState.FINAL,
            )
            for account in pair
        )
        proposal = Proposal(
            match_run_id=run.id,
            round_id=place.round_id,
            candidate_id=candidate.id,
            vacancy_id=place.id,
            seat_id=seat.id,
            state=ProposalState.REVEALED,
            explanation={},
            revealed_at=NOW,
            student_decides_by=date(2026, 12, 4),
            employer_decides_by=date(2026, 12, 11),
        )
        session.add(proposal)
        session.flush()
        given = {Rater.TRAINER: level, Rater.SCHOOL: max(1, level - (number % 4 == 3))}
        session.add(
            Trial(
                proposal_id=proposal.id,
                school_assessor_id=assessor.id,
                state=state,
                starts_on=date(2027, 2, 1),
                ends_on=date(2027, 2, 12),
                assessment_at=ASSESSED_AT,
                ratings=[
                    TrialRating(letter="E", rater=one, level=of, rated_at=NOW, is_locked=True)
                    for one, of in given.items()
                ],
            )
        )
    session.flush()

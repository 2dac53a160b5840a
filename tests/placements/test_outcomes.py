"""How a trial ends: the stop rule as a table, early stops, and who is told."""

from datetime import date

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.trials.course import note_observation
from placements.trials.outcomes import (
    Conclusion,
    conclude_trial,
    essentials_not_reached,
    stop_early,
)
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState
from records.models.trial import EarlyStopReason, Outcome, TrialState
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, hand_in, seen

TALK = date(2027, 2, 12)
SCHOOL_REASONS = list(EarlyStopReason)


def conclusion(outcome, agreements=None, talk=None):
    return Conclusion(outcome=outcome, agreements=agreements, three_way_talk_on=talk)


def mailed(session):
    rows = session.execute(select(OutboxMessage.kind, OutboxMessage.account_id)).all()
    return {(kind, account_id) for kind, account_id in rows}


@pytest.mark.parametrize(
    ("by_trainer", "by_school", "is_reached"),
    [
        # E is essential and asks level 3 at the end; a level brings one observation.
        ({"E": 2, "K": 3}, {"E": 2, "K": 3}, False),
        ({"E": 1, "K": 3}, {"E": 1, "K": 3}, False),
        ({"E": 2, "K": 3}, {"E": 3, "K": 3}, True),  # one of two says it is there
        ({"E": 3, "K": 3}, {"E": 2, "K": 3}, True),
        ({"E": 2, "K": 3}, {"E": None, "K": 3}, True),  # seen only once
        ({"E": None, "K": 3}, {"E": None, "K": 3}, True),  # nobody saw it: never low
        ({"E": 3, "K": 1}, {"E": 3, "K": 1}, True),  # K is not essential
        ({"E": 4, "K": 1}, {"E": 4, "K": 1}, True),
    ],
)
def test_an_essential_is_not_reached_when_all_who_saw_it_say_so_on_two_observations(
    session, trial, noor, mehmet, by_trainer, by_school, is_reached
):
    hand_in(session, noor, trial, by_trainer)
    hand_in(session, mehmet, trial, by_school)

    assert [one.letter for one in essentials_not_reached(trial)] == ([] if is_reached else ["E"])


def test_two_observations_of_one_assessor_are_two(session, trial, noor, mehmet):
    note_observation(session, actor_of(noor), trial, seen("E", "Ging weg."), now=ASSESSMENT)
    hand_in(session, noor, trial, {"E": 2, "K": 3})
    hand_in(session, mehmet, trial, {"E": None, "K": None})

    assert [one.letter for one in essentials_not_reached(trial)] == ["E"]


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (conclusion(Outcome.CONTINUE_WITH_AGREEMENTS), "agreements"),
        (conclusion(Outcome.STOP), "three_way_talk_on"),
        (conclusion(Outcome.STOP, talk=date(2027, 1, 31)), "three_way_talk_on"),
        (conclusion(Outcome.STOP, talk=date(2027, 2, 13)), "three_way_talk_on"),
    ],
)
def test_an_outcome_needs_what_belongs_to_it(session, assessed_trial, mehmet, answer, field):
    with pytest.raises(Refusal) as refused:
        conclude_trial(session, actor_of(mehmet), assessed_trial, answer, now=ASSESSMENT)

    assert refused.value.field == field
    assert assessed_trial.state is TrialState.ASSESSED


def test_stopping_without_the_ground_for_it_is_refused(session, trial, noor, mehmet):
    hand_in(session, noor, trial, {"E": 3, "K": 1})
    hand_in(session, mehmet, trial, {"E": 3, "K": 1})

    with pytest.raises(Refusal, match="cannot do without"):
        conclude_trial(
            session, actor_of(mehmet), trial, conclusion(Outcome.STOP, talk=TALK), now=ASSESSMENT
        )


def test_continuing_keeps_the_place_and_tells_student_and_trainer(
    session, assessed_trial, mehmet, amina, noor
):
    answer = conclusion(Outcome.CONTINUE_WITH_AGREEMENTS, agreements="Elke maandag samen plannen.")

    conclude_trial(session, actor_of(mehmet), assessed_trial, answer, now=ASSESSMENT)
    session.flush()

    assert assessed_trial.state is TrialState.CONCLUDED
    assert assessed_trial.outcome_agreements == "Elke maandag samen plannen."
    assert assessed_trial.proposal.state is ProposalState.REVEALED
    assert {("trial_outcome", amina.id), ("trial_concluded", noor.id)} <= mailed(session)


def test_stopping_frees_the_student_for_another_place(
    session, assessed_trial, carla, amina, mehmet
):
    conclude_trial(
        session,
        actor_of(carla),
        assessed_trial,
        conclusion(Outcome.STOP, talk=TALK),
        now=ASSESSMENT,
    )
    session.flush()

    assert assessed_trial.proposal.state is ProposalState.STOPPED
    assert ("trial_stopped", mehmet.id) in mailed(session)


@pytest.mark.parametrize("who", ["noor", "amina", "anton"])
def test_only_the_school_decides(session, request, assessed_trial, who):
    outsider = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        conclude_trial(
            session, outsider, assessed_trial, conclusion(Outcome.CONTINUE), now=ASSESSMENT
        )


def test_nothing_is_decided_before_both_are_in(session, trial, noor, mehmet):
    hand_in(session, noor, trial, {"E": 3, "K": 3})

    with pytest.raises(NotAllowed, match="both handed in"):
        conclude_trial(
            session, actor_of(mehmet), trial, conclusion(Outcome.CONTINUE), now=ASSESSMENT
        )


def test_a_trial_is_decided_once(session, assessed_trial, mehmet, carla):
    conclude_trial(
        session, actor_of(mehmet), assessed_trial, conclusion(Outcome.CONTINUE), now=ASSESSMENT
    )

    with pytest.raises(TooLate):
        conclude_trial(
            session, actor_of(carla), assessed_trial, conclusion(Outcome.CONTINUE), now=ASSESSMENT
        )


@pytest.mark.parametrize("reason", EarlyStopReason)
def test_a_student_stops_at_any_time_for_an_own_reason(session, trial, amina, reason):
    theirs = reason in {
        EarlyStopReason.STUDENT_WISH,
        EarlyStopReason.SAFETY,
        EarlyStopReason.MISCONDUCT_BY_EMPLOYER,
    }

    if theirs:
        stop_early(session, actor_of(amina), trial, reason, now=ASSESSMENT)
        session.flush()
        assert (trial.outcome, trial.early_stop) == (Outcome.STOP, reason)
        assert trial.proposal.state is ProposalState.STOPPED
    else:
        with pytest.raises(Refusal):
            stop_early(session, actor_of(amina), trial, reason, now=ASSESSMENT)
        assert trial.state is TrialState.PLANNED


@pytest.mark.parametrize("reason", SCHOOL_REASONS)
def test_the_school_stops_for_every_listed_reason(session, trial, mehmet, amina, reason):
    stop_early(session, actor_of(mehmet), trial, reason, now=ASSESSMENT)
    session.flush()

    assert trial.early_stop is reason
    assert ("trial_outcome", amina.id) in mailed(session)


@pytest.mark.parametrize("who", ["noor", "otto", "anton"])
def test_a_company_does_not_stop_a_trial(session, request, trial, who):
    outsider = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        stop_early(session, outsider, trial, EarlyStopReason.SAFETY, now=ASSESSMENT)

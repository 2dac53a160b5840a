"""The levels: not before the moment, on what was seen, apart from each other."""

import pytest
from sqlalchemy import select

from placements.catalogue import competences
from placements.errors import NotAllowed, TooLate
from placements.trials.ratings import RatingIncomplete, rate_trial
from placements.trials.sheet import tips, trial_sheet
from records.models.outbox import OutboxMessage
from records.models.trial import Rater, TrialState
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, MINUTE, hand_in, rated, seen

EVERYONE = ["noor", "otto", "mehmet", "amina"]


@pytest.mark.parametrize("who", EVERYONE)
def test_a_minute_before_its_moment_the_assessment_is_closed_to_everyone(
    session, request, trial, who
):
    actor = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed, match="opens on"):
        rate_trial(session, actor, trial, [rated("E", 3)], is_final=False, now=ASSESSMENT - MINUTE)

    assert trial.ratings == []


@pytest.mark.parametrize("who", EVERYONE)
def test_at_its_moment_it_opens_for_everyone(session, request, trial, who):
    actor = actor_of(request.getfixturevalue(who))

    rate_trial(session, actor, trial, [rated("E", 3)], is_final=False, now=ASSESSMENT)

    assert [one.level for one in trial.ratings] == [3]


@pytest.mark.parametrize("who", ["carla", "anton"])
def test_nobody_else_rates(session, request, trial, who):
    outsider = actor_of(request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        rate_trial(session, outsider, trial, [rated("E", 3)], is_final=False, now=ASSESSMENT)


def test_a_level_rests_on_something_that_was_seen_on_a_day(session, trial, noor):
    answers = [rated("E", 3), rated("K", None)]

    with pytest.raises(RatingIncomplete) as refused:
        rate_trial(session, actor_of(noor), trial, answers, is_final=True, now=ASSESSMENT)

    assert {letter: gap.field for letter, gap in refused.value.gaps.items()} == {"E": "text"}


def test_an_earlier_observation_is_enough(session, observed_trial, noor):
    answers = [rated("E", 3), rated("K", None)]

    rate_trial(session, actor_of(noor), observed_trial, answers, is_final=True, now=ASSESSMENT)

    assert all(one.is_locked for one in observed_trial.ratings)


def test_every_competence_gets_an_answer(session, trial, noor):
    with pytest.raises(RatingIncomplete) as refused:
        rate_trial(
            session,
            actor_of(noor),
            trial,
            [rated("E", 3, seen("E"))],
            is_final=True,
            now=ASSESSMENT,
        )

    assert {letter: gap.field for letter, gap in refused.value.gaps.items()} == {"K": "level"}


def test_a_student_needs_no_evidence_and_is_not_counted(session, trial, amina):
    rate_trial(
        session,
        actor_of(amina),
        trial,
        [rated("E", 4), rated("K", 2)],
        is_final=True,
        now=ASSESSMENT,
    )

    assert trial.state is TrialState.PLANNED


def test_a_draft_can_be_changed_until_it_is_handed_in(session, trial, noor):
    noor_ = actor_of(noor)
    rate_trial(session, noor_, trial, [rated("E", 2)], is_final=False, now=ASSESSMENT)
    rate_trial(session, noor_, trial, [rated("E", None)], is_final=False, now=ASSESSMENT)
    hand_in(session, noor, trial, {"E": 3, "K": 3})

    with pytest.raises(TooLate, match="handed in already"):
        rate_trial(session, noor_, trial, [rated("E", 1)], is_final=False, now=ASSESSMENT)
    assert {one.letter: one.level for one in trial.ratings} == {"E": 3, "K": 3}


def test_both_in_makes_it_assessed_and_tells_the_school(session, trial, noor, mehmet):
    hand_in(session, noor, trial, {"E": 3, "K": 3})
    assert trial.state is TrialState.PLANNED

    hand_in(session, mehmet, trial, {"E": 2, "K": None})

    assert trial.state is TrialState.ASSESSED
    told = select(OutboxMessage.account_id).where(OutboxMessage.kind == "trial_assessed")
    assert session.scalars(told).all() == [mehmet.id]


@pytest.mark.parametrize("reader", [*Rater, None])
def test_nobody_reads_another_before_both_are_in(session, trial, noor, amina, reader):
    hand_in(session, noor, trial, {"E": 3, "K": 3})
    hand_in(session, amina, trial, {"E": 4, "K": 4})

    sheet = trial_sheet(trial, reader)

    assert not sheet.is_complete
    for row in sheet.rows:
        assert set(row.ratings) <= {reader}
        assert {one.rater for one in row.observations} <= {reader}


@pytest.mark.parametrize("reader", [*Rater, None])
def test_once_both_are_in_everyone_reads_everything(assessed_trial, reader):
    sheet = trial_sheet(assessed_trial, reader)

    assert sheet.is_complete
    assert [set(row.ratings) for row in sheet.rows] == [{Rater.TRAINER, Rater.SCHOOL}] * 2


def test_a_student_s_draft_stays_the_student_s(session, assessed_trial, amina):
    rate_trial(
        session, actor_of(amina), assessed_trial, [rated("E", 4)], is_final=False, now=ASSESSMENT
    )

    assert Rater.STUDENT not in trial_sheet(assessed_trial, Rater.TRAINER).rows[0].ratings


def test_the_next_step_is_the_next_anchor_and_a_tip_only_for_a_gap(assessed_trial):
    below, as_agreed = trial_sheet(assessed_trial, Rater.STUDENT).rows

    assert (below.criterion.letter, below.level, below.next_step.level) == ("E", 2, 3)
    assert below.tip is tips()["E"]
    assert (as_agreed.level, as_agreed.next_step.level, as_agreed.tip) == (3, 4, None)


def test_every_competence_has_its_tip_in_both_languages():
    assert list(tips()) == [one.letter for one in competences()]
    for tip in tips().values():
        assert tip.nl.endswith((".", "?"))
        assert tip.en.endswith((".", "?"))
        assert tip.nl != tip.en

"""Who is mailed when about an assessment, and that nobody is mailed twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from placements.trials.reminders import announce_assessments
from records.models.outbox import OutboxMessage
from tests.trial_stage import ASSESSMENT, MINUTE, hand_in

STEPS = ["assessment_opens_tomorrow", "assessment_open", "assessment_waits"]
DAY_BEFORE = ASSESSMENT - timedelta(days=1)


def mailed(session):
    session.flush()
    return sorted(
        session.execute(
            select(OutboxMessage.kind, OutboxMessage.account_id).where(
                OutboxMessage.kind.in_(STEPS)
            )
        ).all()
    )


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        (ASSESSMENT - timedelta(days=2), None),
        (DAY_BEFORE, "assessment_opens_tomorrow"),
        (ASSESSMENT - MINUTE, "assessment_opens_tomorrow"),
        (ASSESSMENT, "assessment_open"),
        (ASSESSMENT + timedelta(days=2), "assessment_open"),
        (ASSESSMENT + timedelta(days=3), "assessment_waits"),
        (ASSESSMENT + timedelta(days=8), "assessment_waits"),
        (ASSESSMENT + timedelta(days=31), None),
    ],
)
def test_each_day_has_its_mail_for_trainer_and_school(session, trial, noor, mehmet, moment, kind):
    announce_assessments(session, now=moment)

    expected = [] if kind is None else sorted([(kind, noor.id), (kind, mehmet.id)])
    assert mailed(session) == expected


def test_a_step_is_sent_once(session, trial):
    counts = [announce_assessments(session, now=DAY_BEFORE) for _time in range(3)]

    assert counts == [1, 0, 0]


def test_who_has_handed_in_is_left_alone(session, trial, noor, mehmet):
    hand_in(session, noor, trial, {"E": 3, "K": 3})

    announce_assessments(session, now=ASSESSMENT + timedelta(days=3))

    assert mailed(session) == [("assessment_waits", mehmet.id)]


def test_once_both_are_in_nobody_is_mailed(session, assessed_trial):
    assert announce_assessments(session, now=ASSESSMENT + timedelta(days=3)) == 0

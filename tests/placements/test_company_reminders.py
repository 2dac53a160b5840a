"""A company is asked again after 3, 7 and 15 days, not in its holidays, until it has answered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from placements.proposals.answers import confirm_proposal
from placements.proposals.reminders import remind_of_proposals
from placements.reminders import HolidayRegion, is_holiday, region_of, step_due
from placements.vacancies.reminders import remind_of_openings
from records.models.outbox import OutboxMessage
from records.models.vacancy import VacancyState
from tests.rounds import RESULTS_DAY, actor_of

UTRECHT, NIJMEGEN = "3511AA", "6511AA"


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def mails(session, kind):
    session.flush()
    return session.query(OutboxMessage).filter_by(kind=kind).all()


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("1011AB", "noord"),
        ("8051AA", "noord"),
        ("3755AA", "noord"),
        ("3511AA", "midden"),
        ("7311AA", "midden"),
        ("4286AA", "midden"),
        ("6511AA", "zuid"),
        ("5038AA", "zuid"),
        ("4331AA", "zuid"),
        ("0000AA", None),
    ],
)
def test_a_postcode_lies_in_a_region(postcode, region):
    assert region_of(postcode) == region


def test_every_region_has_the_same_holidays_of_at_least_a_week():
    first, last = date(2026, 9, 1), date(2028, 9, 30)
    days = [first + timedelta(days=n) for n in range((last - first).days)]
    blocks = {
        region: sum(
            is_holiday(day, region) and not is_holiday(day - timedelta(days=1), region)
            for day in days
        )
        for region in HolidayRegion
    }

    assert set(blocks.values()) == {10}
    for region in HolidayRegion:
        starts = [
            day
            for day in days
            if is_holiday(day, region) and not is_holiday(day - timedelta(days=1), region)
        ]
        assert {day.isoweekday() for day in starts} == {6}
        assert all(is_holiday(day + timedelta(days=8), region) for day in starts)
    assert is_holiday(date(2027, 2, 14), None)
    assert not is_holiday(date(2027, 2, 14), HolidayRegion.MIDDEN)


@pytest.mark.parametrize(
    ("day", "step"),
    [(2, None), (3, 3), (6, 3), (7, 7), (14, 7), (15, 15), (40, 15)],
)
def test_it_is_due_after_three_seven_and_fifteen_days(day, step):
    asked = date(2027, 1, 11)

    assert step_due(at(asked), UTRECHT, now=at(asked + timedelta(days=day))) == (
        step if asked + timedelta(days=day) < date(2027, 2, 20) else None
    )


def test_nothing_is_due_before_eight_in_the_morning_here():
    asked = date(2027, 1, 11)

    assert step_due(at(asked), UTRECHT, now=at(date(2027, 1, 14), hour=6)) is None
    assert step_due(at(asked), UTRECHT, now=at(date(2027, 1, 14), hour=7)) == 3


def test_holidays_pause_and_do_not_count_each_region_its_own():
    asked = at(date(2027, 2, 11))

    found = [
        [step_due(asked, postcode, now=at(date(2027, 2, day))) for day in (14, 17, 22, 23)]
        for postcode in (UTRECHT, NIJMEGEN)
    ]

    assert found == [[3, 3, None, None], [None, None, None, 3]]


def test_a_proposal_is_asked_about_again_until_it_is_answered(
    session, accepted_proposal, noor, otto
):
    asked = accepted_proposal.accepted_at
    days = (1, 3, 3, 7)

    sent = [remind_of_proposals(session, now=asked + timedelta(days=day)) for day in days]
    confirm_proposal(session, actor_of(noor), accepted_proposal, now=RESULTS_DAY)
    session.flush()
    sent.append(remind_of_proposals(session, now=asked + timedelta(days=15)))

    assert sent == [0, 1, 0, 1, 0]
    assert [mail.account_id for mail in mails(session, "proposal_waits")] == [noor.id, noor.id]
    assert {mail.facts["opens"] for mail in mails(session, "proposal_waits")} == {"proposals"}


def test_a_company_without_a_form_is_asked_again_until_it_begins_one(
    session, collecting, draft, noor, otto
):
    opened, days = at(date(2026, 10, 1)), (2, 3, 3, 7)
    draft.state = VacancyState.WITHDRAWN
    session.flush()
    collecting.profiles_open_on = date(2026, 10, 15)
    asked = {noor.id, otto.id}

    answered = [remind_of_openings(session, now=opened + timedelta(days=day)) for day in days]
    session.delete(draft)
    session.flush()
    sent = [remind_of_openings(session, now=opened + timedelta(days=day)) for day in (2, 3, 3, 7)]
    late = remind_of_openings(session, now=at(date(2026, 10, 15)))

    assert answered == [0, 0, 0, 0]
    assert (sent, late) == ([0, 1, 0, 1], 0)
    found = mails(session, "vacancies_wait")
    assert {mail.account_id for mail in found} == asked
    assert {mail.facts["round_id"] for mail in found} == {str(collecting.id)}

"""Comparing groups: two people, an end, one answer, and nothing about a few."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import numpy as np
import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from placements.errors import NotAllowed, Refusal, TooLate
from placements.monitoring.groups import (
    MonitoringTerms,
    approve_monitoring,
    end_due_monitoring,
    end_monitoring,
    is_running,
    request_monitoring,
)
from placements.monitoring.periods import Half
from placements.monitoring.questions import (
    Group,
    answer_question,
    ask_students,
    count_own_answers,
    withdraw_answers,
)
from placements.monitoring.releases import (
    placement_rate_by_group,
    publish_due_groups,
    publish_groups,
)
from records.groups.store import Result, groups_key, read_answers
from records.models.account import Role
from records.models.monitoring import GroupFigures, Route
from records.models.outbox import OutboxMessage
from scoring.disparity import Light, Stratum, compare_rates
from tests.factories import NOW, AccountFactory, StudentFactory
from tests.monitoring_stage import AUTUMN, COUNTED, GroupMonitoringFactory, question_for
from tests.rounds import RESULTS_DAY, actor_of


@pytest.fixture
def by_berend(school):
    """Berend is administrator."""
    return actor_of(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


@pytest.fixture
def by_vera(school):
    """Vera is confidant."""
    return actor_of(AccountFactory(role=Role.CONFIDANT, school_id=school.id))


@pytest.fixture
def monitoring(school):
    return GroupMonitoringFactory(school_id=school.id)


def terms(**facts):
    usual = {
        "route": Route.QUESTION,
        "dpia_reference": "DPIA 2026-14",
        "legal_basis": "AVG artikel 6 lid 1 e",
        "runs_until": date(2027, 7, 31),
    }
    return MonitoringTerms(**usual | facts)


def kept(session, monitoring):
    key = groups_key(session)
    return read_answers(session, key, monitoring_id=monitoring.id, starts_on=AUTUMN)


def test_it_runs_only_after_a_second_person(session, by_berend, by_vera):
    monitoring = request_monitoring(session, by_berend, terms(), now=NOW)

    assert not is_running(monitoring, now=NOW)
    with pytest.raises(NotAllowed, match="second person"):
        approve_monitoring(session, by_berend, monitoring, now=NOW)
    approve_monitoring(session, by_vera, monitoring, now=NOW)
    assert is_running(monitoring, now=NOW)
    with pytest.raises(TooLate):
        approve_monitoring(session, by_vera, monitoring, now=NOW)
    with pytest.raises(TooLate):
        request_monitoring(session, by_berend, terms(), now=NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"dpia_reference": ""}, "dpia_reference"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"runs_until": NOW.date()}, "runs_until"),
        ({"runs_until": NOW.date() - timedelta(days=1)}, "runs_until"),
        ({"runs_until": date(2029, 1, 1)}, "runs_until"),
    ],
)
def test_it_needs_a_dpia_a_basis_and_a_last_day_ahead(session, by_berend, facts, field):
    with pytest.raises(Refusal) as refused:
        request_monitoring(session, by_berend, terms(**facts), now=NOW)

    assert refused.value.field == field


def test_it_needs_a_key_of_its_own(session, by_berend, monkeypatch):
    monkeypatch.setitem(session.info, "groups_key", None)

    with pytest.raises(Refusal, match="MONITORING_KEY"):
        request_monitoring(session, by_berend, terms(), now=NOW)


def test_only_an_administrator_asks_and_nobody_of_another_school_agrees(
    session, by_carla, monitoring
):
    with pytest.raises(NotAllowed):
        request_monitoring(session, by_carla, terms(), now=NOW)
    stranger = actor_of(AccountFactory(role=Role.CONFIDANT))
    with pytest.raises(NotAllowed):
        end_monitoring(session, stranger, monitoring, now=NOW)


def test_it_ends_by_itself_and_everything_that_was_answered_goes(session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id)
    answer_question(session, actor_of(amina), token, Group.ELSEWHERE, now=NOW)
    last_day = datetime(2027, 7, 31, 12, 0, tzinfo=UTC)

    assert end_due_monitoring(session, now=last_day) == 0
    assert len(kept(session, monitoring)) == 1
    assert end_due_monitoring(session, now=last_day + timedelta(days=1)) == 1
    assert kept(session, monitoring) == []
    assert not is_running(monitoring, now=last_day)
    with pytest.raises(NotAllowed):
        answer_question(session, actor_of(amina), token, Group.ELSEWHERE, now=NOW)


def test_students_are_asked_once_after_their_result(session, monitoring, amina, proposal):
    monitoring.approved_at = NOW

    assert ask_students(session, now=RESULTS_DAY) == 1
    assert ask_students(session, now=RESULTS_DAY) == 0
    mails = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "group_question"))
    assert [mail.account_id for mail in mails] == [amina.id]


@pytest.mark.parametrize(
    "facts", [{"approved_by": None, "approved_at": None}, {"route": Route.THIRD_PARTY}]
)
def test_nobody_is_asked_while_it_waits_or_goes_another_way(session, school, proposal, facts):
    GroupMonitoringFactory(school_id=school.id, **facts)

    assert ask_students(session, now=RESULTS_DAY) == 0


def test_a_link_works_once_and_only_for_who_it_was_sent_to(session, monitoring, amina, programme):
    bilal = StudentFactory(programme=programme)
    (token,) = question_for(session, monitoring, amina.id)

    with pytest.raises(NotAllowed):
        answer_question(session, actor_of(bilal), token, Group.HERE, now=NOW)
    answer_question(session, actor_of(amina), token, Group.HERE, now=NOW)
    with pytest.raises(TooLate, match="used already"):
        answer_question(session, actor_of(amina), token, Group.ELSEWHERE, now=NOW)
    assert [group for group, _result in kept(session, monitoring)] == ["here"]


def test_a_link_expires(session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id, until=NOW.date() - timedelta(days=1))

    with pytest.raises(TooLate, match="its time has passed"):
        answer_question(session, actor_of(amina), token, Group.HERE, now=NOW)


def test_of_rather_not_say_nothing_is_kept(session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id)

    answer_question(session, actor_of(amina), token, Group.RATHER_NOT_SAY, now=NOW)

    assert kept(session, monitoring) == []


def answer_many(session, monitoring, programme, counts):
    """Let so many students answer: group, placed, how many."""
    for group, is_placed, count in counts:
        accounts = [
            AccountFactory(role=Role.STUDENT, school_id=programme.school_id) for _n in range(count)
        ]
        tokens = question_for(
            session,
            monitoring,
            *(one.id for one in accounts),
            result=Result(crebo="25000", level=3, is_placed=is_placed),
        )
        for account, token in zip(accounts, tokens, strict=True):
            answer_question(session, actor_of(account), token, group, now=NOW)
    return actor_of(accounts[-1])


def test_a_half_is_counted_published_once_and_its_answers_are_deleted(
    session, monitoring, programme
):
    last = answer_many(
        session,
        monitoring,
        programme,
        [
            (Group.HERE, True, 13),
            (Group.HERE, False, 10),
            (Group.ELSEWHERE, True, 10),
            (Group.ELSEWHERE, False, 11),
        ],
    )
    assert publish_due_groups(session, now=COUNTED - timedelta(days=1)) == 0
    withdraw_answers(session, last, now=NOW)  # one of the eleven: it is in no figure

    assert publish_due_groups(session, now=COUNTED) == 1
    assert publish_due_groups(session, now=COUNTED) == 0
    (figures,) = session.scalars(select(GroupFigures))
    assert figures.content["cells"] == [[10, 10], [15, 10]]
    assert figures.content["light"] == "off"
    assert kept(session, monitoring) == []


def test_taking_back_after_the_figures_changes_nothing_that_is_out(session, monitoring, amina):
    (token,) = question_for(session, monitoring, amina.id)
    answer_question(session, actor_of(amina), token, Group.ELSEWHERE, now=NOW)
    assert count_own_answers(session, actor_of(amina)) == 1
    publish_due_groups(session, now=COUNTED)
    before = session.scalars(select(GroupFigures)).one().content

    withdraw_answers(session, actor_of(amina), now=COUNTED)

    assert count_own_answers(session, actor_of(amina)) == 0
    assert session.scalars(select(GroupFigures)).one().content == before


def strata(placed, count, other_placed=60, other_count=80):
    return [Stratum(placed=placed, count=count, other_placed=other_placed, other_count=other_count)]


def test_a_half_is_never_asked_for_twice_with_one_person_less(session, monitoring):
    publish_groups(session, monitoring, Half(AUTUMN), strata(30, 50), now=COUNTED)

    with pytest.raises(TooLate, match="out already"):
        publish_groups(session, monitoring, Half(AUTUMN), strata(29, 49), now=COUNTED)


@pytest.mark.parametrize(
    "statement",
    [update(GroupFigures).values(content={}), delete(GroupFigures)],
    ids=["change", "delete"],
)
def test_the_database_keeps_what_was_published(session, monitoring, statement):
    publish_groups(session, monitoring, Half(AUTUMN), strata(30, 50), now=COUNTED)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL ROLE NONE"))

    with pytest.raises(DatabaseError, match="group_figures_is_added_to_only"):
        session.execute(statement)


def test_two_people_who_ask_at_once_do_not_make_two(session, school, monitoring):
    with pytest.raises(IntegrityError), session.begin_nested():
        GroupMonitoringFactory(school_id=school.id)


@pytest.mark.parametrize(("placed", "shown"), [(9, False), (10, True)])
def test_a_ratio_needs_ten_in_every_cell(placed, shown):
    content = placement_rate_by_group(strata(placed, placed + 20))

    assert (content["ratio"] is not None) is shown
    assert (content["cells"][0][0] is not None) is shown


@pytest.mark.parametrize(("count", "leaves"), [(99, False), (100, True)])
def test_a_percentage_of_a_group_leaves_the_school_from_a_hundred(count, leaves):
    assert placement_rate_by_group(strata(50, count))["may_leave"] == [leaves, False]


def test_subtracting_neighbouring_tables_never_isolates_a_few():
    """Whoever had two versions that differ by up to nine people could not tell which nine.

    That nobody gets two versions is tested above; this is what would be left if somebody did:
    counts move in steps of five, and a small one is never among them.
    """
    for placed, count in product((5, 9, 13), (35, 42)):
        for fewer in (1, 4, 9):
            old = placement_rate_by_group(strata(placed + fewer, count + fewer))["cells"]
            new = placement_rate_by_group(strata(placed, count))["cells"]
            moved = [
                abs(a - b)
                for row, other in zip(old, new, strict=True)
                for a, b in zip(row, other, strict=True)
                if a is not None and b is not None
            ]
            assert all(step % 5 == 0 for step in moved)
            assert all(cell is None or cell >= 10 for row in (*old, *new) for cell in row)


def test_a_ratio_does_not_give_rounded_counts_back():
    """Whatever was counted within the rounding, what is published is the same."""
    published = [placement_rate_by_group(strata(placed, placed + 20)) for placed in range(33, 38)]

    assert published[0]["ratio"] is not None
    assert all(one == published[0] for one in published)


def test_the_lights_rarely_come_on_without_a_difference_and_do_come_on_with_one():
    """Three programmes with rates far apart, 60 and 30 students each; seed fixed."""
    rng = np.random.default_rng(13)
    rates, sizes = (0.5, 0.7, 0.9), (30, 60)

    def lights(factor):
        return [
            compare_rates(
                [
                    Stratum(
                        placed=int(rng.binomial(sizes[0], rate * factor)),
                        count=sizes[0],
                        other_placed=int(rng.binomial(sizes[1], rate)),
                        other_count=sizes[1],
                    )
                    for rate in rates
                ],
                rng=rng,
                draws=1000,
            ).light
            for _ in range(200)
        ]

    none, some = lights(1.0), lights(0.55)

    assert none.count(Light.ALARM) <= 4
    assert 200 - none.count(Light.OFF) <= 10
    assert some.count(Light.ALARM) >= 150

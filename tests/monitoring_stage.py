"""Figures that were published, and schools that compare groups, for tests that begin there."""

from datetime import UTC, date, datetime

import factory

from placements.monitoring.counts import Happened, tables_of
from records.groups.store import Result, add_links, groups_key, token_of_link
from records.models.account import Role
from records.models.monitoring import GroupMonitoring, MonitoringFigures, Route
from tests.factories import NOW, AccountFactory, RecordFactory

SPRING, AUTUMN = date(2026, 2, 1), date(2026, 8, 1)
COUNTED = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
"""The day after the last link of the autumn has expired."""


class MonitoringFiguresFactory(RecordFactory):
    """A half year in which nothing happened."""

    class Meta:
        model = MonitoringFigures

    starts_on = SPRING
    published_at = NOW
    tables = factory.LazyFunction(lambda: tables_of(Happened()))


class GroupMonitoringFactory(RecordFactory):
    """A school that asks its students; two people agreed."""

    class Meta:
        model = GroupMonitoring

    route = Route.QUESTION
    dpia_reference = "DPIA 2026-14"
    legal_basis = "AVG artikel 6 lid 1 e en UAVG artikel 24"
    runs_until = date(2027, 7, 31)
    requested_at = approved_at = NOW
    requested_by = factory.LazyAttribute(lambda o: _staff(o.school_id, Role.ADMINISTRATOR))
    approved_by = factory.LazyAttribute(lambda o: _staff(o.school_id, Role.CONFIDANT))


def question_for(session, monitoring, *student_ids, result=None, until=date(2026, 12, 31)):
    """Return the token of a link for each of these students."""
    key, result = groups_key(session), result or Result(crebo="25000", level=3, is_placed=True)
    links = add_links(
        session,
        key,
        [(one, result) for one in student_ids],
        monitoring_id=monitoring.id,
        starts_on=AUTUMN,
        answer_until=until,
    )
    return [token_of_link(key, link_id) for _account_id, link_id in links]


def _staff(school_id, role):
    return AccountFactory(role=role, school_id=school_id).id

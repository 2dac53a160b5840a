"""Figures that were published, and schools that compare groups, for tests that begin there."""

from datetime import date

import factory

from placements.monitoring.counts import Happened, tables_of
from records.models.monitoring import MonitoringFigures
from tests.factories import NOW, RecordFactory


class MonitoringFiguresFactory(RecordFactory):
    """A half year in which nothing happened."""

    class Meta:
        model = MonitoringFigures

    starts_on = date(2026, 2, 1)
    published_at = NOW
    tables = factory.LazyFunction(lambda: tables_of(Happened()))

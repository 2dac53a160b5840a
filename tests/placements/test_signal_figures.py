"""Figures of signals: small numbers stay hidden, whatever is put beside whatever."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from placements.actors import Role, actor_of
from placements.errors import NotAllowed, TooLate
from placements.signals.desk import note_opening
from placements.signals.figures import COUNTED, IN_ALL, OPENED, figures_of, publish_figures
from placements.signals.keys import make_key
from placements.signals.kinds import SignalKind
from placements.signals.threads import open_threads
from placements.signals.writing import write_signal
from records.models.signal import SignalFigures
from records.queries.signals import find_confidant_key, find_figures, list_signals_of_school
from tests.factories import NOW, AccountFactory
from tests.signals_stage import DIGITS, PASSPHRASE, terms

NEXT_YEAR = NOW + timedelta(weeks=8)
MOST = 11
"""Every table with fewer than so many of each kind is tried."""


def figures(counts):
    return figures_of(Counter(dict(zip(COUNTED, counts, strict=True))).elements())


@pytest.fixture(scope="module")
def worlds():
    """Every world there can be, by the table that is published of it."""
    found = defaultdict(list)
    for counts in product(range(MOST), repeat=len(COUNTED)):
        found[tuple(figures(counts).values())].append(counts)
    return found


def test_no_published_table_pins_a_hidden_number(worlds):
    for table, counts in worlds.items():
        for kind, shown in enumerate(table[:-1]):
            if shown is None:
                assert len({one[kind] for one in counts}) >= 3, (table, counts)


def test_no_number_below_five_is_ever_shown_as_it_is(worlds):
    for table, counts in worlds.items():
        for one in counts:
            for number, shown in zip(one, table, strict=False):
                assert shown is None or number >= 5


def test_one_person_more_never_shows_as_one_person(worlds):
    table_of = {one: table for table, counts in worlds.items() for one in counts}
    for counts, table in table_of.items():
        for kind in range(len(COUNTED)):
            more = tuple(n + (place == kind) for place, n in enumerate(counts))
            other = table_of.get(more, table)
            steps = [
                abs(a - b)
                for a, b in zip(table, other, strict=True)
                if a is not None and b is not None
            ]
            assert set(steps) <= {0, 5}


def test_tables_of_two_half_years_hold_nobody_twice(session, school, vera, private):
    """A pair of tables is two tables: whoever counts in one counts in no other."""
    weeks = [NOW, NOW + timedelta(weeks=4), NEXT_YEAR]
    for number, moment in enumerate(weeks):
        write_signal(session, school, terms(), f"{number:016}", now=moment)
    counted = {
        period: published(session, vera, private, period, NEXT_YEAR + timedelta(weeks=30))
        for period in ("2026-2", "2027-1")
    }

    assert counted == {"2026-2": 2, "2027-1": 1}


def threads(session, vera, private):
    signals = list_signals_of_school(session, vera.school_id)
    return open_threads(session, signals, private, find_confidant_key(session, vera.id).id)


def published(session, vera, private, period, now):
    """Publish and return how many signals were counted, whatever was shown of them."""
    found = []
    original = figures_of

    def counting(kinds):
        found.extend(kinds)
        return original(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("placements.signals.figures.figures_of", counting)
        publish_figures(session, actor_of(vera), threads(session, vera, private), period, now=now)
    return len(found)


def test_a_half_year_is_published_once_and_one_person_more_changes_nothing(
    session, school, vera, private
):
    for number in range(15):
        kind = COUNTED[number % len(COUNTED)]
        write_signal(session, school, terms(kind), f"{number:016}", now=NOW)
    for thread in threads(session, vera, private)[:12]:
        for moment in (NOW, NEXT_YEAR):
            note_opening(session, actor_of(vera), thread, "Vera", now=moment)
    publish_figures(
        session, actor_of(vera), threads(session, vera, private), "2026-2", now=NEXT_YEAR
    )
    before = find_figures(session, school_id=school.id, period="2026-2").counts

    write_signal(session, school, terms(), "9" * 16, now=NOW)
    with pytest.raises(TooLate, match="stay as they are"):
        publish_figures(
            session, actor_of(vera), threads(session, vera, private), "2026-2", now=NEXT_YEAR
        )

    assert find_figures(session, school_id=school.id, period="2026-2").counts == before
    assert before == {"question": 5, "report": 5, "place": 5, IN_ALL: 15, OPENED: 10}
    with pytest.raises(IntegrityError, match="added_to_only"):
        session.execute(update(SignalFigures).values(counts={}))


def test_how_often_cases_were_opened_tells_nothing_where_a_number_is_hidden(
    session, school, vera, private
):
    write_signal(session, school, terms(), DIGITS, now=NOW)
    (thread,) = threads(session, vera, private)
    for day in range(12):
        moment = NOW + timedelta(days=day)
        note_opening(session, actor_of(vera), thread, "Vera", now=moment)

    counts = publish_figures(
        session, actor_of(vera), threads(session, vera, private), "2026-2", now=NEXT_YEAR
    )

    assert set(counts.values()) == {None}


def test_a_half_year_that_runs_is_not_published(session, vera, private):
    with pytest.raises(TooLate, match="not over yet"):
        publish_figures(session, actor_of(vera), [], "2026-2", now=NOW)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_nobody_else_publishes(session, school, role):
    actor = actor_of(AccountFactory(role=role, school_id=school.id))

    with pytest.raises(NotAllowed):
        publish_figures(session, actor, [], "2026-1", now=NOW)


@pytest.mark.usefixtures("private")
def test_a_confidant_who_reads_nothing_yet_publishes_no_zeros(session, school):
    planted = actor_of(AccountFactory(role=Role.CONFIDANT, school_id=school.id))
    make_key(session, planted, PASSPHRASE, replaces=False, now=NOW)

    with pytest.raises(NotAllowed):
        publish_figures(session, planted, [], "2026-1", now=NOW)


def test_a_note_is_nobodys_number():
    assert SignalKind.NOTE not in COUNTED

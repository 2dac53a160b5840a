"""Amina's trial at the bakery, from its plan to two assessments that are in."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from placements.trials.course import ObservationTerms, note_observation
from placements.trials.ratings import Rated, rate_trial
from records.queries.trials import find_trial_of_proposal
from tests.rounds import actor_of

ASSESSMENT = datetime(2027, 2, 12, 14, 0, tzinfo=UTC)
"""Three o'clock in the Netherlands, on the tenth working day."""
MINUTE = timedelta(minutes=1)
FIRST_DAY = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)


def seen(letter, text="Zij telde de kassa twee keer na.", day=date(2027, 2, 3)):
    """Return an observation as a page sends it."""
    return ObservationTerms(id=uuid4(), letter=letter, observed_on=day, text=text)


def rated(letter, level, observation=None):
    """Return an answer to one competence; no level means "not seen here"."""
    return Rated(letter=letter, level=level, is_not_observed=level is None, observation=observation)


def hand_in(session, account, trial, levels, *, now=ASSESSMENT):
    """Hand in levels per letter, each with one observation where there is a level."""
    answers = [
        rated(letter, level, seen(letter) if level else None) for letter, level in levels.items()
    ]
    rate_trial(session, actor_of(account), trial, answers, is_final=True, now=now)
    session.flush()


@pytest.fixture
def at(app):
    """A function that sets the clock of the service for this test."""
    usual = app.config["CLOCK"]

    def set_clock(moment):
        app.config["CLOCK"] = lambda: moment

    yield set_clock
    app.config["CLOCK"] = usual


@pytest.fixture
def trial(session, bakery_place, revealed_proposal):
    """Planned: the bakery cannot do without E; it starts on 1 and is assessed on 12 February."""
    essential = next(one for one in bakery_place.criteria if one.letter == "E")
    essential.is_essential, essential.essential_reason = True, "Wij werken altijd in duo's."
    session.flush()
    return find_trial_of_proposal(session, revealed_proposal.id)


@pytest.fixture
def assessed_trial(session, trial, noor, mehmet):
    """Both have handed in: E below what was agreed and seen twice, K as agreed."""
    hand_in(session, noor, trial, {"E": 2, "K": 3})
    hand_in(session, mehmet, trial, {"E": 2, "K": 3})
    return trial


@pytest.fixture
def observed_trial(session, trial, noor):
    """Noor has noted one thing she saw."""
    note_observation(
        session,
        actor_of(noor),
        trial,
        seen("E", "Droeg haar werk over aan de volgende."),
        now=ASSESSMENT - timedelta(days=5),
    )
    session.flush()
    return trial

"""Amina and the bakery, from a round that can be matched to a name that is shared."""

import pytest
from sqlalchemy import select

from placements.proposals.answers import accept_proposal, confirm_proposal
from placements.proposals.reveal import reveal_identity
from records.models.proposal import Proposal
from tests.rounds import (
    RESULTS_DAY,
    actor_of,
    finished_run,
    frozen_place,
    published_run,
    ready_round,
    scored_candidate,
)


@pytest.fixture
def matching_round(school, programme):
    """A round in the match phase whose lottery is complete."""
    return ready_round(school, programme)


@pytest.fixture
def bakery_place(matching_round, programme, bakery, noor):
    return frozen_place(
        matching_round, programme, employer=bakery, title="Banketbakker", trainer_id=noor.id
    )


@pytest.fixture
def lunch_place(matching_round, programme):
    return frozen_place(matching_round, programme, title="Lunchroom")


@pytest.fixture
def amina_in_round(matching_round, programme, bakery_place, lunch_place, amina):
    """Amina's certified profile: the bakery first, then the lunch room."""
    return scored_candidate(
        matching_round, programme, wishes=[bakery_place, lunch_place], student=amina
    )


@pytest.fixture
def run(session, matching_round, carla, amina_in_round):
    """A run that the worker has finished."""
    return finished_run(session, matching_round, carla)


@pytest.fixture
def proposal(session, matching_round, carla, amina_in_round):
    """The bakery, proposed to Amina."""
    published_run(session, matching_round, carla)
    return session.scalars(select(Proposal).where(Proposal.candidate_id == amina_in_round.id)).one()


@pytest.fixture
def accepted_proposal(session, proposal, amina):
    accept_proposal(session, actor_of(amina), proposal, now=RESULTS_DAY)
    session.flush()
    return proposal


@pytest.fixture
def confirmed_proposal(session, accepted_proposal, noor):
    confirm_proposal(session, actor_of(noor), accepted_proposal, now=RESULTS_DAY)
    session.flush()
    return accepted_proposal


@pytest.fixture
def revealed_proposal(session, confirmed_proposal, amina):
    reveal_identity(session, actor_of(amina), confirmed_proposal, now=RESULTS_DAY)
    session.flush()
    return confirmed_proposal


@pytest.fixture
def by_amina(session, amina):
    return actor_of(amina)


@pytest.fixture
def by_noor(session, noor):
    return actor_of(noor)


@pytest.fixture
def by_carla(session, carla):
    return actor_of(carla)

"""What one text costs the records: as much in a pile of ten as in a pile of forty."""

import pytest

from placements.assessments.queues import prepare_queues
from records.models.round import RoundPhase
from tests.desks import CHANCE, certified, desk_of, seat_assessors
from tests.factories import RoundFactory, VacancyFactory
from tests.statements import listening

SHORT, LONG = ("A", 10), ("B", 40)


@pytest.fixture
def round_(session, school, programme, anton, berna):
    """A round with ten texts on one competence and forty on another."""
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.SCORING)
    piles = dict([SHORT, LONG])
    VacancyFactory(round=round_, programme=programme, frozen=True, criteria=list(piles))
    seat_assessors(round_, programme, anton, berna)
    for number in range(max(piles.values())):
        letters = [letter for letter, count in piles.items() if number < count]
        certified(round_, programme, letters=letters)
    prepare_queues(session, round_, rng=CHANCE)
    return round_


def test_a_text_and_the_desk_cost_the_same_however_long_the_pile_is(
    as_anton, round_, anton, session
):
    asked = []
    for letter, count in (SHORT, SHORT, LONG):  # the first time some is read that stays in memory
        views = desk_of(anton, letter=letter)
        page = next(f"/school/desk/{view.desk_code}" for view in views if not view.is_answered)
        assert len(views) == count
        with listening(session) as heard:
            saved = as_anton.post(page, data={"level": "3"})
            shown = as_anton.get(saved.location)
        assert shown.status_code == 200
        asked.append(heard)

    assert asked[1] == asked[2]
    assert 10 < len(asked[2]) < 40

    desk = as_anton.get("/school/desk").text
    shown = [view.letter for view in desk_of(anton) if view.desk_code in desk]
    assert shown == [SHORT[0], LONG[0]]  # where to go on, and nothing else of a pile

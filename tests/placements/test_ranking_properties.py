"""The ranking as arithmetic: whatever the order of the buttons, the numbers run 1 to n."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from placements.profiles.wishes import added, moved, removed

places = st.integers(0, 30).map(lambda number: UUID(int=number))
rankings = st.lists(places, unique=True, max_size=15).map(tuple)
steps = st.sampled_from([-1, 1])


@given(rankings, places)
def test_a_place_is_on_the_list_once(ranking, place):
    twice = added(added(ranking, place), place)

    assert twice.count(place) == 1
    assert set(twice) == {*ranking, place}


@given(rankings, places, steps)
def test_moving_loses_and_adds_nothing(ranking, place, step):
    assert sorted(moved(ranking, place, step)) == sorted(ranking)


@given(rankings, places, steps)
def test_moving_keeps_the_order_of_all_others(ranking, place, step):
    assert removed(moved(ranking, place, step), place) == removed(ranking, place)


@given(rankings.filter(bool), st.data())
def test_down_and_up_again_is_where_it_was_unless_it_was_at_the_end(ranking, data):
    place = data.draw(st.sampled_from(ranking[:-1] or ranking))

    there_and_back = moved(moved(ranking, place, 1), place, -1)

    assert there_and_back == ranking


@given(rankings, places)
def test_the_first_cannot_go_higher(ranking, place):
    top = moved(moved(ranking, place, -20), place, -1)

    assert place not in ranking or top[0] == place


@given(rankings, places)
def test_taken_off_is_gone_and_the_others_close_the_gap(ranking, place):
    assert removed(ranking, place) == tuple(one for one in ranking if one != place)

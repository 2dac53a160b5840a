"""Practice before the first score: what is near enough, for how long, and what stays."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from placements.assessments import scores as desk
from placements.calibration.cases import calibrated_letters, practice_cases
from placements.calibration.practice import answer_case, begin_practice, case_at, next_place
from placements.calibration.rights import (
    VALID_FOR,
    NotPractised,
    is_good_enough,
    letters_to_practise,
    rights_of,
)
from placements.errors import NotAllowed, Refusal, TooLate
from records.models.desk.practice import Practice, PracticeAnswer
from records.queries.desk.practices import list_practices
from tests.desks import desk_of, round_on_desks
from tests.factories import NOW
from tests.practices import PracticeFactory, practised
from tests.rounds import actor_of

RNG = random.Random(4)
DAY = timedelta(days=1)
REASONED = [1, 2, 2, 3, 3, 4]


@pytest.mark.parametrize(
    ("given", "is_enough"),
    [
        ([1, 2, 2, 3, 3, 4], True),
        ([2, 2, 2, 3, 2, 3], True),
        ([1, 2, 2, 3, 3, 1], True),
        ([3, 2, 2, 3, 1, 4], False),  # two more than one level off
        ([2, 1, 3, 2, 3, 4], False),  # two exactly the same
        ([2, 3, 3, 4, 3, 4], False),  # four of six levels too high
        ([2, 3, 3, 3, 3, 4], True),  # three of six: half a level on average
        ([4, 2, 2, 4, 3, 4], False),  # two thirds of a level too high
    ],
)
def test_the_marks_are_those_of_the_method(given, is_enough):
    assert is_good_enough(given, REASONED) is is_enough


def answer(session, account, practice, levels):
    """Let somebody give these levels to the cases of a practice, in its order."""
    for place, level in enumerate(levels, start=1):
        case = case_at(practice, place)
        answer_case(session, actor_of(account), practice, case, level, now=NOW)


def right_levels(practice):
    return [case_at(practice, place).level for place in range(1, 7)]


def begun(session, account, now=NOW):
    return begin_practice(session, actor_of(account), "E", rng=RNG, now=now)


def test_every_core_competence_has_its_six_cases():
    assert "".join(sorted(calibrated_letters())) == "EFKLPQRT"
    assert {len(practice_cases(letter)) for letter in calibrated_letters()} == {6}


def test_who_passes_may_score_that_competence_for_half_a_year(session, anton):
    actor, practice = actor_of(anton), begun(session, anton)
    assert letters_to_practise(session, actor, ["E", "A"], now=NOW) == {"E"}

    answer(session, anton, practice, right_levels(practice))

    assert practice.is_passed
    assert rights_of(session, actor, now=NOW) == {"E": NOW + VALID_FOR}
    assert letters_to_practise(session, actor, ["E", "K"], now=NOW) == {"K"}
    assert letters_to_practise(session, actor, ["E"], now=NOW + VALID_FOR) == {"E"}


def test_who_is_too_far_off_practises_again_in_another_order_and_all_is_kept(session, anton):
    first = begun(session, anton)
    answer(session, anton, first, [5 - level for level in right_levels(first)])
    assert first.is_passed is False
    assert letters_to_practise(session, actor_of(anton), ["E"], now=NOW) == {"E"}

    second = begun(session, anton)
    answer(session, anton, second, right_levels(second))

    times = list_practices(session, account_id=anton.id, letter="E")
    assert [one.is_passed for one in times] == [False, True]
    assert sorted(first.case_ids) == sorted(second.case_ids)
    assert first.case_ids != second.case_ids
    assert [len(one.levels) for one in times] == [6, 6]


def test_the_order_is_another_one_also_where_chance_draws_the_same(session, anton):
    class SameAgain(random.Random):
        def sample(self, population, k):
            return list(population)[:k]

    orders = []
    for _time in range(2):
        practice = begin_practice(session, actor_of(anton), "E", rng=SameAgain(), now=NOW)
        orders.append(practice.case_ids)
        answer(session, anton, practice, [1] * 6)

    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_a_practice_that_was_begun_goes_on_where_it_was(session, anton):
    practice = begun(session, anton)
    answer(session, anton, practice, [2, 3])

    assert begun(session, anton) is practice
    assert next_place(practice) == 3


def test_a_case_is_answered_once_also_from_two_windows(session, anton):
    practice = begun(session, anton)
    answer(session, anton, practice, [2])

    with pytest.raises(TooLate):
        answer(session, anton, practice, [4])

    assert list(practice.levels.values()) == [2]


def test_nobody_practises_for_another_and_only_assessors_do(session, anton, berna, carla):
    practice = begun(session, anton)

    with pytest.raises(NotAllowed):
        answer(session, berna, practice, [1])
    with pytest.raises(NotAllowed):
        begun(session, carla)
    with pytest.raises(Refusal, match="no cases"):
        begin_practice(session, actor_of(anton), "A", rng=RNG, now=NOW)


@pytest.mark.parametrize(
    ("passed_at", "may"),
    [
        (NOW - VALID_FOR + timedelta(seconds=1), True),
        (NOW - VALID_FOR, False),
        (NOW + timedelta(minutes=5), True),  # the clock was put back a little
        (NOW + 30 * DAY, False),  # it was passed while the clock was wrong
    ],
)
def test_a_clock_that_goes_back_neither_takes_the_right_nor_stretches_it(
    session, anton, passed_at, may
):
    practised(anton, letters="E", at=passed_at)

    missing = letters_to_practise(session, actor_of(anton), ["E"], now=NOW)

    assert missing == (frozenset() if may else {"E"})


def test_scoring_is_refused_until_the_competence_is_practised(
    session, school, programme, anton, berna
):
    practised(anton, letters="K")
    round_on_desks(school, programme, anton, berna)
    on_e, on_k = desk_of(anton, letter="E")[0], desk_of(anton, letter="K")[0]

    desk.score(session, actor_of(anton), on_k, 3, now=NOW)
    with pytest.raises(NotPractised):
        desk.score(session, actor_of(anton), on_e, 3, now=NOW)

    assert (on_k.level, on_e.level) == (3, None)


def test_a_competence_without_cases_is_scored_right_away(session, school, programme, anton, berna):
    practised(anton, letters="E")
    round_on_desks(school, programme, anton, berna, letters=("A",))
    text = desk_of(anton)[0]

    desk.score(session, actor_of(anton), text, 2, now=NOW)

    assert text.level == 2


def test_a_right_that_ends_in_the_middle_of_a_round_leaves_the_answers_that_were_given(
    session, school, programme, anton, berna
):
    practised(anton, letters="E", at=NOW - VALID_FOR + DAY)
    round_ = round_on_desks(school, programme, anton, berna, letters=("E",))
    first, second = desk_of(anton, letter="E")
    desk.score(session, actor_of(anton), first, 3, now=NOW)

    with pytest.raises(NotPractised):
        desk.score(session, actor_of(anton), second, 2, now=NOW + 2 * DAY)
    assert first.level == 3

    practice = begun(session, anton)
    answer(session, anton, practice, right_levels(practice))
    desk.score(session, actor_of(anton), second, 2, now=NOW + 2 * DAY)
    desk.lock_scores(session, actor_of(anton), round_, "E", rng=RNG, now=NOW + 200 * DAY)
    assert [first.first_level, second.first_level] == [3, 2]


@pytest.mark.parametrize(
    "change",
    [
        update(PracticeAnswer).values(level=4),
        delete(PracticeAnswer),
        update(Practice).values(is_passed=True),
    ],
)
def test_what_was_practised_is_kept_by_the_database(session, anton, change):
    practice = begun(session, anton)
    answer(session, anton, practice, [1] * 6)

    with pytest.raises(IntegrityError, match="stays"), session.begin_nested():
        session.execute(change)


def test_one_practice_of_a_competence_is_open_at_a_time(session, anton):
    PracticeFactory(account_id=anton.id)

    with pytest.raises(IntegrityError), session.begin_nested():
        PracticeFactory(account_id=anton.id, number=2)

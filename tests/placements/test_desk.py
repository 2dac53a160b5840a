"""What lies on a desk while people leave, step out, hurry, err and set their clocks back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from placements.assessments import scores as office
from placements.assessments.assessors import appoint_assessors
from placements.assessments.desk import pace_of, piles_of, place_of
from placements.assessments.leaving import excuse_assessor
from placements.assessments.open_scores import Waits, open_scores_of
from placements.errors import NotAllowed, Refusal, TooLate
from placements.people.closing import close_account
from placements.profiles.profile import step_out
from placements.rounds.phases import HurdleKind, hurdles
from records.models.account import Account, Role
from records.models.desk.assessment import AssessmentState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from records.queries.desk.judgements import find_judgement
from records.vault.candidates import student_ids_of_candidates
from tests.desks import (
    CHANCE,
    desk_of,
    lock_levels,
    look_again,
    round_on_desks,
    seat_assessors,
)
from tests.factories import NOW, AccountFactory, RoundFactory
from tests.practices import practised
from tests.rounds import actor_of
from web.mail import compose


@pytest.fixture
def reserves(school):
    return [AccountFactory(role=Role.ASSESSOR, school_id=school.id) for _seat in "345"]


def test_an_assessor_who_cannot_go_on_leaves_what_was_locked(
    session, school, programme, anton, berna, reserves, carla
):
    round_ = round_on_desks(
        school, programme, anton, berna, *reserves, students=2, letters=["E", "K"]
    )
    lock_levels(round_, anton, 3)
    excuse_assessor(session, actor_of(carla), round_, anton.id, rng=CHANCE, now=NOW)

    assert {(view.letter, view.state) for view in desk_of(anton)} == {("E", AssessmentState.LOCKED)}
    assert sum(len(desk_of(one)) for one in reserves) == 2
    with pytest.raises(TooLate):
        excuse_assessor(session, actor_of(carla), round_, anton.id, rng=CHANCE, now=NOW)
    with pytest.raises(NotAllowed):
        excuse_assessor(session, actor_of(berna), round_, berna.id, rng=CHANCE, now=NOW)
    lock_levels(round_, berna, 1)  # two levels apart, and Anton is gone: a third looks
    assert {view.state for view in desk_of(berna, letter="E")} == {AssessmentState.FINAL}
    assert sum(view.is_tiebreak for one in reserves for view in desk_of(one)) == 2


def test_a_second_look_ends_when_one_of_the_two_cannot_go_on(
    session, school, programme, anton, berna, reserves, carla
):
    round_ = round_on_desks(school, programme, anton, berna, *reserves, students=1, letters=["E"])
    lock_levels(round_, anton, 1)
    lock_levels(round_, berna, 4)
    excuse_assessor(session, actor_of(carla), round_, anton.id, rng=CHANCE, now=NOW)

    third = next(view for one in reserves for view in desk_of(one))
    assert third.is_tiebreak
    lock_levels(round_, session.get_one(Account, third.assessor_id), 3)
    assert list(office.levels_of_round(session, round_.id).values()) == [{"E": (3,)}]
    assert desk_of(anton)[0].first_level == 1


@pytest.fixture
def bea(school):
    return AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)


def test_closing_an_account_in_the_middle_hands_its_texts_on_and_coordinators_hear_it(
    session, school, programme, anton, berna, reserves, bea, carla
):
    cor, dirk = reserves[:2]
    round_ = round_on_desks(school, programme, anton, berna, cor, students=2, letters=["E", "K"])
    lock_levels(round_, anton, 3)
    (recognised, _other) = desk_of(berna, letter="K")
    office.recognise_student(session, actor_of(berna), recognised, rng=CHANCE, now=NOW)
    session.flush()
    close_account(session, actor_of(bea), anton, rng=CHANCE, now=NOW)
    session.flush()

    assert {(view.letter, view.level) for view in desk_of(anton)} == {("E", 3)}
    assert {view.letter for view in desk_of(cor)} == {"K"}
    assert [sum(of.values()) for of in open_scores_of(session, round_.id).values()] == [2, 2]
    mail = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "assessor_left")).one()
    assert mail.account_id == carla.id
    assert mail.facts == {"round": round_.name, "is_scoring": True, "stuck": 1}
    assert "1 tekst is niemand vrij" in compose(mail).text

    seats = (anton.id, berna.id, cor.id, dirk.id)
    appoint_assessors(session, actor_of(carla), round_, programme, seats, rng=CHANCE, now=NOW)
    practised(dirk)
    lock_levels(round_, berna, 3)
    for account in (berna, cor, dirk):
        lock_levels(round_, account, 2, letter="K")
    assert open_scores_of(session, round_.id) == {}
    assert [sorted(by) for by in office.levels_of_round(session, round_.id).values()] == [
        ["E", "K"]
    ] * 2


def test_who_leaves_before_scoring_has_no_seat_left(
    session, school, programme, anton, berna, reserves, bea, carla
):
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.PROFILES)
    over = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.MATCHING)
    for one in (round_, over):
        seat_assessors(one, programme, anton, berna, reserves[0])
    close_account(session, actor_of(bea), anton, rng=CHANCE, now=NOW)
    session.flush()

    assert HurdleKind.ASSESSORS in {one.kind for one in hurdles(session, round_, now=NOW)}
    mail = session.scalars(select(OutboxMessage).where(OutboxMessage.account_id == carla.id)).one()
    assert mail.facts == {"round": round_.name, "is_scoring": False, "stuck": 0}
    with pytest.raises(Refusal, match="your own school"):
        appoint_assessors(
            session,
            actor_of(carla),
            round_,
            programme,
            (anton.id, berna.id, reserves[0].id),
            rng=CHANCE,
            now=NOW,
        )


def test_a_competence_is_judged_when_the_last_open_text_is_of_a_student_who_steps_out(
    session, school, programme, anton, berna, reserves
):
    round_ = round_on_desks(school, programme, anton, berna, reserves[0], students=2, letters=["E"])
    of_anton, _other = desk_of(anton)
    office.recognise_student(session, actor_of(anton), of_anton, rng=CHANCE, now=NOW)
    session.flush()
    for account in (anton, berna):
        lock_levels(round_, account, 3)
    candidate = of_anton.candidate
    student_id = student_ids_of_candidates(session, [candidate.id])[candidate.id]
    assert find_judgement(session, round_.id, letter="E") is None

    student = actor_of(session.get_one(Account, student_id))
    step_out(session, student, candidate, rng=CHANCE, now=NOW)
    session.flush()

    assert find_judgement(session, round_.id, letter="E").double_scores == 1


def test_what_a_student_wrote_who_steps_out_leaves_every_desk(
    session, school, programme, anton, berna, reserves, amina, carla
):
    round_ = round_on_desks(school, programme, anton, berna, *reserves, students=2, letters=["E"])
    candidate = desk_of(anton)[0].candidate
    student_id = student_ids_of_candidates(session, [candidate.id])[candidate.id]
    step_out(
        session, actor_of(session.get_one(Account, student_id)), candidate, rng=CHANCE, now=NOW
    )
    session.flush()

    for account in (anton, berna):
        (pile,) = piles_of(session, actor_of(account))
        assert pile.to_score == 1
        lock_levels_of_rest(session, round_, account)
    assert open_scores_of(session, round_.id) == {}
    assert HurdleKind.SCORES not in {one.kind for one in hurdles(session, round_, now=NOW)}


def lock_levels_of_rest(session, round_, account):
    """Score what still lies on a desk, and lock."""
    actor = actor_of(account)
    for view in desk_of(account):
        if view.candidate.certified_at:
            office.score(session, actor, view, 3, now=NOW)
    office.lock_scores(session, actor, round_, "E", rng=CHANCE, now=NOW)
    session.flush()


def test_the_order_of_answers_stays_when_a_clock_is_set_back(
    session, school, programme, anton, berna
):
    round_on_desks(school, programme, anton, berna, students=3, letters=["E"])
    views, actor = desk_of(anton), actor_of(anton)
    for hours, view in zip((0, -5, -2), views, strict=True):
        office.score(session, actor, view, 3, now=NOW + timedelta(hours=hours))
        session.flush()

    moments = [view.answered_at for view in views]
    assert moments == sorted(moments)
    assert len(set(moments)) == 3
    assert place_of(session, views[0]).latest == views[2].desk_code


def test_saying_the_same_again_changes_nothing(session, school, programme, anton, berna):
    round_on_desks(school, programme, anton, berna, students=1, letters=["E"])
    (view,), actor = desk_of(anton), actor_of(anton)
    office.score(session, actor, view, None, now=NOW)
    office.score(session, actor, view, None, now=NOW + timedelta(hours=1))

    assert (view.answered_at, view.level, view.is_not_observed) == (NOW, None, True)


def test_an_assessor_may_give_everybody_a_three(session, school, programme, anton, berna):
    round_ = round_on_desks(school, programme, anton, berna, students=8, letters=["E"])
    for account in (anton, berna):
        lock_levels(round_, account, 3)

    assert {view.state for view in desk_of(anton)} == {AssessmentState.FINAL}
    assert set(map(tuple, office.levels_of_round(session, round_.id).values())) == {("E",)}
    assert open_scores_of(session, round_.id) == {}


def test_a_pace_is_known_from_six_answers_and_no_pause_counts():
    def at(*seconds):
        return [NOW + timedelta(seconds=second) for second in seconds]

    assert pace_of(at(0, 20, 40, 60, 80)) is None
    assert pace_of(at(0, 20, 40, 60, 80, 100)) == timedelta(seconds=20)
    assert pace_of(at(0, 20, 40, 3600, 3620, 3640, 3660)) == timedelta(seconds=20)
    assert pace_of(at(0, 0, 0, 0, 0, 0)) is None


def test_the_estimate_follows_the_own_pace_once_it_is_known(
    session, school, programme, anton, berna
):
    round_on_desks(school, programme, anton, berna, students=20, letters=["A"])
    views, actor = desk_of(anton), actor_of(anton)
    minutes = []
    for number, view in enumerate(views[:6]):
        minutes.append(place_of(session, view).minutes_left)
        office.score(session, actor, view, 3, now=NOW + timedelta(minutes=2 * number))
        session.flush()
    place, (pile,) = place_of(session, views[6]), piles_of(session, actor)

    assert minutes[0] == 20
    assert place.minutes_left == pile.minutes_left == 30
    assert place.tenths == 3


def test_what_lies_around_a_text_is_what_can_still_be_answered(
    session, school, programme, anton, berna, reserves
):
    round_on_desks(school, programme, anton, berna, *reserves, students=4, letters=["E"])
    first, second, third, fourth = desk_of(anton)
    office.recognise_student(session, actor_of(anton), second, rng=CHANCE, now=NOW)
    session.flush()

    def around(view):
        place = place_of(session, view)
        return place.before, place.after

    assert around(first) == (None, third.desk_code)
    assert around(third) == (first.desk_code, fourth.desk_code)
    assert around(fourth) == (third.desk_code, None)


def test_the_coordinator_sees_what_is_open(session, school, programme, anton, berna, reserves):
    round_ = round_on_desks(school, programme, anton, berna, reserves[0], students=1, letters=["E"])

    def waits():
        return [list(counts) for counts in open_scores_of(session, round_.id).values()]

    assert waits() == [[Waits.FIRST_LOOK]]
    lock_levels(round_, anton, 1)
    lock_levels(round_, berna, 4)
    first, second = desk_of(anton)[0], desk_of(berna)[0]
    assert waits() == [[Waits.BEHAVIOUR]]
    look_again(first, anton, "later")
    look_again(second, berna, "later")
    assert waits() == [[Waits.DECISION]]
    look_again(first, anton, 1)
    look_again(second, berna, 4)
    assert waits() == [[Waits.THIRD_LOOK]]
    lock_levels(round_, reserves[0], 2)
    assert waits() == []

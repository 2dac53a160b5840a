"""Two assessors score on their own; what happens when they differ, or know somebody."""

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from placements.assessments import scores as office
from placements.assessments.assessors import appoint_assessors
from placements.assessments.differences import are_far_apart, settled_levels
from placements.assessments.queues import prepare_queues, shuffled_queues
from placements.codes import CODE_LENGTH
from placements.errors import NotAllowed, Refusal, TooLate
from placements.rounds.phases import HurdleKind, hurdles
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.candidate import Evidence, ReviewState
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from tests.desks import (
    CHANCE,
    certified,
    desk_of,
    lock_levels,
    look_again,
    round_on_desks,
    seat_assessors,
)
from tests.factories import (
    NOW,
    AccountFactory,
    CriterionFactory,
    ProgrammeFactory,
    RoundFactory,
    VacancyFactory,
)
from tests.rounds import actor_of

levels = st.integers(1, 4)


@pytest.fixture
def cor(school):
    """Cor is a reserve."""
    return AccountFactory(role=Role.ASSESSOR, school_id=school.id, given_name="Cor")


@pytest.fixture
def dewi(school):
    """Dewi is a reserve too."""
    return AccountFactory(role=Role.ASSESSOR, school_id=school.id, given_name="Dewi")


@pytest.fixture
def one_text(school, programme, anton, berna, cor, dewi, session):
    """A round with one text on the desks of Anton and Berna; Cor and Dewi are reserves."""
    return round_on_desks(school, programme, anton, berna, cor, dewi, students=1, letters=["E"])


def mail_of(session, account):
    return session.scalars(
        select(OutboxMessage.kind)
        .where(OutboxMessage.account_id == account.id)
        .order_by(OutboxMessage.kind)
    ).all()


@given(
    texts=st.dictionaries(
        st.tuples(st.uuids(), st.sampled_from("EK")), st.sets(st.uuids(), max_size=8), max_size=4
    ),
    seed=st.integers(0, 2**32),
)
def test_every_queue_holds_its_own_texts_once(texts, seed):
    queues = shuffled_queues(texts, random.Random(seed))

    assert {desk: sorted(queue) for desk, queue in queues.items()} == {
        desk: sorted(on_it) for desk, on_it in texts.items()
    }


def test_orders_differ_per_assessor_and_competence_and_owe_nothing_to_the_ids():
    texts = {
        (UUID(int=assessor), letter): [UUID(int=number) for number in range(20)]
        for assessor in (1, 2)
        for letter in "EK"
    }

    queues = list(shuffled_queues(texts, random.Random(7)).values())

    assert len({tuple(queue) for queue in queues}) == 4
    assert all(queue != sorted(queue) for queue in queues)


def test_the_first_place_in_a_queue_is_anybodys():
    desk = (UUID(int=1), "E")
    texts = {desk: [UUID(int=number) for number in range(4)]}

    firsts = [shuffled_queues(texts, random.Random(seed))[desk][0] for seed in range(400)]

    counts = [firsts.count(text) for text in texts[desk]]
    assert min(counts) > 60


@given(first=levels, second=levels)
def test_two_levels_are_far_apart_whoever_gave_which(first, second):
    assert are_far_apart(first, second) == are_far_apart(second, first)
    assert are_far_apart(first, second) == (abs(first - second) > 1)


@given(first=st.none() | levels)
def test_not_observed_differs_from_nothing(first):
    assert not are_far_apart(None, first)


@given(given_levels=st.lists(levels, max_size=3))
def test_what_counts_was_given_by_somebody(given_levels):
    settled = settled_levels(given_levels)

    assert set(settled) <= set(given_levels)
    if len(given_levels) == 3:
        is_median = are_far_apart(given_levels[0], given_levels[1])
        assert settled == ((sorted(given_levels)[1],) if is_median else tuple(given_levels))


def test_every_text_lies_on_two_desks_under_codes_that_do_not_link(
    school, programme, anton, berna, session
):
    round_on_desks(school, programme, anton, berna, students=3)

    rows = session.scalars(select(Assessment)).all()

    assert len(rows) == 3 * 2 * 2
    assert len(codes := {row.desk_code for row in rows}) == 12
    # 130 random bits: no place in the code is the same in all twelve.
    assert [len(set(place)) > 1 for place in zip(*codes, strict=True)] == [True] * CODE_LENGTH
    assert {row.assessor_id for row in rows} == {anton.id, berna.id}
    assert {row.candidate.code[:8] for row in rows}.isdisjoint(row.desk_code[:8] for row in rows)
    assert [row.position for row in desk_of(anton, letter="E")] == [1, 2, 3]


def test_only_certified_profiles_cleared_texts_and_asked_competences_are_scored(
    school, programme, anton, berna, session
):
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.SCORING)
    place = VacancyFactory(round=round_, programme=programme, frozen=True, criteria=["E"])
    CriterionFactory(
        vacancy_id=place.id, letter="Q", position=2, required_level=1, needed_at_start=False
    )
    VacancyFactory(round=round_, programme=programme, criteria=["K"])
    seat_assessors(round_, programme, anton, berna)
    counted = certified(round_, programme, letters=["E", "K", "Q"])
    certified(round_, programme, letters=["E"]).certified_at = None
    waiting = certified(round_, programme, letters=["E"])
    session.flush()
    text = session.scalars(select(Evidence).where(Evidence.candidate_id == waiting.id)).one()
    text.review = ReviewState.WAITING

    prepare_queues(session, round_, rng=CHANCE)

    rows = session.scalars(select(Assessment)).all()
    assert {(row.candidate_id, row.letter) for row in rows} == {(counted.id, "E")}


def test_somebody_who_scores_two_programmes_has_one_queue_per_competence(
    school, programme, anton, berna, session
):
    other = ProgrammeFactory(school=school)
    round_ = RoundFactory(school=school, programmes=[programme, other], phase=RoundPhase.SCORING)
    for one in (programme, other):
        VacancyFactory(round=round_, programme=one, frozen=True, criteria=["E"])
        seat_assessors(round_, one, anton, berna)
        certified(round_, one, letters=["E"])
    prepare_queues(session, round_, rng=CHANCE)

    assert [row.position for row in desk_of(anton, letter="E")] == [1, 2]


@pytest.mark.parametrize(("first", "second"), [(2, 2), (2, 3), (None, 4), (None, None)])
def test_levels_less_than_two_apart_stand(one_text, anton, berna, session, first, second):
    lock_levels(one_text, anton, first)
    lock_levels(one_text, berna, second)

    states = session.scalars(select(Assessment.state)).all()
    kept = tuple(level for level in (first, second) if level is not None)
    settled = office.levels_of_round(session, one_text.id)
    assert states == [AssessmentState.FINAL, AssessmentState.FINAL]
    assert [tuple(by.get("E", ())) for by in settled.values()] == ([kept] if kept else [])


def test_the_pair_keeps_its_order_whoever_locks_first(one_text, anton, berna, session):
    lock_levels(one_text, berna, 3)
    lock_levels(one_text, anton, 2)

    assert list(office.levels_of_round(session, one_text.id).values()) == [{"E": (2, 3)}]


def test_far_apart_goes_back_to_both_once_and_both_hear_so(one_text, anton, berna, session):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)

    states = set(session.scalars(select(Assessment.state)))
    assert states == {AssessmentState.RECONSIDERING}
    assert mail_of(session, anton) == mail_of(session, berna) == ["scores_to_reconsider"]
    assert office.levels_of_round(session, one_text.id) == {}


def test_what_the_other_saw_is_shown_after_the_own_words_and_never_the_level(
    one_text, anton, berna, session
):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)
    (of_anton,), (of_berna,) = desk_of(anton), desk_of(berna)

    look_again(of_berna, berna, "later", behaviour="Verdeelde het werk en vroeg elke dag na.")

    assert office.other_behaviour(session, of_anton) is None
    look_again(of_anton, anton, "later")
    assert office.other_behaviour(session, of_anton) == "Verdeelde het werk en vroeg elke dag na."
    assert mail_of(session, berna) == ["scores_to_decide", "scores_to_reconsider"]
    assert mail_of(session, anton) == ["scores_to_reconsider"]


def test_nobody_decides_before_both_have_written(one_text, anton, berna, session):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)

    with pytest.raises(Refusal, match="both of you write"):
        look_again(desk_of(anton)[0], anton, 3)


def test_coming_closer_settles_it_and_keeps_the_first_levels(one_text, anton, berna, session):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)
    (of_anton,), (of_berna,) = desk_of(anton), desk_of(berna)
    look_again(of_anton, anton, "later")

    look_again(of_berna, berna, 3)
    look_again(of_anton, anton, 2)

    assert list(office.levels_of_round(session, one_text.id).values()) == [{"E": (2, 3)}]
    assert (of_anton.first_level, of_berna.first_level) == (1, 4)


def test_a_difference_that_stays_gets_a_third_view_and_the_median(
    one_text, anton, berna, cor, dewi, session
):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)
    (of_anton,), (of_berna,) = desk_of(anton), desk_of(berna)
    look_again(of_anton, anton, "later")
    look_again(of_berna, berna, 4)
    look_again(of_anton, anton, 1)

    third = next(one for one in (cor, dewi) if desk_of(one))
    before = office.levels_of_round(session, one_text.id)
    lock_levels(one_text, third, 3)

    assert mail_of(session, third) == ["scores_wanted"]
    assert list(before.values()) == [{"E": (1, 4)}]
    assert list(office.levels_of_round(session, one_text.id).values()) == [{"E": (3,)}]
    assert len(session.scalars(select(Assessment)).all()) == 3


def test_deciding_twice_is_refused(one_text, anton, berna):
    lock_levels(one_text, anton, 1)
    lock_levels(one_text, berna, 4)
    (of_anton,), (of_berna,) = desk_of(anton), desk_of(berna)
    look_again(of_berna, berna, "later")
    look_again(of_anton, anton, 2)

    with pytest.raises(NotAllowed):
        look_again(of_anton, anton, 3)


def test_recognising_a_student_passes_the_text_to_a_reserve(
    one_text, anton, berna, cor, dewi, session
):
    (of_anton,) = desk_of(anton)
    office.score(session, actor_of(anton), of_anton, 4, now=NOW)

    office.recognise_student(session, actor_of(anton), of_anton, rng=CHANCE, now=NOW)

    (passed_on,) = desk_of(cor) + desk_of(dewi)
    assert of_anton.state is AssessmentState.RECUSED
    assert (of_anton.level, of_anton.is_not_observed) == (None, False)
    assert not passed_on.is_tiebreak
    assert passed_on.candidate_id == of_anton.candidate_id
    assert passed_on.desk_code != of_anton.desk_code
    reserve = next(one for one in (cor, dewi) if desk_of(one))
    lock_levels(one_text, reserve, 2)
    lock_levels(one_text, berna, 3)
    assert list(office.levels_of_round(session, one_text.id).values()) == [{"E": (3, 2)}]


def test_when_every_reserve_knows_the_student_the_round_waits(
    one_text, anton, berna, cor, dewi, session
):
    for account in (anton, cor, dewi, cor):  # whoever of the reserves is asked, steps aside too
        for view in desk_of(account):
            office.recognise_student(session, actor_of(account), view, rng=CHANCE, now=NOW)
            session.flush()

    lock_levels(one_text, berna, 3)

    assert HurdleKind.SCORES in {one.kind for one in hurdles(session, one_text, now=NOW)}
    assert desk_of(anton) == desk_of(cor) == desk_of(dewi) == []


def test_another_reserve_gets_what_waited_for_one(
    school, programme, anton, berna, cor, carla, session
):
    round_ = round_on_desks(school, programme, anton, berna, cor, students=1, letters=["E"])
    for account in (anton, cor):
        (view,) = desk_of(account)
        office.recognise_student(session, actor_of(account), view, rng=CHANCE, now=NOW)
        session.flush()
    fresh = AccountFactory(role=Role.ASSESSOR, school_id=school.id)

    appoint_assessors(
        session,
        actor_of(carla),
        round_,
        programme,
        (anton.id, berna.id, cor.id, fresh.id),
        rng=CHANCE,
        now=NOW,
    )

    assert len(desk_of(fresh)) == 1


def test_a_level_needs_a_text_but_not_observed_does_not(one_text, anton, session):
    (view,) = desk_of(anton)
    text = session.scalars(select(Evidence)).one()
    text.review = ReviewState.RETURNED
    session.flush()

    with pytest.raises(Refusal, match="no text"):
        office.score(session, actor_of(anton), view, 3, now=NOW)
    office.score(session, actor_of(anton), view, None, now=NOW)

    assert view.is_not_observed


def test_an_answer_can_change_and_be_taken_back_until_it_is_locked(one_text, anton, session):
    (view,), actor = desk_of(anton), actor_of(anton)

    office.score(session, actor, view, None, now=NOW)
    office.score(session, actor, view, 2, now=NOW)
    office.take_back(session, actor, view, now=NOW)
    taken_back = view.is_answered
    lock_levels(one_text, anton, 3)

    assert not taken_back
    with pytest.raises(NotAllowed, match="locked"):
        office.score(session, actor, view, 1, now=NOW)
    with pytest.raises(NotAllowed, match="locked"):
        office.take_back(session, actor, view, now=NOW)
    assert (view.level, view.first_level) == (3, 3)


def test_locking_waits_for_every_answer_and_happens_once(school, programme, anton, berna, session):
    round_ = round_on_desks(school, programme, anton, berna, students=2, letters=["E"])
    actor, rng = actor_of(anton), CHANCE
    office.score(session, actor, desk_of(anton)[0], 3, now=NOW)

    with pytest.raises(Refusal, match="every text"):
        office.lock_scores(session, actor, round_, "E", rng=rng, now=NOW)
    lock_levels(round_, anton, 3)
    with pytest.raises(TooLate, match="already"):
        office.lock_scores(session, actor, round_, "E", rng=rng, now=NOW)

    assert session.scalars(
        select(AuditEvent.event).where(AuditEvent.event == "scores:locked")
    ).all() == ["scores:locked"]


def test_nobody_scores_on_another_desk_or_outside_the_scoring_phase(
    one_text, anton, berna, session
):
    (of_anton,) = desk_of(anton)

    with pytest.raises(NotAllowed):
        office.score(session, actor_of(berna), of_anton, 3, now=NOW)
    one_text.phase = RoundPhase.MATCHING
    with pytest.raises(NotAllowed):
        office.score(session, actor_of(anton), of_anton, 3, now=NOW)


def test_the_log_says_who_scored_and_never_what(one_text, anton, session):
    office.score(session, actor_of(anton), desk_of(anton)[0], 4, now=NOW)

    line = session.scalars(select(AuditEvent)).one()

    assert (line.event, line.actor_id, line.details) == ("assessment:scored", anton.id, {})

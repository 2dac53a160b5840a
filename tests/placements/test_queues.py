"""Who gets which text in which order: chance decides, conflicts go elsewhere, cases lie between."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

import placements.calibration.cases
from placements.assessments import scores as office
from placements.assessments.anchors import TEXTS_A_CASE, mixed
from placements.assessments.desk import papers_of, piles_of, sheet_of
from placements.assessments.queues import prepare_queues, shuffled_queues
from placements.calibration.cases import Case
from placements.catalogue import Phrase
from records.models.account import Role
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import RoundPhase
from records.models.student import Student
from records.queries.desk.anchors import list_anchor_scores
from records.queries.desk.assessments import list_final_views
from tests.desks import (
    CHANCE,
    certified,
    desk_of,
    lock_levels,
    round_on_desks,
    seat_assessors,
    view_of,
)
from tests.factories import (
    NOW,
    AccountFactory,
    AssessmentFactory,
    CandidateFactory,
    RoundFactory,
    VacancyFactory,
)
from tests.rounds import actor_of

MOST_CORRELATED = 0.1
"""Over so many draws of forty texts chance itself stays well under this."""


@pytest.fixture
def reserves(school):
    return [AccountFactory(role=Role.ASSESSOR, school_id=school.id) for _seat in "345"]


@pytest.fixture
def cases(monkeypatch):
    """Three hidden cases on E."""
    found = tuple(
        Case(
            id=f"E-{number}",
            letter="E",
            level=number,
            is_hidden=True,
            facts={"where": ["school"]},
            text=Phrase(nl=f"Verzonnen tekst {number}", en=f"Invented text {number}"),
            reason=Phrase(nl="Daarom.", en="Because."),
        )
        for number in (1, 2, 3)
    )
    monkeypatch.setattr(
        placements.calibration.cases, "_cases", lambda letter: found if letter == "E" else ()
    )
    return found


def set_desks(school, programme, *accounts, students):
    """Return a round that is laid on desks, and its candidates."""
    round_ = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.SCORING)
    VacancyFactory(round=round_, programme=programme, frozen=True, criteria=["E"])
    seat_assessors(round_, programme, *accounts)
    return round_, [certified(round_, programme, letters=["E"], student=one) for one in students]


def rank_correlation(order, facts):
    """Return Spearman's coefficient between the order of a queue and a fact of its texts."""
    ranks = {one: rank for rank, one in enumerate(sorted(order, key=facts.get))}
    mean = (len(order) - 1) / 2
    together = sum((place - mean) * (ranks[one] - mean) for place, one in enumerate(order))
    return together / sum((place - mean) ** 2 for place in range(len(order)))


def test_the_order_goes_with_no_name_no_id_and_no_time_of_entry():
    rng = random.Random(20261126)
    texts = [rng.randbytes(8).hex() for _text in range(40)]
    entered = {one: place for place, one in enumerate(texts)}
    named = {one: rng.random() for one in texts}
    facts = {"id": {one: one for one in texts}, "entry": entered, "name": named}
    draws = {name: [] for name in facts}
    between = []
    for seed in range(400):
        queues = shuffled_queues({("a", "E"): texts, ("b", "E"): texts}, random.Random(seed))
        first, second = queues["a", "E"], queues["b", "E"]
        for name, of in facts.items():
            draws[name].append(rank_correlation(first, of))
        between.append(rank_correlation(first, {one: n for n, one in enumerate(second)}))

    means = {name: abs(sum(found) / len(found)) for name, found in draws.items()}
    assert max(means.values()) < MOST_CORRELATED / 2
    assert abs(sum(between) / len(between)) < MOST_CORRELATED / 2
    assert 0.12 < (sum(one**2 for one in between) / len(between)) ** 0.5 < 0.2  # as chance has it


@given(texts=st.integers(0, 60), seed=st.integers(0, 2**32))
def test_a_case_lies_in_every_full_run_and_no_text_is_lost(texts, seed):
    cases = [f"case {number}" for number in range(texts // TEXTS_A_CASE)]

    queue = mixed(list(range(texts)), cases, random.Random(seed))

    assert [one for one in queue if isinstance(one, int)] == list(range(texts))
    assert [one for one in queue if isinstance(one, str)] == cases


def test_every_text_lies_once_on_both_desks(session, school, programme, anton, berna):
    round_ = round_on_desks(school, programme, anton, berna, students=5, letters=["E", "K"])

    for account in (anton, berna):
        laid = Counter((view.candidate_id, view.letter) for view in desk_of(account))
        assert len(laid) == 10
        assert set(laid.values()) == {1}
        for letter in "EK":
            assert [view.position for view in desk_of(account, letter=letter)] == [1, 2, 3, 4, 5]
    assert session.scalar(select(func.count()).where(Assessment.round_id == round_.id)) == 20


def test_a_mentor_never_gets_the_own_student(
    session, school, programme, anton, berna, reserves, amina
):
    student = session.get_one(Student, amina.id)
    student.mentor_id = anton.id
    round_, (own,) = set_desks(school, programme, anton, berna, *reserves, students=[student])
    prepare_queues(session, round_, rng=CHANCE)

    readers = {view.assessor_id for view in session.scalars(select(Assessment))}
    assert view_of(anton, own) is None
    assert berna.id in readers
    assert len(readers & {one.id for one in reserves}) == 1


def test_who_scored_a_student_in_another_round_gets_somebody_else(
    session, school, programme, anton, berna, reserves, amina
):
    student = session.get_one(Student, amina.id)
    former = CandidateFactory(
        round=RoundFactory(school=school, name="Eerder", programmes=[programme]), student=student
    )
    AssessmentFactory(
        round_id=former.round_id, candidate_id=former.id, assessor_id=anton.id, level=3
    )
    round_, (again,) = set_desks(school, programme, anton, berna, *reserves, students=[student])

    prepare_queues(session, round_, rng=CHANCE)

    assert view_of(anton, again) is None
    assert session.scalar(select(func.count()).where(Assessment.round_id == round_.id)) == 2


def test_where_everybody_scored_a_student_before_somebody_does_it_again(
    session, school, programme, anton, berna, reserves, amina
):
    student = session.get_one(Student, amina.id)
    former = CandidateFactory(
        round=RoundFactory(school=school, name="Eerder", programmes=[programme]), student=student
    )
    for account in (anton, berna, *reserves):
        AssessmentFactory(
            round_id=former.round_id, candidate_id=former.id, assessor_id=account.id, level=3
        )
    round_, _candidates = set_desks(school, programme, anton, berna, *reserves, students=[student])

    prepare_queues(session, round_, rng=CHANCE)

    assert session.scalar(select(func.count()).where(Assessment.round_id == round_.id)) == 2


def test_reserves_share_the_work(session, school, programme, anton, berna, reserves):
    round_on_desks(school, programme, anton, berna, *reserves, students=6, letters=["E"])

    for view in desk_of(anton):
        office.recognise_student(session, actor_of(anton), view, rng=CHANCE, now=NOW)
        session.flush()

    assert [len(desk_of(one)) for one in reserves] == [2, 2, 2]


def test_cases_lie_between_the_texts_and_look_the_same(
    session, school, programme, anton, berna, reserves, cases
):
    round_ = round_on_desks(school, programme, anton, berna, *reserves, students=24, letters=["E"])
    laid = session.scalars(select(AnchorScore).where(AnchorScore.assessor_id == anton.id)).all()
    (pile,) = piles_of(session, actor_of(anton))
    papers = papers_of(session, actor_of(anton), round_, "E", offset=0, limit=100)
    in_order = sorted([*desk_of(anton), *laid], key=lambda one: one.position)

    assert len({one.case_id for one in laid}) == len(laid) == 24 // TEXTS_A_CASE
    assert [one.position for one in in_order] == list(range(1, 27))
    assert [paper.code for paper in papers] == [one.desk_code for one in in_order]
    assert (pile.to_score, pile.unread, pile.next_unread) == (26, 26, papers[0].code)
    assert sheet_of(session, laid[0]).text.startswith("Verzonnen tekst")
    assert sheet_of(session, laid[0]).letter == "E"


def test_what_is_said_of_a_case_counts_for_nobody(
    session, school, programme, anton, berna, reserves, cases
):
    round_ = round_on_desks(school, programme, anton, berna, *reserves, students=12, letters=["E"])
    for account in (anton, berna):
        (case,) = session.scalars(
            select(AnchorScore).where(AnchorScore.assessor_id == account.id)
        ).all()
        office.score(session, actor_of(account), case, 4, now=NOW)
        office.take_back(session, actor_of(account), case, now=NOW)
        with pytest.raises(office.Refusal):
            lock_levels(round_, account, 2)
        office.score(session, actor_of(account), case, 4, now=NOW)
        assert list_anchor_scores(session, assessor_id=account.id) == []
        lock_levels(round_, account, 2)

    (said,) = list_anchor_scores(session, assessor_id=anton.id)
    levels = office.levels_of_round(session, round_.id)
    assert (said.letter, said.level, said.locked_at) == ("E", 4, NOW)
    assert said.case_id in {case.id for case in cases}
    assert len(levels) == 12
    assert all(of == {"E": (2, 2)} for of in levels.values())
    assert all(isinstance(view, Assessment) for view in list_final_views(session, round_.id))


def test_stepping_aside_from_a_case_calls_nobody(
    session, school, programme, anton, berna, reserves, cases
):
    round_on_desks(school, programme, anton, berna, *reserves, students=12, letters=["E"])
    case = session.scalars(select(AnchorScore).where(AnchorScore.assessor_id == anton.id)).one()

    office.recognise_student(session, actor_of(anton), case, rng=CHANCE, now=NOW)

    assert case.state is AssessmentState.RECUSED
    assert [desk_of(one) for one in reserves] == [[], [], []]


def test_a_reserve_gets_a_case_after_twelve_texts(
    session, school, programme, anton, berna, reserves, cases
):
    cor = reserves[0]
    round_on_desks(school, programme, anton, berna, cor, students=12, letters=["E"])

    for view in desk_of(anton):
        office.recognise_student(session, actor_of(anton), view, rng=CHANCE, now=NOW)
        session.flush()

    laid = session.scalars(select(AnchorScore).where(AnchorScore.assessor_id == cor.id)).all()
    assert len(desk_of(cor)) == 12
    assert len(laid) == 1
    assert laid[0].position in (12, 13)

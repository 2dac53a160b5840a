"""A competence is judged when both have scored all of it, and what follows really follows."""

import json

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from matching.receipt import check_receipt
from placements.assessments import scores as office
from placements.catalogue import RUBRIC_VERSION
from placements.match.results import result_of
from placements.match.snapshot import take_snapshot
from placements.rounds.phases import HurdleKind, hurdles
from placements.rubrics.rounds import versions_now
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import AssessmentState
from records.models.desk.judgement import JudgedLight, Judgement
from records.models.outbox import OutboxMessage
from records.models.round import Round
from records.queries.desk.judgements import find_judgement
from tests.desks import CHANCE, desk_of, lock_levels, look_again, round_on_desks
from tests.double_scores import FEW_ORANGE, GREEN, ORANGE, RED, JudgementFactory
from tests.factories import (
    NOW,
    AccountFactory,
    AssessmentFactory,
    CandidateFactory,
    ProgrammeFactory,
    RoundFactory,
    StudentFactory,
    WishFactory,
)
from tests.rounds import actor_of, finished_run, frozen_place, ready_round
from tests.rubrics import RoundRubricFactory, addition, publish


@pytest.fixture
def cor(school):
    """Cor is the only reserve."""
    return AccountFactory(role=Role.ASSESSOR, school_id=school.id, given_name="Cor")


@pytest.fixture
def before(school, programme, session):
    """Return a way to lay down what an earlier round of the school had on competence E."""

    def lay_down(counts, **facts):
        earlier = RoundFactory(school=school, programmes=[programme], name="Eerder")
        return JudgementFactory(round_id=earlier.id, counts=counts, **facts)

    return lay_down


@pytest.fixture
def scored(school, programme, anton, berna, cor, session):
    """Return a way to let both score a round of two texts on E, and get what was judged."""

    def score(first=3, second=3, students=2):
        round_ = round_on_desks(
            school, programme, anton, berna, cor, students=students, letters=["E"]
        )
        lock_levels(round_, anton, first)
        assert find_judgement(session, round_.id, letter="E") is None
        lock_levels(round_, berna, second)
        return round_, find_judgement(session, round_.id, letter="E")

    return score


def standing_hurdles(session, round_):
    return {one.kind for one in hurdles(session, round_, now=NOW)}


def test_it_is_judged_once_both_have_locked_and_rests_on_first_levels_of_every_round(
    before, scored, session
):
    before(GREEN)
    round_, judged = scored(3, 2)

    assert (judged.light, judged.double_scores) == (JudgedLight.GREEN, 86)
    assert judged.low >= 667
    assert judged.counts == [0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
    assert HurdleKind.SCORES not in standing_hurdles(session, round_)
    line = session.scalars(select(AuditEvent).where(AuditEvent.event == "competence:judged")).one()
    assert line.details == {"letter": "E", "light": "green", "double_scores": 86}


def test_few_double_scores_decide_nothing(before, scored, session):
    before(FEW_ORANGE)
    round_, judged = scored()

    assert (judged.light, judged.wants_third) == (JudgedLight.ORANGE, False)
    assert HurdleKind.SCORES not in standing_hurdles(session, round_)


def test_the_first_round_of_a_school_is_too_early_to_judge(scored):
    _round, judged = scored()

    assert (judged.light, judged.double_scores, judged.alpha) == (JudgedLight.TOO_EARLY, 2, None)


def test_another_school_another_competence_and_other_words_are_not_pooled(
    before, scored, session, programme
):
    before(RED, letter="K")
    before(RED, rubric_version="2025.1")
    elsewhere = ProgrammeFactory()
    other = RoundFactory(school=elsewhere.school, programmes=[elsewhere])
    JudgementFactory(round_id=other.id, counts=RED)

    _round, judged = scored()

    assert judged.double_scores == 2


def test_own_examples_are_other_words_and_a_version_that_changes_something_else_is_not(
    before, session, school, programme, anton, berna, cor, carla
):
    before(RED)
    before(GREEN, rubric_version=f"{RUBRIC_VERSION}+1")
    publish(carla, addition("E", mark="de balie"))
    second = publish(carla, addition("K"))
    round_ = round_on_desks(school, programme, anton, berna, cor, letters=["E"])
    RoundRubricFactory(round_id=round_.id, rubric_id=second.id)
    session.expire(round_, ["rubric"])
    lock_levels(round_, anton, 3)
    lock_levels(round_, berna, 3)

    judged = find_judgement(session, round_.id, letter="E")
    publish(carla, addition("E", mark="het loket"))

    assert (judged.rubric_version, judged.double_scores) == (f"{RUBRIC_VERSION}+1", 86)
    assert judged.light is JudgedLight.GREEN
    now = versions_now(session, school.id)
    assert (now["A"], now["E"], now["K"]) == ("2026.1", "2026.1+3", "2026.1+2")
    assert take_snapshot(session, round_).frozen["rubric"] == f"{RUBRIC_VERSION}+{second.digest}"


def test_what_one_saw_and_the_other_did_not_is_no_double_score(scored):
    _round, judged = scored(3, None)

    assert judged.double_scores == 0


def test_orange_lays_every_text_on_the_desk_of_a_reserve_and_scoring_waits(
    before, scored, session, cor, carla
):
    before(ORANGE)
    round_, judged = scored(3, 2)

    texts = desk_of(cor)
    assert (judged.light, judged.wants_third) == (JudgedLight.ORANGE, True)
    assert len(texts) == 2
    assert HurdleKind.SCORES in standing_hurdles(session, round_)
    kinds = session.scalars(
        select(OutboxMessage.kind).where(OutboxMessage.account_id.in_([cor.id, carla.id]))
    ).all()
    assert sorted(kinds) == ["competence_judged", "scores_wanted"]

    lock_levels(round_, cor, 2)

    assert HurdleKind.SCORES not in standing_hurdles(session, round_)
    levels = office.levels_of_round(session, round_.id)
    assert list(levels.values()) == [{"E": (3, 2, 2)}] * 2
    entered = take_snapshot(session, round_).frozen["candidates"].values()
    assert all("322" in one["levels"] for one in entered)


def test_orange_waits_while_every_reserve_knows_the_student(before, scored, session, cor):
    before(ORANGE)
    round_, _judged = scored()
    for view in desk_of(cor):
        office.recognise_student(session, actor_of(cor), view, rng=CHANCE, now=NOW)
        session.flush()

    assert desk_of(cor) == []
    assert HurdleKind.SCORES in standing_hurdles(session, round_)


def test_where_nobody_saw_anything_no_third_looks(before, scored, session, cor):
    before(ORANGE)
    round_, judged = scored(None, None)

    assert judged.wants_third
    assert desk_of(cor) == []
    assert HurdleKind.SCORES not in standing_hurdles(session, round_)


def test_a_text_on_which_the_two_stay_far_apart_gets_one_third_view_and_the_median(
    before, scored, session, anton, berna, cor
):
    before(ORANGE)
    round_, _judged = scored(1, 4, students=1)
    lock_levels(round_, cor, 3)
    for of_anton in desk_of(anton):
        of_berna = next(one for one in desk_of(berna) if one.candidate_id == of_anton.candidate_id)
        look_again(of_anton, anton, "later")
        look_again(of_berna, berna, 4)
        look_again(of_anton, anton, 1)

    assert len(desk_of(cor)) == 1
    assert list(office.levels_of_round(session, round_.id).values()) == [{"E": (3,)}]
    assert HurdleKind.SCORES not in standing_hurdles(session, round_)


def test_red_tells_the_coordinator_and_asks_no_third(before, scored, session, carla, cor):
    before(RED)
    _round, judged = scored(1, 4)

    assert (judged.light, judged.wants_third) == (JudgedLight.RED, False)
    assert desk_of(cor) == []
    mail = session.scalars(select(OutboxMessage).where(OutboxMessage.account_id == carla.id)).one()
    assert (mail.kind, mail.facts["light"]) == ("competence_judged", "red")


def test_red_leaves_the_ranking_of_this_round_and_its_receipt_says_why(
    session, school, programme, anton, berna, carla
):
    round_ = ready_round(school, programme)
    pair = (anton.id, berna.id)
    place = frozen_place(round_, programme)
    strong, weak = (
        candidate_with(round_, programme, place, pair, {"E": level, "K": 3}) for level in (4, 1)
    )
    JudgementFactory(round_id=round_.id, counts=RED, red=True)

    run = finished_run(session, round_, carla)

    result = result_of(run)
    assert result.left_out == {"E": "alpha 0.412, 95 % from 0.220 to 0.583, 32 double scores"}
    assert check_receipt(run.receipt) is None
    bands = [result.band_of(one.code, str(place.id)) for one in (strong, weak)]
    assert bands == [0, 0]
    explained = result.explanation_of(weak.code, str(place.id), {})
    rows = {row["letter"]: row for row in explained["rows"]}
    assert (rows["E"]["is_left_out"], rows["E"]["loss"]) == (True, "0")
    assert not rows["K"]["is_left_out"]
    forged = json.loads(run.receipt) | {}
    forged["input"]["left_out"] = {}
    assert check_receipt(json.dumps(forged).encode()) is not None


def test_a_place_whose_first_levels_tell_nobody_apart_has_one_band_whatever_was_said_later(
    session, school, programme, anton, berna, carla
):
    round_ = ready_round(school, programme)
    pair = (anton.id, berna.id)
    place = frozen_place(round_, programme, seats=3)
    for number in range(50):
        first = divmod(number % 4, 2)
        candidate_with(
            round_,
            programme,
            place,
            pair,
            {"E": 1 + number % 2, "K": 3},
            first={"E": tuple(1 + one for one in first), "K": (3, 3)},
        )

    run = finished_run(session, round_, carla)

    result = result_of(run)
    assert result.receipt["input"]["places"][str(place.id)]["everyone_equal"]
    assert result.equal_places == [str(place.id)]
    assert {result.band_of(code, str(place.id)) for code in result.codes} == {0}
    assert check_receipt(run.receipt) is None


def test_a_judgement_never_changes_and_never_goes(session):
    judged = JudgementFactory(round_id=RoundFactory().id, counts=RED, red=True)

    for change in (
        update(Judgement).values(light="green"),
        update(Judgement).values(counts=GREEN),
        delete(Judgement),
    ):
        with pytest.raises(IntegrityError, match="judged_once"), session.begin_nested():
            session.execute(change)
    assert judged.light is JudgedLight.RED
    round_id = judged.round_id
    session.expunge(judged)
    session.execute(delete(Round).where(Round.id == round_id))
    assert find_judgement(session, round_id, letter="E") is None


def candidate_with(round_, programme, place, pair, levels, first=None):
    """Return a candidate who wants this place, scored by the two of a pair."""
    candidate = CandidateFactory(
        round=round_,
        student=StudentFactory(programme=programme),
        programme=programme,
        approved_digest="0" * 64,
        approved_at=NOW,
        certified_at=NOW,
    )
    WishFactory(candidate_id=candidate.id, vacancy_id=place.id, rank=1)
    for letter, level in levels.items():
        for number, account_id in enumerate(pair):
            AssessmentFactory(
                round_id=round_.id,
                candidate_id=candidate.id,
                assessor_id=account_id,
                letter=letter,
                level=level,
                first_level=first[letter][number] if first else level,
                state=AssessmentState.FINAL,
            )
    return candidate

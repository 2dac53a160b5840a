"""How I score: figures from enough texts on, kind words, and for nobody else's eyes."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import insert

from placements.calibration.cases import hidden_cases
from placements.calibration.own import own_scoring
from placements.errors import NotAllowed
from records.models.account import Role
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.round import RoundPhase
from tests.factories import NOW, AccountFactory, CandidateFactory, RoundFactory, StudentFactory
from tests.rounds import actor_of

PAGE = "/school/desk/own"
LIGHTS = "Ben ik streng of mild?"


@pytest.fixture
def scored(session, school, programme, anton, berna):
    """A function that lets Anton and Berna have given these levels, a text per pair of them."""

    def score(pairs, *, phase=RoundPhase.MATCHING, letters="E"):
        round_ = RoundFactory(school=school, programmes=[programme], phase=phase)
        rows = []
        for number, (own, other) in enumerate(pairs):
            candidate = CandidateFactory(
                round=round_, programme=programme, student=StudentFactory(programme=programme)
            )
            for letter in letters:
                for account, level in ((anton, own), (berna, other)):
                    rows.append(row_of(round_, account, letter, number, level, candidate))
        session.execute(insert(Assessment), rows)
        return round_

    return score


def row_of(round_, account, letter, number, level, candidate):
    return {
        "round_id": round_.id,
        "candidate_id": candidate.id,
        "assessor_id": account.id,
        "letter": letter,
        "desk_code": uuid4().hex[:26],
        "position": number,
        "is_tiebreak": False,
        "state": AssessmentState.FINAL,
        "level": level,
        "first_level": level,
        "is_not_observed": False,
        "locked_at": NOW,
    }


def know(session, round_, account, errors):
    """Let somebody have been so far off on cases whose level is known, a day after each other."""
    cases = [case for case in hidden_cases("E") if case.level in {2, 3}]
    session.execute(
        insert(AnchorScore),
        [
            {
                "round_id": round_.id,
                "assessor_id": account.id,
                "letter": "E",
                "case_id": cases[number % len(cases)].id,
                "desk_code": uuid4().hex[:26],
                "position": 1000 + number,
                "state": AssessmentState.LOCKED,
                "level": cases[number % len(cases)].level + error,
                "is_not_observed": False,
                "locked_at": NOW + timedelta(days=number),
            }
            for number, error in enumerate(errors)
        ],
    )


TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


def shown(client):
    page = TOKEN.sub("", client.get(PAGE).text)
    return " ".join(unescape(page).split())


STRICT = [(2, 3), (1, 2), (3, 4), (3, 3), (2, 3), (1, 1)] * 6


def test_a_strict_assessor_reads_how_much_and_how_sure_that_is(as_anton, scored):
    scored(STRICT)

    page = shown(as_anton)

    assert "0,7 niveau minder" in page
    assert "36 teksten zijn door jou en door de ander beoordeeld." in page
    assert "12 waren gelijk, 24 verschilden één niveau, 0 meer." in page
    assert "Voorlopig" not in page.split(LIGHTS)[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("count", "words"),
    [(14, "Tot nu toe 14 om te vergelijken"), (15, "Voorlopig"), (29, "Voorlopig")],
)
def test_figures_come_with_enough_texts_and_not_before(as_anton, scored, count, words):
    scored((STRICT * 2)[:count])

    part = shown(as_anton).split(LIGHTS)[1].split("</section>")[0]

    assert words in part
    assert ("niveau minder" in part) is (count >= 15)


def test_who_gives_everyone_a_3_is_told_so_kindly_and_gets_no_figure(as_anton, scored):
    scored([(3, 1), (3, 2), (3, 3), (3, 4)] * 10)

    page = shown(as_anton)

    assert "Je gebruikte één niveau: 3" in page
    assert "Dan kan niemand verschillen tussen studenten zien" in page
    assert LIGHTS not in page
    assert "niveau meer" not in page


def test_who_gives_one_competence_a_3_throughout_is_told_of_that_one(as_anton, scored):
    scored([(3, 2), (3, 3), (3, 4)] * 4, letters="E")
    scored(STRICT, letters="K")
    scored([(2, 2)] * 9, letters="F")

    page = shown(as_anton)

    assert page.count("Elke tekst kreeg van jou niveau 3.") == 1
    assert "Elke tekst kreeg van jou niveau 2." not in page
    assert "Je gebruikte één niveau" not in page
    assert LIGHTS in page


def test_drift_and_strictness_are_held_against_cases_whose_level_is_known(
    session, scored, anton, as_anton
):
    round_ = scored([(2, 2), (3, 3)] * 10)
    know(session, round_, anton, [1] * 10 + [0] * 10 + [-1] * 10)

    own = own_scoring(session, actor_of(anton), anton.id, rng=np.random.default_rng(1))

    assert (own.known, own.known_equal) == (30, 10)
    assert own.beside_known.value == 0
    assert own.drift.stands_out
    assert own.drift.value < -2
    assert "niveau minder, bij teksten waarvan het niveau bekend is" in shown(as_anton)


def test_one_impression_over_everything_shows(session, scored, anton):
    levels = np.random.default_rng(3).integers(1, 5, (40, 2))
    scored([(int(own), int(other)) for own, other in levels], letters="EK")

    own = own_scoring(session, actor_of(anton), anton.id, rng=np.random.default_rng(1))

    assert own.halo.count == 40
    assert own.halo.value == pytest.approx(0, abs=1e-9)
    assert own.spread.keys() == {"E", "K"}


def test_nothing_of_a_round_that_is_still_being_scored_is_shown(as_anton, scored):
    scored(STRICT, phase=RoundPhase.SCORING)

    assert "Nog niets te zien" in shown(as_anton)


def test_the_page_says_the_same_when_it_is_looked_at_again(as_anton, scored):
    scored(STRICT)

    assert shown(as_anton) == shown(as_anton)


def test_nobody_else_sees_how_somebody_scores(
    session, scored, anton, as_berna, as_carla, as_mehmet, sign_in, school
):
    scored(STRICT)
    administrator = AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)
    clients = as_carla, as_mehmet, sign_in(administrator)

    assert [client.get(PAGE).status_code for client in clients] == [403] * 3
    assert "0,7 niveau meer" in shown(as_berna)
    for other in (administrator, AccountFactory(role=Role.ASSESSOR, school_id=school.id)):
        with pytest.raises(NotAllowed):
            own_scoring(session, actor_of(other), anton.id, rng=np.random.default_rng(1))

"""The school lays its scores beside what companies saw."""

import pytest

from placements.reliability.ledger import ledger_of_school
from records.models.account import Role
from records.models.trial import TrialState
from tests.double_scores import JudgementFactory
from tests.factories import AccountFactory, EmployerFactory, ProgrammeFactory
from tests.trial_levels import assessed_trials, matched_places

ADDRESS = "/school/trust"
SCORES = [1, 2, 3, 4] * 5


@pytest.fixture
def places(school, programme, carla):
    """Two companies with a place in a round whose E was judged."""
    return matched_places(school, programme, carla, employers=EmployerFactory.create_batch(2))


def test_it_shows_how_far_they_go_together(as_carla, session, school, places, anton, berna, mehmet):
    assessed_trials(*places, (anton, berna), mehmet, SCORES, [min(one + 1, 4) for one in SCORES])

    page = " ".join(as_carla.get(ADDRESS).text.split())
    (line,) = ledger_of_school(session, school.id)[0].lines

    assert "20 studenten hebben een score en een niveau van het bedrijf." in page
    assert "liet in de proefstage ook meer zien" in page
    assert "keken 20 keer naar dezelfde proefstage en gaven 15 keer hetzelfde niveau" in page
    assert line.correlation.value == pytest.approx(0.944, abs=0.001)


def test_scores_that_say_nothing_are_called_so(as_carla, places, anton, berna, mehmet):
    assessed_trials(*places, (anton, berna), mehmet, SCORES, [2, 3, 3, 2] * 5)

    assert "is nog niet te zien" in as_carla.get(ADDRESS).text


@pytest.mark.parametrize(
    ("scores", "levels", "said"),
    [
        (SCORES[:17], SCORES[:17], "Er zijn er nog 3 nodig voor een cijfer."),
        ([3] * 20, SCORES, "Alle scores, of alle niveaus, zijn gelijk."),
    ],
)
def test_without_a_figure_it_says_why(as_carla, places, anton, berna, mehmet, scores, levels, said):
    assessed_trials(*places, (anton, berna), mehmet, scores, levels)

    page = " ".join(as_carla.get(ADDRESS).text.split())

    assert said in page
    assert "Hoe ver ze samen opgaan" not in page


def test_a_trial_that_is_not_assessed_by_both_does_not_count(
    as_carla, places, anton, berna, mehmet
):
    assessed_trials(*places, (anton, berna), mehmet, SCORES, SCORES, state=TrialState.CHECKED)

    assert "Er is nog geen proefstage beoordeeld" in as_carla.get(ADDRESS).text


@pytest.mark.parametrize("words", ["2025.1", "2026.1+1"])
def test_a_round_scored_with_other_words_is_not_pooled(
    as_carla, session, school, programme, carla, anton, berna, mehmet, words
):
    run, places = matched_places(
        school, programme, carla, employers=[EmployerFactory()], judged=False
    )
    JudgementFactory(round_id=places[0].round_id, rubric_version=words)
    assessed_trials(run, places, (anton, berna), mehmet, SCORES, SCORES)

    assert "Er is nog geen proefstage beoordeeld" in as_carla.get(ADDRESS).text


def test_the_trials_of_another_school_stay_there(as_carla, carla, anton, berna, mehmet):
    elsewhere = ProgrammeFactory()
    run, places = matched_places(elsewhere.school, elsewhere, carla, employers=[EmployerFactory()])
    assessed_trials(run, places, (anton, berna), mehmet, SCORES, SCORES)

    assert elsewhere.name not in as_carla.get(ADDRESS).text


@pytest.mark.parametrize("role", [Role.CONFIDANT, Role.ADMINISTRATOR])
def test_who_speaks_for_others_in_the_school_reads_it(sign_in, school, role):
    browser = sign_in(AccountFactory(role=role, school_id=school.id))

    assert browser.get(ADDRESS).status_code == 200


@pytest.mark.parametrize("browser", ["as_anton", "as_mehmet", "as_amina", "as_noor"])
def test_others_stay_out(browser, request):
    assert request.getfixturevalue(browser).get(ADDRESS).status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get(ADDRESS).status_code == 303

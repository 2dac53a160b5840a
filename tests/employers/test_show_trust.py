"""A company sees whether the school's scores say what trials show."""

import pytest

from tests.factories import EmployerFactory
from tests.trial_levels import assessed_trials, matched_places

ADDRESS = "/employer/trust"
SCORES = [1, 2, 3, 4] * 6


@pytest.fixture
def trials_at(school, programme, carla, anton, berna, mehmet, bakery):
    """Return a way to lay down trials at the bakery and at this many other companies."""

    def lay_down(others, scores=SCORES):
        employers = [bakery, *EmployerFactory.create_batch(others)]
        run, places = matched_places(school, programme, carla, employers=employers)
        assessed_trials(run, places, (anton, berna), mehmet, scores, scores)

    return lay_down


def test_it_reads_the_figure_of_its_own_programme_over_all_companies(as_noor, programme, trials_at):
    trials_at(2, SCORES[:23])

    page = " ".join(as_noor.get(ADDRESS).text.split())

    assert programme.name in page
    assert "Minstens 20 studenten van minstens 3 bedrijven." in page
    assert "liet in de proefstage ook meer zien" in page
    assert "23" not in page.split("<main")[1].split("<details")[0]


@pytest.mark.parametrize(("others", "scores"), [(1, SCORES), (2, SCORES[:19])])
def test_too_few_companies_or_students_and_there_is_no_figure(as_noor, trials_at, others, scores):
    trials_at(others, scores)

    page = " ".join(as_noor.get(ADDRESS).text.split())

    assert "minstens 20 studenten van 3 bedrijven nodig" in page
    assert "Hoe ver ze samen opgaan" not in page


def test_without_a_trial_of_its_own_it_reads_nothing(
    as_noor, school, programme, carla, anton, berna, mehmet
):
    run, places = matched_places(
        school, programme, carla, employers=EmployerFactory.create_batch(3)
    )
    assessed_trials(run, places, (anton, berna), mehmet, SCORES, SCORES)

    page = as_noor.get(ADDRESS).text

    assert "Er is nog geen proefstage beoordeeld" in page
    assert programme.name not in page


@pytest.mark.parametrize("browser", ["as_anton", "as_carla", "as_amina"])
def test_others_stay_out(browser, request):
    assert request.getfixturevalue(browser).get(ADDRESS).status_code == 403


def test_visitors_sign_in_first(visitor):
    assert visitor.get(ADDRESS).status_code == 303

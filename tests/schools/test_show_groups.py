"""The page on which two people let a school compare groups, and what may be read there."""

import pytest

from placements.monitoring.periods import Half
from placements.monitoring.releases import publish_groups
from records.models.account import Role
from records.models.monitoring import Route
from records.queries.monitoring import find_standing_monitoring
from scoring.disparity import Stratum
from tests.factories import AccountFactory
from tests.monitoring_stage import AUTUMN, COUNTED, GroupMonitoringFactory

ASKED = {
    "route": "question",
    "dpia_reference": "DPIA 2026-14",
    "legal_basis": "AVG artikel 6 lid 1 e",
    "runs_until": "2027-07-31",
}


@pytest.fixture
def as_berend(sign_in, school):
    """Berend is administrator."""
    return sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


@pytest.fixture
def as_vera(sign_in, school):
    """Vera is confidant."""
    return sign_in(AccountFactory(role=Role.CONFIDANT, school_id=school.id))


def test_off_says_what_is_needed(as_carla, school):
    page = as_carla.get("/school/monitoring/groups").get_data(as_text=True)

    assert "Dit staat uit" in page
    assert all(word in page for word in ("DPIA", "grondslag", "laatste dag", "twee mensen"))
    assert "/school/monitoring/groups/new" not in page


def test_two_people_switch_it_on_and_one_stops_it(as_berend, as_vera, session, school):
    as_berend.post("/school/monitoring/groups/new", data=ASKED)
    standing = find_standing_monitoring(session, school_id=school.id)
    steps = f"/school/monitoring/groups/{standing.id}"

    assert as_berend.post(f"{steps}/approve").status_code == 422
    assert "wacht op een tweede persoon" in as_vera.get("/school/monitoring/groups").text
    assert as_vera.post(f"{steps}/approve").status_code == 302
    assert "Dit staat aan" in as_vera.get("/school/monitoring/groups").text
    assert as_vera.post(f"{steps}/end").status_code == 302
    assert as_vera.post(f"{steps}/end").status_code == 422
    assert "Dit staat uit" in as_vera.get("/school/monitoring/groups").text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"dpia_reference": " "}, "Zeg waar het staat"),
        ({"legal_basis": ""}, "Noem de artikelen"),
        ({"runs_until": "2026-11-23"}, "Kies een laatste dag na vandaag"),
        ({"runs_until": "gisteren"}, "Vul een dag in"),
        ({"route": ""}, "Kies hoe groepen"),
    ],
)
def test_a_form_that_lacks_something_keeps_the_rest(as_berend, session, school, wrong, message):
    answer = as_berend.post("/school/monitoring/groups/new", data=ASKED | wrong)

    assert answer.status_code == 422
    assert message in answer.text
    assert ASKED["legal_basis"] in answer.text or "legal_basis" in wrong
    assert find_standing_monitoring(session, school_id=school.id) is None


def test_what_another_school_asked_does_not_exist(sign_in, school):
    standing = GroupMonitoringFactory(school_id=school.id)
    stranger = sign_in(AccountFactory(role=Role.CONFIDANT))

    for step in ("approve", "end"):
        url = f"/school/monitoring/groups/{standing.id}/{step}"
        assert stranger.post(url).status_code == 404
    assert "DPIA 2026-14" not in stranger.get("/school/monitoring/groups").text


def test_a_published_half_shows_counts_and_ratio_and_quotes_only_from_a_hundred(
    session, school, as_carla
):
    monitoring = GroupMonitoringFactory(school_id=school.id, route=Route.THIRD_PARTY)
    counted = [
        Stratum(placed=21, count=40, other_placed=90, other_count=104),
        Stratum(placed=20, count=40, other_placed=92, other_count=103),
    ]
    publish_groups(session, monitoring, Half(AUTUMN), counted, now=COUNTED)

    page = as_carla.get("/school/monitoring/groups").text

    assert "Alarm" in page
    assert "Verhouding 0,6" in page
    assert "88 %" in page
    assert "te weinig" in page
    assert not {"41", "182", "207"} & set(page.replace("<", " ").replace(">", " ").split())


def test_too_few_is_said_and_is_no_sign_of_anything(session, school, as_carla):
    monitoring = GroupMonitoringFactory(school_id=school.id)
    few = [Stratum(placed=9, count=30, other_placed=90, other_count=104)]
    publish_groups(session, monitoring, Half(AUTUMN), few, now=COUNTED)

    page = as_carla.get("/school/monitoring/groups").text

    assert page.count("verborgen") >= 4
    assert "geen teken" in page

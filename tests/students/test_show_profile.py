"""Amina looks at her profile as a whole."""

from records.models.candidate import ReviewState
from records.models.round import RoundPhase
from tests.factories import NOW, EvidenceFactory


def test_it_lists_what_the_places_ask(as_amina, profile, places):
    response = as_amina.get("/student/profile")

    assert "Samenwerken en overleggen" in response.text
    assert "3 van de plekken vragen dit." in response.text
    assert "/student/profile/evidence/E" in response.text


def test_without_places_it_offers_the_starter_set(as_amina, profile):
    assert "Leren" in as_amina.get("/student/profile").text


def test_it_says_where_each_text_stands(as_amina, profile, mehmet):
    EvidenceFactory(candidate_id=profile.id, letter="E", review=ReviewState.WAITING)
    EvidenceFactory(candidate_id=profile.id, letter="K")
    EvidenceFactory(
        candidate_id=profile.id, letter="Q", review=ReviewState.RETURNED, reviewed_by=mehmet.id
    )

    response = as_amina.get("/student/profile")

    for status in ("Geschreven", "Nagelezen", "Schrijf dit opnieuw"):
        assert status in response.text


def test_it_says_so_when_she_said_this_is_it(as_amina, profile):
    profile.approved_digest, profile.certified_at = "0" * 64, NOW

    assert "Je zei dat je klaar bent" in as_amina.get("/student/profile").text


def test_once_closed_there_is_nothing_to_change(as_amina, written, round_):
    round_.phase = RoundPhase.SCORING

    response = as_amina.get("/student/profile")

    assert "De profielen zijn dicht" in response.text
    assert "/student/profile/evidence/" not in response.text
    assert "Veranderen" not in response.text


def test_it_never_shows_the_code(as_amina, profile):
    assert profile.code[:8] not in as_amina.get("/student/profile").text


def test_without_a_profile_it_brings_her_home(as_amina, round_):
    assert as_amina.get("/student/profile").location == "/student/home"


def test_nobody_else_has_this_page(visitor, as_mehmet, as_noor):
    assert visitor.get("/student/profile").status_code == 303
    assert as_mehmet.get("/student/profile").status_code == 403
    assert as_noor.get("/student/profile").status_code == 403

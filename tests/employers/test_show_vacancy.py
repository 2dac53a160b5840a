"""The bakery reads its place as students read it. One file per page."""

from records.models.round import RoundPhase
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}"


def test_it_shows_what_students_read(as_noor, draft):
    page = as_noor.get(page_of(draft)).text

    assert "Storingen oplossen" in page
    assert "Samenwerken en overleggen" in page
    assert "dragen werk aan elkaar over" in page
    assert "maandag tot en met vrijdag" in page


def test_it_leads_on_to_signing_when_nothing_is_missing(as_noor, draft):
    assert f"/employer/vacancies/{draft.id}/sign" in as_noor.get(page_of(draft)).text


def test_it_leads_back_to_the_question_that_is_missing(as_noor, draft):
    draft.title = ""

    page = as_noor.get(page_of(draft)).text

    assert f"/employer/vacancies/{draft.id}/edit#title" in page
    assert "/sign" not in page.split("<main")[1]


def test_a_form_at_the_school_offers_no_change(as_noor, sent):
    page = as_noor.get(page_of(sent)).text

    assert "De school leest het" in page
    assert "/edit" not in page


def test_a_frozen_form_shows_its_fingerprint(as_noor, bakery, collecting, programme):
    vacancy = VacancyFactory(employer=bakery, programme=programme, round=collecting, frozen=True)

    page = as_noor.get(page_of(vacancy)).text

    assert vacancy.frozen_digest in page
    assert "/edit" not in page


def test_an_unsent_form_of_a_round_that_moved_on_can_be_used_later(as_noor, draft):
    draft.round.phase = RoundPhase.PROFILES

    assert "Deze ronde neemt geen formulieren meer aan" in as_noor.get(page_of(draft)).text


def test_it_reads_in_english_too(as_noor, draft):
    as_noor.post("/language", data={"language": "en", "next": "/"})

    assert "Cooperating and consulting" in as_noor.get(page_of(draft)).text


def test_a_place_of_another_company_does_not_exist(as_noor):
    assert as_noor.get(page_of(VacancyFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, draft):
    assert "/sign-in" in visitor.get(page_of(draft)).location


def test_students_do_not_enter(as_amina, draft):
    assert as_amina.get(page_of(draft)).status_code == 403

"""Amina says which documents she has."""

from dataclasses import replace
from datetime import date

from records.models.candidate import Document
from records.models.vacancy import HardRequirementKind
from records.vault.people import read_for_service, store_person
from tests.factories import DocumentFactory

PAGE = "/student/profile/documents"


def kinds_of(session, profile):
    session.refresh(profile)
    return {document.kind for document in profile.documents}


def test_it_keeps_what_she_ticks(as_amina, profile, session):
    response = as_amina.post(PAGE, data={"kinds": ["vog", "vca"]})

    assert response.status_code == 302
    assert kinds_of(session, profile) == {HardRequirementKind.VOG, HardRequirementKind.VCA}


def test_a_document_that_was_seen_stays_seen(as_amina, profile, session, mehmet):
    DocumentFactory(candidate_id=profile.id, kind=HardRequirementKind.VOG, seen_by=mehmet.id)

    as_amina.post(PAGE, data={"kinds": ["vog", "vca"]})

    seen = session.query(Document).filter_by(kind=HardRequirementKind.VOG).one()
    assert seen.seen_by == mehmet.id


def test_her_age_comes_from_the_vault_and_is_nothing_to_tick(as_amina, amina, profile, session):
    person = read_for_service(session, [amina.id])[amina.id]
    store_person(session, amina.id, replace(person, birth_date=date(2010, 1, 1)))

    page = as_amina.get(PAGE)
    as_amina.post(PAGE, data={"kinds": []})

    assert "jaar of ouder" not in page.text
    assert kinds_of(session, profile) == {HardRequirementKind.MINIMUM_AGE_16}


def test_an_age_cannot_be_claimed(as_amina, profile, session):
    response = as_amina.post(PAGE, data={"kinds": ["minimum_age_18"]})

    assert response.status_code == 422
    assert kinds_of(session, profile) == set()


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403

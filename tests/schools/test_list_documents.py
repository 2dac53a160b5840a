"""Mehmet ticks the papers he has seen."""

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.candidate import Document
from records.models.vacancy import HardRequirementKind
from records.vault.ledger import list_reveal_lines
from tests.factories import AccountFactory, CandidateFactory, DocumentFactory, StudentFactory

PAGE = "/school/documents"


@pytest.fixture
def vog(amina, round_):
    candidate = CandidateFactory(student=amina, round=round_)
    return DocumentFactory(candidate_id=candidate.id, kind=HardRequirementKind.VOG)


def test_it_shows_names_and_papers_and_no_code(as_mehmet, vog, session):
    response = as_mehmet.get(PAGE)

    assert "Amina El Idrissi" in response.text
    assert "Verklaring Omtrent het Gedrag (VOG)" in response.text
    assert str(vog.candidate_id) not in response.text


def test_looking_is_a_line_in_the_ledger_of_the_student(as_mehmet, vog, amina, session):
    as_mehmet.get(PAGE)

    (line,) = list_reveal_lines(session, amina.id)
    assert (line.purpose, line.reader_role) == ("documents", "mentor")


def test_ticking_and_taking_back(as_mehmet, vog, mehmet, session):
    as_mehmet.post(f"{PAGE}/{vog.id}", data={"seen": "yes"})
    assert vog.seen_by == mehmet.id

    as_mehmet.post(f"{PAGE}/{vog.id}", data={"seen": "no"})
    assert vog.seen_by is None


def test_ticking_twice_is_ticking_once(as_mehmet, vog, session):
    for _press in range(2):
        assert as_mehmet.post(f"{PAGE}/{vog.id}", data={"seen": "yes"}).status_code == 302

    events = session.scalars(select(AuditEvent).where(AuditEvent.event == "document:seen")).all()
    assert len(events) == 1


def test_an_age_is_not_a_paper(as_mehmet, amina, round_, session):
    candidate = CandidateFactory(student=amina, round=round_)
    age = DocumentFactory(candidate_id=candidate.id, kind=HardRequirementKind.MINIMUM_AGE_16)

    assert "Niets om te bekijken" in as_mehmet.get(PAGE).text
    assert as_mehmet.post(f"{PAGE}/{age.id}", data={"seen": "yes"}).status_code == 404


def test_a_mentor_sees_the_own_group_and_a_coordinator_the_school(
    as_mehmet, as_carla, vog, round_, programme
):
    other = StudentFactory(programme=programme, account__given_name="Bram")
    paper = DocumentFactory(
        candidate_id=CandidateFactory(student=other, round=round_).id,
        kind=HardRequirementKind.VCA,
    )

    assert "Bram" not in as_mehmet.get(PAGE).text
    assert as_mehmet.post(f"{PAGE}/{paper.id}", data={"seen": "yes"}).status_code == 404
    assert "Bram" in as_carla.get(PAGE).text


def test_another_school_sees_nothing(sign_in, vog, session):
    elsewhere = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert "Amina" not in elsewhere.get(PAGE).text
    assert elsewhere.post(f"{PAGE}/{vog.id}", data={"seen": "yes"}).status_code == 404
    assert session.scalars(select(Document.seen_by)).all() == [None]


def test_assessors_employers_and_students_have_no_such_page(as_anton, as_noor, as_amina, visitor):
    for browser in (as_anton, as_noor, as_amina):
        assert browser.get(PAGE).status_code == 403
    assert visitor.get(PAGE).status_code == 303

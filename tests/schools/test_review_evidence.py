"""Mehmet reads a blind text before anybody scores it."""

from html import unescape

import pytest
from sqlalchemy import select

from placements.assignments import assignment
from placements.profiles.blind_copy import BlindEvidence, blind_copy
from records.models.account import Role
from records.models.candidate import Candidate, EvidenceKind, ReviewState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EvidenceFactory,
    RoundAssessorFactory,
)

OWN_WORDS = "In de moskee aan de Kerkstraat hielp ik Fatima met de administratie."
BLIND = "Ik hielp met de administratie en deed dat elke week op tijd."


@pytest.fixture
def waiting(amina, round_, session):
    """A text that Amina has approved and nobody has reviewed."""
    candidate = CandidateFactory(student=amina, round=round_)
    evidence = EvidenceFactory(
        candidate_id=candidate.id,
        review=ReviewState.WAITING,
        words=OWN_WORDS,
        blind_text=BLIND,
    )
    session.refresh(candidate)
    candidate.approved_digest = blind_copy(candidate).digest
    candidate.approved_at = candidate.certified_at = NOW
    session.flush()
    return evidence


def page_of(evidence):
    return f"/school/reviews/{evidence.id}"


def answers(verdict, **others):
    return {"seen": BlindEvidence("E", BLIND).digest, "verdict": verdict} | others


def test_the_reviewer_reads_the_blind_text_and_never_her_own_words(as_mehmet, waiting):
    response = as_mehmet.get(page_of(waiting))

    assert BLIND in response.text
    for words in ("moskee", "Kerkstraat", "Fatima", "Amina", "Idrissi"):
        assert words not in response.text


def test_the_task_stands_beside_the_answer_to_a_short_assignment(as_mehmet, waiting, session):
    task = assignment("E")
    told = unescape(as_mehmet.get(page_of(waiting)).text)
    waiting.kind = EvidenceKind.ASSIGNMENT
    session.flush()

    answer = unescape(as_mehmet.get(page_of(waiting)).text)

    assert task.task("nl") not in told
    assert task.task("nl") in answer
    assert task.question("nl") in answer
    assert answer.index(task.question("nl")) < answer.index(BLIND)


def test_a_text_that_was_never_blinded_waits_for_nobody(as_mehmet, waiting, session):
    waiting.blind_text = None
    session.flush()

    response = as_mehmet.get(page_of(waiting))

    assert response.status_code == 404
    assert "moskee" not in response.text


def test_not_even_when_the_blind_text_is_empty(as_mehmet, waiting, session):
    waiting.blind_text = ""
    session.flush()

    response = as_mehmet.get(page_of(waiting))

    assert "moskee" not in response.text
    assert "Van deze tekst kunnen we niets laten zien." in response.text


def test_clearing_keeps_who_cleared_it(as_mehmet, waiting, mehmet):
    response = as_mehmet.post(page_of(waiting), data=answers("clear"))

    assert response.status_code == 303
    assert (waiting.review, waiting.reviewed_by) == (ReviewState.CLEARED, mehmet.id)


def test_clearing_leaves_the_text_and_the_approval_as_they_were(as_mehmet, waiting, session):
    as_mehmet.post(page_of(waiting), data=answers("clear"))

    assert waiting.blind_text == BLIND


def test_returning_withdraws_the_approval_and_mails_the_student(as_mehmet, waiting, amina, session):
    candidate = session.get_one(Candidate, waiting.candidate_id)

    response = as_mehmet.post(
        page_of(waiting), data=answers("return", note="Laat de soort plek weg.")
    )

    assert response.status_code == 303
    assert (waiting.review, waiting.review_note) == (
        ReviewState.RETURNED,
        "Laat de soort plek weg.",
    )
    assert (candidate.approved_digest, candidate.certified_at) == (None, None)
    (mail,) = session.scalars(select(OutboxMessage)).all()
    assert (mail.account_id, mail.kind, mail.facts) == (amina.id, "evidence_returned", {})


def test_returning_without_a_note_asks_for_one(as_mehmet, waiting):
    response = as_mehmet.post(page_of(waiting), data=answers("return"))

    assert response.status_code == 422
    assert response.text.count("Schrijf wat de student moet veranderen") == 2
    assert waiting.review is ReviewState.WAITING


def test_a_text_that_the_student_changed_meanwhile_is_read_again_first(as_mehmet, waiting, session):
    waiting.blind_text = "Iets heel anders."
    session.flush()

    response = as_mehmet.post(
        page_of(waiting), data=answers("return", note="Laat de soort plek weg.")
    )

    assert response.status_code == 422
    assert "De student past deze tekst net aan." in response.text
    assert "Laat de soort plek weg." in response.text
    assert waiting.review is ReviewState.WAITING


def test_the_second_of_two_reviewers_hears_that_it_is_done(as_mehmet, as_carla, waiting, mehmet):
    as_mehmet.post(page_of(waiting), data=answers("clear"))

    assert as_carla.post(page_of(waiting), data=answers("return", note="x")).status_code == 404
    assert waiting.reviewed_by == mehmet.id


def test_a_text_that_is_not_approved_does_not_exist_yet(as_mehmet, waiting, session):
    for candidate in session.scalars(select(Candidate)):
        candidate.certified_at = candidate.approved_digest = None
    session.flush()

    assert as_mehmet.get(page_of(waiting)).status_code == 404


def test_who_scores_in_the_round_reviews_nothing_of_it(as_mehmet, waiting, mehmet, round_):
    RoundAssessorFactory(
        round_id=round_.id,
        programme_id=round_.programmes[0].id,
        account_id=mehmet.id,
        seat=1,
    )

    assert as_mehmet.get(page_of(waiting)).status_code == 404
    assert as_mehmet.post(page_of(waiting), data=answers("clear")).status_code == 404
    assert "Er wacht niets op je" in as_mehmet.get("/school/reviews").text


def test_once_profiles_are_closed_there_is_nothing_to_review(as_mehmet, waiting, round_):
    round_.phase = RoundPhase.SCORING

    assert as_mehmet.get(page_of(waiting)).status_code == 404


def test_a_text_of_another_school_does_not_exist(sign_in, waiting):
    elsewhere = sign_in(AccountFactory(role=Role.MENTOR))

    assert elsewhere.get(page_of(waiting)).status_code == 404
    assert elsewhere.post(page_of(waiting), data=answers("clear")).status_code == 404


def test_the_doubtful_come_first(as_mehmet, waiting, session, round_):
    for number in range(4):
        candidate = CandidateFactory(round=round_)
        EvidenceFactory(
            candidate_id=candidate.id,
            review=ReviewState.WAITING,
            letter="Q",
            is_doubtful=number == 3,
        )
        session.refresh(candidate)
        candidate.approved_digest = blind_copy(candidate).digest
    session.flush()

    response = as_mehmet.get("/school/reviews")

    assert "5 teksten wachten" in response.text
    assert response.text.count("Lees deze eerst") == 1
    assert response.text.index("Lees deze eerst") < response.text.index(">Wacht<")


def test_assessors_employers_and_students_have_no_review(as_anton, as_noor, as_amina, visitor):
    for browser in (as_anton, as_noor, as_amina):
        assert browser.get("/school/reviews").status_code == 403
    assert visitor.get("/school/reviews").status_code == 303


def test_the_first_page_says_that_a_text_waits(as_mehmet, as_anton, waiting):
    assert "1 tekst wacht" in as_mehmet.get("/school/home").text
    assert "1 tekst wacht" not in as_anton.get("/school/home").text


def test_the_sentence_that_the_rules_were_not_sure_about_is_marked(as_mehmet, waiting, session):
    doubtful = "Om drie uur sta ik bij het schoolhek."
    waiting.blind_text = f"{BLIND} {doubtful}"
    session.flush()

    page = as_mehmet.get(page_of(waiting)).text

    assert f'<mark class="pp-mark">{doubtful}</mark>' in page
    assert f"{BLIND}</mark>" not in page

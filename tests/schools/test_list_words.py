"""Mehmet decides on words that students call ordinary, and reads nothing but the word."""

import pytest
from sqlalchemy import select

from placements.people.known import forget_words_of
from placements.profiles.blind_copy import blind_copy
from placements.profiles.evidence import EvidenceTerms, write_evidence
from placements.profiles.reblinding import profiles_to_reblind, reblind_profile
from records.models.audit import AuditEvent
from records.models.candidate import EvidenceSetting
from records.models.review import AllowedWord, AskedWord, TextReader
from records.models.round import RoundPhase
from records.vault.people import Person, store_person
from tests.factories import NOW, CandidateFactory, RoundAssessorFactory, StudentFactory
from tests.rounds import actor_of
from tests.words import FACTS, AllowedWordFactory, AskedWordFactory

PAGE = "/school/words"
WORDS = "Ik zette Flurpel aan. Met flurpel keek ik wat er mis was, en Zyqqar keek mee."


@pytest.fixture
def asked(amina, round_, session):
    """Amina wrote about Flurpel, approved the blind copy and asked for the word."""
    candidate = CandidateFactory(student=amina, round=round_)
    terms = EvidenceTerms(
        letter="E", setting=EvidenceSetting.SCHOOL, facts=FACTS, words=WORDS, language="nl"
    )
    evidence = write_evidence(session, actor_of(amina), candidate, terms, now=NOW)
    candidate.approved_digest, candidate.approved_at = blind_copy(candidate).digest, NOW
    begins = WORDS.index("Flurpel")
    return AskedWordFactory(evidence_id=evidence.id, begins=begins, ends=begins + len("Flurpel"))


def decide(browser, asked, answer):
    return browser.post(f"{PAGE}/{asked.id}", data={"answer": answer})


def allowed_words(session):
    return session.scalars(select(AllowedWord)).all()


def blind_anew(session):
    for candidate_id in list(profiles_to_reblind(session)):
        reblind_profile(session, candidate_id, now=NOW)
    session.flush()


def test_the_reader_sees_the_word_alone(as_mehmet, asked):
    page = as_mehmet.get(PAGE).text

    assert "flurpel" in page
    for words in ("Zyqqar", "keek ik", "Amina", asked.evidence.blind_text):
        assert words not in page


def test_the_first_pages_say_that_a_word_waits(as_mehmet, as_anton, asked):
    assert "1 woord wacht" in as_mehmet.get("/school/home").text
    assert "1 woord dat een student gewoon noemt" in as_mehmet.get("/school/reviews").text
    assert "1 woord wacht" not in as_anton.get("/school/home").text


def test_an_allowed_word_is_shown_once_its_text_is_blinded_anew_and_approved_anew(
    as_mehmet, as_amina, mehmet, asked, session
):
    evidence = asked.evidence
    hidden = evidence.blind_text

    assert decide(as_mehmet, asked, "allow").status_code == 302
    (allowed,) = allowed_words(session)
    assert (allowed.word, allowed.allowed_by, allowed.allowed_at) == ("flurpel", mehmet.id, NOW)
    assert session.scalars(select(AskedWord)).all() == []
    assert evidence.blind_text == hidden

    blind_anew(session)
    assert "Flurpel" in evidence.blind_text
    assert "Zyqqar" not in evidence.blind_text
    assert hidden in as_amina.get("/student/profile/evidence/E").text
    assert "Dit is hoe anderen het mogen lezen" not in as_amina.get("/student/profile").text
    assert list(profiles_to_reblind(session)) == []


def test_a_refused_word_stays_hidden_and_its_student_reads_so(as_mehmet, as_amina, asked, session):
    assert decide(as_mehmet, asked, "refuse").status_code == 302

    assert allowed_words(session) == []
    assert "Er wacht geen woord op je" in as_mehmet.get(PAGE).text
    assert "Blijft verborgen" in as_amina.get("/student/profile/evidence/E").text


def test_what_a_student_of_the_school_is_known_by_is_not_shown_and_never_allowed(
    as_mehmet, asked, programme, session
):
    StudentFactory(programme=programme, account__given_name="Flürpel")

    assert "flurpel" not in as_mehmet.get(PAGE).text.lower()
    answer = decide(as_mehmet, asked, "allow")

    assert answer.status_code == 422
    assert allowed_words(session) == []


def test_a_new_student_takes_an_allowed_name_off_the_list(asked, mehmet, school, session):
    for word in ("flurpel", "kubernetes"):
        AllowedWordFactory(school_id=school.id, word=word, allowed_by=mehmet.id)

    newcomer = Person(given_name="Bo", family_name="Flurpel", email="bo@leerling.example")
    forget_words_of(session, school.id, newcomer)
    session.flush()

    assert [one.word for one in allowed_words(session)] == ["kubernetes"]


def test_her_own_name_stays_hidden_even_where_the_word_was_allowed(
    asked, amina, mehmet, school, session
):
    AllowedWordFactory(school_id=school.id, word="flurpel", allowed_by=mehmet.id)
    person = Person(given_name="Amina", family_name="Flurpel", email="a@leerling.example")
    store_person(session, amina.id, person)
    session.flush()

    blind_anew(session)

    assert "flurpel" not in asked.evidence.blind_text.lower()


def test_a_withdrawn_word_is_hidden_again_and_stays_in_the_records(
    as_mehmet, as_carla, carla, asked, session
):
    decide(as_mehmet, asked, "allow")
    blind_anew(session)
    (allowed,) = allowed_words(session)

    assert as_carla.post(f"/school/allowed-words/{allowed.id}/withdraw").status_code == 302
    blind_anew(session)

    assert "flurpel" not in asked.evidence.blind_text.lower()
    assert (allowed.withdrawn_by, allowed.withdrawn_at) == (carla.id, NOW)
    events = session.scalars(select(AuditEvent.event)).all()
    assert {"word:allowed", "word:withdrawn"} <= set(events)
    assert as_carla.post(f"/school/allowed-words/{allowed.id}/withdraw").status_code == 404


def test_who_scores_in_the_round_decides_on_none_of_its_words(as_mehmet, asked, mehmet, round_):
    RoundAssessorFactory(
        round_id=round_.id,
        programme_id=round_.programmes[0].id,
        account_id=mehmet.id,
        seat=1,
    )

    assert "flurpel" not in as_mehmet.get(PAGE).text
    assert decide(as_mehmet, asked, "allow").status_code == 404


def test_who_decided_on_a_word_never_scores_its_student(as_mehmet, asked, mehmet, session):
    decide(as_mehmet, asked, "refuse")

    readers = session.scalars(select(TextReader)).all()
    assert [(one.candidate_id, one.account_id) for one in readers] == [
        (asked.evidence.candidate_id, mehmet.id)
    ]


def test_once_profiles_are_closed_no_word_waits(as_mehmet, asked, round_):
    round_.phase = RoundPhase.SCORING

    assert decide(as_mehmet, asked, "allow").status_code == 404


def test_what_the_list_of_another_school_allows_counts_nothing_here(asked, carla, session):
    elsewhere = StudentFactory().programme.school_id
    AllowedWordFactory(school_id=elsewhere, word="flurpel", allowed_by=carla.id)

    assert list(profiles_to_reblind(session)) == []


def test_others_have_no_such_page(as_anton, as_noor, as_amina, visitor):
    for browser in (as_anton, as_noor, as_amina):
        assert browser.get(PAGE).status_code == 403
    assert visitor.get(PAGE).status_code == 303

"""Amina tells what she did. One file per page."""

import pytest
from sqlalchemy import select

import placements.profiles.rules
from blinding.blind import MARKER, BlindText
from placements.profiles.blind_copy import blind_copy
from placements.profiles.facts import QUESTIONS
from records.models.audit import AuditEvent
from records.models.candidate import Evidence, EvidenceSetting, ReviewState
from records.models.round import RoundPhase
from records.vault.evidence import open_words
from tests.factories import NOW, EvidenceFactory
from tests.students.conftest import ANSWERS as CHOSEN
from tests.students.conftest import WORDS
from tests.words import FACTS

PAGE = "/student/profile/evidence/E"
ANSWERS = CHOSEN | {"words": WORDS}


def in_english(browser):
    with browser.session_transaction() as cookie:
        cookie["language"] = "en"
    return browser


def evidence_of(session):
    return session.scalars(select(Evidence)).one()


def test_it_keeps_the_words_in_the_vault_and_their_blinded_form_in_the_profile(
    as_amina, profile, session
):
    words = WORDS + " Mijn collega Amina El Idrissi uit Nieuwegein keek mee."

    response = as_amina.post(PAGE, data=ANSWERS | {"words": words})

    assert response.status_code == 302
    evidence = evidence_of(session)
    assert evidence.setting is EvidenceSetting.SIDE_JOB
    assert open_words(session, [evidence.id])[evidence.id] == words
    assert "Idrissi" not in evidence.blind_text
    assert "Nieuwegein" not in evidence.blind_text
    assert MARKER in evidence.blind_text
    assert evidence.review is ReviewState.WAITING


def test_the_log_does_not_tell_which_student_it_was(as_amina, amina, profile, session):
    as_amina.post(PAGE, data=ANSWERS)

    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "evidence:written")).one()
    assert (event.subject_id, event.actor_id) == (profile.id, None)
    assert str(amina.id) not in str(event.details)


def test_a_changed_text_takes_back_clearance_approval_and_certification(as_amina, written, session):
    written.approved_digest, written.approved_at, written.certified_at = "0" * 64, NOW, NOW

    as_amina.post(PAGE, data=ANSWERS)

    assert evidence_of(session).review is ReviewState.WAITING
    assert evidence_of(session).reviewed_by is None
    assert (written.approved_digest, written.approved_at, written.certified_at) == (None,) * 3


def test_the_same_answer_twice_changes_nothing(as_amina, profile, session):
    as_amina.post(PAGE, data=ANSWERS)
    profile.approved_digest, profile.approved_at = "0" * 64, NOW

    response = as_amina.post(PAGE, data=ANSWERS)

    assert response.status_code == 302
    assert profile.approved_digest == "0" * 64


def test_what_is_chosen_is_enough_and_needs_no_words(as_amina, profile, session):
    response = as_amina.post(PAGE, data=CHOSEN)

    assert response.status_code == 302
    evidence = evidence_of(session)
    assert evidence.facts == FACTS
    assert evidence.blind_text == ""
    page = as_amina.get("/student/blind-copy").text
    for words in ("op het werk", "afspreken wie wat doet", "elke week", "een docent"):
        assert words in page
    assert "niets laten zien" not in page


@pytest.mark.parametrize("question", [one.name for one in QUESTIONS if one.is_required])
def test_what_everybody_answers_is_asked_and_the_rest_stays_in_the_form(
    as_amina, profile, session, question
):
    answers = {name: answer for name, answer in ANSWERS.items() if name != question}

    response = as_amina.post(PAGE, data=answers)

    assert response.status_code == 422
    assert f'href="#{question}"' in response.text
    assert f"{WORDS}</textarea>" in response.text
    for name in {"task", "frequency", "people", "result", "seen_by"} & set(answers):
        assert f'<option selected value="{answers[name]}">' in response.text
    assert session.scalars(select(Evidence)).all() == []


@pytest.mark.parametrize("question", [one.name for one in QUESTIONS])
def test_an_answer_that_is_on_no_list_is_refused(as_amina, profile, session, question):
    response = as_amina.post(PAGE, data=ANSWERS | {question: "care.nothing"})

    assert response.status_code == 422
    assert session.scalars(select(Evidence)).all() == []


def test_more_than_three_actions_are_too_many(as_amina, profile):
    four = ["E.agree", "E.report", "E.help", "E.ask"]

    response = as_amina.post(PAGE, data=ANSWERS | {"actions": four})

    assert response.status_code == 422
    assert response.text.count("Kies er hoogstens 3") == 2
    assert (
        "Choose at most 3" in in_english(as_amina).post(PAGE, data=ANSWERS | {"actions": four}).text
    )


def test_a_changed_answer_takes_back_the_approval(as_amina, profile, session):
    as_amina.post(PAGE, data=ANSWERS)
    profile.approved_digest, profile.approved_at = blind_copy(profile).digest, NOW

    as_amina.post(PAGE, data=ANSWERS | {"result": "helped"})

    assert profile.approved_digest is None
    assert evidence_of(session).facts["result"] == ["helped"]


def test_a_text_that_is_too_long_stays_in_the_form(as_amina, profile):
    words = "werk " * 81

    response = as_amina.post(PAGE, data=ANSWERS | {"words": words})

    assert response.status_code == 422
    assert words.strip() + "</textarea>" in response.text


def test_an_enter_counts_once(as_amina, profile):
    words = ("Ik pakte de dozen uit.\r\n" * 40)[: 400 + 16]

    assert as_amina.post(PAGE, data=ANSWERS | {"words": words}).status_code == 302


def test_it_asks_where_it_was(as_amina, profile):
    answers = {name: answer for name, answer in ANSWERS.items() if name != "setting"}

    response = as_amina.post(PAGE, data=answers)

    assert response.status_code == 422
    assert "Kies waar dit was" in response.text


def test_it_shows_her_own_words_again_and_what_others_read(as_amina, written):
    response = as_amina.get(PAGE)

    assert "In een groepje verdeelde ik de taken" in response.text
    assert "Wat anderen lezen" in response.text


def test_it_explains_a_mark_in_plain_words(as_amina, profile):
    as_amina.post(PAGE, data=ANSWERS | {"words": WORDS + " Idrissi was er ook."})

    response = as_amina.get(PAGE)

    assert '<mark class="pp-mark">Idrissi</mark>' in response.text
    assert "Schrijf wat iemand op het werk is" in response.text


def test_it_shows_the_note_of_the_reviewer(as_amina, profile, mehmet):
    EvidenceFactory(
        candidate_id=profile.id,
        review=ReviewState.RETURNED,
        reviewed_by=mehmet.id,
        review_note="Laat de naam van de club weg.",
    )

    assert "Laat de naam van de club weg." in as_amina.get(PAGE).text


def test_once_profiles_are_closed_nothing_changes(as_amina, profile, round_, session):
    round_.phase = RoundPhase.SCORING

    response = as_amina.post(PAGE, data=ANSWERS)

    assert response.status_code == 422
    assert "De profielen zijn nu dicht" in response.text
    assert session.scalars(select(Evidence)).all() == []


def test_removing_takes_the_words_out_of_the_vault_too(as_amina, written, session):
    evidence_id = evidence_of(session).id

    response = as_amina.post(f"{PAGE}/remove")

    assert response.status_code == 302
    assert session.scalars(select(Evidence)).all() == []
    assert open_words(session, [evidence_id]) == {}


def test_removing_twice_is_removing_once(as_amina, written):
    for _press in range(2):
        assert as_amina.post(f"{PAGE}/remove").status_code == 302


def test_a_competence_that_is_not_in_the_catalogue_does_not_exist(as_amina, profile):
    assert as_amina.get("/student/profile/evidence/Z").status_code == 404
    assert as_amina.post("/student/profile/evidence/Z/remove").status_code == 404
    assert as_amina.post("/student/profile/evidence/Z/preview").status_code == 404


def test_without_a_profile_it_brings_her_home(as_amina, round_):
    response = as_amina.get(PAGE)

    assert (response.status_code, response.location) == (303, "/student/home")


def test_visitors_sign_in_first(visitor):
    assert visitor.get(PAGE).status_code == 303
    assert visitor.post(PAGE, data=ANSWERS).status_code == 401


def test_nobody_else_has_this_page(as_noor, as_anton, as_mehmet):
    for browser in (as_noor, as_anton, as_mehmet):
        assert browser.get(PAGE).status_code == 403


@pytest.fixture
def withholds_everything(monkeypatch):
    """A blinding that lets nothing through."""
    nothing = BlindText("", (), (), "1.0", "0" * 64)
    monkeypatch.setattr(placements.profiles.rules, "blind", lambda *_text, **_more: nothing)


def test_where_nothing_may_be_shown_nothing_is_shown(
    as_amina, as_mehmet, profile, session, withholds_everything
):
    as_amina.post(PAGE, data=ANSWERS)
    evidence_of(session).facts = {}
    profile.approved_digest, profile.approved_at = blind_copy(profile).digest, NOW
    session.flush()

    review = f"/school/reviews/{evidence_of(session).id}"

    assert evidence_of(session).blind_text == ""
    for response in (as_amina.get("/student/blind-copy"), as_mehmet.get(review)):
        assert "Van deze tekst kunnen we niets laten zien." in response.text
        assert WORDS[:20] not in response.text


def test_when_the_blinding_breaks_nothing_is_kept(as_amina, profile, session, monkeypatch):
    def breaks(*_text, **_more):
        raise RuntimeError("the blinding broke")

    monkeypatch.setattr(placements.profiles.rules, "blind", breaks)

    with pytest.raises(RuntimeError):
        as_amina.post(PAGE, data=ANSWERS)

    session.rollback()
    assert session.scalars(select(Evidence)).all() == []

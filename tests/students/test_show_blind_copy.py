"""Amina reads what others will read, and says yes to exactly that."""

import re

import pytest
from markupsafe import escape
from sqlalchemy import select

from placements.profiles.blind_copy import BlindCopy, BlindEvidence, blind_copy
from records.models.audit import AuditEvent
from records.models.candidate import Evidence, ReviewState
from records.models.round import RoundPhase
from tests.factories import AssessmentFactory, EvidenceFactory
from tests.practices import practised

PAGE = "/student/blind-copy"
SECRET = "Vertel ik liever niet"


def seen_in(response):
    return re.search(r'name="seen"[^>]*value="(\w+)"', response.text)[1]


def approve(browser):
    return browser.post(PAGE, data={"seen": seen_in(browser.get(PAGE))})


def test_it_shows_every_blind_text_and_no_setting(as_amina, written):
    EvidenceFactory(candidate_id=written.id, letter="K", blind_text="Ik testte de accu <eerst>.")

    response = as_amina.get(PAGE)

    for one in blind_copy(written).evidence:
        assert str(escape(one.text)) in response.text
    assert "Op school" not in response.text


def test_each_text_has_a_way_to_change_it_until_profiles_close(as_amina, written, round_):
    way = f'href="/student/profile/evidence/{written.evidence[0].letter}">Veranderen'

    open_ = as_amina.get(PAGE).text
    round_.phase = RoundPhase.SCORING

    assert way in open_
    assert way not in as_amina.get(PAGE).text


@pytest.mark.parametrize("blind_text", [None, "", "[…]"])
def test_an_empty_blind_text_never_falls_back_to_her_own_words(as_amina, profile, blind_text):
    EvidenceFactory(
        candidate_id=profile.id,
        blind_text=blind_text,
        review=ReviewState.WAITING,
        words=SECRET,
    )

    response = as_amina.get(PAGE)

    assert SECRET not in response.text


def test_approving_keeps_the_digest_of_exactly_this_copy(as_amina, written, session):
    response = approve(as_amina)

    assert response.status_code == 302
    assert written.approved_digest == blind_copy(written).digest
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "blind_copy:approved")
    ).one()
    assert event.details == {"digest": written.approved_digest}


def test_approving_twice_is_approving_once(as_amina, written, session):
    approve(as_amina)
    response = as_amina.post(PAGE, data={"seen": written.approved_digest})

    assert response.status_code == 302
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "blind_copy:approved")
    ).all()
    assert len(events) == 1


def test_a_copy_that_changed_in_another_tab_is_not_approved_unseen(as_amina, written, session):
    seen = seen_in(as_amina.get(PAGE))
    session.scalars(select(Evidence)).one().blind_text = "Ik deed daarna iets heel anders."

    response = as_amina.post(PAGE, data={"seen": seen})

    assert response.status_code == 422
    assert "Je hebt intussen een tekst veranderd" in response.text
    assert seen_in(response) == blind_copy(written).digest
    assert written.approved_digest is None


@pytest.mark.parametrize("text", ["", "[…]", "Ik […] en […] en […] samen."])
def test_a_riddle_is_not_approved(as_amina, written, session, text):
    session.scalars(select(Evidence)).one().blind_text = text

    page = as_amina.get(PAGE).text
    response = as_amina.post(PAGE, data={"seen": blind_copy(written).digest})

    assert "/student/profile/evidence/E" in page
    assert "Zo mogen anderen het lezen" not in page
    assert response.status_code == 422
    assert written.approved_digest is None


def test_a_returned_text_is_written_again_first(as_amina, written, session):
    session.scalars(select(Evidence)).one().review = ReviewState.RETURNED

    response = approve(as_amina)

    assert response.status_code == 422
    assert "Schrijf eerst de teksten opnieuw" in response.text


def test_without_a_text_there_is_nothing_to_approve(as_amina, profile):
    assert "Er staat nog niets" in as_amina.get(PAGE).text
    assert as_amina.post(PAGE, data={"seen": blind_copy(profile).digest}).status_code == 422


def test_once_profiles_are_closed_nothing_is_approved(as_amina, written, round_):
    seen = seen_in(as_amina.get(PAGE))
    round_.phase = RoundPhase.SCORING

    assert as_amina.post(PAGE, data={"seen": seen}).status_code == 422
    assert written.approved_digest is None


def test_the_digest_depends_on_texts_and_letters_and_not_on_their_order():
    one, other = BlindEvidence("E", "Ik hielp."), BlindEvidence("K", "Ik testte.")

    assert BlindCopy((one, other)).digest == BlindCopy((other, one)).digest
    swapped = BlindCopy((BlindEvidence("K", "Ik hielp."), BlindEvidence("E", "Ik testte.")))
    assert swapped.digest != BlindCopy((one, other)).digest


def test_nobody_else_has_this_page(visitor, as_mehmet, as_anton, as_noor):
    assert visitor.get(PAGE).status_code == 303
    for browser in (as_mehmet, as_anton, as_noor):
        assert browser.get(PAGE).status_code == 403


def shown_in(response):
    """Return the text of the one blind text on a page, as its bytes."""
    return re.search(r'<blockquote class="pp-evidence">.*?</blockquote>', response.text, re.S)[0]


def test_reviewer_and_assessor_read_byte_for_byte_what_she_approved(
    as_amina, as_mehmet, as_anton, anton, profile, round_, session
):
    text = "Ik zei: «rustig aan» & legde 't uit.\nDaarna deed […] het <zelf>."
    evidence = EvidenceFactory(
        candidate_id=profile.id, blind_text=text, review=ReviewState.WAITING, words=SECRET
    )
    approved = shown_in(as_amina.get(PAGE))
    approve(as_amina)

    reviewed = shown_in(as_mehmet.get(f"/school/reviews/{evidence.id}"))
    as_mehmet.post(
        f"/school/reviews/{evidence.id}",
        data={"seen": BlindEvidence("E", text).digest, "verdict": "clear"},
    )
    round_.phase = RoundPhase.SCORING
    practised(anton, letters="E")
    desk_code = "D" * 26
    AssessmentFactory(
        round_id=round_.id, candidate_id=profile.id, assessor_id=anton.id, desk_code=desk_code
    )
    scored = shown_in(as_anton.get(f"/school/desk/{desk_code}"))

    assert approved == reviewed == scored
    assert blind_copy(profile).digest == profile.approved_digest

"""``flask evidence reblind``: what older rules blinded is read again, and only that."""

import pytest
from sqlalchemy import select

import placements.profiles.rules
from app.commands.evidence import reblind_outdated
from blinding.blind import BlindText
from placements.profiles.blind_copy import blind_copy, blind_evidence
from placements.profiles.evidence import EvidenceTerms, write_evidence
from placements.profiles.profile import approve_blind_copy
from placements.profiles.reblinding import Change, Reread, change_of
from placements.profiles.reviews import clear_evidence
from records.models.audit import AuditEvent
from records.models.candidate import EvidenceSetting, ReviewState
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from records.vault.evidence import open_former
from tests.factories import NOW, CandidateFactory, RoundFactory
from tests.rounds import actor_of
from tests.words import FACTS

WORDS = {"E": "Ik verdeelde het werk en vroeg elke dag hoe het ging.", "K": "Ik telde de kassa na."}
STRICTER = "Ik verdeelde het werk en vroeg elke dag […] het ging."


@pytest.fixture
def written(amina, mehmet, round_, session):
    """Amina told about two competences, approved that, and Mehmet cleared it."""
    candidate = CandidateFactory(student=amina, round=round_)
    for letter, words in WORDS.items():
        terms = EvidenceTerms(
            letter=letter,
            setting=EvidenceSetting.SCHOOL,
            facts=FACTS | {"actions": [f"{letter}.{'agree' if letter == 'E' else 'check'}"]},
            words=words,
            language="nl",
        )
        write_evidence(session, actor_of(amina), candidate, terms, now=NOW)
    digest = blind_copy(candidate).digest
    approve_blind_copy(session, actor_of(amina), candidate, seen_digest=digest, now=NOW)
    for one in candidate.evidence:
        seen = blind_evidence(one).digest
        clear_evidence(session, actor_of(mehmet), one, seen_digest=seen, now=NOW)
    session.commit()
    return candidate


@pytest.fixture
def stricter_rules(monkeypatch):
    """New rules, which hide one word of one text."""
    blind = placements.profiles.rules.blind

    def stricter(words, *others, **more):
        blinded = blind(words, *others, **more)
        text = STRICTER if words == WORDS["E"] else blinded.text
        return BlindText(text, blinded.spans, blinded.sentences, "2.0", "1" * 64)

    monkeypatch.setattr(placements.profiles.rules, "blind", stricter)
    monkeypatch.setattr(placements.profiles.rules, "rules_hash", lambda: "1" * 64)


def mails_to(session, account):
    return session.scalars(
        select(OutboxMessage.kind).where(OutboxMessage.account_id == account.id)
    ).all()


def test_by_the_same_rules_nothing_is_read_again(written, session):
    assert reblind_outdated(session, now=NOW) == []


def test_only_what_changed_is_reviewed_again_and_approved_again(
    written, amina, session, stricter_rules
):
    assert reblind_outdated(session, now=NOW) == [Reread(read=2, changed=1, approves_anew=True)]

    changed, same = written.evidence
    assert (changed.blind_text, changed.review) == (STRICTER, ReviewState.WAITING)
    assert (same.blind_text, same.review) == (WORDS["K"], ReviewState.CLEARED)
    assert changed.blinding_version == same.blinding_version
    assert "1" * 64 in changed.blinding_version
    assert written.approved_digest is None
    assert mails_to(session, amina) == ["evidence_reblinded"]
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "evidence:reblinded")
    ).one()
    assert (event.actor_id, event.details) == (None, {"letters": ["E"]})
    assert reblind_outdated(session, now=NOW) == []


def test_the_student_reads_what_changed_and_the_reviewer_how_much(
    written, amina, as_amina, as_mehmet, session, stricter_rules
):
    reblind_outdated(session, now=NOW)
    changed = written.evidence[0]

    page = as_amina.get("/student/profile/evidence/E").text
    assert WORDS["E"] in page.partition("Hiervoor stond er:")[2].partition("</blockquote>")[0]
    assert change_of(session, changed) == Change(hidden=1, shown=0)
    assert "Kijk wat er veranderd is" in as_amina.get("/student/blind-copy").text

    digest = blind_copy(written).digest
    approve_blind_copy(session, actor_of(amina), written, seen_digest=digest, now=NOW)
    review = as_mehmet.get(f"/school/reviews/{changed.id}").text
    assert "Er is 1 woord meer verborgen." in review
    assert WORDS["E"] not in review
    seen = blind_evidence(changed).digest
    as_mehmet.post(f"/school/reviews/{changed.id}", data={"seen": seen, "verdict": "clear"})
    assert open_former(session, changed.id) is None


def test_where_nothing_changed_every_yes_stays(written, amina, session, monkeypatch):
    monkeypatch.setattr(placements.profiles.rules, "rules_hash", lambda: "1" * 64)
    approved = written.approved_digest

    assert reblind_outdated(session, now=NOW) == [Reread(read=2)]

    assert written.approved_digest == approved
    assert {one.review for one in written.evidence} == {ReviewState.CLEARED}
    assert mails_to(session, amina) == []


@pytest.mark.parametrize("phase", [RoundPhase.SCORING, RoundPhase.MATCHING])
def test_a_round_that_is_being_scored_or_matched_keeps_its_texts(
    written, round_, session, stricter_rules, phase
):
    round_.phase = phase
    RoundFactory(school=round_.school)
    version = written.evidence[0].blinding_version

    assert reblind_outdated(session, now=NOW) == []

    assert written.evidence[0].blind_text == WORDS["E"]
    assert written.evidence[0].blinding_version == version


def test_what_cannot_be_read_again_holds_up_nobody(written, session, monkeypatch):
    def breaks(*_words, **_more):
        raise RuntimeError("the blinding broke")

    monkeypatch.setattr(placements.profiles.rules, "blind", breaks)
    monkeypatch.setattr(placements.profiles.rules, "rules_hash", lambda: "1" * 64)

    assert reblind_outdated(session, now=NOW) == []
    assert written.evidence[0].blind_text == WORDS["E"]


def test_the_command_says_what_it_did(written, app, session, stricter_rules):
    answer = app.test_cli_runner().invoke(args=["evidence", "reblind"])

    assert answer.output == "2 texts read again, 1 changed; 1 of 1 students approve anew.\n"

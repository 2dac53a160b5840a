"""Ordinary words that the blinding does not know: a student asks, a reader who never scores allows.

Who decides sees the word alone, never the text around it or whose it is: a masked word is put back
into no text but by blinding that text anew, and then its student approves it anew. What any
student of the school is known by is never allowed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.folding import fold
from blinding.traces import tokens_of
from blinding.words.lexicon import EMPLOYER, NAME, PLACE, STRONG_NAME, flags_of
from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold_still
from placements.people.known import known_at
from placements.policy import require
from placements.policy.profiles import may_review_evidence, may_withdraw_word
from placements.profiles.profile import hold_own, log
from placements.profiles.reviews import note_reader
from placements.profiles.rules import Rules, rules_for
from records.models.candidate import Candidate, Evidence
from records.models.review import AllowedWord, AskedWord
from records.queries.blind.reviews import count_assessor_seats
from records.queries.blind.words import list_asked_words, list_words_to_decide
from records.vault.evidence import open_words

CAN_BE_ORDINARY = frozenset({"unknown_word", "name"})
NAMES = NAME | PLACE | STRONG_NAME | EMPLOYER
"""What the word lists know as a name of a person, place or company is not asked for."""
CHANGED = msgid("This text has changed. Look at it once more.")
IS_SOMEBODYS = msgid("This is a name or another fact of a student of the school. It stays hidden.")


@dataclass(frozen=True, slots=True)
class WaitingWord:
    """A word to decide on, however often it was asked for; None where it is known of somebody."""

    id: UUID
    word: str | None
    times: int


def ordinary_form(text: str) -> str | None:
    """Return one word as the blinding compares it; None where the text is not one word.

    >>> ordinary_form("Kubernetes"), ordinary_form("twee woorden")
    ('kubernetes', None)
    """
    tokens = tokens_of(fold(text))
    return tokens[0][0] if len(tokens) == 1 else None


def places_to_ask(rules: Rules, words: str, language: str) -> frozenset[tuple[int, int]]:
    """Return where a masked word stands that would be shown if it were allowed.

    A known fact of the student, an identifier or a proxy is not among them: no word opens those.
    Nor is what is known as a name: a reader in a hurry would let somebody's classmate through.
    """
    marked = [
        (span.start, span.end, word)
        for span in rules.blind(words, language).spans
        if span.kind in CAN_BE_ORDINARY
        and (word := ordinary_form(words[span.start : span.end])) is not None
        and not flags_of(word) & NAMES
    ]
    return frozenset(
        (start, end)
        for start, end, word in marked
        if not any(
            span.start < end and start < span.end
            for span in rules.blind(words, language, more=[word]).spans
        )
    )


def ask_word(
    session: Session,
    actor: Actor,
    candidate: Candidate,
    evidence: Evidence,
    place: tuple[int, int],
    *,
    now: datetime,
) -> None:
    """Let a student say of a masked word of a text: this is an ordinary word.

    Raises
    ------
    NotAllowed
        If it is somebody else's profile.
    TooLate
        If profiles are closed, or no such word stands there any more.
    """
    hold_own(session, actor, candidate)
    words = open_words(session, [evidence.id])[evidence.id]
    rules = rules_for(session, candidate, actor.account_id)
    if place not in places_to_ask(rules, words, evidence.language):
        raise TooLate(CHANGED)
    if any(one.begins == place[0] for one in list_asked_words(session, evidence_id=evidence.id)):
        return
    session.add(AskedWord(evidence_id=evidence.id, begins=place[0], ends=place[1]))
    log(session, candidate, "word:asked", now=now, letter=evidence.letter)


def follow_asked_words(session: Session, evidence: Evidence, words: str) -> None:
    """Find the words that were asked for in what the student writes now; forget the others."""
    asked = list_asked_words(session, evidence_id=evidence.id)
    if not asked:
        return
    former = open_words(session, [evidence.id])[evidence.id]
    kept: dict[int, AskedWord] = {}
    for one in asked:
        begins = words.find(former[one.begins : one.ends])
        if begins >= 0:
            kept[begins] = AskedWord(
                evidence_id=evidence.id,
                begins=begins,
                ends=begins + one.ends - one.begins,
                refused_at=one.refused_at,
                refused_by=one.refused_by,
            )
        session.delete(one)
    session.flush()
    session.add_all(kept.values())


def waiting_words(session: Session, actor: Actor) -> Sequence[WaitingWord]:
    """Return the words that wait for this reader, each once and alone."""
    found = _waiting(session, actor)
    known = known_at(session, actor.school_id) if actor.school_id and found else frozenset()
    return [
        WaitingWord(asked[0].id, None if word in known else word, len(asked))
        for word, asked in sorted(found.items())
    ]


def allow_word(session: Session, actor: Actor, asked_id: UUID, *, now: datetime) -> None:
    """Let the blinding of the school show a word from now on.

    Raises
    ------
    TooLate
        If the word no longer waits.
    NotAllowed
        If the actor scores in the round it comes from.
    Refusal
        If a student of the school is known by it.
    """
    word, asked = _hold(session, actor, asked_id)
    school_id = _candidates_of(session, asked)[0].round.school_id
    if word in known_at(session, school_id):
        raise Refusal(IS_SOMEBODYS)
    allowed = AllowedWord(
        school_id=school_id, word=word, allowed_by=actor.account_id, allowed_at=now
    )
    session.add(allowed)
    for one in asked:
        session.delete(one)
    session.flush()
    audit.record(session, actor, "word:allowed", allowed.id, now=now, word=word)


def refuse_word(session: Session, actor: Actor, asked_id: UUID, *, now: datetime) -> None:
    """Keep a word hidden; its student reads so.

    Raises
    ------
    TooLate
        If the word no longer waits.
    NotAllowed
        If the actor scores in the round it comes from.
    """
    _word, asked = _hold(session, actor, asked_id)
    for one in asked:
        one.refused_at, one.refused_by = now, actor.account_id
    audit.record(session, actor, "word:refused", asked_id, now=now)


def withdraw_word(session: Session, actor: Actor, allowed: AllowedWord, *, now: datetime) -> None:
    """Hide a word again from now on; that it was allowed stays in the records.

    Raises
    ------
    NotAllowed
        If the actor does not review texts at this school.
    """
    require(may_withdraw_word(actor, allowed.school_id))
    allowed.withdrawn_at, allowed.withdrawn_by = now, actor.account_id
    audit.record(session, actor, "word:withdrawn", allowed.id, now=now, word=allowed.word)


def _waiting(session: Session, actor: Actor) -> dict[str, list[AskedWord]]:
    """Return what waits for this reader, by the word; what cannot be read waits for nobody."""
    if actor.school_id is None:
        return {}
    asked = list_words_to_decide(session, school_id=actor.school_id, reviewer_id=actor.account_id)
    texts = open_words(session, {one.evidence_id for one in asked})
    found: dict[str, list[AskedWord]] = {}
    for one in asked:
        word = ordinary_form(texts[one.evidence_id][one.begins : one.ends])
        if word is not None:
            found.setdefault(word, []).append(one)
    return found


def _hold(session: Session, actor: Actor, asked_id: UUID) -> tuple[str, list[AskedWord]]:
    """Return a word that waits with everybody who asked for it, their rounds held still."""
    found = next(
        (
            (word, asked)
            for word, asked in _waiting(session, actor).items()
            if asked_id in {one.id for one in asked}
        ),
        None,
    )
    if found is None:
        raise TooLate(msgid("Somebody else has just decided on this word"))
    candidates = _candidates_of(session, found[1])
    for round_ in sorted({one.round for one in candidates}, key=lambda round_: round_.id):
        hold_still(session, round_)
        seats = count_assessor_seats(session, round_id=round_.id, account_id=actor.account_id)
        require(may_review_evidence(actor, round_, scores_in_round=seats > 0))
    for candidate in candidates:
        note_reader(session, candidate, actor)
    return found


def _candidates_of(session: Session, asked: Iterable[AskedWord]) -> list[Candidate]:
    return [session.get_one(Candidate, one.evidence.candidate_id) for one in asked]

"""What the records know of students, and texts of others that may tell nothing of it."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.folding import fold
from blinding.known_facts import Guard, KnownFacts
from blinding.words.small_words import PARTICLES
from placements.errors import Refusal, msgid
from records.queries.blind.words import list_words_ever_allowed
from records.queries.students import list_student_ids_of_round, list_student_ids_of_school
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import Person, read_for_service

WORD = re.compile(r"\w+")


def known_facts(person: Person, *, school: str = "", others: tuple[str, ...] = ()) -> KnownFacts:
    """Return who a student is as the blinding looks for it."""
    return KnownFacts(
        first=person.given_name,
        last=person.family_name,
        nickname=person.nickname,
        street=person.street,
        postcode=person.postcode,
        town=person.town,
        school=school,
        dob=person.birth_date,
        phone=person.phone,
        student_no=person.student_number,
        email=person.email,
        others=others,
    )


def require_nobody_known(
    session: Session, round_id: UUID, text: str, *, field: str, allowed: Iterable[str] = ()
) -> None:
    """Stop where a text that outsiders read holds something of a student who could be in a round.

    Every such student is looked for and the answer is always the same: looking for one alone
    would let whoever writes find out whose code it is.

    Raises
    ------
    Refusal
        If the text holds a name or another known fact; words of `allowed` are nobody's.
    """
    _refuse_known(session, list_student_ids_of_round(session, round_id), text, field, allowed)


def require_nobody_of_school(
    session: Session, school_id: UUID, text: str, *, field: str, allowed: Iterable[str] = ()
) -> None:
    """Stop where a text that a company reads holds something of a student of this school.

    Only for who knows them all: to anybody else the answer would tell who is a student here.

    Raises
    ------
    Refusal
        If the text holds a name or another known fact; words of `allowed` are nobody's.
    """
    _refuse_known(session, list_student_ids_of_school(session, school_id), text, field, allowed)


def _refuse_known(
    session: Session,
    student_ids: Sequence[UUID],
    text: str,
    field: str,
    allowed: Iterable[str] = (),
) -> None:
    people = read_for_service(session, list(student_ids)).values()
    guard = Guard([known_facts(one) for one in people], allowed=allowed)
    # The guard lets a name pass that is an ordinary word; written with a capital it is a name.
    names = {word for one in people for word in _capitals(f"{one.full_name} {one.nickname}")}
    names -= {word for allow in allowed for word in _capitals(allow)}
    if guard.find(text) or names & _capitals(text):
        raise Refusal(
            msgid("This tells something of a student. Leave out names, addresses and dates."),
            field=field,
        )


def require_unnamed(
    session: Session, candidate_id: UUID, text: str | None, *, field: str | None = None
) -> None:
    """Stop where a text about a student holds a name or another fact of that student.

    The tables that hold such a text are not sealed. Only for who knows the student anyway: to
    anybody else the answer would tell whose code it is.

    Raises
    ------
    Refusal
        If the text holds a name or another known fact.
    """
    student_id = student_ids_of_candidates(session, [candidate_id])[candidate_id]
    person = read_for_service(session, [student_id])[student_id]
    names = _capitals(f"{person.full_name} {person.nickname}")
    if text and (Guard([known_facts(person)]).find(text) or names & _capitals(text)):
        raise Refusal(
            msgid("Leave out the name and other personal data: write “the student”."), field=field
        )


def words_known_of(person: Person) -> frozenset[str]:
    """Return every word by which the records know a student, also as a possessive."""
    mailbox = person.email.partition("@")[0]
    texts = (person.full_name, person.nickname, person.street, person.town, mailbox)
    words = {word for text in texts for word in WORD.findall(fold(text).low) if not word.isdigit()}
    return frozenset(words | {f"{word}s" for word in words})


def known_at(session: Session, school_id: UUID) -> frozenset[str]:
    """Return every word by which any student of a school is known, folded as the blinding does."""
    ids = list(list_student_ids_of_school(session, school_id))
    people = read_for_service(session, ids).values()
    return frozenset().union(*(words_known_of(one) for one in people))


def forget_words_of(session: Session, school_id: UUID, person: Person) -> None:
    """Take what a new student is known by off the list of words that a school allows."""
    known = words_known_of(person)
    for one in list_words_ever_allowed(session, school_id=school_id, words=known):
        session.delete(one)


def _capitals(text: str) -> set[str]:
    return {
        word
        for word in WORD.findall(text)
        if word[0].isupper() and len(word) > 1 and word.lower() not in PARTICLES
    }

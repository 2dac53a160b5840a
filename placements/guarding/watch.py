"""The watch: what the records know of every student, looked for in what a blind reader gets.

One watch serves a process. It keeps up with the vault by a mark that changes with every change
there, and remembers which lines of pages it found clean: most of a page is the same every time.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from threading import Lock
from typing import Final, cast
from uuid import UUID

from sqlalchemy.orm import Session

from blinding.folding import fold
from blinding.known_facts import Guard, KnownFacts
from blinding.spans import Span
from placements.actors import Actor, Role
from placements.guarding.letters import as_read
from placements.people.known import known_facts
from records.queries.accounts import list_accounts
from records.queries.blind.guarding import list_candidates_known_to, list_texts_of_reader
from records.queries.employers import list_employers
from records.vault.candidates import student_ids_of_candidates
from records.vault.people import Person, list_people, read_for_service, vault_mark

BLIND_ROLES = frozenset({Role.TRAINER, Role.OWNER, Role.ASSESSOR})
"""Who may not know who a student is before the student's own last tap."""
_MOST_LINES = 50_000
_APART: Final = "zz zz"
"""Two words that name nobody: what stands before them is not beside what stands after them."""
_NOWHERE: Final = -1
_NOISE = re.compile(
    r'</?[a-z][a-z0-9]*|name="csrf_token"[^>\n]*>|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b'
    r"|\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b"
)
"""Names of tags (Li is a name too), and what is drawn by chance: three letters of it spell
somebody's name sooner or later. It never takes the end of a line with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the watch tells of a leak: of what kind it was and whose school must know."""

    kinds: tuple[str, ...]
    school_ids: tuple[UUID, ...]


UNREADABLE = Finding(kinds=("unreadable",), school_ids=())
"""Of a file in which the guard cannot read: nobody knows whose facts are in it."""


class Watch:
    """Every known fact of every student, for the blind readers of one process."""

    def __init__(self, house_words: Callable[[], frozenset[str]]) -> None:
        self._house_words = house_words
        self._lock = Lock()
        self._vault: int | None = None
        self._marks: dict[UUID, int] = {}
        self._guard = Guard()
        self._others: frozenset[UUID] = frozenset()
        self._namesakes: frozenset[str] = frozenset()
        self._clean: set[tuple[str, str]] = set()

    def look(self, session: Session, actor: Actor, text: str) -> Finding | None:
        """Return what a text tells this reader of students who did not share their name.

        What the reader's own side wrote tells that side nothing. Were it stopped, writing a name
        on a form would be a way to ask whether there is such a student.
        """
        with self._lock:
            self._keep_up(session)
            lines = [*filter(None, map(str.strip, text.split("\n"))), ""]
            novel = self._novel(lines)
            if not novel:
                return None
            shown, numbers = _in_every_way(lines, novel)
            facts = self._guard.find_people(shown)
            found = [one for one in facts if one[1].isdisjoint(self._others)]
            # Beside a fact that may be anybody's, a word can be a name: such lines stay together.
            told = {numbers[at] for at in _lines_with(shown, facts)} if found else set()
            self._clean.update(
                (lines[number], lines[number + 1])
                for number in novel
                if told.isdisjoint((number, number + 1))
            )
            if found:
                known = _known_to(session, actor)
                found = [one for one in found if one[1].isdisjoint(known)]
            if found:
                written = "\n".join(_texts_of(session, actor))
                own = {_plain(written, span) for span, _ in self._guard.find_people(written)}
                found = [one for one in found if _plain(shown, one[0]) not in own]
        return _finding(session, found) if found else None

    def _novel(self, lines: Sequence[str]) -> set[int]:
        """Return which lines were not seen before with the next: a name may be cut in two."""
        if len(self._clean) > _MOST_LINES:
            self._clean.clear()
        clean = self._clean
        if clean.issuperset(pairwise(lines)):  # of most pages, and sooner asked than line by line
            return set()
        return {number for number, pair in enumerate(pairwise(lines)) if pair not in clean}

    def _keep_up(self, session: Session) -> None:
        """Read what changed in the vault since the last look."""
        vault = vault_mark(session)
        if vault == self._vault:
            return
        people = list_people(session)
        marks = {one.id: one.mark for one in people}
        changed = {id_ for id_, mark in marks.items() if self._marks.get(id_) != mark}
        students = {one.id for one in people if one.role is Role.STUDENT}
        is_gone = not self._marks.keys() <= marks.keys()
        if self._vault is None or is_gone or not changed <= students:
            changed = students
            self._begin(session, marks.keys() - students)
        for id_, person in read_for_service(session, list(changed)).items():
            self._guard.add(id_, self._facts_of(person))
        self._vault, self._marks = vault, marks
        self._clean.clear()

    def _begin(self, session: Session, others: Collection[UUID]) -> None:
        """Begin again, with the people and companies whose names anybody may read."""
        people = read_for_service(session, list(others))
        employers = list_employers(session)
        self._guard = Guard(
            words=self._house_words(),
            allowed=[
                *(person.full_name for person in people.values()),
                *(f"{one.name} {one.street}" for one in employers),
            ],
        )
        self._namesakes = frozenset(_whole_name(person) for person in people.values())
        for id_, person in people.items():
            self._guard.add(id_, KnownFacts(phone=person.phone, email=person.email))
        for one in employers:
            self._guard.add(one.id, KnownFacts(postcode=one.postcode))
        self._others = frozenset(people) | {one.id for one in employers}

    def _facts_of(self, person: Person) -> KnownFacts:
        """Return what to look for; town and school are told to everybody."""
        facts = replace(known_facts(person), town="")
        if _whole_name(person) in self._namesakes:
            return replace(facts, first="", last="", nickname="", email="")
        return facts


def _in_every_way(lines: Sequence[str], novel: Collection[int]) -> tuple[str, list[int]]:
    """Return what is shown as it is written and, where that is another, as it is read."""
    shown, numbers = _shown(lines, novel)
    read = {at: as_read(lines[at]) for at in {*novel, *(one + 1 for one in novel)}}
    coded = {at for at in novel if (lines[at], lines[at + 1]) != (read[at], read[at + 1])}
    if not coded:
        return shown, numbers
    also, where = _shown(read, coded)
    return f"{shown}\n{_APART}\n{also}", [*numbers, _NOWHERE, *where]


def _shown(
    lines: Sequence[str] | Mapping[int, str], novel: Collection[int]
) -> tuple[str, list[int]]:
    """Return what a reader sees of novel lines and the next, and which line of the page each is.

    Between lines that do not follow each other on the page stands a line of nobody.
    """
    shown: list[str] = []
    numbers: list[int] = []
    for number in sorted({*novel, *(one + 1 for one in novel)}):
        if numbers and numbers[-1] != number - 1:
            shown.append(_APART)
            numbers.append(_NOWHERE)
        shown.append(lines[number])
        numbers.append(number)
    return _NOISE.sub(" ", "\n".join(shown)), numbers


def _lines_with(shown: str, found: Iterable[tuple[Span, object]]) -> frozenset[int]:
    """Return the lines on which facts stand."""
    ends = ((span.start, max(span.start, span.end - 1)) for span, _ in found)
    return frozenset(
        line
        for start, end in ends
        for line in range(shown.count("\n", 0, start), shown.count("\n", 0, end) + 1)
    )


def _plain(text: str, span: Span) -> str:
    """Return what a span says, however it is written."""
    return "".join(filter(str.isalnum, fold(text[span.start : span.end]).low))


def _whole_name(person: Person) -> str:
    return fold(person.full_name).low


def _texts_of(session: Session, actor: Actor) -> Sequence[str]:
    return list_texts_of_reader(session, account_id=actor.account_id, employer_id=actor.employer_id)


def _known_to(session: Session, actor: Actor) -> frozenset[UUID]:
    """Return the students whose name this reader may know."""
    candidates = list_candidates_known_to(
        session, account_id=actor.account_id, employer_id=actor.employer_id
    )
    return frozenset(student_ids_of_candidates(session, candidates).values())


def _finding(session: Session, found: list[tuple[Span, frozenset[Hashable]]]) -> Finding:
    people = {cast("UUID", person) for _, owners in found for person in owners}
    schools = {account.school_id for account in list_accounts(session, people)}
    return Finding(
        kinds=tuple(sorted({span.kind for span, _ in found})),
        school_ids=tuple(sorted(school for school in schools if school)),
    )

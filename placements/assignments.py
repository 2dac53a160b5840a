"""The standard assignments: one short task per competence, the same for everybody who needs it."""

from dataclasses import dataclass
from functools import cache

from placements.catalogue import Anchor, Phrase, phrase, read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A task on paper with its question, and what each level looks like in an answer to it."""

    letter: str
    minutes: int
    task: Phrase
    question: Phrase
    levels: tuple[Anchor, ...]


def assignment(letter: str) -> Assignment | None:
    """Return the assignment of a competence, where there is one."""
    return _assignments().get(letter)


@cache
def _assignments() -> dict[str, Assignment]:
    return {
        letter: Assignment(
            letter=letter,
            minutes=entry["minutes"],
            task=phrase(entry["task"]),
            question=phrase(entry["question"]),
            levels=tuple(Anchor(one["level"], phrase(one)) for one in entry["levels"]),
        )
        for letter, entry in read_data("assignments.json")["assignments"].items()
    }

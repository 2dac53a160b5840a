"""One addition: what the four levels of a competence look like at this school.

The words that all schools share always come first, and a level keeps its meaning: an addition
gives examples, it never lowers or raises a level.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from placements.catalogue import LEVELS, RUBRIC_VERSION, Anchor, Competence, Phrase

FORMAT: Final = "proefplek-rubric-additions-1"
LONGEST: Final = 240
"""Characters of one text: two sentences, as the shared words have them."""
FOR_EXAMPLE: Final = Phrase(nl="Bijvoorbeeld:", en="For example:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What a school adds to one competence; every text in both languages."""

    letter: str
    levels: tuple[Phrase, ...]
    """An example of each of the four levels."""
    does_not_count: Phrase
    evidence_prompt: Phrase

    def texts(self) -> Iterator[tuple[str, Phrase]]:
        """Yield every text by the name of its question."""
        for level, text in zip(LEVELS, self.levels, strict=True):
            yield f"level_{level}", text
        yield "does_not_count", self.does_not_count
        yield "evidence_prompt", self.evidence_prompt


def with_addition(competence: Competence, addition: Addition | None) -> Competence:
    """Return a competence as readers of one school see it."""
    if addition is None:
        return competence
    return replace(
        competence,
        levels=tuple(
            Anchor(anchor.level, _joined(anchor.text, FOR_EXAMPLE, example))
            for anchor, example in zip(competence.levels, addition.levels, strict=True)
        ),
        does_not_count=_joined(competence.does_not_count, addition.does_not_count),
        student_prompt=_joined(competence.student_prompt, addition.evidence_prompt),
    )


def content_of(additions: Iterable[Addition]) -> dict[str, Any]:
    """Return additions as they are kept and exported, in the order of their letters."""
    in_order = sorted(additions, key=lambda one: one.letter)
    return {
        "format": FORMAT,
        "base": RUBRIC_VERSION,
        "additions": [
            {
                "letter": one.letter,
                "levels": [
                    {"level": level, **_words(text)}
                    for level, text in zip(LEVELS, one.levels, strict=True)
                ],
                "does_not_count": _words(one.does_not_count),
                "evidence_prompt": _words(one.evidence_prompt),
            }
            for one in in_order
        ],
    }


def additions_in(content: Mapping[str, Any]) -> dict[str, Addition]:
    """Return the additions of a version that is kept, by letter."""
    return {row["letter"]: addition_in(row) for row in content["additions"]}


def addition_in(row: Mapping[str, Any]) -> Addition:
    """Return one addition out of the form in which it is kept."""
    return Addition(
        letter=row["letter"],
        levels=tuple(_stripped(step) for step in row["levels"]),
        does_not_count=_stripped(row["does_not_count"]),
        evidence_prompt=_stripped(row["evidence_prompt"]),
    )


def content_digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of every word of a version, in hexadecimal."""
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _stripped(entry: Mapping[str, Any]) -> Phrase:
    """Return words without spaces around them or characters that no reader wants."""
    nl, en = ("".join(c for c in entry[name] if c >= " ").strip() for name in ("nl", "en"))
    return Phrase(nl=nl, en=en)


def _words(text: Phrase) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _joined(*texts: Phrase) -> Phrase:
    return Phrase(nl=" ".join(one.nl for one in texts), en=" ".join(one.en for one in texts))

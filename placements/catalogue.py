"""The competences A to Y, the four anchored levels of each, and the words to ask for evidence.

A published rubric version never changes: new words are a new version with a new hash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA_FOLDER = Path(__file__).parent / "data"
RUBRIC_VERSION = "2026.1"
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in both languages; call it with a locale, such as ``name("nl")``."""

    nl: str
    en: str

    def __call__(self, locale: str) -> str:
        """Return the Dutch words for a Dutch locale, the English ones for any other."""
        return self.nl if locale.startswith("nl") else self.en


@dataclass(frozen=True, slots=True)
class Anchor:
    """One level of one competence, as something you can see someone do."""

    level: int
    text: Phrase


@dataclass(frozen=True, slots=True)
class EscoSkill:
    """The nearest skill in ESCO, the European classification."""

    label: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One of the 25 competences of Dutch vocational education, with its rubric."""

    letter: str
    name: Phrase
    description: Phrase
    levels: tuple[Anchor, ...]
    does_not_count: Phrase
    assessor_prompt: Phrase
    student_prompt: Phrase
    vum_code: int
    """The code in VUM, the Dutch standard for exchanging such profiles."""
    vum_name: str
    esco: tuple[EscoSkill, ...]
    is_in_starter_set: bool
    is_in_default_form: bool
    """Whether a new form offers it at once; W invites judging by impression and is left out."""

    def anchor(self, level: int) -> Anchor:
        """Return the anchor of a level from 1 to 4.

        Raises
        ------
        ValueError
            If there is no such level.
        """
        if level not in LEVELS:
            raise ValueError(f"a level is 1, 2, 3 or 4, not {level}")
        return self.levels[level - 1]


@cache
def competences() -> tuple[Competence, ...]:
    """Return the 25 competences in the order of their letters."""
    codes = {entry["letter"]: entry for entry in read_data("competences.json")["competences"]}
    rubrics = sorted(read_data("rubrics.json")["rubrics"], key=lambda rubric: rubric["letter"])
    return tuple(_competence(rubric, codes[rubric["letter"]]) for rubric in rubrics)


def competence(letter: str) -> Competence:
    """Return the competence of a letter from A to Y.

    Raises
    ------
    KeyError
        If there is no such competence.
    """
    return _by_letter()[letter]


@cache
def level_names() -> Mapping[int | None, Phrase]:
    """Return the short name of each level; the name of None is "not yet observed"."""
    return {step["level"]: phrase(step) for step in read_data("rubrics.json")["scale"]}


@cache
def rubric_hash() -> str:
    """Return the SHA-256 of every word of the rubrics, as canonical JSON."""
    words = read_data("rubrics.json")
    canonical = json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_data(name: str) -> Any:  # noqa: ANN401 - JSON; its shape is what the tests hold
    """Return the content of one of the data files of this room."""
    return json.loads((DATA_FOLDER / name).read_text(encoding="utf-8"))


def phrase(entry: Mapping[str, Any]) -> Phrase:
    """Return the words of an entry that holds them as ``nl`` and ``en``."""
    return Phrase(nl=entry["nl"], en=entry["en"])


@cache
def _by_letter() -> Mapping[str, Competence]:
    return {one.letter: one for one in competences()}


def _competence(rubric: Mapping[str, Any], codes: Mapping[str, Any]) -> Competence:
    return Competence(
        letter=rubric["letter"],
        name=phrase(rubric["name"]),
        description=phrase(rubric["description"]),
        levels=tuple(Anchor(step["level"], phrase(step)) for step in rubric["levels"]),
        does_not_count=phrase(rubric["does_not_count"]),
        assessor_prompt=phrase(rubric["assessor_prompt"]),
        student_prompt=phrase(rubric["student_prompt"]),
        vum_code=codes["vum"]["code"],
        vum_name=codes["vum"]["name"],
        esco=tuple(EscoSkill(**skill) for skill in codes["esco"]),
        is_in_starter_set=codes["is_in_starter_set"],
        is_in_default_form=codes["is_in_default_form"],
    )

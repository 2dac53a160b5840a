"""Reading a file with additions: all of it, or a list of everything that is wrong with it."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

from placements.catalogue import LEVELS, RUBRIC_VERSION, competences
from placements.errors import Refusal, msgid
from placements.rubrics.additions import FORMAT, LONGEST, Addition, addition_in
from placements.vacancies.wording import check_wording

Problem: TypeAlias = tuple[str, Refusal]
"""Where something is wrong, such as ``additions[0].levels[2].en``, and what."""

MOST_BYTES: Final = 100_000
"""More than 25 additions of the usual length take."""
MOST_SAID: Final = 12
"""Problems named at once; after those have been mended the rest is named."""
LANGUAGES: Final = ("nl", "en")
TEXTS: Final = ("does_not_count", "evidence_prompt")

MISSING: Final = msgid("this is missing")


class Unreadable(Refusal):
    """A file that holds no additions as they should be; `problems` says where and what."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(msgid("Nothing has been taken over. Mend the file and try again."))
        self.problems = problems[:MOST_SAID]


def read_additions(file: bytes) -> tuple[Addition, ...]:
    """Return the additions in a file.

    Raises
    ------
    Unreadable
        If anything in it is wrong; then nothing of it counts.
    """
    content = _parsed(file)
    problems = list(_wrong_in_file(content))
    if problems:
        raise Unreadable(*problems)
    return tuple(addition_in(row) for row in content["additions"])


def wrong_words(text: str) -> Iterator[Refusal]:
    """Yield why a text cannot be an addition: empty, too long, or asking for a kind of person."""
    if not text.strip():
        yield Refusal(msgid("Write one or two sentences"))
    if len(text) > LONGEST:
        yield Refusal(msgid("Make it shorter: at most %(most)s characters"), most=LONGEST)
    for finding in check_wording(text):
        if finding.is_forbidden:
            yield Refusal(
                msgid("“%(words)s” is not something you see somebody do: leave it out"),
                words=finding.words,
            )


def _parsed(file: bytes) -> Any:  # noqa: ANN401 - JSON; what is right in it is said below
    if len(file) > MOST_BYTES:
        raise Unreadable(("", Refusal(msgid("This file is too large to be a file with additions"))))
    try:
        content = json.loads(file.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
        json.dumps(content, ensure_ascii=False).encode()  # an escaped half of a character is none
    except json.JSONDecodeError as error:
        found = Refusal(
            msgid("This is no JSON: look at line %(line)s, character %(column)s"),
            line=error.lineno,
            column=error.colno,
        )
    except (ValueError, RecursionError):
        found = Refusal(msgid("This is no JSON in UTF-8"))
    else:
        return content
    raise Unreadable(("", found))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, times in Counter(name for name, _value in pairs).items():
        if times > 1:
            raise Unreadable((name, Refusal(msgid("this stands there twice"))))
    return dict(pairs)


def _wrong_in_file(content: Any) -> Iterator[Problem]:  # noqa: ANN401 - as above
    rows = content.get("additions") if isinstance(content, dict) else None
    if not isinstance(rows, list) or content.get("format") != FORMAT:
        yield "format", Refusal(msgid("a file with additions says “%(format)s”"), format=FORMAT)
        return
    yield from _unknown("", content, ("format", "base", "additions"))
    if content.get("base") != RUBRIC_VERSION:
        yield (
            "base",
            Refusal(msgid("the rubric here is version %(version)s"), version=RUBRIC_VERSION),
        )
    for number, row in enumerate(rows):
        yield from _wrong_in_addition(f"additions[{number}]", row)
    letters = Counter(str(row.get("letter")) for row in rows if isinstance(row, dict))
    for letter, times in letters.items():
        if times > 1:
            yield (
                "additions",
                Refusal(msgid("competence %(letter)s stands there twice"), letter=letter),
            )


def _wrong_in_addition(where: str, row: Any) -> Iterator[Problem]:  # noqa: ANN401 - as above
    if not isinstance(row, dict):
        yield where, Refusal(MISSING)
        return
    yield from _unknown(f"{where}.", row, ("letter", "levels", *TEXTS))
    letters = [one.letter for one in competences()]
    if row.get("letter") not in letters:
        yield f"{where}.letter", Refusal(msgid("a competence is a letter from A to Y"))
    yield from _wrong_in_levels(f"{where}.levels", row.get("levels"))
    for name in TEXTS:
        yield from _wrong_in_words(f"{where}.{name}", row.get(name), LANGUAGES)


def _wrong_in_levels(where: str, steps: Any) -> Iterator[Problem]:  # noqa: ANN401 - as above
    if not isinstance(steps, list):
        yield where, Refusal(MISSING)
        return
    for number, step in enumerate(steps):
        level = step.get("level") if isinstance(step, dict) else None
        if level not in LEVELS or isinstance(level, bool):
            yield f"{where}[{number}].level", Refusal(msgid("a level is 1, 2, 3 or 4"))
        yield from _wrong_in_words(f"{where}[{number}]", step, ("level", *LANGUAGES))
    levels = [step.get("level") for step in steps if isinstance(step, dict)]
    if levels != list(LEVELS):
        yield where, Refusal(msgid("the levels are 1, 2, 3 and 4, each once and in this order"))


def _wrong_in_words(
    where: str,
    words: Any,  # noqa: ANN401 - as above
    known: Sequence[str],
) -> Iterator[Problem]:
    if not isinstance(words, dict):
        yield where, Refusal(MISSING)
        return
    yield from _unknown(f"{where}.", words, known)
    for language in LANGUAGES:
        text = words.get(language)
        problems = wrong_words(text) if isinstance(text, str) else [Refusal(MISSING)]
        for problem in problems:
            yield f"{where}.{language}", problem


def _unknown(where: str, row: dict[str, Any], known: Sequence[str]) -> Iterator[Problem]:
    for name in row:
        if name not in known:
            yield f"{where}{name}", Refusal(msgid("this part is not known here"))

"""How easy the Dutch of students is to read. `python -m tests.house.reading` lists the worst.

The score is that of Flesch as Douma made it fit Dutch (1960): long sentences and words of many
syllables make it lower. 60 and up is plain Dutch, about what B1 asks; a text of one or two
sentences is short for a score, so what counts is the mean, and how many fall through the floor.
"""

import json
import re
import sys
from dataclasses import dataclass
from functools import cache

import pyphen
from babel.messages.pofile import read_po

from tests.house.house import ROOT

DATA = ("practice", "reflections", "tips", "wishes")
ROOMS = (
    "students",
    "templates/students",
    "templates/layouts/student.html",
    "templates/components/scarcity.html",
    "templates/components/growth.html",
    "placements/profiles",
    "placements/guidance",
)
"""Where the words of students stand."""
FEWEST_WORDS = 8
"""A label of three words is no sentence."""
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)|\n")
VOWELS = re.compile(r"ij|[aeiouyàáèéêëïíöóüú]+")
PLACE = re.compile(r"%\(\w+\)[sd]")
SAID = re.compile(r"""_l?\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)|msgid\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)""")
SAID_BY_NUMBER = re.compile(r'ngettext\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
PART = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Text:
    """Something a student reads."""

    words: str
    where: str

    @property
    def score(self) -> float:
        """Return how easy it is: 206.8 less for long sentences and for syllables."""
        words = words_of(self.words)
        sentences = [one for one in SENTENCE.split(self.words) if words_of(one)]
        per_word = sum(map(syllables, words)) / len(words)
        return 206.84 - 0.93 * len(words) / len(sentences) - 77 * per_word

    @property
    def longest_sentence(self) -> int:
        """Return the number of words of the longest sentence."""
        return max(len(words_of(one)) for one in SENTENCE.split(self.words))


def words_of(text: str) -> list[str]:
    return WORD.findall(PLACE.sub("dag", text))


@cache
def syllables(word: str) -> int:
    """Return about how many syllables a word has."""
    return max(len(dictionary().positions(word)) + 1, len(VOWELS.findall(word.lower())))


@cache
def dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")


def all_dutch() -> list[Text]:
    """Return every Dutch message of the catalogue, whoever reads it."""
    return [Text(dutch, "catalogue") for _ids, dutch in _messages()]


def texts() -> list[Text]:
    """Return the Dutch that students read: messages of their pages, and their data."""
    said = _said_to_students()
    found = [Text(dutch, "catalogue") for ids, dutch in _messages() if said & set(ids)]
    for name in DATA:
        content = json.loads((ROOT / f"placements/data/{name}.json").read_text(encoding="utf-8"))
        found += [Text(words, name) for words in _dutch_in(content)]
    return found


def scored() -> list[Text]:
    """Return those with enough words for a score, the hardest first."""
    long = [one for one in texts() if len(words_of(one.words)) >= FEWEST_WORDS]
    return sorted(long, key=lambda one: (one.score, one.words))


def _said_to_students() -> set[str]:
    said: set[str] = set()
    for room in ROOMS:
        path = ROOT / room
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".html"}:
                source = file.read_text(encoding="utf-8")
                matches = [*SAID.finditer(source), *SAID_BY_NUMBER.finditer(source)]
                said |= {
                    "".join(PART.findall(part)) for one in matches for part in one.groups() if part
                }
    return said


@cache
def _messages() -> list[tuple[tuple[str, ...], str]]:
    with (ROOT / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    return [
        (ids, dutch)
        for one in catalogue
        if one.id
        for ids in [one.id if isinstance(one.id, tuple) else (one.id,)]
        for dutch in (one.string if isinstance(one.string, tuple) else (one.string,))
    ]


def _dutch_in(content: object) -> list[str]:
    if isinstance(content, dict):
        own = [content["nl"]] if isinstance(content.get("nl"), str) else []
        return own + [words for part in content.values() for words in _dutch_in(part)]
    if isinstance(content, list):
        return [words for part in content for words in _dutch_in(part)]
    return []


def main() -> None:
    """Print what is hardest to read."""
    hardest = scored()
    mean = sum(one.score for one in hardest) / len(hardest)
    lines = [f"{len(hardest)} texts, mean score {mean:.1f}. The ten hardest:"]
    lines += [f"{one.score:6.1f}  {one.where}: {one.words}" for one in hardest[:10]]
    longest = sorted(hardest, key=lambda one: -one.longest_sentence)[:10]
    lines.append("The ten with the longest sentence:")
    lines += [f"{one.longest_sentence:6d}  {one.where}: {one.words}" for one in longest]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

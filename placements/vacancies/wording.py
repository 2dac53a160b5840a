"""The wording check: words that ask for a kind of person, and what to ask about the work instead.

The list is data (`data/wording.json`). A phrase there is plain words; ``*`` stands for any letters
in a word and ``#`` for a number.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from placements.catalogue import Phrase, phrase, read_data

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?\+?|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|enkele|meerdere"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|several)"
)
_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.!?;](?!\s|$))+")
_BETWEEN_WORDS = r"[\s\-\u2013/]+"


@dataclass(frozen=True, slots=True)
class Finding:
    """Words in a text that do not belong on the form."""

    words: str
    """As they stand in the text."""
    code: str
    is_forbidden: bool
    """Whether the form cannot be sent with these words; otherwise it is advice."""
    why: Phrase
    instead: Phrase


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    is_forbidden: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    """What in the same sentence shows that it is about the work after all."""
    why: Phrase
    instead: Phrase

    def finding(self, words: str) -> Finding:
        """Return what this rule says about these words."""
        return Finding(words, self.code, self.is_forbidden, self.why, self.instead)


def check_wording(text: str) -> tuple[Finding, ...]:
    """Return what in this text asks for a kind of person, in the order of the text.

    Both languages are checked whatever the language of the page. Each phrase is named once.

    >>> [finding.words for finding in check_wording("Een representatieve student, accentloos")]
    ['representatieve', 'accentloos']
    >>> check_wording("Kan een werkbon invullen")
    ()
    """
    found = [
        (sentence.start() + match.start(), rule.finding(match[0]))
        for sentence in _SENTENCE.finditer(unicodedata.normalize("NFKC", text))
        for rule in _rules()
        if rule.unless is None or not rule.unless.search(sentence[0])
        for match in rule.pattern.finditer(sentence[0])
    ]
    first_of_each = {
        (finding.code, finding.words.casefold()): (start, finding)
        for start, finding in reversed(found)
    }
    in_order = sorted(first_of_each.values(), key=lambda one: (one[0], one[1].code))
    return tuple(finding for _start, finding in in_order)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            code=entry["code"],
            is_forbidden=entry["is_forbidden"],
            pattern=_any_of(entry["phrases"]["nl"] + entry["phrases"]["en"]),
            unless=_any_of(entry["unless"]) if entry["unless"] else None,
            why=phrase(entry["why"]),
            instead=phrase(entry["instead"]),
        )
        for entry in read_data("wording.json")["rules"]
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return one pattern for all phrases; the longest that fits is the one named."""
    longest_first = sorted(phrases, key=lambda words: (-len(words), words))
    alternatives = "|".join(
        _BETWEEN_WORDS.join(_word(word) for word in words.split()) for words in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return _NUMBER if word == "#" else re.escape(word).replace(r"\*", r"\w*")

"""The vocabulary gate: only known words are shown; a capital inside a sentence is a name.

A name list is never whole, and fails most for those with the rarest names; a word list fails for
everyone alike. Tolerance for typing slips ends where a name could be hiding.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters, ascii_uppercase

from blinding.folding import Folded, is_latin, is_plain
from blinding.reading import Reading
from blinding.rules.identifiers import is_model
from blinding.rules.neighbours import nobody_stands
from blinding.rules.new_words import is_inflected, is_made_of_words
from blinding.rules.proxies import PEOPLE, is_of_a_people
from blinding.spans import Span
from blinding.traces import Token
from blinding.words.lexicon import (
    BRAND,
    COMMON_EN,
    COMMON_NL,
    FIRST_NAME,
    NAME,
    NAME_WORD,
    STRONG_NAME,
    TRADE,
    accented_words,
    flags_of,
    is_ordinary,
    is_slip,
    peoples,
)
from blinding.words.small_words import (
    BEFORE_A_PEOPLE,
    FUNCTION_WORDS,
    HARMLESS_CAPITALS,
    MEETS,
    MET,
    PARTICLES,
    SMALL_WORDS,
    SPEAKING,
    words_of,
)

# A letter-and-digit mix that is a size, a class, a norm or a clock time, not a nickname.
_MIXED = re.compile(
    r"\d+(?:e|de|ste|st|nd|rd|th|x|h|u|uur|jarig|d|k|m|mm|cm|dm|km|m2|m3|kg|g|gr|mg|l|ml|cl|v|"
    r"w|kw|kwh|a|ah|mah|hz|khz|mhz|ghz|gb|mb|tb|p|pk|"
    r"nm|bar|c|f|min|sec|persoons|fase|daagse|delig|px|fps|in1|s|'s|en|tal|voudig|plus)|"
    r"\d+x\d+(?:x\d+)?(?:mm|cm|m)?|[a-z]\d{1,4}|(?:nen|iso|en|din|mbo|html|css|es|ipv|mp|ps|"
    r"h|co|web|b|win|office|rj|cat|usb|obd|step|esp|unit|s|nt|f|t|m)\d{1,5}|h2o|co2|o2|n2|c4|"
    r"3d|2d|r134a|r32|r410a"
)
# "F-jes", "wc-tje", "cc-en": what is tied to letters and is no word.
_ENDINGS = words_of("je jes tje tjes en de te er ers ed ing ex s")
_NO_CAPITALS = bytes(set(range(256)) - set(ascii_uppercase.encode()))
_NO_LETTERS = bytes(set(range(256)) - set(ascii_letters.encode()))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")
_IN_COMPOUNDS = frozenset("\u0301\u0308")
# After these stands a thing: "a jack", "the mark". A name in lower case does not.
_DETERMINERS = words_of("a an the this that each every een het elke deze dit")


def gate(
    reading: Reading,
    tokens: list[Token],
    starts: frozenset[int],
    lang: str,
    allowed: frozenset[str],
) -> Iterator[Span]:
    """Find every word that cannot be shown: unknown, in another script, a name by its capital."""
    text, folded = reading.text, reading.folded
    written_in = folded.low if _shouts(folded.plain) else folded.plain
    odd = _odd_places(text, folded)
    for word, start, end in reading.spelled:
        if len(word) > 3:
            yield Span(start, end, "unknown_word", "unknown_word", 0.7)
    marked: list[tuple[int, int, int, str]] = []
    for index, (word, start, end) in enumerate(tokens):
        kind, written = "", written_in[start:end]
        if odd and odd.find(1, start, end) >= 0:
            kind = _kind_by_script(text[slice(*folded.original(start, end))], word)
        is_foreign = bool(kind)
        if not kind and word not in allowed:
            is_listed = written.islower() and _is_no_new_word(word, lang)
            if not is_listed and (
                not (written.islower() and _is_word(word, lang)) or _is_somebody(tokens, index)
            ):
                kind = _judge(word, written, lang, at_start=start in starts)
        if (
            kind
            and (kind := _kind_beside(kind, folded.low, tokens, index, lang))
            and (
                kind == PEOPLE or is_foreign or not nobody_stands(folded.plain, tokens, index, lang)
            )
        ):
            marked.append((index, start, end, kind))
            yield Span(start, end, kind, "unknown_word" if kind != "name" else "name_place", 0.75)
    yield from _particles(marked, tokens)


def _kind_beside(kind: str, low: str, tokens: list[Token], index: int, lang: str) -> str:
    """Judge a word that may not be shown by what stands beside it."""
    before, word, _ = _beside(tokens, index)
    if kind == "unknown_word" and (
        (before in _DETERMINERS and _is_a_noun(word, lang))
        or any(_is_joined(low, *tokens[at : at + 2]) for at in (index - 1, index) if at >= 0)
    ):
        return ""
    # "'s Avonds": the capital is that of the sentence.
    if kind == "name" and before == "s" and is_ordinary(word, lang):
        return ""
    return PEOPLE if kind == "name" and _is_of_peoples(tokens, index) else kind


def _beside(tokens: list[Token], index: int) -> tuple[str, str, str]:
    """Give a word between the one before it and the one after it."""
    words = ["", *(token[0] for token in tokens[max(0, index - 1) : index + 2]), ""]
    at = 2 if index else 1
    return words[at - 1], words[at], words[at + 1]


def _is_somebody(tokens: list[Token], index: int) -> bool:
    """Tell whether a new word stands where a person does: "i asked whitehorn"."""
    before, word, after = _beside(tokens, index)
    is_met = before in MEETS or (after in MET and before not in _DETERMINERS)
    return is_met and not word.endswith(("s", "en"))


def _is_joined(low: str, first: Token, second: Token | None = None) -> bool:
    """Tell whether a hyphen makes one known word of two: "geback-upt", "parent-child"."""
    if second is None or low[first[2] : second[1]] != "-":
        return False
    if is_inflected(first[0] + second[0]) or (
        second[0] in _ENDINGS and (len(first[0]) < 4 or not flags_of(first[0]) & STRONG_NAME)
    ):
        return True
    flags = [flags_of(word) for word, _, _ in (first, second)]
    return all(
        f & (COMMON_EN | COMMON_NL | TRADE) and not f & STRONG_NAME for f in flags
    ) and not all(f & FIRST_NAME for f in flags)


def _is_of_peoples(tokens: list[Token], index: int) -> bool:
    """Tell whether a word with a capital is of a people or a feast: "Poolse", "Mother's Day"."""
    before, word, after = _beside(tokens, index)
    if {f"{before} {word}", f"{word} {after}"} & peoples():
        return True
    if not is_of_a_people(word):
        return False
    is_also_a_name = flags_of(word) & (NAME | STRONG_NAME | NAME_WORD)
    earlier = {token[0] for token in tokens[max(0, index - 4) : index]}
    return not is_also_a_name or before in BEFORE_A_PEOPLE or not earlier.isdisjoint(SPEAKING)


def _odd_places(text: str, folded: Folded) -> bytearray:
    """Mark each folded letter that stands for something else, or before a hidden character."""
    if folded.at is None:
        return bytearray()
    odd = bytearray(len(folded.low) + 1)
    for match in _NOT_ASCII.finditer(text):
        first, last = (find(folded.at, match.start()) for find in (bisect_left, bisect_right))
        for place in range(min(first, last - 1), last):
            odd[place] = 1
    return odd


def _kind_by_script(spelled: str, word: str) -> str:
    """Give the kind of a word whose accents or letters are not those of Dutch or English."""
    if _is_spelled_so(spelled, word):
        return ""
    return "unknown_word" if spelled.islower() or not is_latin(spelled) else "name"


@lru_cache(maxsize=65_536)
def _is_word(word: str, lang: str) -> bool:
    """Tell whether a word in small letters may be shown."""
    bare = _bare(word)
    return _is_no_new_word(word, lang) or (bare.isalpha() and is_made_of_words(bare, lang))


@lru_cache(maxsize=65_536)
def _is_no_new_word(word: str, lang: str) -> bool:
    """Tell whether a word is listed, a form or a slip of one, or a measure."""
    if word.isdigit() or len(word) == 1 or word in FUNCTION_WORDS:
        return True
    if not word.replace("'", "").isalpha():
        return _is_measure(word)
    bare = _bare(word)
    if (flags_of(word) | flags_of(bare)) & TRADE or _is_known(bare, lang):
        return True
    return "'" in word and is_ordinary(word, lang)


def _is_a_noun(word: str, lang: str) -> bool:
    """Tell whether a word that is also somebody's name is a common word of the language."""
    return bool(flags_of(word) & (COMMON_NL if lang == "nl" else COMMON_EN))


@lru_cache(maxsize=65_536)
def _judge(word: str, written: str, lang: str, *, at_start: bool) -> str:
    """Give the kind of a word that may not be shown as it is written, or an empty text."""
    if written.islower():
        return "unknown_word"
    if word.isdigit() or len(word) == 1:
        return ""
    if word in (SMALL_WORDS[lang] if at_start else HARMLESS_CAPITALS):
        return ""
    if not word.replace("'", "").isalpha():
        return "" if _is_measure(word) or is_model(written) else "unknown_word"
    bare = _bare(word)
    if (flags_of(word) | flags_of(bare)) & TRADE:
        titled = not at_start and not written.isupper()
        return "name" if titled and (flags_of(word) | flags_of(bare)) & NAME_WORD else ""
    if at_start and not any(map(str.isupper, written[1:])):
        shortened = "'" in word and is_ordinary(word, lang)
        # "Kuifje" is what somebody is called, "Zorgbed" is not.
        is_new = not bare.endswith(("je", "jes")) and is_made_of_words(bare, lang)
        return "" if shortened or _is_known(bare, lang) or is_new else "name"
    if written.isupper() and is_ordinary(bare, lang) and not flags_of(bare) & NAME_WORD:
        return ""
    return "unknown_word" if _ACRONYM.fullmatch(written) else "name"


def _is_measure(word: str) -> bool:
    return bool(_MIXED.fullmatch(word) or flags_of(word) & TRADE)


def _is_known(bare: str, lang: str) -> bool:
    return is_ordinary(bare, lang) or is_slip(bare, lang) or is_inflected(bare)


def _is_spelled_so(spelled: str, word: str) -> bool:
    """Tell whether an accented word is spelled so in Dutch or English: "één" is, not "hélder"."""
    lower = unicodedata.normalize("NFC", spelled).lower().replace("\u2019", "'")
    if not is_latin(lower) or lower.isascii():
        return is_latin(lower)
    marks = set(unicodedata.normalize("NFD", lower)) - set(word)
    stressed = (marks <= {"\u0301"} and word in FUNCTION_WORDS) or flags_of(word) & TRADE
    is_listed = bool(stressed) or _bare(lower) in accented_words()
    # "cliëntenkeuken", "repaircafé": a compound of one that is.
    if flags_of(word) & BRAND:
        return True
    return is_listed or (marks <= _IN_COMPOUNDS and is_made_of_words(_bare(word), "nl"))


def _bare(word: str) -> str:
    """Give a word without a possessive or plural apostrophe."""
    for ending in ("'s", "'tje", "'tjes", "'er", "'ers", "'t", "'"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            return word[: -len(ending)]
    return word.replace("'", "")


def _shouts(plain: str) -> bool:
    if is_plain(plain):
        # Counted without a look at each letter.
        written = plain.encode()
        letters = len(written.translate(None, _NO_LETTERS))
        return letters > 12 and len(written.translate(None, _NO_CAPITALS)) > 0.7 * letters
    letters = sum(map(str.isalpha, plain))
    return letters > 12 and sum(map(str.isupper, filter(str.isalpha, plain))) > 0.7 * letters


def _particles(marked: list[tuple[int, int, int, str]], tokens: list[Token]) -> Iterator[Span]:
    """Mark the small words inside a name: "Ait Baddou", "van der Berg"."""
    names = {index for index, _, _, kind in marked if kind != PEOPLE}
    for index, start, _, _ in marked:
        first = index
        while first and tokens[first - 1][0] in PARTICLES and first - 1 not in names:
            first -= 1
        inside = first and first - 1 in names
        if first < index and inside:
            yield Span(tokens[first][1], start, "name", "name_place", 0.7)

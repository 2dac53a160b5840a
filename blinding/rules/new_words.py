"""Words that no list holds: made of words that are listed, or a form of one."""

import re
from collections.abc import Iterator
from functools import lru_cache

from blinding.rules.proxies import DOUBT, LANGUAGES, entry_of
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    COMPOUND_LINKS,
    DUTCH,
    FIRST_NAME,
    NAME,
    STRONG_NAME,
    TRADE,
    flags_of,
    is_compound,
)
from blinding.words.small_words import words_of

# Nouns of three letters that end a compound ("schoonmaakkar") and the few that begin one.
_SHORT_TAILS = words_of(
    "kar bon vel kop rek kas lab hok bad dag uur pas bus bak app pad jas zak pot pan mat net les "
    "tas mes lek rit vak rij kit zij lat kan hal set bos rol bed pen pin pak nat hoes ton bel boog "
    "mok ijs gat gas wig ring zeil tip log pil rem las wax was lijm mal kam dop tap"
)
# Who somebody is may hide in a compound that no list holds: "moedertalig", "damesdag".
_WHO = (
    "moeder", "vader", "ouder", "dames", "heren", "meisjes", "jongens", "meiden", "mannen",
    "vrouwen", "bloemenoffer", "gebed", "bid", "wisseldag",
)  # fmt: skip
_SHORT_HEADS = words_of(
    "ijs kit las zij gas nep oog bad nek lek rol typ dak til rem lak was zee bus vis kas kar bak "
    "pan pot jas zak tas mes vak net mat dag uur huid bed pen pin bel deeg vet zuur spuit kop rek "
    "hek lab lat olie ijk vul wis eet zit lig sta loop hef hak kap kam vloer wc bv tl tv pc wok "
    "wax mal dop tap gel web led"
)
# What a compound ends with that no family is called: "gabionmuur", "sectionaaldeur".
_ENDS_A_THING = re.compile(
    r"(?=\w{0,6}[aeiouy])\w{3,}(?:muur|deur(?:en)?|kast(?:en)?|wand(?:en)?|plug(?:gen)?|saus|soep|"
    r"taart|lamp(?:en)?|"
    r"slang(?:en)?|papier|plank(?:en)?|pomp(?:en)?|zaag|kaart(?:en)?|doos|dozen|dienst(?:en)?|"
    r"boek(?:en)?|"
    r"knop(?:pen)?|toets(?:en)?|klep(?:pen)?|filters?|poeder|pasta|stift(?:en)?|schroef|schroeven|"
    r"moer(?:en)?|zakje|bakje|bordje|schema'?s?)"
)
_LONG_VOWEL = re.compile(r"([aeou])\1([bdfgklmnprstvz])$")
# "rijs" of "rijzen", "schuif" of "schuiven".
_VOICED = {"s": "z", "f": "v"}
_SMALLER = ("etjes", "etje", "pjes", "pje", "tjes", "tje", "jes", "je")
_BEFORE_A_VERB = ("re", "un", "pre", "mis")


@lru_cache(maxsize=65_536)
def is_made_of_words(word: str, lang: str) -> bool:
    """Tell whether an unknown word in small letters splits in known words that tell nothing.

    >>> is_made_of_words("schoonmaakkar", "nl"), is_made_of_words("mugambi", "nl")
    (True, False)
    """
    is_a_name = flags_of(word) & (NAME | STRONG_NAME)
    if len(word) < 6 or is_a_name or word.startswith(_WHO) or _tells(word):
        return False
    if lang == "nl" and (
        _ENDS_A_THING.fullmatch(word) or _is_smaller(word) or _is_dutch_compound(word)
    ):
        return True
    return _is_english_compound(word)


def _tells(*words: str) -> bool:
    found = (entry_of(word, lang) for word in words for lang in LANGUAGES)
    return any(entry and entry.kind != DOUBT for entry in found)


def _is_smaller(word: str) -> bool:
    """Tell whether a word is a diminutive of a thing: "tulpje", not "keesje"."""
    return any(
        len(base) > 3
        and flags_of(base) & (COMMON_NL | DUTCH | TRADE)
        and not flags_of(base) & (FIRST_NAME | STRONG_NAME)
        for base in _bases(word)
    )


def _bases(word: str) -> Iterator[str]:
    for ending in _SMALLER:
        if word.endswith(ending):
            base = word[: -len(ending)]
            yield base
            if ending.startswith("etj") and base[-2:-1] == base[-1:]:
                yield base[:-1]


def _is_dutch_compound(word: str) -> bool:
    for cut in range(len(word) - 3, 2, -1):
        tails = [tail for tail in _tails(word[cut:]) if _may_end(tail)]
        for link in COMPOUND_LINKS if tails else ():
            head = word[: cut - len(link)] if word[:cut].endswith(link) else ""
            if _may_begin(head, max(map(len, tails))) and not _tells(head, *tails):
                return True
    return False


def _tails(tail: str) -> Iterator[str]:
    yield tail
    yield from (tail.removesuffix(ending) for ending in ("s", "en") if tail.endswith(ending))
    yield from _bases(tail)


def _may_end(tail: str) -> bool:
    flags = flags_of(tail)
    if flags & STRONG_NAME or len(tail) < 4:
        return tail in _SHORT_TAILS
    if len(tail) == 4 and flags & FIRST_NAME:
        return False
    is_borrowed = len(tail) > 4 and flags & COMMON_EN and not flags & NAME
    return bool(flags & (COMMON_NL | TRADE) or (len(tail) > 4 and flags & DUTCH) or is_borrowed)


def _may_begin(head: str, tail: int) -> bool:
    """Tell whether a compound may begin so: a word, or the stem of a verb ("afvink", "vertaal")."""
    if len(head) < 4:
        return head in _SHORT_HEADS and tail > 3
    flags = flags_of(head)
    if flags & STRONG_NAME or (len(head) == 4 and flags & FIRST_NAME and tail < 5):
        return False
    voiced = head[:-1] + _VOICED.get(head[-1], head[-1])
    verbs = (
        f"{head}en",
        f"{voiced}en",
        f"{head}{head[-1]}en",
        _LONG_VOWEL.sub(r"\1\2", head) + "en",
    )
    return (
        bool(flags & (COMMON_NL | TRADE))
        or (len(head) > 4 and bool(flags & DUTCH))
        or any(flags_of(verb) & (DUTCH | COMMON_NL) for verb in verbs)
        or is_compound(head)
    )


def _is_english_compound(word: str) -> bool:
    """Tell whether a word is two common English words, or one after "re" and the like."""
    for cut in range(4, len(word) - 3):
        halves = (word[:cut], word[cut:].removesuffix("s"))
        if all(_is_plain_english(half) for half in halves) and not _tells(*halves):
            return True
    rests = (word.removeprefix(start) for start in _BEFORE_A_VERB if word.startswith(start))
    return any(_is_plain_english(rest) for rest in rests)


def _is_plain_english(word: str) -> bool:
    flags = flags_of(word) | flags_of(f"{word}s")
    if flags & STRONG_NAME or (len(word) == 4 and flags & FIRST_NAME):
        return False
    return len(word) > 3 and bool(flags & COMMON_EN)


_VERB = re.compile(r"\w{3,}eer(?:t|de|den)|ge\w{3,}eerd|(ge)?(\w{3,}?)(?:t|d|te|de|ten|den|en|s)")
_PREFIXED = re.compile(
    r"(?:mee|op|aan|uit|af|in|door|na|om|over|voor|terug|bij|weg|los|vast)(\w{4,})"
)
# "klaarzet", "schoonveeg", "gladgestreken": a verb after what it makes of a thing.
_MADE_SO = re.compile(
    r"(?:klaar|glad|dicht|open|schoon|samen|recht|stil|vol|leeg|bloot|rond|plat|vast|vrij|droog|"
    r"heel|kapot|terug|achter|onder|neer|binnen|buiten|langs|thuis|warm|koud|stuk|bij)"
    r"(?:te)?(ge\w{4,}|\w{3,})"
)


@lru_cache(maxsize=65_536)
def is_inflected(word: str) -> bool:
    """Tell whether a word that no list holds is a form of a verb or noun that one does.

    >>> is_inflected("gestickerd"), is_inflected("meedenk"), is_inflected("fatima")
    (True, True, False)
    """
    if flags_of(word) & (NAME | STRONG_NAME):
        return False
    verb, prefixed = _VERB.fullmatch(word), _PREFIXED.fullmatch(word)
    if (made := _MADE_SO.fullmatch(word)) and _is_a_verb(made[1]):
        return True
    if verb and not verb[2]:
        return True
    return bool(verb and _is_common_stem(verb[2], joined=bool(verb[1]))) or bool(
        prefixed and _is_common_stem(prefixed[1], joined=True)
    )


def _is_a_verb(form: str) -> bool:
    """Tell whether a word is a verb of which the whole form is listed too: "zet", "gezet"."""
    flags = flags_of(form)
    if form.startswith("ge") and len(form) > 5:
        return bool(flags & DUTCH)
    wholes = (f"{form}en", f"{form}{form[-1]}en", _LONG_VOWEL.sub(r"\1\2", form) + "en")
    return bool(flags & COMMON_NL) and any(flags_of(whole) & COMMON_NL for whole in wholes)


def _is_common_stem(stem: str, *, joined: bool) -> bool:
    flags = flags_of(stem) | flags_of(f"{stem}en")
    known = flags & (COMMON_NL | COMMON_EN | TRADE) or (joined and flags & DUTCH)
    return len(stem) > 3 and bool(known) and (joined or not flags & (NAME | STRONG_NAME))

"""Which sentences a person reads first: those that say who someone is, not what was done.

A list of telling words is never whole; the form of such sentences is. "I am ..." and "I have ..."
without a trait, a role or a thing of work, and "As a ... I ..." with an unknown role, go to review.
"""

import re

from blinding.lexicon import TRADE, TRAIT, flags_of
from blinding.small_words import FUNCTION_WORDS

_AM = {
    "nl": re.compile(
        r"(?<!\w)(?:ik (?:ben|was|word|werd|blijf|voel me|noem mezelf)|(?:ben|was|word) ik|wij "
        r"zijn|we zijn)(?! met \w|er |\w)\s?([^.!?,;:]*)"
    ),
    "en": re.compile(r"(?<!\w)(?:i am|i'm|im|i was|i became|we are|i feel)(?!\w)\s?([^.!?,;:]*)"),
}
_HAVE = {
    "nl": re.compile(
        r"(?<!\w)(?:ik (?:heb|had|krijg|kreeg|draag|gebruik|slik|volg)|(?:heb|had) "
        r"ik)(?!\w)\s?([^.!?,;:]*)"
    ),
    "en": re.compile(r"(?<!\w)(?:i have|i had|i've got|i wear|i take|i get)(?!\w)\s?([^.!?,;:]*)"),
}
_AS = {
    "nl": re.compile(
        r"(?<!\w)als (?:een )?((?:[\w'-]+ ){0,2}[\w'-]+) (?:\w+(?:t|de|te|d|b|n|k|g|s|m|r|p|"
        r"l)) ik(?!\w)"
    ),
    "en": re.compile(r"(?<!\w)as an? ((?:[\w'-]+ ){0,2}?[\w'-]+),? i(?!\w)"),
}
_DONE = {
    "nl": re.compile(
        r"(?<!\w)(?:ge\w{3,}|(?:\w{0,7}ge|be|ver|ont|her|over|onder|voor)\w{2,}(?:d|t|en)|"
        r"\w{3,}(?:en|gaan|staan|zien|doen|slaan))(?!\w)"
    ),
    "en": re.compile(
        r"(?<!\w)(?:\w{3,}(?:ed|ing|en)|done|made|built|sold|taught|learnt|sent|kept|led|won|"
        r"cut|put|set|run|to \w+|read|found|met)(?!\w)"
    ),
}
_DOERS = ("er", "eur", "ist", "kracht", "hulp", "lid", "baas", "maat", "assistent", "or")
_NEXT_CLAUSE = re.compile(r"\s(?:en|maar|want|omdat|dus|die|waardoor|and|but|so|because|who)\s")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def doubt_about(low: str, lang: str) -> str:
    """Give why a folded sentence is doubtful, or an empty text.

    >>> doubt_about("ik ben panseksueel", "nl"), doubt_about("ik ben leergierig", "nl")
    ('who_you_are', '')
    """
    for match in _AM[lang].finditer(low):
        if not _is_about_work(match[1], lang):
            return "who_you_are"
    for match in _HAVE[lang].finditer(low):
        if not _is_about_work(match[1], lang):
            return "what_you_have"
    for match in _AS[lang].finditer(low):
        if not _is_role(match[1]):
            return "as_who"
    return ""


def is_trait(word: str) -> bool:
    """Tell whether a word only says how somebody works, or says nothing."""
    return word in FUNCTION_WORDS or bool(flags_of(word) & TRAIT)


def _is_about_work(rest: str, lang: str) -> bool:
    words = _WORD.findall(_NEXT_CLAUSE.split(rest)[0])
    telling = [word for word in words if word not in FUNCTION_WORDS]
    if not telling or _DONE[lang].search(rest):
        return True
    return any(flags_of(word) & (TRAIT | TRADE) for word in telling)


def _is_role(named: str) -> bool:
    """Tell whether what follows "als" is work: a listed role, or a word for who does something."""
    words = _WORD.findall(named)
    if not words or words[0] in FUNCTION_WORDS:
        return True
    last = words[-1]
    return bool(flags_of(last) & (TRAIT | TRADE)) or last.endswith(_DOERS)

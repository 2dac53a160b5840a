"""Firms that many know, by their full name or where somebody works there."""

import re

from blinding.reading import A_NAME
from blinding.rules.places.name_ends import Finder, Walk
from blinding.rules.places.workplaces import WORK_AT
from blinding.words.lexicon import EMPLOYER, flags_of
from blinding.words.organisations import BEFORE, KNOWN, says_of
from blinding.words.small_words import words_of

_NO_SHOP = re.compile(r"(?:de|het|een|the|a)\s(?:\w+\s)?(?:bakker|kiosk|post|start|place)$")
_EMPLOYED = re.compile(
    rf"(?<!\w)(?:bij|via|voor|naar|at|for|van|from)\s((?:(?:de|het|een|"
    rf"the)\s)?(?:\w+\s)??({A_NAME}))(?!\w)"
)
_EMPLOYED_BY = words_of("bij via voor naar at for van from")
_NO_WORK = frozenset({"van start", "van post", "van plus", "from start", "voor start"})
# "Vakkenvuller spar", "ex gall": the work right before a shop.
_SO_LONG = words_of("jaar jr maand maanden weken years months")
_WORKS_RIGHT_BEFORE = words_of(
    "ex kassa kassiere caissiere vakkenvuller bezorger stage bijbaan bijbaantje manager afwasser "
    "cashier zaterdaghulp teamleider werkervaring winkelmedewerker orderpicker"
)
# Shops that no word is called like after an article: "in de action".
_THE_SHOPS = words_of(
    "action gamma jumbo spar coop mac plus dirk bruna praxis zara lush primark hema"
)
_CLEAR_SHOPS = (_THE_SHOPS | {"ah"}) - {"plus"}


def finder_of(word: str) -> Finder | None:
    """Give what tells whether a word is the firm of that name."""
    return _well_known if flags_of(word) & EMPLOYER else None


def _well_known(path: Walk, at: int) -> tuple[int, int]:
    """Give the firm where somebody works "bij" it, and not "in het kruidvat"."""
    _, start, end = path.tokens[at]
    if _comes_by(path, at):
        return at, at
    if path.word(at - 1) in _WORKS_RIGHT_BEFORE and path.gap(at) in {" ", ": ", ", "}:
        return at, at + 1
    if path.word(at) in _CLEAR_SHOPS and (
        path.word(at - 1) in _SO_LONG or path.word(at + 1) in _WORKS_RIGHT_BEFORE
    ):
        # "1 jaar gamma", "AH vakkenvuller".
        return at, at + 1
    if path.word(at) in _THE_SHOPS and path.word(at - 1) == "de" and _is_in_the_shop(path, at):
        return at, at + 1
    for before in range(at - 1, max(-1, at - 4), -1):
        word, begin, _ = path.tokens[before]
        if word not in _EMPLOYED_BY:
            continue
        match = _EMPLOYED.match(path.low, begin)
        if not match or match.start(2) != start:
            continue
        after = path.low[end : end + 6]
        is_other = after.startswith(("-", " van", " en de", " size", " en win"))
        is_no_shop = _NO_SHOP.fullmatch(path.plain[match.start(1) : end]) or match[0] in _NO_WORK
        # "Gamma bouwmarkt".
        is_noun_too = path.is_near(at + 1) and says_of(path.word(at + 1)) & BEFORE
        return at, at if is_other or is_no_shop else at + 1 + (is_noun_too > 0)
    return at, at


def _is_in_the_shop(path: Walk, at: int) -> bool:
    """Tell whether somebody works "in de action", or it stands at the beginning: "de action in"."""
    if path.gap(at - 1) == ".":
        return path.word(at + 1) in {"in", "op", "bij"}
    works = any(
        path.word(near) in WORK_AT for near in range(max(0, at - 8), min(at + 8, len(path.tokens)))
    )
    return path.word(at - 2) in {"in", "op", "van"} and works


def known_in_full(path: Walk, at: int) -> tuple[int, int]:
    """Give a name that is known in full."""
    begins = KNOWN.begins(path.word(at), path.word(at + 1)) and not _comes_by(path, at)
    return at, end_of_phrase(path, at) if begins else at


def _comes_by(path: Walk, at: int) -> bool:
    """Tell whether an order came "via thuisbezorgd": nobody says to have worked there."""
    near = range(max(0, at - 5), min(at + 7, len(path.tokens)))
    return path.word(at - 1) == "via" and not any(path.word(other) in WORK_AT for other in near)


def end_of_phrase(path: Walk, at: int) -> int:
    """Give where a name ends that is known in full, or the index of its first word."""
    for rest in KNOWN.of(path.word(at), path.word(at + 1)):
        if path.follow(at + 1, rest):
            return at + 1 + len(rest)
    return at

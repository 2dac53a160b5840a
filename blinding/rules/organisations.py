"""Shops, companies, institutions and clubs, by the words around them."""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.rules.name_ends import (
    GO_ON,
    MY_VERBS,
    Walk,
    end_of_name,
    is_done,
    is_own,
    stands_bare,
    walk,
)
from blinding.spans import Span, slot
from blinding.words.lexicon import EMPLOYER, LAST_NAME, flags_of
from blinding.words.organisations import (
    AFTER,
    BEFORE,
    CHAIN,
    EMBLEM,
    JOINS,
    PHRASES,
    UNNAMED,
    says_of,
)
from blinding.words.small_words import PARTICLES, words_of

_NO_SHOP = re.compile(r"(?:de|het|een|the|a)\s(?:\w+\s)?(?:bakker|kiosk|post|start|place)$")
_EMPLOYED = re.compile(
    rf"(?<!\w)(?:bij|via|voor|naar|at|for|van|from|in dienst bij)\s((?:(?:de|het|een|"
    rf"the)\s)?(?:\w+\s)??({A_NAME}))(?!\w)"
)
CUES = {"employed": Cue("bij|via|voor|naar|at|for|van|from|in", _EMPLOYED)}
# A word before the trade of a firm is its name only after these: "bij jansen bouw".
_AT = words_of(
    "bij van voor met at for from with via naar door heet genaamd is baas hielp help werkgever"
)
# "Ik werk bij zeeman": the work before it makes a firm of any word without article.
_WORK = words_of(
    "werk werkte gewerkt werken stage bijbaan bijbaantje baan baantje zaterdagbaan vakantiebaan "
    "dienst gesolliciteerd solliciteerde aangenomen vakkenvuller bezorger bijgeklust gestaan"
)
_WORK_AT = _WORK | words_of(
    "kookte hielp help vrijwilliger vrijwilligerswerk dagbesteding woongroep bediening keuken afwas "
    "horeca bijgesprongen work worked job"
)
_ARTICLES = words_of("de het 't t the")
_SHORTENED = words_of("gebr fa fam mts st fam vv sv fc")
_NO_FIRM = ("ing", "heid", "komst", "tijd", "atie", "iteit", "en", "s", "je", "sel", "val", "werk")


def organisations(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find the names of firms, institutions and clubs."""
    low, plain = reading.folded.low, reading.folded.plain
    for match in found["employed"]:
        after = low[match.end() : match.end() + 6]
        if flags_of(match[2]) & EMPLOYER and not (
            after.startswith(("-", " van", " en de", " size", " en win"))
            or _NO_SHOP.fullmatch(plain[match.start(1) : match.end(1)])
        ):
            yield slot(match.start(2), match.end(2), "employer", 0.8)
    path = walk(reading)
    for at, (word, start, _) in enumerate(path.tokens):
        said = says_of(word)
        if word == "bij" and _is_firm(path, at + 1):
            yield slot(*path.tokens[at + 1][1:], "employer", 0.7)
        if path.gap(at) == " & " and word in GO_ON:
            yield slot(path.tokens[at - 1][1], path.tokens[at][2], "employer", 0.7)
        if not said:
            continue
        first, end = at, at
        if said & BEFORE:
            first, end = _named_after(path, at)
        if said & AFTER and end == at:
            first, end = _named_before(path, at)
        if said & CHAIN and end == at:
            end = end_of_phrase(path, at)
        if said & EMBLEM and end == at:
            end = at + _is_emblem_of(path, at, _WORK_AT)
        if end > at:
            yield slot(path.tokens[first][1], path.tokens[end - 1][2], "employer", 0.7)


def _named_after(path: Walk, at: int) -> tuple[int, int]:
    """Give where "snackbar 't Hoekje" begins and ends; the end is the noun when no name follows."""
    start = at
    while start > at - 2 and path.gap(start) == " " and says_of(path.word(start - 1)) & JOINS:
        start -= 1
    first = at + 1
    if path.gap(first) == " (":
        return start, first + 1 if path.is_title(first) else at
    # "Gebr. tuinman", "fa. smit".
    if path.gap(first) == ". " and path.word(at) in _SHORTENED:
        return start, first + 1
    while path.is_near(first) and says_of(path.word(first)) & BEFORE and first < at + 3:
        first += 1
    bare = stands_bare(path, start)
    end = end_of_name(path, first, bare=bare)
    if end == first and path.gap(start) != " " and path.word(first) in _ARTICLES | PARTICLES:
        # "Kapsalon de schaar: wassen".
        last = end_of_name(path, first, bare=True)
        end = last if path.gap(last) != " " else first
    if end == first == at + 2 and bare and flags_of(path.word(at + 1)) & LAST_NAME:
        # "Keurslager bakker".
        return start, end
    return start, end if end > first else at


def _named_before(path: Walk, at: int) -> tuple[int, int]:
    """Give where "van gelder groothandel" begins and ends; the end is the trade for no name."""
    first = at
    while first > at - 2 and path.gap(first) == " " and says_of(path.word(first - 1)) & JOINS:
        first -= 1
    name = first
    if path.word(name - 1) in {"en", "and"} and path.word(at) in GO_ON:
        name -= 1
    last = name
    while (
        name > last - 2 and path.gap(name) == " " and is_own(path.word(name - 1), common_too=True)
    ):
        name -= 1
    if name == last:
        return at, at
    while path.gap(name) == " " and path.word(name - 1) in PARTICLES and name > at - 6:
        if path.word(name - 1) == "van" and path.word(name - 2) not in _AT:
            break
        name -= 1
    is_firm = path.word(name - 1) in _AT or path.gap(name) != " "
    return (name, at + 1) if is_firm else (at, at)


def end_of_phrase(path: Walk, at: int) -> int:
    """Give where a name ends that is known in full, or the index of its first word."""
    for rest in PHRASES[path.word(at)]:
        if path.follow(at + 1, rest):
            return at + 1 + len(rest)
    return at


def _is_emblem_of(path: Walk, at: int, context: frozenset[str]) -> bool:
    """Tell whether "de regenboog" is where somebody works or learns, not what is in the sky."""
    if path.word(at - 1) not in _ARTICLES or not path.closes(at + 1):
        return False
    before = path.word(at - 2)
    return before in {"bij", "op", "in", "van"} and any(
        path.word(near) in context for near in range(max(0, at - 5), at - 2)
    )


def _is_firm(path: Walk, at: int) -> bool:
    """Tell whether a noun after "bij" is a firm: "ik werk bij hoekman", "bij hoekman mocht ik"."""
    word = path.word(at)
    if (
        path.gap(at) != " "
        or word in UNNAMED
        or not word.isalpha()
        or word.endswith(_NO_FIRM)
        or says_of(word) & BEFORE
        or not is_own(word, common_too=True)
    ):
        return False
    if path.word(at + 1) in MY_VERBS and path.word(at + 2) in {"ik", "k"}:
        return True
    worked = any(path.word(before) in _WORK for before in (at - 2, at - 3))
    return worked and not is_done(path.word(at + 1))

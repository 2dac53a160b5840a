"""Whether somebody could stand where a word does: a sum of whole numbers over its neighbours.

A word that no list holds may be a tool or a person, and no list of either is whole. The words
around it say which, and they are the same for every origin: the sum never reads the word itself,
only whether it has capitals. `benchmarks/blinding_neighbours.py` learns the numbers from our own
marked sentences.
"""

import lzma
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from blinding.dates import NUMBER_WORDS
from blinding.rules.addresses import STREET_TYPE
from blinding.rules.beside import (
    DETERMINERS,
    DUTCH_THINGS,
    OF_SOMEBODY,
    PEOPLE_ENDINGS,
    SAID_OF,
)
from blinding.traces import Token
from blinding.words.lexicon import (
    ACRONYM,
    BRAND,
    COMMON_EN,
    COMMON_NL,
    DUTCH,
    ENGLISH,
    FIRST_NAME,
    GROWN,
    LAST_NAME,
    MACHINE,
    NAME,
    NAME_WORD,
    PLACE,
    PROGRAM,
    STRONG_NAME,
    TRADE,
    WORDS,
    flags_of,
    is_nameish,
    is_near_a_word,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    MEETS,
    MET,
    NAMED_VERBS,
    PLURAL_VERBS,
    ROLE_WORDS,
    SINGULAR_VERBS,
    words_of,
)

WEIGHTS = WORDS / "neighbours.txt.xz"
# Learnt of places in small letters, against words that are names elsewhere.
SMALL_WEIGHTS = WORDS / "small_neighbours.txt.xz"
_KNOWN = DUTCH | ENGLISH | COMMON_NL | COMMON_EN | TRADE
_COMMON = COMMON_NL | COMMON_EN | TRADE
_CARRIERS = FUNCTION_WORDS | ROLE_WORDS | SINGULAR_VERBS | MEETS | MET
_OF_PEOPLE = "|".join(PEOPLE_ENDINGS)
# "benThijmen", "M.", "mnr. D", "s1190347", "Lijsterbeslaan": whatever stands beside it.
_SOMEBODYS = re.compile(
    rf"^\w*(?:[a-z][A-Z]|\d{{5}})|^.\b|^\w{{1,5}}\. ?[A-Z]|"
    rf"^[A-Z][a-z]+(?:{STREET_TYPE}|{_OF_PEOPLE})\b|"
    r"^\w+str\b|^(?:tweeduizend|negentien|i?k(?:heet|ben))\w"
)
_VOWEL = re.compile(r"[aeiouy]|[a-z]\d")
_BEFORE_SOMEBODY = words_of("uit vanuit naar from to bij for voor ik i ben bn am heet")
_BEFORE_CAPITALS = words_of(
    "met van door volgens dankzij en of dat omdat als toen want maar with by from and or that "
    "because when zei vroeg said asked"
)
_OBJECTS = words_of("mij me ons us")
_AND = words_of("en and n")
_FROM = words_of("from uit van of")
_JOINING = words_of("die who en and of or want")
# "While aras held the plank": its subject comes next.
_BEFORE_A_SUBJECT = words_of(
    "terwijl while omdat because toen when als if zodat dat that totdat until"
)
_BEFORE_A_NAME = ROLE_WORDS | words_of(
    "name naam achternaam voornaam its it's this dit mr mrs ms dr dhr mw mevr mnr heer dame "
    "familie fam juffrouw zuster broeder maat matie"
)
_ROLE = re.compile(
    r"\w*(?:jongen|meisje|genoot|genote|maatje|broer|zus|zusje|vriend|vriendin|collega|neef|nicht|"
    r"buurman|buurvrouw|mentor|baas|begeleider|friend|cousin|brother|sister|mate|colleague)"
)
_INSIDE = words_of("in op bij voor naar van uit at to from for on inside")
_THINGS = MACHINE | BRAND | GROWN | PROGRAM | ACRONYM
_ACTS = OF_SOMEBODY | MEETS
_SELF = words_of("ik mij me mijn mn m'n ons onze wij we i my us our")
_NOBODY = (
    FUNCTION_WORDS | ROLE_WORDS | SINGULAR_VERBS | PLURAL_VERBS | NAMED_VERBS | NUMBER_WORDS.keys()
)
_OFTEN_A_THING = DUTCH_THINGS | SAID_OF
_REACH = 3
# Who writes on without a full stop begins something else after so many words.
_FURTHEST = 100


def nobody_stands(plain: str, tokens: list[Token], index: int, lang: str) -> bool:
    """Tell whether the neighbours of a word say that nobody is called so here.

    Of a word that may be one of the language less is asked; of one that is on a list of names more.
    """
    word, start, end = tokens[index]
    flags, written = flags_of(word), plain[start:end]
    if flags & (STRONG_NAME | NAME_WORD | PLACE) or _SOMEBODYS.search(plain[start : end + 3]):
        return False
    if _is_for_somebody(plain, tokens, index):
        return False
    evidence = _evidence(word, written, flags, lang)
    is_listed = flags & BRAND or evidence == "thing" or written.isupper()
    if not is_listed and _is_by_somebody(plain, tokens, index):
        evidence = "name"
    return score_of(plain, tokens, index) < limit_of(evidence)


def _is_for_somebody(plain: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a word stands where only somebody does, whatever the sum."""
    further, before, after, beyond = (
        tokens[at][0] if 0 <= at < len(tokens) else ""
        for at in (index - 2, index - 1, index + 1, index + 2)
    )
    # "Bij de schaapskudde hielp ik".
    does = {before, after} & OF_SOMEBODY and before not in DETERMINERS
    if does or before == "aan" or after in _OBJECTS:
        return True
    if (after in _AND and beyond in _SELF) or before in _BEFORE_A_NAME or _ROLE.fullmatch(before):
        return True
    written = plain[tokens[index][1] : tokens[index][2]]
    if not written.isupper():
        # "Majd Udeen": what follows a new word may be its surname.
        is_second = _kind_of(plain, tokens, index - 1) in {"?", "A?"}
        # "Najibullah, 18": who begins so says who writes.
        is_first = not index and (_between(plain, tokens, 0, 1) in {",", "("} or after.isdigit())
        is_subject = before in _BEFORE_A_SUBJECT
        is_met = written[0].isupper() and before in _BEFORE_SOMEBODY
        return is_first or is_second or is_subject or is_met
    # "Les van MJH", "in het UMCG": capitals that no list holds.
    return not flags_of(tokens[index][0]) & _THINGS and (
        before in _BEFORE_SOMEBODY | _BEFORE_CAPITALS
        or (before in DETERMINERS and further in _INSIDE)
    )


def _is_by_somebody(plain: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a word stands where somebody often does: "met Exocad", "die aras uitlaat"."""
    before, after = (
        tokens[at][0] if 0 <= at < len(tokens) else "" for at in (index - 1, index + 1)
    )
    if plain[tokens[index][1]].isupper():
        marks = {_between(plain, tokens, at, at + 1) for at in (index - 1, index)}
        return before in _BEFORE_CAPITALS or marks == {","} or after in _FROM
    return before in _JOINING or after in _FROM


def _evidence(word: str, written: str, flags: int, lang: str) -> str:
    """Give what else is known of a word: the list that it is on, or what it is near."""
    if flags & _THINGS and not flags & FIRST_NAME:
        return "word" if flags & LAST_NAME and not written.isupper() else "thing"
    if written.isupper():
        # Two letters may be somebody's initials.
        return "thing" if flags & ACRONYM else "word" if len(word) > 2 else "unknown"
    is_word = flags & _KNOWN or is_near_a_word(word, lang)
    if is_word and written.islower() and not flags & FIRST_NAME:
        return "word"
    is_name = flags & NAME and not flags & BRAND
    return "name" if is_name or not _VOWEL.search(word) else "unknown"


@lru_cache(maxsize=65_536)
def may_be_somebody(word: str) -> bool:
    """Tell whether a word that may be one of the language is a given name too."""
    if word in _NOBODY:
        return False
    return is_nameish(word) or flags_of(word) & (FIRST_NAME | TRADE) == FIRST_NAME


def somebody_stands(plain: str, tokens: list[Token], index: int) -> bool:
    """Tell whether a word that is somebody's name elsewhere is one here, in small letters too."""
    word, start, _ = tokens[index]
    # "De bakker", "chef-kok"
    if (index and tokens[index - 1][0] in DETERMINERS) or plain[start - 1 : start] == "-":
        return False
    evidence = "name" if is_nameish(word) else "word"
    # "Spijker", "berk": a tool or a tree more often than somebody.
    if evidence == "name" and (word in _OFTEN_A_THING or flags_of(word) & (MACHINE | GROWN)):
        evidence = "thing"
    score = score_of(plain, tokens, index, SMALL_WEIGHTS)
    return score > limit_of(evidence, SMALL_WEIGHTS)


def score_of(plain: str, tokens: list[Token], index: int, learnt: Path = WEIGHTS) -> int:
    """Give the sum for a place in a text; high where a person, a firm or a town stands."""
    weights = _weights(learnt)
    return weights[""] + sum(weights.get(name, 0) for name in features_of(plain, tokens, index))


def limit_of(evidence: str, learnt: Path = WEIGHTS) -> int:
    """Give the score that parts nobody from somebody, for a word of which so much is known."""
    return _weights(learnt)[f"limit {evidence}"]


def features_of(plain: str, tokens: list[Token], index: int) -> Iterator[str]:
    """Give the names of what is summed for a place; the numbers are learnt by them."""
    before, after = (list(_side(plain, tokens, index, step)) for step in (-1, 1))
    for mark, side in (("-", before), ("", after)):
        for reach, (ends, kind, word) in enumerate(side, start=1):
            yield f"k{mark}{reach}{ends}{kind}"
            if word and not kind.startswith(("?", "A")):
                yield f"n{mark}{reach}{word}"
            if word in _ACTS:
                yield f"kdoes{mark}{reach}{ends}"
            elif word in _SELF:
                yield f"kself{mark}{reach}{ends}"
    (left, further), (right, beyond) = (
        [ends + kind for ends, kind, _ in [*side, ("", "", "")][:2]] for side in (before, after)
    )
    yield from (f"kb{further} {left}", f"ka{right} {beyond}", f"kk{left} {right}")
    yield from _clause(plain, tokens, index)
    written = plain[tokens[index][1] : tokens[index][2]]
    if len(written) > 1 and written.isupper():
        yield "kupper"


def _side(plain: str, tokens: list[Token], index: int, step: int) -> Iterator[tuple[str, str, str]]:
    """Give the neighbours on one side, up to a full stop: a mark before it, its sort, the word."""
    for at in range(index + step, index + step * (_REACH + 1), step):
        ends = _between(plain, tokens, at - step, at)
        if ends == ".":
            yield "", ".", ""
            return
        yield ends, _kind_of(plain, tokens, at), tokens[at][0]


def _clause(plain: str, tokens: list[Token], index: int) -> Iterator[str]:
    """Give how many things a sentence tells of, how long it is and where the word stands."""
    first = last = index
    while index - first < _FURTHEST and _between(plain, tokens, first - 1, first) != ".":
        first -= 1
    while last - index < _FURTHEST and _between(plain, tokens, last, last + 1) != ".":
        last += 1
    flags = [flags_of(tokens[at][0]) for at in range(first, last + 1) if at != index]
    marks = plain[tokens[first][1] : tokens[last][2]].count(",")
    things = sum(bool(known & (_THINGS | TRADE)) for known in flags)
    yield f"kthings{min(things, 5)}"
    yield f"krow{min(marks, 5)}"
    yield f"klong{min(len(flags) // 4, 5)}"
    yield f"kfrom{min(index - first, 4)}"
    if index > first and plain[tokens[index][1]].isupper():
        yield "ktitle"


def _between(plain: str, tokens: list[Token], first: int, second: int) -> str:
    """Give what parts two words: nothing, a mark, or a full stop, also for the edge of a text."""
    first, second = sorted((first, second))
    if first < 0 or second >= len(tokens):
        return "."
    marks = plain[tokens[first][2] : tokens[second][1]].strip(" ")
    if any(mark in marks for mark in ".!?\n"):
        return "."
    return marks[:1]


def _kind_of(plain: str, tokens: list[Token], at: int) -> str:
    """Give what sort of word a neighbour is; a name is any word that no list of words holds."""
    if not 0 <= at < len(tokens):
        return "."
    word, start, _ = tokens[at]
    if word in _CARRIERS:
        return word
    if not word.isalpha():
        return "#" if word.isdigit() else "#a" if any(map(str.isdigit, word)) else "'"
    flags = flags_of(word)
    if flags & (MACHINE | BRAND | GROWN | PROGRAM) and not flags & NAME:
        return "T"
    is_known = bool(flags & (_COMMON if flags & NAME else _KNOWN))
    if plain[start].isupper() and _between(plain, tokens, at - 1, at) != ".":
        return "A" if is_known else "A?"
    return f"~{word[-2:]}" if is_known else "?"


@cache
def _weights(learnt: Path) -> dict[str, int]:
    lines = lzma.decompress(learnt.read_bytes()).decode().splitlines()
    return {name: int(number) for name, _, number in (line.rpartition("\t") for line in lines)}

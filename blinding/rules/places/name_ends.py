"""How far the name of a firm or a school goes, and whether a word begins one."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from blinding.reading import Reading
from blinding.rules.new_words import is_inflected, is_made_of_words
from blinding.rules.proxies import is_of_a_people
from blinding.traces import Token
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    DUTCH,
    ENGLISH,
    LAST_NAME,
    LISTED,
    NAME,
    NAME_WORD,
    PLACE,
    STRONG_NAME,
    TRADE,
    flags_of,
    is_compound,
    is_slip,
)
from blinding.words.small_words import (
    FUNCTION_WORDS,
    NAMED_VERBS,
    PARTICLES,
    PLURAL_VERBS,
    SINGULAR_VERBS,
    words_of,
)

ARTICLES = words_of("de het 't t the la le el los ter ten")
# After these a noun without article is the name of a firm: "bij bakkerij de vos".
_BEFORE_A_FIRM = words_of(
    "bij voor van in op at for from to naar via door met uit tegenover naast boven achter with "
    "by of vanuit namens heet heten heette genaamd named called stage werk werkte bijbaan baas "
    "chef eigenaar owner boss werkgever bedrijf collega manager bijbaantje is"
)
# Verbs of the writer: "bij gall mocht ik".
MY_VERBS = words_of(
    "heb had ben was mocht mag moest moet deed doe stond sta werk werkte leerde leer kon kan maak "
    "maakte vul vulde zat zit hielp help liep loop ga ging kreeg krijg gaf geef verkoop verkocht "
    "bezorg bezorgde draai draaide pak pakte ruim ruimde vind vond weet wil wilde"
)
_NO_NAME = (
    FUNCTION_WORDS
    | SINGULAR_VERBS
    | PLURAL_VERBS
    | MY_VERBS
    | words_of(
        "vandaag gisteren morgen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
        "vroeger later straks sinds omdat want waar waarom wanneer toen dan die dat wie zo zelf "
        "samen alleen meestal eigenlijk ongeveer bijna elke ieder iedere jaar jaren maand maanden "
        "week weken dag dagen uur uren keer om tot en of between near next last since until while "
        "there here today yesterday years year months month weeks week days day hours every "
        "learned learnt worked did made helped sold cleaned washed used got said asked took "
        "i'm i've i'll i'd noem noemen noemde noemden "
        "hebben zijn worden werken lopen helpen staan gaan doen schoonmaken opruimen tegenover "
        "naast achter boven beneden binnen buiten rond vanaf per tegen langs behalve"
    )
)
# What somebody does at a place, whatever it is called; any other verb has an object before it.
_THERE = words_of(
    "gewerkt gestaan geholpen meegelopen gelopen gezeten begonnen meegeholpen meegedraaid gedaan "
    "geleerd werken staan helpen lopen werkte werkt stage gestart gesolliciteerd aangenomen"
)
GO_ON = words_of("zo zoon zonen zn co dochter dochters meer more sons partners ko kids friends")
# "Slagerij van der meer", "snackbar 't hoekje", "restaurant la vita".
_OF_A_SURNAME = words_of("van der den ter ten vd")
_FOREIGN = words_of("t 't la le el los da dos")
_MANY = words_of("gouden zilveren twee drie vier vijf zes zeven zwarte")


_ME = words_of("ik k i we wij")
_NEAR = frozenset({" ", " '", ' "', "-", " & ", "'", " + "})
_SMALL = _NO_NAME | _THERE
_BEFORE_A_NAME = PARTICLES | ARTICLES
_GO_FURTHER = PARTICLES | {"by", "del", "du"}


class Walk(NamedTuple):
    """The words of a text and what stands between them."""

    plain: str
    low: str
    tokens: list[Token]

    def word(self, at: int) -> str:
        """Give a word, empty outside the text."""
        return self.tokens[at][0] if 0 <= at < len(self.tokens) else ""

    def gap(self, at: int) -> str:
        """Give what stands before a word: a point at the beginning and at the end of a text."""
        if not 0 < at < len(self.tokens):
            return "."
        return self.plain[self.tokens[at - 1][2] : self.tokens[at][1]]

    def is_near(self, at: int) -> bool:
        """Tell whether a word goes on with the one before it."""
        return self.gap(at) in _NEAR

    def is_title(self, at: int) -> bool:
        """Tell whether a word has a capital."""
        return 0 <= at < len(self.tokens) and self.plain[self.tokens[at][1]].isupper()

    def follow(self, at: int, words: tuple[str, ...]) -> bool:
        """Tell whether these words come next."""
        return all(
            self.word(at + i) == word and self.is_near(at + i) for i, word in enumerate(words)
        )

    def closes(self, at: int) -> bool:
        """Tell whether a phrase is over before a word: a point, a preposition, "heb ik"."""
        word = self.word(at)
        return word in _SMALL or not self.is_near(at) or self.word(at + 1) in _ME


# What looks from a word for a name beside it: it gives where that begins and ends, and twice the
# same index where none stands.
Finder: TypeAlias = Callable[[Walk, int], tuple[int, int]]


def walk(reading: Reading) -> Walk:
    """Give the words of a text to walk along."""
    return Walk(reading.folded.plain, reading.folded.low, reading.tokens)


def stands_bare(path: Walk, at: int) -> bool:
    """Tell whether a noun stands without article where only a name can: "bij bakkerij"."""
    before = path.word(at - 1)
    return (
        path.gap(at) in {" ", ' "', " '"}
        and before in _BEFORE_A_FIRM
        and path.word(at - 2) not in {"te", "to"}
    )


def is_new(word: str) -> bool:
    """Tell whether a word is in no list and no slip, form or compound of what is."""
    return not (
        flags_of(word) & LISTED
        or is_compound(word)
        or is_slip(word, "nl")
        or is_inflected(word)
        or is_made_of_words(word, "nl")
    )


def is_own(word: str, *, common_too: bool = False) -> bool:
    """Tell whether a word in small letters is rather a name than a word."""
    flags = flags_of(word)
    if word in _NO_NAME or len(word) < 3 or is_of_a_people(word):
        return False
    is_common = flags & (COMMON_NL | COMMON_EN | TRADE)
    if flags & (STRONG_NAME | NAME_WORD) and (common_too or not is_common):
        return True
    if flags & (NAME | PLACE) and not is_common:
        return not is_infinitive(word)
    return word.isalpha() and not word.endswith(("je", "jes")) and is_new(word)


def is_done(word: str) -> bool:
    """Tell whether a word is what somebody did or does with a thing: "geveegd", "vegen"."""
    if word in _THERE:
        return False
    is_past = word.startswith(("ge", "be", "ver")) and word.endswith(("t", "d", "en"))
    return (is_past and len(word) > 5) or word.endswith(("eren", "ed")) or is_infinitive(word)


def is_infinitive(word: str) -> bool:
    """Tell whether a common word is what one can do: "vegen", "bijvullen"."""
    return len(word) > 4 and word.endswith("en") and bool(flags_of(word) & (COMMON_NL | DUTCH))


def end_of_name(path: Walk, at: int, *, bare: bool) -> int:
    """Give the index after the name that begins with a word, or that word when none does."""
    first = at
    while path.is_near(first) and path.word(first) in _BEFORE_A_NAME and first - at < 3:
        first += 1
    word, particle = path.word(first), path.word(first - 1) if first > at else ""
    is_joined = path.gap(first + 1) == "-" and path.is_near(first)
    if is_joined and (is_own(path.word(first + 1)) or (bare and path.gap(first) == " ")):
        # "Bakkerij as-salaam".
        return rest_of_name(path, first + 2, titled=False)
    if not path.is_near(first) or not word.replace("'", "").isalpha():
        return at
    if path.is_title(first) and word not in _NO_NAME and not is_of_a_people(word):
        return (
            at
            if path.word(at) == "van" and not bare
            else rest_of_name(path, first + 1, titled=True)
        )
    if bare and particle in _OF_A_SURNAME:
        return rest_of_name(path, first + 1, titled=False)
    if is_small(word):
        return at
    return _end_in_small_letters(path, at, first, bare=bare)


def _end_in_small_letters(path: Walk, at: int, first: int, *, bare: bool) -> int:
    word, particle = path.word(first), path.word(first - 1) if first > at else ""
    end = rest_of_name(path, first + 1, titled=False)
    if path.word(end - 1) in GO_ON or (bare and is_own(word, common_too=True)):
        return end
    if not bare:
        is_word = word in NAMED_VERBS or flags_of(word) & (DUTCH | ENGLISH)
        is_named = particle in _FOREIGN or (not particle and is_own(word) and not is_word)
        return end if is_named else at
    if particle:
        return _end_after_article(path, at, first, end)
    if _are_english(path, first) and path.closes(first + 2):
        # "Bij wasstraat turbo clean".
        return first + 2
    # "Bij garage waste ik" and "bij bakkerij brood gebakken" name nobody.
    is_many = word.endswith(("s", "en")) and len(word) > 3 and not flags_of(word) & LAST_NAME
    is_word = is_done(word) or is_many or flags_of(word) & TRADE or path.word(first + 1) == "ik"
    return end if path.closes(end) and not is_word else at


def _are_english(path: Walk, at: int) -> bool:
    """Tell whether two words stand together that English has too, and Dutch seldom side by side."""
    pair = (path.word(at), path.word(at + 1))
    return path.is_near(at + 1) and all(
        flags_of(word) & ENGLISH and word not in _SMALL and not is_done(word) for word in pair
    )


def _end_after_article(path: Walk, at: int, first: int, end: int) -> int:
    """Give where "de gouden aar" ends; "de vloer gedweild" is no name."""
    if not path.closes(end) and is_done(path.word(end)):
        return at
    if _describes(path, first, end):
        end += 1
    return at if is_done(path.word(end)) and path.is_near(end) else end


def _describes(path: Walk, first: int, end: int) -> bool:
    """Tell whether a word only begins to say which: "de gouden aar"."""
    word = path.word(first)
    if end > first + 1 or path.closes(end):
        return False
    return word in _MANY or (word.endswith("e") and len(word) > 3)


def rest_of_name(path: Walk, at: int, *, titled: bool) -> int:
    """Give where a name ends whose first word is known: "& zonen", "van dijk", "by dewi"."""
    while path.is_near(at) and (end := _one_more(path, at, titled=titled)) > at:
        at = end
    return at


def _one_more(path: Walk, at: int, *, titled: bool) -> int:
    word = path.word(at)
    if titled and path.is_title(at) and word not in _NO_NAME:
        return at + 1
    if path.gap(at) in {" & ", "-"} or (word not in _NO_NAME and is_own(word)):
        return at + 1
    if word in {"en", "and"} and path.word(at + 1) in GO_ON:
        return at + 2
    if word in {"en", "and"} and flags_of(path.word(at - 1)) & LAST_NAME:
        return second_owner(path, at)
    if word not in _GO_FURTHER:
        return at
    far = at + 1
    while path.word(far) in PARTICLES and path.is_near(far):
        far += 1
    is_last = path.is_title(far) if titled else is_own(path.word(far))
    return far + 1 if path.is_near(far) and is_last else at


def second_owner(path: Walk, at: int) -> int:
    """Give where "en de vries" ends after "jansen": a surname with a small word before it."""
    last = at + 1
    while path.word(last) in PARTICLES and path.is_near(last) and last < at + 4:
        last += 1
    is_surname = last > at + 1 and path.is_near(last) and flags_of(path.word(last)) & LAST_NAME
    flags = flags_of(path.word(last))
    is_word = flags & TRADE or (flags & COMMON_NL and not flags & (NAME_WORD | STRONG_NAME))
    return last + 1 if is_surname and not is_word and path.closes(last + 1) else at


def is_small(word: str) -> bool:
    """Tell whether a word carries a sentence and is no part of a name in small letters."""
    return word in _SMALL

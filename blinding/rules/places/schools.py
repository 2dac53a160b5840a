"""Schools, by what they are, by what stands around them, and those that many know."""

from blinding.rules.new_words import is_made_of_words
from blinding.rules.places.name_ends import (
    ARTICLES,
    Finder,
    Walk,
    end_of_name,
    is_done,
    is_new,
    is_own,
    stands_bare,
)
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    FIRST_NAME,
    LAST_NAME,
    LISTED,
    PLACE,
    STRONG_NAME,
    TRADE,
    flags_of,
    is_compound,
)
from blinding.words.organisations import (
    CHAIN,
    EMBLEM,
    LEARNS,
    LEVELS,
    PERHAPS_SCHOOL,
    SCHOOL,
    says_of,
)
from blinding.words.small_words import FUNCTION_WORDS, PARTICLES, words_of

# A kind of education, of which there are many schools: "vmbo kader" names none.
_EDUCATION = words_of("pabo mbo vmbo mavo havo vwo pro vso vavo isk sbo school academie academy")
# These stand after the name: "het koning willem i college".
_AFTER_NAME = words_of("college lyceum gymnasium academie academy atheneum")
_AFTER_NAME_TOO = ("college", "lyceum", "gymnasium")
_LESSONS = words_of(
    "hoorcollege werkcollege gastcollege minicollege videocollege instructiecollege "
    "responsiecollege vakcollege beroepscollege praktijkcollege rechtscollege openingscollege"
)
_SHORT = words_of("obs cbs rkbs pcbs kbs ibs csg osg rsg ksg psg roc aoc ikc")
_AT_SCHOOL = words_of("op bij van naar aan at from to voor via tegenover in")
_THE = words_of("het 't t de the")
_STOPS_BEFORE = _AT_SCHOOL | _THE | words_of("and en of or een a an mijn my ons our is het heet")
_NO_SCHOOL = words_of(
    "hoger oud oude new old high primary middle secondary elementary whole night home art music "
    "community local nieuwe andere eigen vorige goede hele basis middelbare lagere speciale "
    "technical vocational language this that deze die elke every business sunday zondags vak"
)
# Plurals that name a school, as they name the land it stands on.
_LEARN = words_of("leer leerde leren leerden")
_LANDS = ("landen", "akkers", "gaarden", "venen", "weiden", "horsten")
_SORTS = words_of(
    "openbare christelijke katholieke protestantse islamitische bijzondere speciale vrije algemene"
)
_NEARBY = 9
_NOT_CALLED = FUNCTION_WORDS - _THE
_NOT_SHORT = FUNCTION_WORDS - ARTICLES - PARTICLES
_BEFORE_A_NAME = ARTICLES | PARTICLES
_NOT_IN_A_NAME = _STOPS_BEFORE | _NO_SCHOOL
_AT_THE = _AT_SCHOOL | _THE


def finder_of(word: str) -> Finder | None:
    """Give what looks for a school from a word: for most words nothing."""
    said = says_of(word)
    if said & SCHOOL:
        return _around
    if word.endswith(_AFTER_NAME_TOO) and len(word) > len("college") + 2 and word not in _LESSONS:
        return _in_one_word
    if word == "t":
        return _the
    if said & PERHAPS_SCHOOL:
        return _perhaps
    return _after_a_preposition if word in {"op", "van", "bij"} else None


def _in_one_word(path: Walk, at: int) -> tuple[int, int]:
    """Give "duincollege" and "sint-janslyceum"."""
    return at - (path.gap(at) == "-"), at + 1


def _the(path: Walk, at: int) -> tuple[int, int]:
    return at, at + _is_the_of(path, at)


def _perhaps(path: Walk, at: int) -> tuple[int, int]:
    return at, at + _is_school(path, at)


def _after_a_preposition(path: Walk, at: int) -> tuple[int, int]:
    is_small = path.word(at + 1) in _NOT_CALLED
    return (at, at) if is_small else _called_after(path, at + 1)


def _around(path: Walk, at: int) -> tuple[int, int]:
    """Give the name that stands after or before a kind of school; it ends at once for none."""
    word = path.word(at)
    if word in _AFTER_NAME and (first := _start_before(path, at)) < at:
        end = at + 1
        while path.is_near(end) and flags_of(path.word(end)) & PLACE and path.is_title(end):
            end += 1
        return first, end
    first = at + 1
    if path.word(first) in LEVELS or not path.is_near(first):
        return at, at
    if word in _SHORT and path.word(first) not in _NOT_SHORT:
        return at, _after_short(path, first)
    sort = at - (path.word(at - 1) in _SORTS)
    bare = stands_bare(path, sort) and word not in {"school", "pro"}
    has_article = path.word(first) in _BEFORE_A_NAME
    if word in _EDUCATION and path.word(first) in {"st", "sint"} and is_own(path.word(first + 1)):
        # "Mbo st lucas".
        return at, first + 2
    if word in _EDUCATION and not has_article and not path.is_title(first):
        name = path.word(first)
        is_named = is_own(name, common_too=word == "pabo") or says_of(name) & PERHAPS_SCHOOL
        at_school = path.word(at - 1) in _AT_THE
        return at, first + 1 if is_named and at_school else at
    if word == "pro" and (path.word(at - 1) not in _AT_SCHOOL or not has_article):
        return at, at
    end = _end_after_kind(path, first, bare=bare or word == "pro")
    return at, end if end > first else at


def _end_after_kind(path: Walk, first: int, *, bare: bool) -> int:
    """Give where the name ends after a kind of school, or its first word when none follows."""
    is_emblem = says_of(path.word(first + 1)) & (EMBLEM | PERHAPS_SCHOOL)
    if path.word(first) in _BEFORE_A_NAME and is_emblem:
        # "Vso de ster".
        return first + 2
    return end_of_name(path, first, bare=bare)


def _after_short(path: Walk, first: int) -> int:
    """Give where "obs de kleine wereld" ends: no other word follows these letters."""
    end = end_of_name(path, first, bare=True)
    if end > first:
        return end
    word = path.word(first)
    is_word = word not in FUNCTION_WORDS and not is_done(word)
    is_alone = path.word(first + 1) not in {"ik", "i"}
    is_name = is_word and is_alone and (word.isalpha() or path.is_title(first))
    return first + 1 if is_name else first - 1


def _start_before(path: Walk, at: int) -> int:
    """Give where "koning willem i college" begins, or the college itself."""
    first = at
    while first > at - 4 and path.gap(first) in {" ", "-", ". "}:
        before = path.word(first - 1)
        if before in _NOT_IN_A_NAME or is_done(before):
            break
        first -= 1
    own = [
        is_own(path.word(i))
        or path.is_title(i)
        or flags_of(path.word(i)) & (LAST_NAME | PLACE)
        or says_of(path.word(i)) & PERHAPS_SCHOOL
        for i in range(first, at)
    ]
    is_named = path.word(first - 1) in _AT_THE or all(map(path.is_title, range(first, at)))
    # "Op school", "the old college": nothing of a name.
    return first if any(own) and is_named and path.word(first) not in LEVELS else at


def _is_school(path: Walk, at: int) -> bool:
    """Tell whether "op summa" and "het alfa" are schools: words that mean something else too."""
    if not path.closes(at + 1):
        return False
    before = path.word(at - 1)
    if before in _THE - {"de", "the"}:
        is_clear = not flags_of(path.word(at)) & LISTED and path.word(at - 2) in _AT_SCHOOL
        return is_clear or path.word(at - 2) in {"op", "bij", "van", "naar"}
    if path.gap(at) in {" = ", ": "}:
        return path.word(at - 1) in {"school", "opleiding"}
    if before == "de":
        # "Op de nova doe ik mbo 2".
        return path.word(at - 2) == "op" and _is_about_school(path, at)
    return before == "op" or (before in _AT_SCHOOL and _is_about_school(path, at))


def _is_the_of(path: Walk, at: int) -> bool:
    """Tell whether "'t" belongs to a name: "op 't Grafisch", "op t noorderpoort"."""
    after = path.word(at + 1)
    if path.word(at - 1) not in _AT_SCHOOL or not path.is_near(at + 1):
        return False
    known = says_of(after) & (PERHAPS_SCHOOL | CHAIN | EMBLEM)
    return path.is_title(at + 1) or bool(known) or is_own(after)


def _is_about_school(path: Walk, at: int) -> bool:
    """Tell whether somebody learns or teaches a few words before or after."""
    near = range(max(0, at - _NEARBY), min(len(path.tokens), at + 5))
    return any(says_of(path.word(other)) & LEARNS for other in near)


def _called_after(path: Walk, at: int) -> tuple[int, int]:
    """Give a school that is only an uncommon word: "vmbo diploma van de rietlanden"."""
    first = at
    while path.word(first) in _THE and first < at + 2:
        first += 1
    if path.word(at - 1) == "op" and _is_somebody(path, first):
        # "Muziek gemaakt op herman brood".
        return first, first + 2
    word, after = path.word(first), first + 1
    if (
        not path.is_near(at)
        or not path.is_near(first)
        or len(word) < 4
        or not word.isalpha()
        or flags_of(word) & TRADE
    ):
        return at, at
    if says_of(word) & EMBLEM:
        is_named = first > at and path.closes(after)
    else:
        common = flags_of(word) & (COMMON_NL | COMMON_EN)
        is_named = path.closes(after) and not common and _is_rare(word)
    before = range(max(0, at - _NEARBY), at - 1)
    learns = is_named and (
        any(says_of(path.word(other)) & LEARNS for other in before)
        or (path.word(after) in _LEARN and path.word(after + 1) in {"ik", "we", "wij"})
    )
    return first, after if learns else first


def _is_somebody(path: Walk, at: int) -> bool:
    """Tell whether a first name and a surname stand where a place should: a school called so."""
    first, last = flags_of(path.word(at)), flags_of(path.word(at + 1))
    is_first = first & (FIRST_NAME | STRONG_NAME) and not first & (COMMON_NL | COMMON_EN | TRADE)
    return bool(is_first and last & LAST_NAME) and path.is_near(at + 1) and path.closes(at + 2)


def _is_rare(word: str) -> bool:
    if (
        word.endswith(("je", "jes", "ing", "heid", "en", "er", "s"))
        or is_compound(word)
        or is_made_of_words(word, "nl")
    ):
        return word.endswith(_LANDS)
    return bool(flags_of(word)) or is_new(word)

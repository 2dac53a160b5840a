"""Firms whose name is a word like any other, known by the work that somebody did there."""

from blinding.dates import NUMBER_WORDS
from blinding.rules.places.name_ends import (
    MY_VERBS,
    Walk,
    is_done,
    is_own,
    is_small,
    rest_of_name,
    second_owner,
)
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    DUTCH,
    EMPLOYER,
    ENGLISH,
    FIRST_NAME,
    LAST_NAME,
    STRONG_NAME,
    TRADE,
    flags_of,
    is_compound,
)
from blinding.words.organisations import AFTER, BEFORE, UNNAMED, says_of
from blinding.words.small_words import words_of

# "Ik werk bij zeeman": the work before it makes a firm of any word without article.
WORK = words_of(
    "werk werkte gewerkt werken stage bijbaan bijbaantje baan baantje zaterdagbaan vakantiebaan "
    "dienst gesolliciteerd solliciteerde aangenomen vakkenvuller bezorger bijgeklust gestaan "
    "worked working works work internship placement job intern interned volunteer volunteered "
    "shifts shift apprenticeship employed vakantiewerk vrijwilliger loop liep"
)
WORK_AT = WORK | words_of(
    "kookte hielp help vrijwilliger vrijwilligerswerk dagbesteding woongroep bediening keuken "
    "afwas horeca bijgesprongen work worked job"
)
_COMMON = COMMON_NL | COMMON_EN | TRADE
_NO_FIRM = ("ing", "heid", "komst", "tijd", "atie", "iteit", "en", "s", "je", "sel", "val", "werk")


def after_bij(path: Walk, at: int) -> tuple[int, int]:
    """Give a firm that is only words: "ik werk bij hoekman", "bij hoekman mocht ik"."""
    first = at + 1
    if path.word(first) in {"de", "het"} and path.is_near(first + 1):
        return _after_article(path, first)
    if flags_of(path.word(first)) & EMPLOYER and path.is_near(first):
        # "Plus van dam".
        return first, rest_of_name(path, first + 1, titled=False)
    worked = _has_worked(path, at)
    if worked and (end := _end_of_owners(path, first)) > first:
        return first, end
    if _is_english_pair(path, first, worked=worked) and (worked or _is_mine(path, first + 2)):
        return first, first + 2
    return _one_firm(path, at, worked=worked) if _may_be_firm(path, first) else (at, at)


def _one_firm(path: Walk, at: int, *, worked: bool) -> tuple[int, int]:
    """Give the firm after "bij" when it is one word, or English words."""
    first = at + 1
    end = first + 1
    while _is_english(path.word(end - 1)) and not path.closes(end) and end < first + 3:
        end += 1
    is_there = _is_mine(path, end) or (worked and not is_done(path.word(end)))
    if _is_named(path.word(first)) and is_there:
        return first, end
    if worked and path.closes(end) and not flags_of(path.word(first)) & TRADE:
        return first, end
    return at, at


def _after_article(path: Walk, at: int) -> tuple[int, int]:
    first = at + 1
    if (end := _end_before_what_it_is(path, first)) > first:
        return first, end
    return first, first + _is_rare_inn(path, first)


def _end_before_what_it_is(path: Walk, at: int) -> int:
    """Give where "blauwe kamer" ends in "bij de blauwe kamer (kapper)"."""
    end = at + 1
    while path.is_near(end) and end < at + 3:
        end += 1
    says_what = path.gap(end) == " (" and says_of(path.word(end)) & (BEFORE | AFTER)
    is_work = says_of(path.word(end - 1)) or flags_of(path.word(end - 1)) & TRADE
    return end if says_what and not is_work else at


def _end_of_owners(path: Walk, at: int) -> int:
    """Give where a firm ends that is called after who has it: "kees kok", "jansen en de vries"."""
    flags, after = flags_of(path.word(at)), flags_of(path.word(at + 1))
    is_first = flags & (FIRST_NAME | STRONG_NAME) and (flags & STRONG_NAME or not flags & _COMMON)
    if not path.is_near(at) or not path.is_near(at + 1):
        return at
    last = path.word(at + 1)
    may_be_last = after & LAST_NAME and last not in UNNAMED and not is_small(last)
    if is_first and may_be_last and path.closes(at + 2):
        return at + 2
    if flags & LAST_NAME and path.word(at + 1) in {"en", "and"}:
        end = second_owner(path, at + 1)
        return end if end > at + 1 else at
    return at


def _is_named(word: str) -> bool:
    return is_own(word, common_too=True) or _is_english(word)


def _is_english(word: str) -> bool:
    flags = flags_of(word)
    return bool(flags & (ENGLISH | COMMON_EN)) and not flags & (DUTCH | COMMON_NL | TRADE)


def _is_english_pair(path: Walk, at: int, *, worked: bool) -> bool:
    """Tell whether two English words stand together in Dutch: "happy feet"."""
    pair = (path.word(at), path.word(at + 1))
    if not path.is_near(at) or not path.is_near(at + 1) or not path.closes(at + 2):
        return False
    is_english = worked or not all(flags_of(word) & DUTCH for word in pair)
    return is_english and all(map(_may_be_english, pair))


def _may_be_english(word: str) -> bool:
    is_english = flags_of(word) & (ENGLISH | COMMON_EN)
    return bool(is_english) and not is_small(word) and word not in UNNAMED


def _is_mine(path: Walk, at: int) -> bool:
    return path.word(at) in MY_VERBS and path.word(at + 1) in {"ik", "k"}


def _has_worked(path: Walk, at: int) -> bool:
    """Tell whether somebody worked "bij" or "at" what follows."""
    return path.word(at - 1) in WORK or path.word(at - 2) in WORK


def _may_be_firm(path: Walk, at: int) -> bool:
    word = path.word(at)
    return not (
        path.gap(at) != " "
        or word in UNNAMED
        or is_small(word)
        or not word.isalpha()
        or word.endswith(_NO_FIRM)
        or says_of(word) & (BEFORE | AFTER)
        or is_compound(word)
        or len(word) < 4
        or word in NUMBER_WORDS
    )


def _is_rare_inn(path: Walk, at: int) -> bool:
    """Tell whether "bij de tapperij" is where somebody works: a word that is hardly used."""
    word = path.word(at)
    near = range(max(0, at - 7), at - 2)
    is_rare = not flags_of(word) & (COMMON_NL | COMMON_EN | TRADE) and not is_compound(word)
    return (
        is_rare
        and _may_be_firm(path, at)
        and not word.endswith("er")
        and path.closes(at + 1)
        and any(path.word(other) in WORK_AT for other in near)
    )


def after_at(path: Walk, at: int) -> tuple[int, int]:
    """Give "bloom" in "i work at bloom"."""
    first = end = at + 1
    if not _has_worked(path, at) or not _may_be_firm(path, first):
        return at, at
    while path.is_near(end) and end < first + 3 and not (end > first and path.closes(end)):
        end += 1
    return (first, end) if path.closes(end) else (at, at)

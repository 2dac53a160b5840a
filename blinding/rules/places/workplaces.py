"""Firms whose name is a word like any other, known by the work that somebody did there."""

from blinding.dates import NUMBER_WORDS
from blinding.rules.places.name_ends import (
    GO_ON,
    MY_VERBS,
    Walk,
    is_done,
    is_own,
    is_small,
    rest_of_name,
    second_owner,
)
from blinding.words.lexicon import (
    BRAND,
    COMMON_EN,
    COMMON_NL,
    DUTCH,
    EMPLOYER,
    ENGLISH,
    FIRST_NAME,
    LAST_NAME,
    LISTED,
    STRONG_NAME,
    TRADE,
    compound_parts,
    flags_of,
    is_compound,
)
from blinding.words.organisations import AFTER, BEFORE, CORNER, EMBLEM, UNNAMED, WHICH, says_of
from blinding.words.small_words import PARTICLES, ROLE_WORDS, words_of

# "Ik werk bij zeeman": the work before it makes a firm of any word without article.
WORK = words_of(
    "werk werkte gewerkt werken werkt stage bijbaan bijbaantje baan baantje zaterdagbaan "
    "vakantiebaan dienst gesolliciteerd solliciteerde aangenomen vakkenvuller bezorger bijgeklust "
    "gestaan worked working works work internship placement job intern interned volunteer "
    "volunteered shifts shift apprenticeship employed vakantiewerk vrijwilliger loop liep bpv bbl "
    "leerbaan snuffelstage werkervaring begonnen gestopt ontslagen meegelopen meegedraaid kassiere "
    "caissiere afwasser bijrijder krantenwijk cashier hired fired boss managed everybody trainee "
    "apprentice zomers summers summer saturdays begon stagiair stagiaire ervaring baas chef "
    "barista learned learnt zaterdag zondag zaterdags zondags weekend weekenden collega's "
    "colleagues teamleider uitzendkracht leerling"
)
WORK_AT = WORK | words_of(
    "kookte hielp help vrijwilligerswerk dagbesteding woongroep bediening keuken afwas horeca "
    "bijgesprongen wijk bar kok kelner oppas maten mannen mensen jongens kassa vakken "
    "vakkenvullen begin start"
)
# "Heb bij bolcom gestaan".
_THERE = words_of(
    "gestaan gewerkt gelopen meegelopen meegedraaid meegeholpen begonnen gestopt gezeten geweest "
    "gesleuteld ingewerkt aangenomen"
)
THE = words_of("de het 't t")
_SURNAME_BEGINS = PARTICLES - THE
_HIRED_BY = {
    "for": words_of("worked work working works interned deliver delivered volunteered cleaned"),
    "with": words_of("interned internship apprentice apprenticeship placement traineeship"),
    "from": words_of("fired"),
    "by": words_of("hired employed"),
    "voor": words_of("bezorg bezorgde werk werkte gewerkt rij reed gereden klus kluste"),
}
_COMMON = COMMON_NL | COMMON_EN | TRADE
_NO_FIRM = ("ing", "heid", "komst", "tijd", "atie", "iteit", "en", "s", "je", "sel", "val", "werk")
# Part of a firm, and none by itself: "bij klantenservice", "op de broodafdeling".
_PART_OF_A_FIRM = words_of(
    "afdeling dienst service balie team groep ploeg lijn band hoek kamer zaal ruimte weer uitval "
    "alarm geval schade werk les school nood uur tijd dag punt verlies gebrek"
)
# "Bij avondrust": compounds for a house.
_HOUSES = (
    "rust", "hof", "huis", "hoeve", "oord", "zicht", "lust", "stede", "borgh", "steyn", "stein",
    "duin", "horst", "heem", "state", "veld", "zorg",
)  # fmt: skip
# "Drie maand bij kleurrijk", "over at wheely good".
_SO_LONG = words_of("jaar jr maand maanden weken zomers over years months summers")
_NEAR = 7
_STOPS = frozenset({". ", "! ", "? ", "; ", "."})
_WHAT_IT_IS = words_of("een a an dat that")
_SERVED = words_of("bejaarden ouderen peuters kleuters gehandicapten daklozen dieren")
_ENDS_OF_A_TRADE = ("bedrijf", "winkel", "zaak", "opvang", "ateur", "teur", "maker", "handel")


def after_bij(path: Walk, at: int) -> tuple[int, int]:
    """Give a firm that is only words: "ik werk bij hoekman", "bij hoekman mocht ik"."""
    first = at + 1
    if not path.is_near(first):
        return at, at
    if path.word(first) in THE:
        return _after_article(path, first)
    if flags_of(path.word(first)) & EMPLOYER:
        # "Plus van dam".
        return first, rest_of_name(path, first + 1, titled=False)
    end = _end_of_anything(path, first, worked=has_worked(path, at))
    return (first, end) if end > first else (at, at)


def after_at(path: Walk, at: int) -> tuple[int, int]:
    """Give "bloom" in "i work at bloom"."""
    first = end = at + 1
    if not has_worked(path, at):
        return at, at
    if (end := _end_of_titles(path, first)) > first:
        return first, end
    if not _may_be_firm(path, first):
        return at, at
    while path.is_near(end) and end < first + 3 and not (end > first and path.closes(end)):
        end += 1
    if path.closes(end):
        return first, end
    # "Everybody at voltwerk says".
    return first, first + (not flags_of(path.word(first)) & LISTED)


def hired_by(path: Walk, at: int) -> tuple[int, int]:
    """Give "brooks" in "worked for brooks", "interned with spark"."""
    hired = _HIRED_BY.get(path.word(at), frozenset())
    look = after_bij if path.word(at) == "voor" else after_at
    return look(path, at) if path.word(at - 1) in hired else (at, at)


def _end_of_anything(path: Walk, first: int, *, worked: bool) -> int:
    """Give where the name ends that begins after "bij" without article, or its first word."""
    for end in (
        _end_of_titles(path, first),
        _end_of_surname(path, first),
        _end_before_what_it_is(path, first),
        _end_of_owners(path, first) if worked else first,
    ):
        if end > first:
            return end
    if _is_english_pair(path, first, worked=worked) and (worked or _is_mine(path, first + 2)):
        return first + 2
    if path.word(first + 1) == "van" and flags_of(path.word(first + 2)) & FIRST_NAME:
        # "Kaas van klaas".
        is_hers = is_own(path.word(first + 2), common_too=True) and path.closes(first + 3)
        return first + 3 if is_hers else first
    if path.word(first + 1) in {"en", "and"} and path.word(first + 2) in GO_ON:
        # "Hijs en co".
        return first + 3
    return _end_of_words(path, first, worked=worked) if _may_be_firm(path, first) else first


def _end_of_titles(path: Walk, first: int) -> int:
    """Give where "Groen & Doen" and "Gelato Due" end: more words with a capital in a row."""
    end = first
    while (
        path.is_title(end)
        and path.is_near(end)
        and (path.gap(end) == " & " or not is_small(path.word(end)))
    ):
        end += 1
    word = path.word(first)
    is_firm = path.gap(first + 1) == " & " or word not in UNNAMED
    is_row = end > first + 1 and is_firm and not flags_of(word) & BRAND
    return end if is_row and not path.plain.isupper() else first


def _end_of_surname(path: Walk, first: int) -> int:
    """Give where "van soest" ends in "bij van soest"."""
    last = first
    while path.word(last) in PARTICLES and path.is_near(last) and last < first + 3:
        last += 1
    word = path.word(last)
    is_there = path.word(first) in _SURNAME_BEGINS and last > first and path.is_near(last)
    is_name = not is_small(word) and (flags_of(word) & LAST_NAME or is_own(word))
    return rest_of_name(path, last + 1, titled=False) if is_there and is_name else first


def _end_of_words(path: Walk, first: int, *, worked: bool) -> int:
    """Give where a firm ends that is one word, or English words, or has sons."""
    end = first + 1
    while _is_english(path.word(end - 1)) and not path.closes(end) and end < first + 3:
        end += 1
    word = path.word(first)
    is_mine = _is_mine(path, end)
    if _is_named(word) and (is_mine or (worked and not is_done(path.word(end)))):
        return end
    is_over = path.closes(end) or path.word(end) in _THERE
    if _is_house(word) and (is_mine or worked):
        return end
    return end if worked and is_over and not flags_of(word) & TRADE else first


def _after_article(path: Walk, at: int) -> tuple[int, int]:
    first = at + 1
    if not path.is_near(first):
        return first, first
    if (end := _end_before_what_it_is(path, first)) > first:
        return first, end
    return first, first + _is_rare_inn(path, first)


def _end_before_what_it_is(path: Walk, at: int) -> int:
    """Give where "blauwe kamer" ends in "bij de blauwe kamer (kapper)", "bij zon, een bakker"."""
    end = at + 1
    while path.is_near(end) and end < at + 3:
        end += 1
    what = end
    if path.gap(end) == ", ":
        while path.word(what) in _WHAT_IT_IS | {"is"} and what < end + 3:
            what += 1
    says_what = (what > end or path.gap(end) == " (") and _is_a_trade(path.word(what))
    is_bare = path.word(at - 1) not in THE
    is_told = is_bare and what > end
    is_work = (path.word(at) in UNNAMED and not is_told) or any(
        says_of(path.word(i)) & ~(WHICH | EMBLEM | CORNER)
        or (flags_of(path.word(i)) & TRADE and not is_bare)
        or is_small(path.word(i))
        or is_done(path.word(i))
        for i in (at, end - 1)
    )
    return end if says_what and not is_work else at


def _is_a_trade(word: str) -> bool:
    is_trade = says_of(word) & (BEFORE | AFTER) or word in _SERVED
    return bool(is_trade) or word.endswith(_ENDS_OF_A_TRADE)


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


def has_worked(path: Walk, at: int) -> bool:
    """Tell whether somebody worked "bij" or "at" what follows: said before it or after it."""
    if path.word(at - 1) in WORK | _SO_LONG or path.word(at - 2) in WORK:
        return True
    before = at
    while before > max(0, at - _NEAR) and path.gap(before) not in _STOPS:
        before -= 1
        if path.word(before) in WORK:
            return True
    return any(path.word(after) in _THERE and path.is_near(after) for after in (at + 2, at + 3))


def _may_be_firm(path: Walk, at: int) -> bool:
    word = path.word(at)
    return not (
        path.gap(at) != " "
        or word in UNNAMED
        or is_small(word)
        or not word.isalpha()
        or (word.endswith(_NO_FIRM) and not _is_odd_plural(word))
        or word in ROLE_WORDS
        or says_of(word) & (BEFORE | AFTER)
        or (_is_part_of_a_firm(word) and not _is_house(word))
        or len(word) < 4
        or word in NUMBER_WORDS
    )


def _is_house(word: str) -> bool:
    """Tell whether a compound may be what a house is called: "avondrust"."""
    return word.endswith(_HOUSES) and not flags_of(word) & COMMON_NL and is_compound(word)


def _is_odd_plural(word: str) -> bool:
    """Tell whether a word ends in an s and is no plural: "flits"."""
    return word.endswith("s") and not flags_of(word[:-1]) and not word.endswith(("ness", "is"))


def _is_part_of_a_firm(word: str) -> bool:
    """Tell whether a compound is no name: "klantenservice", "brandalarm"."""
    parts = compound_parts(word)
    if not parts:
        return False
    tail = parts[1]
    return (
        tail in _PART_OF_A_FIRM
        or tail in UNNAMED
        or tail.endswith(_NO_FIRM)
        or bool(says_of(tail))
        or bool(flags_of(tail) & TRADE)
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

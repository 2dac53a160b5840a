"""Shops, companies, institutions and clubs, by the words around them."""

from blinding.dates import NUMBER_WORDS
from blinding.rules.places.emblems import emblem
from blinding.rules.places.name_ends import (
    GO_ON,
    Finder,
    Walk,
    end_of_name,
    is_done,
    is_own,
    is_small,
    stands_bare,
)
from blinding.rules.places.well_known_firms import end_of_phrase, known_in_full
from blinding.rules.places.workplaces import WORK_AT, after_at, after_bij, hired_by
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    FIRST_NAME,
    LAST_NAME,
    STRONG_NAME,
    flags_of,
)
from blinding.words.organisations import (
    AFTER,
    BEFORE,
    CHAIN,
    CORNER,
    EMBLEM,
    JOINS,
    UNNAMED,
    WHICH,
    says_of,
)
from blinding.words.small_words import PARTICLES, words_of

# A word before the trade of a firm is its name only after these: "bij jansen bouw".
_AT = words_of(
    "bij van voor met at for from with via naar door heet genaamd is baas hielp help werkgever"
)
_ARTICLES = words_of("de het 't t the")
_THE = _ARTICLES | {"'t"}
_BEFORE_A_SIGN = _ARTICLES | PARTICLES
_SHORTENED = words_of("gebr fa fam mts st fam vv sv fc")
# "Bedrijf: de mandemaker", "leerbedrijf = ruiter".
_STATED = words_of(
    "bedrijf leerbedrijf stagebedrijf werkgever employer company werkplek stageplek stageadres "
    "workplace stageplaats bedrijfsnaam"
)
# "Leerbedrijf: hoofd verkoop" and "van start" name no firm.
_FUNCTIONS = words_of("hoofd functie medewerker afdeling richting taken geen nog none not een")
_RELATIVES = words_of(
    "mijn mn m'n my ons our oom tante vader pa papa moeder ma mama zus broer neef nicht opa oma "
    "uncle aunt cousin cousins uncle's aunt's cousin's dad dad's mom mom's mum mum's brother sister"
)
_SONS = words_of("co zn zonen")
# "Studio zes".
_NUMBERED = words_of("studio bar cafe club loods atelier salon")
_ALONE = words_of("bij at")
_NAMES_ITSELF = words_of("heet heette heten genaamd called named")


def finder_of(word: str) -> Finder | None:
    """Give what looks for a firm, an institution or a club from a word: for most words nothing."""
    said = says_of(word)
    if word in _FINDERS:
        return _FINDERS[word]
    if said & (BEFORE | AFTER | EMBLEM | CORNER | JOINS):
        return _beside_a_noun
    return known_in_full if said & CHAIN else None


def _beside_a_noun(path: Walk, at: int) -> tuple[int, int]:
    """Give the name of which a noun is a part; it ends where it begins for none."""
    said = says_of(path.word(at))
    if (end := _end_of_row(path, at)) > at:
        return at, end
    first, end = at, at
    if said & BEFORE or (said & AFTER and _is_trade_of(path, at)):
        first, end = _named_after(path, at)
    if said & AFTER and end == at:
        first, end = _named_before(path, at)
    if end > at:
        return first, end
    if said & CHAIN and (end := end_of_phrase(path, at)) > at:
        return at, end
    return emblem(path, at) if said & (EMBLEM | CORNER) else (at, at)


def _end_of_row(path: Walk, at: int) -> int:
    """Give where "Bike Repair Henk" ends: capitals in a row, and one of them is a name."""
    end = at
    while path.is_title(end) and path.is_near(end + (end == at)) and end < at + 6:
        end += 1
    own = [is_own(path.word(i), common_too=True) for i in range(at + 1, end)]
    return end if any(own) and path.plain[path.tokens[at][1] :][1:2].islower() else at


def _is_trade_of(path: Walk, at: int) -> bool:
    """Tell whether a surname stands after a trade: "bij schilderwerken pot"."""
    after = path.word(at + 1)
    is_rare = flags_of(after) & LAST_NAME and not flags_of(after) & (COMMON_NL | COMMON_EN)
    is_surname = (is_rare or is_own(after, common_too=True)) and after not in NUMBER_WORDS
    return stands_bare(path, at) and bool(is_surname) and path.closes(at + 2)


def _after_the(path: Walk, at: int) -> tuple[int, int]:
    """Give "the harbour" after "bij": an English article in Dutch begins a name."""
    end = at + 1
    if path.word(at - 1) not in {"bij", "voor", "van"} or path.gap(at) != " ":
        return at, at
    while path.is_near(end) and end < at + 4 and not (path.closes(end) and end > at + 1):
        end += 1
    return at, end if end > at + 1 else at


def _after_short_the(path: Walk, at: int) -> tuple[int, int]:
    """Give "t trefpunt" after "werk bij"."""
    near = range(max(0, at - 6), at - 1)
    is_sign = says_of(path.word(at + 1)) & (EMBLEM | CORNER | BEFORE)
    works = is_sign or any(path.word(other) in WORK_AT for other in near)
    is_one = path.is_near(at + 1) and path.word(at + 1) not in UNNAMED and path.closes(at + 2)
    is_at = path.word(at - 1) in {"bij", "van"} and not is_done(path.word(at + 1))
    return at, at + 2 if is_at and works and is_one else at


def _by_somebody(path: Walk, at: int) -> tuple[int, int]:
    """Give "hair by amira"."""
    named = path.is_title(at + 1) or is_own(path.word(at + 1), common_too=True)
    joins = says_of(path.word(at - 1)) & (JOINS | AFTER)
    is_whole = path.gap(at) == path.gap(at + 1) == " "
    return (at - 1, at + 2) if named and joins and is_whole else hired_by(path, at)


def _arms_of(path: Walk, at: int) -> tuple[int, int]:
    """Give "het wapen van dongen"."""
    after = path.word(at + 2)
    is_inn = path.word(at - 1) == "het" and path.word(at + 1) == "van" and path.is_near(at + 2)
    return at, at + 3 if is_inn and after not in _ARTICLES and not is_small(after) else at


def _named_after(path: Walk, at: int) -> tuple[int, int]:
    """Give where "snackbar 't Hoekje" begins and ends; the end is the noun when no name follows."""
    start, first = at, at + 1
    while start > at - 2 and path.gap(start) == " " and says_of(path.word(start - 1)) & JOINS:
        start -= 1
    if path.gap(first) == " (":
        return start, first + 1 if path.is_title(first) else at
    if path.gap(first) == ". " and path.word(at) in _SHORTENED:
        return start, first + 1
    if path.gap(first) == ", ":
        return _after_comma(path, at)
    while path.is_near(first) and says_of(path.word(first)) & BEFORE and first < at + 3:
        first += 1
    end = _end_after_noun(path, start, first)
    is_shop_of = first == at + 2 and flags_of(path.word(at + 1)) & LAST_NAME
    if end == first and is_shop_of and stands_bare(path, start):
        # "Keurslager bakker".
        return start, end
    return start, end if end > first else at


def _end_after_noun(path: Walk, start: int, first: int) -> int:
    """Give where the name ends that follows the noun of a firm, or where it would begin."""
    end = end_of_name(path, first, bare=stands_bare(path, start))
    word = path.word(first)
    if end > first or not path.is_near(first):
        return end
    if word in {"bij", "van", "by", "chez"}:
        # "Brasserie bij toon".
        return first + 2 if is_own(path.word(first + 1), common_too=True) else first
    if (
        path.word(first - 1) in _NUMBERED
        and stands_bare(path, start)
        and (word in NUMBER_WORDS or word.isdigit())
    ):
        return first + 1 if path.closes(first + 1) else first
    sign = path.word(first + 1)
    is_sign = says_of(sign) & (EMBLEM | CORNER) or (is_own(sign) and path.closes(first + 2))
    if word in _BEFORE_A_SIGN and path.is_near(first + 1) and is_sign:
        # "Manege de hoefslag".
        return first + 2
    if _is_told_of(path, start, first + 1) and not is_small(word) and not is_done(word):
        # "Kapsalon haarfijn was mijn eerste stage".
        return first + 1
    if path.gap(start) != " " and word in _BEFORE_A_SIGN:
        # "Kapsalon de schaar: wassen".
        last = end_of_name(path, first, bare=True)
        return last if path.gap(last) != " " else first
    return end


def _is_told_of(path: Walk, start: int, end: int) -> bool:
    """Tell whether a firm stands first, and what it was or what one did there follows."""
    begins = path.gap(start) in {".", ". ", ", "} or path.word(start - 1) in {"heeft", "had"}
    after = path.word(end + (path.word(end) == "en"))
    return begins and (after in {"daar", "waar"} or (after in {"was", "is"} and path.is_near(end)))


def _after_comma(path: Walk, at: int) -> tuple[int, int]:
    """Give the name of a firm in the family: "mijn zus heeft een salon, pretty nails, in ede"."""
    last = at + 3
    is_of_us = any(path.word(near) in _RELATIVES for near in range(max(0, at - 5), at))
    is_two = path.is_near(at + 2) and not path.is_near(last)
    words = [path.word(at + 1), path.word(at + 2)]
    words = [word for word in words if word not in NUMBER_WORDS]
    is_name = len(words) == 2 and all(
        word.isalpha() and not is_done(word) and not is_small(word) for word in words
    )
    return (at + 1, last) if is_of_us and is_two and is_name else (at, at)


def _stated(path: Walk, at: int) -> tuple[int, int]:
    """Give the name that is filled in after "bedrijf:"."""
    end = at + 2
    if path.word(at + 1) in _NAMES_ITSELF or path.word(at + 1) in {"is", "was"}:
        return _named_itself(path, at)
    if path.gap(at + 1) == ", " and path.word(at + 1) in _THE:
        while path.is_near(end) and end < at + 5:
            end += 1
        return at + 1, end if path.gap(end) == ", " else at + 1
    if path.gap(at + 1) not in {": ", " = ", ":", "="} or path.word(at + 1) in _FUNCTIONS:
        return _beside_a_noun(path, at)
    if says_of(path.word(at + 1)) & BEFORE:
        return at, at
    while path.is_near(end) and end < at + 5 and not is_small(path.word(end)):
        end += 1
    last = path.word(end - 1)
    is_sign = says_of(last) & (EMBLEM | CORNER) or says_of(path.word(end - 2)) & WHICH
    is_one = end == at + 2 or (end == at + 3 and path.word(at + 1) in _THE)
    is_work = is_one and not (is_own(last) or is_sign)
    return at + 1, at + 1 if is_work or is_done(path.word(end - 1)) else end


def _named_itself(path: Walk, at: int) -> tuple[int, int]:
    """Give "stoer" in "mijn leerbedrijf heet stoer", "Bol" in "mijn werkgever was Bol"."""
    first = at + 2
    last = first + (path.word(first) in _THE)
    if not path.is_near(first) or not path.is_near(last):
        return _beside_a_noun(path, at)
    word = path.word(last)
    end = last + 1
    while path.is_near(end) and not path.closes(end) and end < last + 3:
        end += 1
    if says_of(word) & BEFORE or is_small(word) or "welkom" in {path.word(end), path.word(end - 1)}:
        return _beside_a_noun(path, at)
    is_named = path.word(at + 1) in _NAMES_ITSELF and path.closes(end)
    is_name = is_named or is_own(word) or path.is_title(last)
    return (first, end if is_named else last + 1) if is_name else _beside_a_noun(path, at)


def _of_law(path: Walk, at: int) -> tuple[int, int]:
    """Give "tandwiel bv": only a firm has these letters after it."""
    first = at
    while first > at - 3 and path.gap(first) in {" ", "-"} and not is_small(path.word(first - 1)):
        if path.word(first - 1) in _THE | {"een", "a"}:
            break
        first -= 1
    is_one = first < at and path.word(first - 1) not in {"een", "de", "a", "onze"}
    return (first, at + 1) if is_one else _beside_a_noun(path, at)


def _named_before(path: Walk, at: int) -> tuple[int, int]:
    """Give where "van gelder groothandel" begins and ends; the end is the trade for no name."""
    first = at
    while first > at - 2 and path.gap(first) == " " and says_of(path.word(first - 1)) & JOINS:
        first -= 1
    if path.word(at + 1) == "van" and _is_at(path, at) and path.is_near(at + 2):
        # "Bloemen van bianca".
        is_hers = flags_of(path.word(at + 2)) & (FIRST_NAME | STRONG_NAME)
        return at, at + 3 if is_hers and is_own(path.word(at + 2)) else at
    name = first
    if first < at and path.word(first - 1) in _ALONE and path.closes(at + 1):
        # "Bij sushi time": no article, so no ordinary place.
        return first, at + 1
    if first < at and path.is_title(first) and path.is_title(at):
        # "Burger Palace".
        return name - (path.is_title(name - 1) and _may_own(path, name - 1, at)), at + 1
    if path.word(name - 1) in {"en", "and"} and path.word(at) in GO_ON:
        name -= 1
    last = name
    while name > last - 2 and path.gap(name) == " " and _may_own(path, name - 1, at):
        name -= 1
    if name == last:
        return at, at
    begin = _with_particles(path, name)
    return (begin, at + 1) if _is_at(path, begin) else (at, at)


def _with_particles(path: Walk, name: int) -> int:
    """Give where a surname begins, with "van der" before it."""
    end = name
    while path.gap(name) == " " and path.word(name - 1) in PARTICLES and name > end - 4:
        if path.word(name - 1) == "van" and path.word(name - 2) not in _AT:
            break
        name -= 1
    return name


def _is_at(path: Walk, name: int) -> bool:
    return path.word(name - 1) in _AT or path.gap(name) != " "


def _may_own(path: Walk, owner: int, at: int) -> bool:
    """Tell whether a word before a trade names the firm, by itself or by its capital."""
    is_titled = path.is_title(owner) and path.is_title(at) and not is_small(path.word(owner))
    return is_titled or _is_owner(path.word(owner))


def _is_owner(word: str) -> bool:
    """Tell whether a firm may be called so: "jansen bouw", "ali's telefoonshop"."""
    owner = word.removesuffix("'s")
    return is_own(owner, common_too=True) or (owner != word and bool(flags_of(owner) & FIRST_NAME))


def _and_sons(path: Walk, at: int) -> tuple[int, int]:
    """Give "koffie & zo" and "hijs en co"."""
    if path.gap(at) == " & ":
        return at - 1, at + 1
    is_firm = path.word(at - 1) in {"en", "and"} and path.gap(at - 1) == " "
    is_one = path.word(at) in _SONS and not is_small(path.word(at - 2)) and path.closes(at + 1)
    if path.word(at) == "zn" and path.gap(at + 1) == " ":
        # "Oost en zn vrouw": short for his.
        is_one = False
    return (at - 2, at + 1) if is_firm and is_one else _beside_a_noun(path, at)


_FINDERS: dict[str, Finder] = {
    **dict.fromkeys(GO_ON, _and_sons),
    **dict.fromkeys(_STATED, _stated),
    **dict.fromkeys(("bv", "vof", "nv", "ltd"), _of_law),
    "bij": after_bij,
    "at": after_at,
    "the": _after_the,
    "t": _after_short_the,
    "'t": _after_short_the,
    "by": _by_somebody,
    **dict.fromkeys(("for", "with", "from", "voor"), hired_by),
    "wapen": _arms_of,
}

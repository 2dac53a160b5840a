"""Programs, sites and short forms: capitals that are nobody's."""

import re

from blinding.rules.beside import (
    COUNTED_OFF,
    DETERMINERS,
    HOW,
    OF_PEOPLE,
    OF_SOMEBODY,
    WHERE,
    Place,
    is_a_noun,
    is_machine,
)
from blinding.words.lexicon import FIRST_NAME, PLACE, PROGRAM, STRONG_NAME
from blinding.words.small_words import FUNCTION_WORDS, words_of

# Shorter capitals may be somebody's initials.
_SHORTEST = 3
# Words of computers, beside which one works in a program.
_OF_COMPUTERS = re.compile(
    r"(?<!\w)(?:\w*(?:bestand|programma|software|verslag|planning|poster|flyer|filmpje|video|"
    r"montage|"
    r"website|webshop|logo|layout|database)\w*|site|app|apps|codes?|gui|foto'?s|photos?|"
    r"files?|model|render\w*|teken\w*|getekend|ontw\w+|design\w*|draw\w*|drew|edit\w*|"
    r"bewerk\w*|gemonteerd|monteer\w*|vlog\w*|opgenomen|neem|record\w*|geluid|sound|mix\w*|"
    r"program\w*|geprogrammeerd|schreef|coded?|coding|typ\w*|ingevoerd|invoer\w*|opgezocht|boek\w*|"
    r"gezet|staat|lijstjes?|lists?|schema\w*|sheet\w*|pagina\w*|pages?|game\w*|level\w*|"
    r"sprites?|3d|animati\w+|gemaakt|maak|maakte|made|make|makes|built|build|gebouwd|koppen|"
    r"font\w*|"
    r"letter\w*|klassement|mail\w*|nieuwsbrief|newsletter|post\w*|clips?|views|volgers|"
    r"followers)(?!\w)"
)
_IN_A_PROGRAM = words_of("in met op via with on using into through naar to from uit")
_BY_WHOM = words_of(
    "met aan door van voor bij volgens naar with by from for to at and en of dankzij ik i named "
    "heet mr ms mrs dhr mw mevr meneer mevrouw juf meester baas collega docent mentor "
    "coach begeleider"
)
_NOT_AFTER = OF_PEOPLE | OF_SOMEBODY | FUNCTION_WORDS
_MEASURED = re.compile(r"[\d.,]*\d")
_ABBREVIATED = re.compile(r"[A-Z]{2,5}s?|[a-z][A-Z]|[A-Z][a-z]?[A-Z]|[A-Z][a-z]")

_ELEMENTS = "H C N O F Na Mg Al Si P S Cl K Ca Cr Mn Fe Ni Cu Zn Br Ag Sn I Ba Pb".replace(" ", "|")
_FORMULA = re.compile(rf"(?=\w*[a-z\d])(?:(?:{_ELEMENTS})\d*){{2,}}")


def is_formula(written: str) -> bool:
    """Tell whether letters are those of elements.

    >>> is_formula("NaOH"), is_formula("DaVinci"), is_formula("Nico")
    (True, False, False)
    """
    return sum(map(str.isupper, written)) > 1 and _FORMULA.fullmatch(written) is not None


def is_worked_in(place: Place, before: str) -> bool:
    """Tell whether a program is meant: "gemonteerd in Premiere", "schreef een GUI in Swing"."""
    if before.lower() not in _IN_A_PROGRAM or place.flags & (STRONG_NAME | PLACE):
        return False
    if place.flags & FIRST_NAME and before.lower() not in {"in", "op", "on"}:
        return False
    if place.flags == PROGRAM:
        return True
    start = place.tokens[place.index][1]
    near = place.plain[max(0, start - 90) : start + 60]
    return place.written.istitle() and bool(_OF_COMPUTERS.search(near.lower()))


def is_short_for_a_thing(place: Place, before: str, after: str) -> bool:
    """Tell whether capitals are short for a thing: "35 mA", "UVB lampen", "een SSD"."""
    written = place.written
    if not _ABBREVIATED.fullmatch(written):
        return False
    is_measured = _MEASURED.fullmatch(before) and place.near(-2).lower() not in COUNTED_OFF
    if is_measured and not after[:1].isupper() and len(written) < _SHORTEST:
        return True
    if len(written) >= _SHORTEST and written[:-1].isupper() and written.endswith("s"):
        return True
    if place.flags & (FIRST_NAME | STRONG_NAME) and not is_machine(after):
        return False
    if is_measured and not after[:1].isupper():
        return True
    return _stands_as_a_thing(place, before.lower(), after)


def _stands_as_a_thing(place: Place, before: str, after: str) -> bool:
    """Tell whether capitals stand where no initials, firm or school do."""
    is_long = len(place.written) >= _SHORTEST
    if not (is_long or place.written.isupper()) or after[:1].isupper():
        return False
    if before in _BY_WHOM or after.lower() in _NOT_AFTER:
        return False
    if before in DETERMINERS | HOW:
        is_where = place.near(-2).lower() in WHERE | {"op", "in"}
        return not is_where and (is_long or is_a_noun(after))
    if before in WHERE or before in {"op", "in", ""}:
        return is_machine(after)
    return is_long and is_a_noun(after)

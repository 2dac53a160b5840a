"""What inns, homes and schools are often called: "de regenboog", where somebody works there."""

from blinding.rules.places.name_ends import Walk
from blinding.rules.places.workplaces import THE, WORK_AT
from blinding.words.organisations import EMBLEM, WHICH, says_of
from blinding.words.small_words import words_of

_BEFORE = THE | {"the"}
_AT_A_CORNER = words_of("bij stage at")
_AT_AN_EMBLEM = _AT_A_CORNER | words_of("op in van from")
# "De ronde begon bij de sluis", "de pas werkte niet bij de poort".
_BEGINS_TOO = words_of("begon begin start werkte werkt")
_NEAR_A_CORNER, _NEAR_AN_EMBLEM = 5, 8
_OF_METAL = words_of("golden silver gouden zilveren vergulde bonte dolle")
_TAKES_ON = words_of("heeft liet zocht gaf leerde nam vroeg laat zoekt taught gave let hired")
_WHOM = words_of("mij me mn iemand ons us someone somebody")


def emblem(path: Walk, at: int) -> tuple[int, int]:
    """Give "de regenboog" where somebody works, not the one in the sky."""
    first = at - (says_of(path.word(at - 1)) & WHICH > 0)
    before, end = path.word(first - 2), at + 1
    if path.word(first - 1) not in _BEFORE or path.word(end) == "van":
        return at, at
    if _took_me_on(path, first, end):
        return first, end
    is_corner = not says_of(path.word(at)) & EMBLEM and first == at
    if not path.closes(end) or before not in (_AT_A_CORNER if is_corner else _AT_AN_EMBLEM):
        return at, at
    far = _NEAR_A_CORNER if is_corner else _NEAR_AN_EMBLEM
    work = WORK_AT - _BEGINS_TOO if is_corner else WORK_AT
    works = any(path.word(near) in work for near in range(max(0, first - far), first - 2))
    is_known = first < at and path.word(first) in _OF_METAL
    return (first, end) if works or is_known or before == "stage" else (at, at)


def _took_me_on(path: Walk, first: int, end: int) -> bool:
    """Tell whether an emblem does what a firm does: "de schaar heeft mij leren knippen"."""
    if path.gap(first - 1) == " " and path.word(first - 2) not in {"en", "maar", "and"}:
        return False
    if path.word(end) in {"is", "was"}:
        # "The corner is where I learned to pour".
        return path.word(end + 1) in {"where", "waar"} and path.word(end + 2) in {"i", "ik"}
    return path.word(end) in _TAKES_ON and path.word(end + 1) in _WHOM

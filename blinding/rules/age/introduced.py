"""An age among the things that somebody says of oneself: "Kemal, 18, Schiedam", "nu 17 en sterk".

No word says that these numbers are ages. They stand alone where a clause begins, or beside a name,
and neither they nor their neighbours count anything.
"""

import re

from blinding.dates import NUMBER_WORDS
from blinding.rules.age.forms import (
    AGES,
    AN_AGE,
    LATER,
    MONTH,
    NOT_WORK,
    SOMEBODY,
    YEARS,
    YEARS_AND_STOP,
)
from blinding.words.lexicon import COMMON_EN, COMMON_NL, TRADE, flags_of, is_nameish
from blinding.words.small_words import FUNCTION_WORDS, words_of

_YOUNG = frozenset(range(14, 31))
_NUMBERS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
# "18m", "m/17", "19 v": at twelve and at twenty-four it is rather volt.
_SEX = re.compile(
    r"(?:[mvfx]\s?/?\s?(?P<after>1[4-9]|2[0-35-9])|(?P<before>1[4-9]|2[0-35-9])\s?/?\s?[mvfx])"
    r"(?!\w)(?=\s*(?:\Z|[,.;!?)(|/]|-\s|(?:zoek|zoekt|woon|woont|looking|en|and|uit|from|ik|i|in|"
    r"student|single|here|hier|mbo|technisch|rustig|bbl|bol|based|living|net|nog)(?!\w)"
    r"(?!\s\d)))"
)
_ALONE = re.compile(r"(?:\A\W*|(?<!\d)[,.;!?(|/]\s?|\s-\s|(?:hier|here|ik|i|hoi|hi|hey|yo) )\Z")
_QUALIFIER = (
    rf"(?:{LATER}|nog|maar|slechts|amper|barely|echt|gewoon|legally|still|been|not even|"
    r"niet eens|nog niet|allebei|"
    r"both|will be|soon to be|gonna be|"
    r"beide|beiden|sinds \w+|since \w+|jarig geweest)"
)
_CLAUSE = re.compile(
    r"(?:\A\W*|[,.;!?(|\n]\s*|\s-\s|/|(?<!\w)(?:dus|so|want|because|hoi|hi|hey|hallo|hello|yo) |"
    # After a colon: "Kort maar krachtig: 20 en ik kan alles".
    r"(?P<told>(?<!\w)(?:kort\w*|eerlijk|samengevat|short|profiel|profile|bio|intro|mij|me|"
    r"voorstellen|vul|honestly|so|dus|wat|wie|what|who)(?: \w+){0,2}:\s))"
    rf"(?P<hide>(?:{_QUALIFIER}\s)*)\Z"
)
_THEN = (
    r"(?:\s(?:now|nu|geworden|already|al|pas|dus|rn|inmiddels|trouwens|btw|baby|still|toch|ook|"
    r"too|here|hier|at the moment|op dit moment|momenteel|"
    r"(?:next|this|volgende|komende|deze) (?:week|month|maand|year|summer|zomer)))*"
)
_END = r"(?:\s?[,.;!?)(|/](?!\s?\d(?!\s?(?:jaar|years?|yrs?)(?!\w)))|\s-\s|\s?\Z)"
_GOES_ON = re.compile(
    rf"(?:{YEARS}{NOT_WORK})?{_THEN}(?:{_END}|\s?/\s?[mvfx](?!\w)|\s(?:en|and|maar|but|dus|so|"
    r"who|die|zonder|woon|woont|zoek|zoekt|looking|uit|from|ik|i|since|sinds|by|before|toen|omdat|"
    r"because|"
    rf"bc|wil|for a|come (?:{MONTH}))(?!\w)(?!\s(?:\d|(?:{_NUMBERS})(?!\w))))"
)
# After a comma less may follow: "18 dozen geteld, 16 uit de kast".
_CLOSES = re.compile(
    rf"(?:{YEARS}{NOT_WORK})?{_THEN}(?:{_END}|\s?/\s?[mvfx](?!\w)|\s(?:uit|from|woon|woont|zoek|"
    r"zoekt|looking|en ik|and i|en kom|maar ik|but i|dus|so|and ready|en klaar)(?!\w))"
)
# "17, 18 en 20", "nu 15 en straks 20 pallets": numbers of things.
_ROW_BEFORE = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}|{_NUMBERS})\s?(?:,|en|and|of|or|/|&|\+|tot|to)\s?\Z"
)
_ROW_AFTER = re.compile(
    rf"\s?(?:,|en|and|of|or|/|&|\+|tot|to|x)\s?(?:\d{{1,3}}|{_NUMBERS})(?!\w)"
    r"(?!\s?(?:jaar|years?|yrs?|uur|keer|times|weken|maanden|months)(?!\w))|"
    r"\s(?:en|and|maar|but)\s(?:\w+\s){0,3}\d+\s(?!keer|jaar)\w+(?:en|s)(?!\w)"
)
_LAST_WORD = re.compile(r"([a-z][\w'-]*)\W*\Z")
_NAMED = re.compile(
    r"(?:(?:\A|[.!?]\s)\W*(?:(?:hoi|hi|hey|yo|hallo|hello)\s)?|(?<!\w)(?:ik ben|ben|im|i'm|i am|"
    r"ik heet|heet|name is|naam is|name's|dit is|this is)\s(?:[^\W\d][\w'-]*\s)?)"
    r"(?P<name>[^\W\d][\w'-]*)(?:\s(?P<last>[^\W\d][\w'-]*))?(?P<pause>,|\svan)?\s\Z"
)
# "Hung 30 fire doors": the second word may be what is counted.
_NO_COUNT = re.compile(r"\s(?!(?:\w+\s)?(?!samen)\w{3,}(?:en|s|jes|x)(?!\w))([a-z][\w'-]*)")
_ENDS = re.compile(YEARS_AND_STOP)
_IN_YEARS = re.compile(rf"{YEARS}{NOT_WORK}")
_COUNTING = words_of(
    "totaal total aantal score maat size nummer number room kamer tafel table lokaal pagina page "
    "p pag blz pg fig art nr no "
    "bus tram lijn line temperatuur temperature prijs price uur tijd time stap step"
)
_PERSON = re.compile(SOMEBODY)
_FULL = re.compile(AN_AGE)


def of_a_sex(low: str, first: int, last: int, start: int) -> tuple[int, int] | None:
    """Give where "18m" or "m/17" ends that begins at a place where somebody begins to tell."""
    said = _SEX.match(low, start, last)
    if said and _ALONE.search(low[first:start]):
        return said.span()
    return None


def introduced(low: str, first: int, start: int, end: int, last: int) -> int | None:
    """Give where the words of an age begin that stand alone, if the number between is one."""
    written = _FULL.match(low, start)
    word = written[0] if written else ""
    if AGES.get(word, int(word) if word.isdigit() else 17) not in _YOUNG:
        return None
    before, after = low[max(first, start - 60) : start], low[end : min(last, end + 60)]
    if _ROW_BEFORE.search(before) or _ROW_AFTER.match(after):
        return None
    if (named := _NAMED.search(before)) and _is_named(named, after):
        return start
    clause = _CLAUSE.search(before)
    if not clause:
        return None
    is_first = start - len(clause[0].strip()) <= first or low[:start].strip() == clause["hide"]
    if is_first and _IN_YEARS.match(after):
        return start - len(clause["hide"])
    goes_on = _GOES_ON if clause["hide"] or clause["told"] or is_first else _CLOSES
    if not goes_on.match(after):
        return None
    in_brackets = clause[0].startswith("(") and after.lstrip().startswith(")")
    if not (clause["hide"] or is_first or in_brackets) and _counts(before):
        return None
    return start - len(clause["hide"])


def _is_named(named: re.Match[str], after: str) -> bool:
    """Tell whether a number stands right behind a name: "daan 18 zwolle", "I'm Jo, 17"."""
    called = named["last"] or named["name"]
    if named["pause"] == ",":
        return _ENDS.match(after) is not None
    if is_nameish(called) or (named["last"] and is_nameish(named["name"])):
        return bool(_ENDS.match(after) or _NO_COUNT.match(after))
    is_introduced = not named[0].lstrip().startswith(named["name"])
    return is_introduced and may_be_called(called) and _ENDS.match(after) is not None


def _counts(before: str) -> bool:
    """Tell whether the word before a number says what is counted: "dozen gepakt, boxes, 18"."""
    found = _LAST_WORD.search(before)
    word = found[1] if found else ""
    if word in _COUNTING:
        return True
    if not word or _PERSON.fullmatch(word) or may_be_called(word):
        return False
    is_many = word.endswith(("en", "s", "jes")) and not word.startswith("ge")
    return is_many and word not in FUNCTION_WORDS


def may_be_called(word: str) -> bool:
    """Tell whether somebody may be called so: a name, or a word of no list."""
    common = flags_of(word) & (COMMON_NL | COMMON_EN | TRADE)
    return word not in FUNCTION_WORDS and (not common or is_nameish(word))

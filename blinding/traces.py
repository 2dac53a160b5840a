"""Numbers, addresses and words lifted out of folded text, in one comparable form each.

Used twice: to find what looks like an identifier, and to find the very one the records know.
"""

import re
from collections.abc import Iterator

from blinding.folding import WORD, Folded
from blinding.words.small_words import ABBREVIATIONS

Token = tuple[str, int, int]

_LEET = str.maketrans("0134578@$", "oleastbas")
# Three or more single letters with one and the same kind of gap: a word spelled out to hide it.
_SPELLED_OUT = re.compile(r"(?<![^\W_])[^\W\d_](?:([ .\-_*|/]{1,2})[^\W\d_](?![^\W_])){2,}")
_SHORT = ABBREVIATIONS | {"a.m.", "p.m.", "e.g.", "i.e.", "e.d.", "d.d.", "m.n."}
_POINTED = re.compile(r"(?:[^\W\d_]\.)+")
_DIGITS = re.compile(
    r"(?<![\w.,])\+?\(?\d(?:[ .\-/()=_~*|]{0,3}\d){3,}(?![^\W_])|(?<=\bs)\d{5,}(?!\w)"
)
_AT = r"(?:@{1,2}|\s?[\[({<]\s?(?:at|apen?staart(?:je)?)\s?[\])}>]\s?|\sapen?staart(?:je)?\s)"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punt)\s?[\])}>]\s?|\s(?:dot|punt)\s)"
_JOINED = rf"(?:{_DOT}|\s(?:(?:laag |liggend )?streepje|underscore|dash)\s)"
_HOSTS = (
    "gmail|googlemail|hotmail|outlook|live|yahoo|ziggo|icloud|kpnmail|kpn|"
    "planet|student|xs4all|proton|protonmail|telenet|msn|home|hetnet|gmx|mail"
)
_ENDS = "nl|com|org|net|be|eu|de|co|uk|fr|io|nu|info"
EMAIL = re.compile(
    rf"(?<![\w.+-])[a-z0-9](?:[\w.+-]|{_JOINED}(?=\w+(?:{_JOINED}\w+)?{_AT})){{0,63}}{_AT}"
    rf"[a-z0-9-]+(?:{_DOT}[a-z0-9-]+){{0,3}}{_DOT}[a-z]{{2,12}}(?!\w)"
    rf"|(?<!\w)(?:\w+{_JOINED})*[\w.+-]+ ?(?:@ ?(?:{_HOSTS})| at  ?(?:{_HOSTS})"
    # "They called me at home" is no address.
    rf"(?:(?<! home)(?<! live)(?<! mail)(?<! planet)(?<! student)|(?={_DOT}[a-z])))"
    rf"(?:{_DOT}[a-z]{{2,12}}(?!\w))*"
    # "Jo at knitted dot com", as it is said aloud.
    rf"|(?<!\w)[\w.+-]+(?:{_JOINED}[\w.+-]+)* at [\w-]+(?: (?:punt|dot) [\w-]+)*?"
    rf" (?:punt|dot) (?:{_ENDS})(?: (?:punt|dot) uk)?(?!\w)"
)
POSTCODE = re.compile(r"(?<!\w)[1-9]\d{3}[ .-]?[a-z]{2}(?!\w)")
_FIGURES = re.compile(r"\d+")
_MAIL_HINTS = ("@", "apenstaart", "apestaart", " at ", "at)", "at]", "at}", "at >", "at )", "at ]")
# No address without one of these; " at " by itself stands in every other English text.
_MAIL_MARK = re.compile(
    rf"@|apen?staart|[\[({{<]\s?at\s?[\])}}>]| at  ?(?:{_HOSTS})"
    rf"| at [\w-]+(?: (?:dot|punt) [\w-]+)* (?:dot|punt) (?:{_ENDS})(?!\w)"
)
_AT_SIGN = re.compile(_AT)
_DOT_SIGN = re.compile(_DOT)


def tokens_of(folded: Folded) -> list[Token]:
    """Give the lower-case words of a text; a word spelled out letter by letter is one word."""
    low = folded.low
    tokens = [(match[0], match.start(), match.end()) for match in WORD.finditer(low)]
    return with_spelled(tokens, spelled_out(low))


def with_spelled(tokens: list[Token], spelled: list[Token]) -> list[Token]:
    """Put words written as separate letters in the place of those letters."""
    if not spelled:
        return tokens
    kept = [t for t in tokens if not any(s <= t[1] and t[2] <= e for _, s, e in spelled)]
    return sorted([*kept, *spelled], key=lambda token: token[1])


def spelled_out(low: str) -> list[Token]:
    """Find words written as s e p a r a t e letters; "m.b.t." is no such word."""
    return [
        ("".join(filter(str.isalpha, match[0])), match.start(), match.end())
        for match in _SPELLED_OUT.finditer(low)
        if _with_points(low, match) not in _SHORT
    ]


def _with_points(low: str, match: re.Match[str]) -> str:
    row = _POINTED.match(low, match.start())
    return row[0] if row else ""


def without_leet(word: str) -> str:
    """Read digits inside a word as the letters they resemble.

    >>> without_leet("m0h4med")
    'mohamed'
    """
    return word.translate(_LEET)


def digit_runs(low: str, figures: list[int], *, shortest: int = 5) -> Iterator[Token]:
    """Give rows of digits, however they are grouped."""
    for match in matches_at(_DIGITS, low, list(_with_signs(low, figures))):
        digits = "".join(filter(str.isdigit, match[0]))
        if len(digits) >= shortest:
            yield digits, match.start(), match.end()


def _with_signs(low: str, figures: list[int]) -> Iterator[int]:
    """Give where figures begin, and the "+" and the bracket before them."""
    for start in figures:
        bracket = start - 1 if low[max(0, start - 1) : start] == "(" else start
        if low[max(0, bracket - 1) : bracket] == "+":
            yield bracket - 1
        if bracket < start:
            yield bracket
        yield start


def same_digits(number: str, kind: str) -> str:
    """Give the digits by which two notations of one number are the same.

    >>> same_digits("+31 6 12 34 56 78", "phone") == same_digits("06-12345678", "phone")
    True
    """
    digits = "".join(filter(str.isdigit, number))
    if kind == "phone":
        return digits[-9:] if len(digits) >= 9 else ""
    return digits.lstrip("0") if len(digits) >= 5 else ""


def emails_in(low: str) -> Iterator[Token]:
    """Give e-mail addresses in their plain form, also when written as "name (at) host punt nl"."""
    if not (any(hint in low for hint in _MAIL_HINTS) and _MAIL_MARK.search(low)):
        return
    for match in EMAIL.finditer(low):
        plain = _DOT_SIGN.sub(".", _AT_SIGN.sub("@", match[0]))
        yield plain, match.start(), match.end()


def postcodes_in(low: str, figures: list[int]) -> Iterator[Token]:
    """Give full postcodes without their gap; the caller decides whether they are really one."""
    for match in matches_at(POSTCODE, low, figures):
        yield re.sub(r"[ .-]", "", match[0]), match.start(), match.end()


def figures_in(low: str) -> list[int]:
    """Give where each row of figures begins."""
    return [match.start() for match in _FIGURES.finditer(low)]


def matches_at(pattern: re.Pattern[str], low: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern that begin at one of the places and do not overlap."""
    free = 0
    for start in starts:
        if start >= free and (match := pattern.match(low, start)):
            yield match
            free = match.end()

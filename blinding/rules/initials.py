"""Initials: letters with points, or letters after a word that says so."""

import re
from collections.abc import Iterator

from blinding.reading import A_NAME, Cue, Cued, Reading
from blinding.spans import Span, slot
from blinding.words.lexicon import (
    COMMON_EN,
    COMMON_NL,
    LAST_NAME,
    flags_of,
)
from blinding.words.small_words import (
    ABBREVIATIONS,
    FUNCTION_WORDS,
    PARTICLES,
)

# "Th.", "Ph.", "IJ.": first names of which two letters are kept.
_CAPITAL = r"(?:[A-Z]|Th|Ph|Ch|Chr|Joh|Fr|Wm|IJ|St|Sj|Tj)"
_INITIALS = re.compile(
    rf"(?<![\w.]){_CAPITAL}\.(?:[ -]?(?:(?:van|de|der|den|el|al|'t|v\.?d\.?)\s)*"
    rf"(?:{_CAPITAL}|v|d|vd|van|de|der|vdr|t)\.)+|(?<![\w.])(?:{_CAPITAL}\.[ -]?)+(?=[^\W\d_])"
)
# Asked of the points, not of every letter.
_CAPITAL_AND_POINT = re.compile(r"\.(?:(?<=[A-Z]\.)|(?<=[A-Z]\w\.)|(?<=[A-Z]\w\w\.))")
_INITIALS_CUE = re.compile(
    r"(?<!\w)(?:initialen|voorletters?|paraaf(?: \w+)??|getekend|handtekening|afgetekend door|"
    r"initials?|signed(?! (?:up|off|in|out|nothing)(?!\w))|namens|letters)"
    r"(?: (?:is|zijn|are|door|by)|(?: \w+){1,3}(?=:))?\s?[:,]?\s"
    r"([a-z](?:[. "
    r"]{0,2}[a-z]){0,4}\.?)(?![\w])",
)
# "Zo teken ik met DJ", "doe maar DJ", "ik ben e.v.", "n.a. onder mijn rapportages".
_SIGNED = re.compile(
    r"(?<!\w)(?:(?:(?:onder)?teken|sign)\w*(?: [\w']+){0,4}? (?:met|als|as|with)|(?:doe|zeg|noem "
    r"me) "
    r"maar|groet(?:jes|en)?,?|gr\.?|mvg,?|regards,?|cheers,?|ask for|vraag naar) "
    r"(?P<letters>(?:[a-z]\.){1,4}|[a-z]{1,3})(?![\w'])"
    r"|(?<!\w)(?:ik ben|ben|i'm|i am|im|ik heet|heet|this is|dit is) "
    r"(?P<dotted>(?:[a-z]\.){2,4})(?!\w)"
    r"|(?<!\w)(?:gezien|retour|akkoord|gecontroleerd|goedgekeurd|checked|approved)(?: (?:door|by))?"
    r":? (?P<seen>(?:[a-z]\.){2,4})(?!\w)"
    r"|(?<!\w)(?:schrijf|schreef|zet|write|put)(?: \w+)? (?P<under>(?:[a-z]\.){2,4}) (?:onder|"
    r"under) (?:mijn|mn|my|elk|elke|every|al "
    r"mijn)(?!\w)"
)
_INSIDE = r"(?:(?:van|de|der|den|ten|ter|te|el|al|la|v|vd|vdr|d|t)\.?\s)"
# "mw. T.", "mevr v d B", "meneer P", "Ms. L. B.", "dr. v. E.": the title goes with the letters.
_TITLED = re.compile(
    r"(?<!\w)(?:dhr|mw|mevr|mevrouw|meneer|meneertje|mr|mrs|ms|miss|juf|juffrouw|meester|dr|"
    r"dokter|doctor|prof|zr|"
    r"zuster|broeder|hr|mej|drs|ing|ir|sir|"
    rf"madam)\.?\s{_INSIDE}*(?P<letters>[a-z](?![\w'])\.?(?:[ -]?{_INSIDE}*[a-z](?![\w'])\.?)*)"
)
# A letter that stands for somebody: "samen met K.", "collega B", "hielp M".
_SOMEBODY = re.compile(
    r"(?<!\w)(?:collega(?:'s)?|begeleid(?:st)?er|stagebegeleid(?:st)?er|mentor|mentrix|"
    r"vriend(?:in)?|klasgeno(?:ot|te)|maatje|buddy|docente?|"
    r"cliente?|bewoner|bewoonster|patient|client|resident|colleague|coworker|friend|classmate|"
    r"supervisor|coach|teacher|leraar|lerares|"
    r"samen met|together with|hielp|help|vroeg|belde|helped|asked|met|with|van|from|aan|en|and|"
    r"door|by|naast|beside|zei|said|leerde) "
    r"(?P<letters>(?:[a-z]\.){2,4}(?!\w)|(?:th|ph|chr|joh|fr|sj|tj)\.|"
    r"[a-z](?![\w'&+/-])\.?)(?!\s?\d)"
)
# "R., Y.A. en ik": a sentence does not end in a point and a comma.
_IN_A_ROW = re.compile(
    rf"(?<![\w.]){_CAPITAL}\.(?=[,;)]|\s(?:en|and|&)\s|\s\((?:mijn|mn|my|onze|our|een|de)\s)"
)
# What is named by a letter, and is nobody.
_NAMED_LETTERS = re.compile(
    r"(?<!\w)(?:groep|klasse|klas|vitamin[es]*|type|plan|rijbewijs|categorie|team|hal|zaal|blok|"
    r"optie|"
    r"niveau|letter|model|maat|size|kolom|rij|vak|punt|deel|level|group|class|option|part|row|"
    r"column|"
    r"hepatitis|bijlage|appendix|program\w*|\w*script|\w*code|word|excel|knop|button|toets|key|"
    r"python|java|"
    r"block|hall|gate|ploeg|lijn|line|poort|dok|dock|deur|versie|version|stap|step|etage|kamer|"
    r"lokaal)"
    r"(?:en|s)?(?!\w)|c\+\+"
)
_IN_CODE = re.compile(r",?\s(?:en|and|of|or)\s(?:java|python|php|html|css|c#|sql)")
_NOT_INITIALS = re.compile(
    r"(?:rijbewijs|klasse|niveau|type|vitamine|plan|groep|categorie|level|licen[cs]e|optie|vak|"
    r"blok|maat|hal|zaal|lokaal|code|punt|vraag|deel|model|variant|team)\s$"
)


CUES = {
    "titled": Cue(
        "dhr|mw|mevr|mevrouw|meneer|meneertje|mr|mrs|ms|miss|juf|juffrouw|meester|dr|dokter|"
        "doctor|prof|zr|zuster|broeder|"
        "hr|mej|drs|ing|ir|sir|madam",
        _TITLED,
        has_letters=True,
    ),
    "letter": Cue(
        "collega|begeleid(?:st)?er|stagebegeleid(?:st)?er|mentor|mentrix|vriend(?:in)?|"
        "klasgeno(?:ot|te)|maatje|buddy|docente?|"
        "cliente?|bewoner|bewoonster|patient|resident|colleague|coworker|friend|classmate|"
        "supervisor|coach|teacher|"
        "leraar|lerares|samen|together|hielp|help|vroeg|belde|helped|asked|met|with|van|from|"
        "aan|en|and|door|by|naast|beside|zei|said|leerde",
        _SOMEBODY,
        has_letters=True,
    ),
    "signs": Cue(
        "(?:onder)?teken\\w*|sign\\w*|doe|zeg|noem|groet(?:jes|en)?|gr|mvg|regards|cheers|ask|"
        "vraag|"
        "ik|ben|i|im|heet|this|dit|schrijf|schreef|zet|write|put|gezien|retour|akkoord|"
        "gecontroleerd|goedgekeurd|checked|approved",
        _SIGNED,
        has_letters=False,
    ),
    "initials": Cue(
        "initialen|voorletters?|paraaf|getekend|handtekening|afgetekend|initials?|signed|namens|"
        "letters",
        _INITIALS_CUE,
    ),
}


def _starts_surname(after: str) -> bool:
    """Tell whether what follows a single letter and a point is a surname, not a new sentence."""
    word = next((w for w in re.findall(A_NAME, after.lower()) if w not in PARTICLES), "")
    flags = flags_of(word)
    return word not in FUNCTION_WORDS and (not flags & COMMON_NL or bool(flags & LAST_NAME))


def initials(reading: Reading, found: Cued) -> Iterator[Span]:
    """Find initials in a text."""
    low, plain = reading.folded.low, reading.folded.plain
    if _CAPITAL_AND_POINT.search(plain):
        yield from _with_points(low, plain)
    yield from _of_somebody(low, plain, found)
    for match in found["signs"]:
        group = next(name for name, letters in match.groupdict().items() if letters)
        letters = plain[slice(*match.span(group))]
        is_word = letters.islower() and "." not in letters and flags_of(letters)
        if not (group == "letters" and (is_word or letters.lower() in FUNCTION_WORDS)):
            yield slot(*match.span(group), "initials")
    for match in found["initials"]:
        if not any(map(_is_small_or_common, re.findall(r"\w+", match[1]))):
            yield slot(match.start(1), match.end(1), "initials")


def _with_points(low: str, plain: str) -> Iterator[Span]:
    for match in _INITIALS.finditer(plain):
        after = plain[match.end() :]
        if match[0].count(".") == 1 and not (after[0].islower() or _starts_surname(after)):
            continue
        is_short = match[0].lower().strip() in ABBREVIATIONS
        if not is_short and not _NOT_INITIALS.search(low[: match.start()]):
            yield slot(match.start(), match.start() + len(match[0].rstrip(" -")), "initials")
    for match in _IN_A_ROW.finditer(plain):
        if not _NOT_INITIALS.search(low[: match.start()]):
            yield slot(*match.span(), "initials")


def _of_somebody(low: str, plain: str, found: Cued) -> Iterator[Span]:
    """Find letters after a title, a role or what only a person stands after."""
    for match in found["titled"]:
        title = match[0].split()[0].strip(".")
        if not (title in _ALSO_WORDS and match["letters"] in _SMALL_LETTERS):
            yield slot(match.start(), match.end(), "initials")
    for match in found["letter"]:
        letter = plain[slice(*match.span("letters"))]
        is_row = letter.count(".") > 1 and letter.lower() not in ABBREVIATIONS
        may_be = is_row or letter[0].isupper() or match[0].startswith(_ROLES)
        if may_be and _is_of_somebody(low, match, letter):
            yield slot(*match.span("letters"), "initials")


def _is_small_or_common(word: str) -> bool:
    common = flags_of(word) & (COMMON_NL | COMMON_EN) if len(word) > 3 else word in FUNCTION_WORDS
    return bool(common) and len(word) > 1


_ALSO_WORDS = frozenset({"miss", "ms", "dr", "juf", "meester", "ing", "ir", "hr", "mr"})
_SMALL_LETTERS = frozenset("aiu")
_ROLES = (
    "collega", "begeleid", "stagebegeleid", "mentor", "mentrix", "vriend", "klasgeno", "maatje",
    "buddy", "docent", "client", "bewon", "patient", "resident", "colleague", "coworker", "friend",
    "classmate", "supervisor", "coach", "teacher", "leraar", "lerares",
)  # fmt: skip


def _is_of_somebody(low: str, match: re.Match[str], letter: str) -> bool:
    """Tell whether a single letter is a person's, not that of a class, a plan or a language."""
    if letter in {"I", "i", "u", "a", "k", "n", "t", "s", "A"} and not letter.endswith("."):
        return letter == "A" and match[0].startswith(_ROLES)
    if _IN_CODE.match(low, match.end()) or low[: match.start()].endswith("tot en "):
        return False
    return not _NAMED_LETTERS.search(low, max(0, match.start() - 30), match.start("letters"))

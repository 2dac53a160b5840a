"""What tells an age without a number: a class at school, coming of age."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from blinding.reading import Cue, Cues, Reading
from blinding.spans import Span

_NTH = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|laatste|first|second|third|fourth|fifth|sixth|"
    r"final|last|senior|junior|[1-6]\s?(?:e|de|ste|st|nd|rd|th)|1[0-3]th|tenth|eleventh|twelfth|"
    r"ninth)"
)
_LEVEL = r"(?:vmbo|havo|vwo|mavo|atheneum|gymnasium|gym|lwoo|vso|praktijkonderwijs|pro)"
_STREAM = (
    r"(?:[\s-]?(?:kader|basis|bk|tl|gt|gl|kb|bb|bbl|kbl|t|k|b|mavo|theoretisch|gemengd|"
    r"beroeps)(?!\w))*"
)
_SCHOOL = (
    rf"(?:secondary|high|middelbare|middle|{_LEVEL}|college|school|roc|mbo|opleiding|"
    r"studie|uni)"
)
# "4 vmbo kader", "havo 4", "3vmbo-t", "klas 3c", "leerjaar 2", "year 11", "grade 10".
_CLASS = re.compile(
    rf"(?<!\w)(?:[1-6]\s?-?{_LEVEL}{_STREAM}(?!\w)|{_LEVEL}{_STREAM}\s?-?\s?[1-6](?![\w.,]*\d)"
    r"|(?:in\s(?:de\s)?)?(?:klas|leerjaar|schooljaar|brugklas)\s?[1-6]\s?-?(?:[a-h]|"
    r"[bkgtv]{1,2}\d?|[bkgt]{2,3}[1-6]?)?(?!\w)"
    rf"(?:\s(?:van\s(?:de|het)\s)?{_LEVEL})?{_STREAM}|(?:zit|zat|doe|ik|nu|am|im|i'm)\s(?:(?!begeleid|help|"
    r"hielp)\w+\s)?in\s(?:groep\s[1-8]|[1-6]\s?(?:kader|basis|tl|gt|gl|mavo|bbl|kbl|kb|bb)|"
    rf"[hvmtbk]{{1,2}}[1-6][a-e]?|de\s(?:boven|onder)bouw)(?!\w)|brugklas\s{_LEVEL}|"
    r"(?:niveau\s[1-4],?\s|opleiding,?\s|\A|,\s)jaar\s[1-4](?=\s(?:van|op|mbo)|"
    r"\s*(?:\Z|[,.]))|in\s(?:year\s(?:[1-9]|1[0-3]|one|two|three|four)|"
    r"grade\s(?:[4-9]|1[0-2])|jaar\s[1-4])(?![\w.])"
    r"|[1-6][bkgt]{1,3}[1-6](?!\w)|[2-4][a-h](?=\svan\s(?:het|de)\s))"
)
# "in de derde klas", "my second year at", "het tweede leerjaar", "4th grade of vmbo".
_NTH_CLASS = re.compile(
    rf"(?<!\w)(?:in\s)?(?:(?:de|het|the|my|mijn|m'n|mn|me|a|als|nu)\s)?({_NTH}[\s-]?(?:klas|"
    r"klasse?r|leerjaar|grade|grader|"
    rf"form|class)(?=\s(?:van|of|at|op|aan|en|and|{_LEVEL}|heb|doe|maakte|zit|ben)(?!\w)|"
    r"\s*(?:\Z|[,.!?)]))"
    rf"(?:\s(?:(?:van|of|at|op)\s)?(?:(?:de|het|the)\s)?{_LEVEL}{_STREAM})?)"
)
_IN_THE_NTH = re.compile(
    rf"(?<!\w)((?:in|uit|van|na|vanuit)\s(?:(?:de|het|the|my|mijn|m'n|mn)\s)(?:{_NTH})"
    rf"(?:(?:\s(?:of|van))?\s(?:(?:de|het|the)\s)?{_LEVEL}{_STREAM}|"
    r"(?=\s(?:op|at)\s(?:het|de|the)\s\w+\s)))"
)
_MY_YEAR = re.compile(
    rf"(?<!\w)(?:(?:my|mijn|m'n|mn|me)\s(?P<mine>{_NTH}[\s-](?:year|jaar|schooljaar|school year))"
    rf"(?=\s(?:of|at|van|op|mbo|aan|{_LEVEL})(?!\w)|\s*(?:\Z|[,.!?)])|\s(?:and|en|i|ik|we)(?!\w))"
    rf"(?:\s(?:of|at|van|op)\s(?:\w+\s)?(?:secondary|high|middelbare|{_LEVEL}|mbo)(?:\sschool)?)?"
    r"|(?:doe|zit|nu|ben|dit is)\s(?:nu\s)?(?:in\s)?(?:het\s|mijn\s|m'n\s|mn\s|my\s|"
    rf"the\s)?(?P<now>{_NTH}\s(?:jaar|year))(?!\s(?:garantie|dat|als|bij))"
    rf"|in\s(?:mijn|m'n|mn|het|my)\s(?P<first>{_NTH}\s(?:jaar|year))(?=\s(?:leerde|mocht|had|heb|"
    r"deed|maakte|ging|kreeg|was|we|i|ik|hadden|kregen)(?!\w))"
    rf"|(?:in|the|het|zit in|doe)\s(?:(?:the|het|my|mijn)\s)?(?P<the>{_NTH}[\s-](?:year|jaar|"
    r"schooljaar)\s"
    rf"(?:of|at|van|op|aan)\s(?:(?:de|het|the|mijn|my|een|a)\s)?{_SCHOOL}(?:\sschool)?))(?!\w)"
)
# "in de tweede klas bij", "we are all in 2nd year"
_IN_YEAR = re.compile(
    rf"(?<!\w)(in\s(?:(?:de|het|the|my|our|mijn|m'n|mn)\s)?{_NTH}\s(?:klas|leerjaar|grade|year|"
    r"jaar))(?=\s*(?:\Z|[,;!?)]|\.(?!\w))|\s(?:bij|toen|now|nu|mbo|vmbo|havo)(?!\w))"
)
# "Third year of mbo, I did"
_YEAR_OF = re.compile(
    rf"(?:\A|(?<=[.!?,(] ))({_NTH}[\s-](?:year|jaar))(?=\s(?:(?:of|at|van|op|aan)\s)?(?:(?:de|het|"
    r"the|my|mijn)\s)?(?:mbo|roc|vmbo|havo|school|college|\w*opleiding|secondary|studie)\w*)"
)
_EXAM = re.compile(
    r"(?<!\w)((?:(?:in|na|voor)\s)?(?:(?:het|mijn|m'n|mn|de|my|the)\s)?(?:eind)?examen(?:jaar|"
    r"klas|kandidaat|leerling)(?!\w)"
    rf"(?:\s(?:van\s)?(?:de\s|het\s)?{_LEVEL}{_STREAM})?)"
)
# "als tweedejaars", "ben een eerstejaars", "as a freshman", "brugklasser".
_YEAR_STUDENT = re.compile(
    r"(?<!\w)(?:als|ben|kben|im|i'm|am|as|was|zit|word|bent|werd|ik|i)\s(?:(?:nu|nog|pas|net|"
    r"een|a|an|"
    r"still|now|only|al|in|de|the|my|mijn|n|'n|just)\s){0,3}((?:(?:eerste|tweede|derde|vierde|"
    r"vijfde|zesde|laatste|[1-6]e?)"
    r"\s?-?\s?jaars(?:student|leerling)?|brugklasser|brugpieper|bruggertje|bruggie|brugklas|"
    r"onderbouwer|bovenbouwer|"
    rf"freshman|freshmen|sophomore|{_NTH}[\s-]year(?:\sstudent)?|{_NTH}[\s-]grader|{_NTH}\sklasser|"
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde)klasser))(?!\w)"
)
_BARE_YEAR = re.compile(
    r"(?<!\w)(?<!de )(?<!alle )(?<!nieuwe )(?<!andere )(?<!the )(?<!twee )(?<!met )(?<!voor "
    r")(?<!van )(?<!aan )"
    r"((?:eerste|tweede|derde|vierde|2e|3e|4e|1e)\s?-?jaars(?:student|leerling)?(?:e)?|(?:first|"
    r"second|third|fourth|final)[\s-]year(?=\sstudent))(?!\w)"
    r"(?=\s*(?:\Z|[,.!?)(]|(?:student|\w+(?:er|man|kok|ist|eur|ende|ster)|of|studente|mbo|mbo'er|en|ben|op|aan|bij|van|and|at)(?!\w)))"
)
# "nog minderjarig", "bijna meerderjarig", "underage", "18+".
_COMING_OF_AGE = re.compile(
    r"(?<!\w)(?:ik|ben|kben|bn|word|wordt|im|i'm|am|i|being|als|was|mij|me|"
    r"omdat)\s(?:(?!\b(?:werk|help|klant|verkoop)\w*)[\w']+\s){0,3}?"
    r"((?:(?:nog|net|bijna|niet|nog niet|pas|still|not|almost|nearly|just|officieel|nu|a|an|"
    r"legally|al)\s){0,3}(?:minderjarig|meerderjarig|"
    r"volwassen|underage|under age|of age|minor|teenager|tiener|puber|adult|legal age|"
    r"stemgerechtigd|kiesgerechtigd)(?: voor de wet)?(?: geworden)?)(?!\w)"
    # "Still a teenager but", "net meerderjarig en klaar"
    r"|(?:\A|(?<=[,.;(!] ))(?P<first>(?:(?:still|nog|net|officially|officieel|legally|al|"
    r"sinds kort|bijna|nearly|almost|not|nog niet|now|nu)\s)*(?:an?\s|een\s)?(?:teenager|tiener|"
    r"puber|adult|minor|minderjarig|meerderjarig|underage|legal|volwassen)"
    r"(?: (?:since|sinds) (?:(?:last|vorige) )?\w+| nog net| still)?)"
    r"(?=\s*(?:\Z|[,.;!)]|"
    r"(?:nog|still|en|and|but|maar|since|sinds|dus|so)(?!\w)))"
)
_FIRST_OF_CLASS = (
    rf"[1-6](?:{_LEVEL})?\w{{0,5}}|{_LEVEL}\w{{0,3}}|klas\d?\w?|leerjaar\d?|"
    r"schooljaar|brugklas|year|grade|zit|zat|doe|ik|nu|am|im|i|niveau|opleiding|jaar"
)
_AT_SCHOOL_IN_THE = re.compile(
    rf"(?<!\w)(?:zit|zat|mavo|havo|vwo|vmbo|school)\s(?:\w+\s){{0,3}}?(in\s(?:de|het)\s{_NTH})"
    r"(?=\s*(?:\Z|[,.!?)]|(?:en|maar|toen|dus|van|op)(?!\w)))"
)
_CUES = {
    "at_school_in_the": Cue("zit|zat|mavo|havo|vwo|vmbo|school", _AT_SCHOOL_IN_THE),
    "class": Cue(_FIRST_OF_CLASS + "|in", _CLASS),
    "nth_class": Cue(rf"in|de|het|the|my|mijn|m|mn|me|a|als|nu|{_NTH}|[1-6]", _NTH_CLASS),
    "in_the_nth": Cue("in|uit|van|na|vanuit", _IN_THE_NTH),
    "my_year": Cue("my|mijn|m|mn|me|in|the|het|zit|doe|nu|ben|dit", _MY_YEAR),
    "year_of": Cue(_NTH, _YEAR_OF),
    "in_year": Cue("in", _IN_YEAR),
    "exam": Cue(
        "in|na|voor|het|mijn|m|mn|de|my|the|(?:eind)?examen(?:jaar|klas|kandidaat|leerling)", _EXAM
    ),
    "year_student": Cue("als|ben|kben|im|i|am|as|was|zit|word|bent|werd|ik", _YEAR_STUDENT),
    "bare_year": Cue(
        "(?:eerste|tweede|derde|vierde|2e|3e|4e|1e)(?:jaars.*)?|first|second|third|fourth|final",
        _BARE_YEAR,
    ),
    "coming_of_age": Cue(
        "ik|ben|kben|bn|word|wordt|im|i|am|being|als|was|mij|me|omdat|still|nog|net|al|sinds|bijna|"
        "officially|officieel|legally|nearly|almost|not|now|nu|an?|een|teenager|tiener|puber|adult|"
        "minor|minderjarig|meerderjarig|underage|legal|volwassen",
        _COMING_OF_AGE,
    ),
}


_RARE = frozenset({"exam", "year_student", "bare_year", "coming_of_age"})
CUES = Cues({name: cue for name, cue in _CUES.items() if name not in _RARE})
RARE_CUES = Cues({name: cue for name, cue in _CUES.items() if name in _RARE})
# No class without one of these words, and nobody coming of age without one of those.
_HINT = re.compile(
    r"\w*(?:klas|leerjaar|schooljaar|vmbo|havo|mavo|vwo|bouw)\w*|grade\w*|year|jaar|groep|class|"
    r"form|basis|kader|tl|gt|kb|bb|[hvmtbk]{1,2}\d\w?|[1-6][a-z]{1,3}\d?|atheneum|gymnasium|gym|lwoo|"
    r"vso|praktijkonderwijs|vierde|derde|tweede"
)
_RARE_HINT = re.compile(
    r"\w*(?:jaars|klasser|examen)\w*|(?:minder|meerder)jarig|volwassen|underage|minor|adult|teenager|"
    r"tiener|puber|legal|\w+gerechtigd|freshm[ae]n|sophomore|brug\w+|under|age|\w+bouwer|grader|year"
)


@lru_cache(maxsize=65_536)
def _hints_of(word: str) -> tuple[bool, bool]:
    return _HINT.fullmatch(word) is not None, _RARE_HINT.fullmatch(word) is not None


def school_years(reading: Reading) -> Iterator[Span]:
    """Find classes and words of coming of age."""
    hints = [_hints_of(word) for word, _, _ in reading.runs]
    for at, cues in enumerate((CUES, RARE_CUES)):
        if not any(hint[at] for hint in hints):
            continue
        for match in chain.from_iterable(cues.found(reading).values()):
            group = match.lastgroup or (1 if match.re.groups else 0)
            yield Span(*match.span(group), "age", "identifier", 0.9)

"""Gendered pronouns made neutral: die, diens, hen; they, their. "Ze zijn" (they are) stays.

Dutch writes "they" and "she" alike, "his" and "to be" alike, "her" and "hair" alike; the words
around decide, and what stays undecided is made neutral.
"""

import re
from collections.abc import Iterator

from blinding.folding import Folded
from blinding.spans import Span
from blinding.traces import Token
from blinding.words.lexicon import COMMON_NL, flags_of
from blinding.words.small_words import PLURAL_VERBS, SINGULAR_VERBS, words_of

_EN = {
    "he": "they",
    "she": "they",
    "him": "them",
    "his": "their",
    "hers": "theirs",
    "himself": "themself",
    "herself": "themself",
    "he's": "they're",
    "she's": "they're",
    "he'll": "they'll",
    "she'll": "they'll",
    "he'd": "they'd",
    "she'd": "they'd",
}
_NL = {
    "hij": "die",
    "hem": "hen",
    "hemzelf": "henzelf",
    "haarzelf": "henzelf",
    "zijne": "diens",
    "hijzelf": "die zelf",
}
_THE = (
    r"(?:de|het|een|n|'n|dit|deze|die|dat|elke|iedere|geen|the|a|an|this|that|one|every|each|"
    r"another|some|two|twee|drie|no|mijn|my|onze|our)"
)
_PEOPLE = (
    r"klant\w*|gast\w*|clienten?|client\w*|"
    r"bewo\w+|patient\w*|kind\w*|leerling\w*|bezoeker\w*|deelnemer\w*|gebruiker\w*|"
    r"meneer|mevrouw|man|vrouw|jongen|jongetje|meisje|heer|dame|echtpaar|moeder|vader|ouders?|"
    r"opa|oma|chauffeur\w*|automobilist\w*|koper\w*|cursist\w*|iedereen|buurman|"
    r"peuter\w*|kleuter\w*|baby\w*|tourist\w*|traveller\w*|toddler\w*|teenager\w*|"
    r"messen|regulars?|grandson|grandma|grandpa|driver|buyer|caretaker|"
    r"everybody|mare|calf|"
    r"toerist\w*|reiziger\w*|customer\w*|guest\w*|"
    r"resident\w*|patient\w*|child\w*|pupil\w*|visitor\w*|woman|boy|girl|lady|"
    r"mother|father|parents"
)
_THINGS = (
    r"printer|deur|poort|ruit|muur|kraan|ketel|pomp|kast|lamp|auto|fiets|plank|saus|taart|bloeddruk|"
    r"hond|kat|paard|koe|machine|motor|oven|sifon|dog|cat|horse|cow|engine|door"
)
_OTHERS = rf"{_PEOPLE}|{_THINGS}"
_NAMED = re.compile(
    r"(?<!\w)(?:ik|wij|we|i)(?!\w)|"
    r"^\W*(?:bij |voor |met |van |aan |toen |als |for |with |when |by )?"
    rf"(?:{_THE}|one of the)\s"
    rf"(?:\w+\s){{0,2}}(?:{_OTHERS}|collega\w*|eigenaar|colleague\w*)(?!\w)"
)
_JUDGES = (
    r"begeleid\w*|\w+begeleid\w*|praktijkopleid\w*|opleid\w*|docent\w*|leraar|lerares|mentor\w*|"
    r"coach\w*|train(?:er|ster)\w*|baas|bazin|chef\w*|leidinggevende\w*|manager\w*|teamleid\w*|"
    r"meester|juf\w*|directeur|eigenaar|collega\w*|team|boss|teacher\w*|supervisor\w*|tutor\w*|"
    r"instructor\w*|director|owner|colleague\w*|coworker\w*|uitvoerder|voorman|ploegbaas|patron|"
    r"kok|verpleegkundige|foreman|nurse"
)
_SAYING = (
    r"zei|zeiden|zegt|zeggen|schreef|schreven|schrijft|vond|vonden|vindt|vinden|noem\w*|said|says|"
    r"wrote|writes|call(?:ed|s)(?=\s(?:him|her|me|us)(?!\w))|thinks?|thought|told"
)
_SPOKEN_OF = (
    r"over mij|over me|about me|dat (?:ben|was) ik|that(?:'s| is| was) me|reference|"
    r"(?:mooie?|goede?|good|great) (?:cijfer|mark|grade)|referentie|verslag|getuigschrift|"
    r"aanbeveling\w*|beoordel\w*"
)
_SAW = r"(?:zag|ziet|merkte?|appte?|mailde?|saw|noticed|texted)"
_QUOTED = re.compile(
    rf"(?<!\w)(?:{_SAYING}|{_SPOKEN_OF}|aldus|(?:staat|stond)\s(?:er\s)?dat|"
    rf"volgens(?!\s(?:de|het|een)\s(?!{_JUDGES}|klant))|feedback|compliment\w*|"
    rf"(?:{_JUDGES})\s(?:\w+\s)?{_SAW}|{_SAW}\s{_THE}\s(?:{_JUDGES})\s(?:dat|wat))(?!\w)"
)
# What is said of the writer may stand between these.
_REPORTED = re.compile(rf"\"|(?:^|\s)'(?![stn]\s)|(?<!\w)(?:{_SPOKEN_OF}|noem\w*)(?!\w)")
_IN_QUOTES = re.compile(r"^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$|(?:^|\s)'(?![stn]\s)[^']*$")
_ASKED = r"vroeg|zei|vertelde|belde|schreef|vond|told|asked|said|called|wrote|thought"
# The writer hears, asks or tells: what is said is of somebody else.
_HEARD = re.compile(
    rf"^\W*(?:told|asked|called|wrote)\s|(?<!\w)(?:(?:told|asked|showed|gave|called|thanked)\s(?:me|us)|(?:ik|wij|we|i)\s(?:\w+\s){{0,2}}"
    rf"(?:{_ASKED})|(?:{_ASKED}|noemde)\s(?:ik|we|wij)|"
    rf"(?:{_SAYING})\s(?:dat\s|that\s)?(?:ik|mijn|mij|me|je|i|my|you)|"
    rf"(?:ik|i)\s[^,]*?\s(?:en|and)\s(?:{_ASKED})|"
    rf"(?:hij|zij|ze|he|she)\s(?:\w+\s){{0,3}}?(?:{_SAYING})"
    r"(?!\s(?:dat|that|hem|haar|him|her|he|she|hij|ze|zij)(?!\w)))(?!\w)"
)
# Who does what is told; "mijn begeleider" may be the one who tells it.
_TOLD_BY_OTHERS = re.compile(
    rf"(?<!\w){_THE}\s(?:\w+\s){{0,2}}(?:{_OTHERS})\s(?:\w+\s){{0,4}}?"
    rf"(?:(?:{_SAYING})\s(?:dat|that)|said|thought)\s"
    r"(?:(?:hij|zij|ze|he|she)\s.*\s)?$"
)
_SPEAKS = re.compile(
    # "Helped a guest who had lost her key": the "I" is left out.
    r"^\W*(?:\w{3,}ed|gave|told|let|made|met (?:a|an|the|my|our|one)|took|brought|spoke|wrote|read|"
    r"sold|cut|had to)\s|"
    rf"(?<!\w)(?:ik|mij|me|mezelf|i|i'm|i've|i'd|myself|"
    rf"(?:mijn|m'n|mn|my)(?!\s(?:\w+\s)?(?:{_JUDGES})(?!\w)))(?!\w)"
)
_CLOSE = re.compile(
    r"(?<!\w)(?:mijn|m'n|mn|my|onze|our)\s(?:\w+\s)?(?:vriend|vriendin|verloofde|partner|man|vrouw|"
    r"vader|moeder|papa|mama|ma|pa|ouders|broer\w*|zus\w*|oom|tante|opa|oma|neef\w*|nicht\w*|"
    r"zoon\w*|dochter\w*|boyfriend|girlfriend|husband|wife|father|mother|dad|mum|mom|brother|"
    r"sister|uncle|aunt|grandad|grandpa|grandma|cousin|son|daughter)(?!\w)|"
    r"(?<!\w)(?:date|crush|kus|zoen|kiss|kissed|zoende|verkering|verliefd|ex|liefje|ons bed)(?!\w)"
)
_WRITERS = r"stagiair\w*|stage|student\w*|leerling\w*|intern|trainee|apprentice|school|opleiding"
_PLACES = r"bedrijf|zaak|winkel|hotel|garage|restaurant|bakkerij|salon|company|shop|store|bakery"
# Somebody or something that the sentence tells of first: "de drone", "an old lady".
_SOMEBODY = re.compile(
    rf"(?:^|(?<=[,;:.] )|(?<=\s))(?<!tijdens )(?<!during )(?<!in )(?<!op )(?<!at ){_THE}\s"
    rf"(?!(?:\w+\s)?(?:{_WRITERS}|{_JUDGES}|{_PLACES})(?!\w))\w{{3,}}"
)
# "My boss had no time, he sent me" goes on about the boss; "my boss trusts him" does not.
_GOES_ON = re.compile(
    rf"{_THE}\s(?:\w+\s)?(?:{_JUDGES})\s.*(?:,|(?<!\w)(?:en|and|want|omdat|because|maar|but|dus|so|"
    r"toen|when|terwijl))\s$"
)
_BARE = re.compile(
    r"(?:^|(?<=[:,] ))\W*(?:klant|gast|client|bewoner|patient|ouder|meneer|mevrouw|iemand|niemand|"
    r"iedereen|mrs?|ms|customer|guest|resident|patient|someone|somebody|nobody|everybody|everyone)(?!\w)"
)
_SOMEBODY_ELSE = re.compile(rf"(?<!\w){_THE}\s(?:\w+\s){{0,2}}(?:{_OTHERS})(?!\w)")
_BOUND = re.compile(
    r"(?:klant|gast|client|bewoner|bewoonster|patient|kind|peuter|kleuter|baby|man|vrouw|dame|heer|"
    r"meneer|mevrouw|jongetje|bezoeker|ouder|moeder|vader|opa|oma|customer|guest|resident|child|"
    r"toddler|lady|mum|mom|dad|mother|father|visitor|tourist|pupil)"
    r"\s(?:die|met|en|who|with|and|had|liet|lost|whose)\s$"
)
_OPENS = re.compile(
    r"^\W*(?:hij|he|she|his|her|haar|(?:zij|ze)\s(?:is|was|heeft|had|werkt|werkte|kan|kon|doet|deed|"
    r"wil|wilde|gaat|ging|leert|leerde|blijft|bleef))(?!\w)"
)
# What is said now, not told of then: "Hij werkt netjes", "his attitude is good".
_JUDGED = re.compile(
    r"^\W*(?:(?:hij|zij|ze|he|she)\s(?:is|heeft|kan|werkt|loopt|doet|leert|has|can|works|does|learns)"
    r"|(?:zijn|haar|his|her)\s(?:houding|inzet|stage|attitude|effort|placement))(?!\w)"
)
# "The owner trusts him", "you can give her anything", "he is a star": who writes is praised.
_PRAISED = re.compile(
    r"(?<!\w)(?<!ik )(?<!i )(?:vertrouw\w*|bedank\w*|prees|prijst|trust\w*|thank\w*|praise[sd]|"
    r"hire|recommend|raad|"
    rf"(?:{_JUDGES})\s(?:laat|liet|wil|lets?|wants)|(?:je|you)\s(?:kan|kunt|can))\s"
    r"(?:hem|haar|him|her)(?!\w)|(?:hem|haar)\s(?:\w+\s)?(?:aannemen|aanraden)(?!\w)"
)
_IS_A_STAR = re.compile(
    r"\w+\s(?:is|was)\s(?:goud|(?:een|a|an)\s(?:\w+\s)?(?:topper|kanjer|werker|star|worker))(?!\w)"
)
# Somebody does something in a text where nobody says "I": it is written of a student.
_GOES_ON_OF_A_THING = re.compile(
    rf"^\W*{_THE}\s(?:{_THINGS})\s.*(?:,|\s(?:en|and|maar|but|dus|so|want|toen|then))\s$"
)
_DOES, _WE = (
    re.compile(r"(?<!\w)(?:hij|zij|ze|he|she)(?!\w)"),
    re.compile(r"(?<!\w)(?:wij|we)(?!\w)"),
)
_WORDS_GIVEN = re.compile(r"(?:vroeg|zei|riep|appte|mailde|asked|said|texted)[^.:]*:\s[^:]*$")
_UNCLEAR = frozenset({"zij", "ze", "haar", "zijn"})
_ENGLISH_ANYWHERE = frozenset({"she", "he", "his", "him", "he's", "she's"})
_GENDERED = {
    "nl": _UNCLEAR | _ENGLISH_ANYWHERE | _NL.keys(),
    "en": _EN.keys() | {"her"},
}
_PREPOSITIONS = words_of(
    "van met aan voor door bij naar over op in uit tegen zonder om onder tijdens volgens na "
    "namens achter naast tussen rond"
)
_SMALL = words_of(
    "de het een ik je jij u we wij ze zij jullie mij me mijn ons onze hun er en of maar want "
    "dus dat die dit deze wie wat waar hoe als "
    "toen dan nog ook al wel niet geen zo te om heel erg zeer altijd nooit vaak soms nu daar "
    "hier alle allemaal meer veel goed door "
    "van met aan voor bij naar over op in uit tegen zonder onder tijdens volgens na"
)
_HAIR_BEFORE = words_of(
    "het lang kort dik dun krullend stijl steil blond grijs nat droog gezond beschadigd "
    "gekleurd vet fijn bruin zwart rood wit los opgestoken "
    "geverfd ongeverfd menselijk hun mijn je uw zijn iemands knip knipte knippen geknipt kleur "
    "kleurde kleuren was waste wassen verf verfde "
    "verven fohn fohnde fohnen borstel kam kamde krul krulde vlecht vlechtte hoofd meer minder "
    "veel weinig stukje cm de klanten"
)
_HAIR_AFTER = words_of(
    "knippen kleuren wassen verven fohnen drogen stylen vlechten kammen borstelen krullen "
    "ontkroezen verzorgen spoelen opsteken van en in "
    "gekleurd geknipt gewassen geverfd werd wordt was groeit valt droogt netjes krulde doet "
    "doen uit goed nat droog"
)
_HAIR_IS = words_of("is was mag moet kan zit zat")
_OBJECT_VERBS = words_of(
    "vonden vond noemden noemde vertrouwde vertrouwden kende kenden hielp hielpen zag zagen "
    "gaf gaven vroeg vroegen belde belden zou zouden wil "
    "wilden kan konden mogen mag moest laten liet leerde leerden stuurde stuurden koos kozen "
    "nam namen complimenteerde bedankte"
)
_CONJUNCTIONS = frozenset(
    {"dat", "omdat", "als", "toen", "of", "en", "want", "maar", "dus", "terwijl", "zodat"}
)
# "Op zijn kant", "op zijn vroegst".
_OF_A_THING = words_of("kant kop plek plaats beurt wielen poten vroegst laatst minst best langst")
# "Helped her and", "asked her to": no thing of hers comes after.
_NO_NOUN = words_of(
    "and but to with for in on at a the when because that if so as out about "
    "how directly again very every right all"
)
_PLURAL_SUBJECTS = frozenset({"wij", "we", "zij", "ze", "jullie"})


def pronouns(folded: Folded, tokens: list[Token], lang: str) -> Iterator[Span]:
    """Find every gendered pronoun with the neutral word for its place."""
    of_oneself = bool(_SPEAKS.search(folded.low) or _WE.search(folded.low))
    for index, (word, start, end) in enumerate(tokens):
        if word not in _GENDERED[lang]:
            continue
        neutral = _neutral(word, index, tokens, folded.low, lang)
        if neutral and not _is_of_another(folded.low, start, of_oneself=of_oneself):
            if folded.plain[start].isupper():
                neutral = neutral[0].upper() + neutral[1:]
            yield Span(start, end, "gender", "proxy", 0.92, neutral)


def _is_of_another(low: str, start: int, *, of_oneself: bool) -> bool:
    """Tell whether a pronoun stands for a customer or a thing: "I gave a guest his coat".

    So it is where "I" or somebody else was named before it, and where the sentence goes on to say
    what "I" did, unless somebody's words are given: they may be of the writer. A friend or family
    tell too much of the writer themselves, and where nobody says "I" all is of the writer.
    """
    first = max(low.rfind(mark, 0, start) for mark in ".!?\n;") + 1
    last = min((at for mark in ".!?\n" if (at := low.find(mark, start)) >= 0), default=len(low))
    sentence, before = low[first:last], low[first:start]
    if _is_of_the_writer(sentence, before):
        return False
    if _BOUND.search(before) or _GOES_ON_OF_A_THING.search(before):
        return True
    speaks = bool(_SPEAKS.search(sentence))
    if not (speaks or of_oneself) and _DOES.search(sentence):
        return False
    if _QUOTED.search(_HEARD.sub(" ", sentence)):
        if _REPORTED.search(sentence):
            return False
        return bool(_HEARD.search(before)) or (speaks and bool(_TOLD_BY_OTHERS.search(before)))
    if _OPENS.search(sentence) or not (speaks or _NAMED.search(before)):
        return _is_told_before(low, first, sentence)
    return any(cue.search(before) for cue in (_NAMED, _SOMEBODY, _BARE, _GOES_ON))


def _is_of_the_writer(sentence: str, before: str) -> bool:
    """Tell whether a friend, praise or somebody's words make it the writer, whoever is named."""
    if _CLOSE.search(sentence) or _PRAISED.search(sentence) or _IN_QUOTES.search(before):
        return True
    if _IS_A_STAR.match(sentence, len(before)):
        return True
    return bool(_WORDS_GIVEN.search(before) and not _HEARD.search(before))


def _is_told_before(low: str, first: int, sentence: str) -> bool:
    """Tell whether the sentence before, told by the same writer, was of somebody else."""
    ends = low[: max(first - 1, 0)]
    told = ends[max(ends.rfind(mark) for mark in ".!?\n;") + 1 :]
    speaks = _SPEAKS.search(told) or _SPEAKS.search(sentence)
    if not speaks or _QUOTED.search(_HEARD.sub(" ", told)) or _CLOSE.search(told):
        return False
    if _SOMEBODY_ELSE.search(sentence) or _JUDGED.search(sentence):
        return False
    return bool(_SOMEBODY_ELSE.search(told) or _BARE.search(told))


def _neutral(word: str, index: int, tokens: list[Token], low: str, lang: str) -> str:
    if lang == "en":
        if word == "her":
            return "their" if _is_noun_after(index, tokens, low) else "them"
        return _EN.get(word, "")
    if word in _NL:
        return _NL[word]
    if word not in _UNCLEAR:
        return _EN[word] if word in _ENGLISH_ANYWHERE else ""
    before, after = _near(index, -1, tokens, low), _near(index, 1, tokens, low)
    if word in {"zij", "ze"}:
        return "" if _is_they(before, index, tokens) else "die"
    if word == "haar":
        return _her(before, after, low)
    if word == "zijn":
        earlier = {token[0] for token in tokens[max(0, index - 6) : index]}
        return "diens" if _is_his(before, after, earlier) else ""
    return ""


def _near(index: int, step: int, tokens: list[Token], low: str) -> str:
    """Give the neighbouring word, or nothing when punctuation stands between."""
    other = index + step
    if not 0 <= other < len(tokens):
        return ""
    left, right = (other, index) if step < 0 else (index, other)
    between = low[tokens[left][2] : tokens[right][1]]
    return tokens[other][0] if not set(between) & set('.,;:!?()\n"') else ""


def _is_noun_after(index: int, tokens: list[Token], low: str) -> bool:
    after = _near(index, 1, tokens, low)
    return bool(after) and after not in _NO_NOUN


def _is_they(before: str, index: int, tokens: list[Token]) -> bool:
    """Tell whether "ze" or "zij" is a plural here, by its verb and what stands before it."""
    for step in range(1, 7):
        word = tokens[index + step][0] if index + step < len(tokens) else ""
        if (
            not word
            or word in PLURAL_VERBS
            or word in {"die", "zijn", "hebben", "allemaal", "samen", "allebei", "beide"}
        ):
            return bool(word)
        if word in SINGULAR_VERBS:
            return False
        if step == 1 and word not in _SMALL:
            return word.endswith("n")
    earlier = [token[0] for token in tokens[max(0, index - 4) : index]]
    if "ik" in earlier and before not in _CONJUNCTIONS:
        return True
    if before in SINGULAR_VERBS:
        return False
    return before.endswith("n") and before not in _PREPOSITIONS


def _her(before: str, after: str, low: str) -> str:
    """Give the neutral form of "haar", or nothing when it is what a hairdresser cuts."""
    if before in _HAIR_BEFORE or (after in _HAIR_AFTER and before not in _OBJECT_VERBS):
        return ""
    if not before and after in _HAIR_IS:
        return ""
    about_hair = re.search(
        r"(?<!\w)(?:knip|kapper|kapsalon|kapsel|coup|kleuring|fohn|shampoo|kleur)\w*", low
    )
    if about_hair and not after:
        return ""
    if before in _OBJECT_VERBS and before not in _PREPOSITIONS:
        return "hen"
    return "diens" if after and after not in _SMALL else "hen"


def _is_his(before: str, after: str, earlier: set[str]) -> bool:
    """Tell whether "zijn" is "his": something stands before it that cannot be its subject."""
    if not after or after in _SMALL or after in _OF_A_THING:
        return False
    if before in _PREPOSITIONS or before in SINGULAR_VERBS:
        return True
    # "Ouders die hun kind kwijt zijn".
    if "die" in earlier and not earlier & SINGULAR_VERBS:
        return False
    if earlier & _PLURAL_SUBJECTS and not earlier & SINGULAR_VERBS:
        return False
    if before in {
        "wij",
        "we",
        "ze",
        "zij",
        "jullie",
        "die",
        "er",
        "dat",
        "dit",
        "te",
        "kan",
        "moeten",
        "zullen",
        "kunnen",
        "waar",
        "hoe",
        "daar",
        "dan",
    }:
        return False
    if re.fullmatch(r"(?:ge|be|ver|ont|her|\w{2,4}ge)\w+(?:d|t|en)", after):
        return False
    if before in {"", "en", "maar", "want", "dus", "ook", "dat", "als", "of"}:
        return bool(flags_of(after) & COMMON_NL) and not after.endswith(("ig", "lijk", "end"))
    return not before.endswith(("en", "s")) or before in SINGULAR_VERBS

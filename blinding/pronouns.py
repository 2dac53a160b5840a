"""Gendered pronouns made neutral: die, diens, hen; they, their. "Ze zijn" (they are) stays.

Dutch writes "they" and "she" alike, "his" and "to be" alike, "her" and "hair" alike; the words
around decide, and what stays undecided is made neutral.
"""

import re
from collections.abc import Iterator

from blinding.folding import Folded
from blinding.lexicon import COMMON_NL, flags_of
from blinding.small_words import words_of
from blinding.spans import Span
from blinding.traces import Token

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
_NAMED = re.compile(
    r"(?<!\w)(?:ik|wij|we|i)(?!\w)|"
    r"^\W*(?:bij |voor |met |van |aan |toen |als |for |with |when |by )?"
    r"(?:de|het|een|n|'n|elke|the|a|an|every|one of the|our|my|mijn|onze|geen)\s"
    r"(?:\w+\s){0,2}(?:klant\w*|gast\w*|clienten?|client\w*|"
    r"bewo\w+|patient\w*|kind\w*|leerling\w*|bezoeker\w*|deelnemer\w*|collega\w*|gebruiker\w*|"
    r"meneer|mevrouw|man|vrouw|jongen|meisje|heer|dame|echtpaar|moeder|vader|ouders?|eigenaar|"
    r"opa|oma|chauffeur\w*|automobilist\w*|koper\w*|cursist\w*|iedereen|buurman|"
    r"printer|deur|poort|ruit|muur|kraan|ketel|pomp|kast|lamp|auto|fiets|plank|saus|taart|bloeddruk|"
    r"messen|regulars?|grandson|grandma|grandpa|driver|buyer|caretaker|"
    r"everybody|mare|calf|printer|door|"
    r"toerist\w*|reiziger\w*|hond|kat|paard|koe|machine|motor|oven|sifon|customer\w*|guest\w*|"
    r"resident\w*|patient\w*|child\w*|pupil\w*|visitor\w*|colleague\w*|woman|boy|girl|lady|"
    r"mother|father|parents|dog|cat|horse|cow|engine)(?!\w)"
)
_QUOTED = re.compile(
    r"[:\"]|(?:^|\s)'|(?<!\w)(?:zei|zeiden|zegt|zeggen|schreef|schreven|schrijft|vond|vonden|vindt|vinden|"
    r"noem\w*|volgens|aldus|stond|staat|beoordel\w*|verslag|getuigschrift|referentie|aanbeveling\w*|"
    r"over mij|over me|dat ben ik|said|says|wrote|writes|called|calls|thinks?|thought|told|"
    r"reference|about me|that's me)(?!\w)"
)
# The writer hears, asks or tells: what is said is of somebody else.
_HEARD = re.compile(
    r"(?<!\w)(?:(?:told|asked|showed|gave|called|thanked)\s(?:me|us)|(?:ik|wij|we|i)\s(?:\w+\s)?"
    r"(?:vroeg|zei|vertelde|belde|told|asked|said|called|wrote|thought|vond)|(?:vroeg|zei|vertelde|"
    r"belde|noemde)\s(?:ik|we|wij))(?!\w)"
)
_SPOKEN_OF = re.compile(
    r"[:\"]|(?:^|\s)'|(?<!\w)(?:over mij|over me|about me|dat ben ik|that's me|reference|"
    r"referentie|verslag|getuigschrift|aanbeveling\w*|beoordel\w*|noem\w*)(?!\w)"
)
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
_SINGULAR_VERBS = words_of(
    "is was heeft had doet deed gaat ging kan kon mag mocht moet moest wil wilde zal zou komt "
    "kwam zegt zei vindt vond werkt werkte "
    "helpt hielp krijgt kreeg geeft gaf neemt nam ziet zag staat stond zit zat weet wist leert "
    "leerde maakt maakte houdt hield pakt pakte "
    "blijft bleef wordt werd laat liet vroeg vraagt begrijpt begreep durft durfde luistert "
    "luisterde denkt dacht praat praatte schreef schrijft "
    "vertelt vertelde kent kende brengt bracht zoekt zocht lijkt leek loopt liep rijdt reed "
    "speelt speelde draagt droeg spreekt sprak kijkt keek"
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
_OBJECT_VERBS = words_of(
    "vonden vond noemden noemde vertrouwde vertrouwden kende kenden hielp hielpen zag zagen "
    "gaf gaven vroeg vroegen belde belden zou zouden wil "
    "wilden kan konden mogen mag moest laten liet leerde leerden stuurde stuurden koos kozen "
    "nam namen complimenteerde bedankte"
)
_CONJUNCTIONS = frozenset(
    {"dat", "omdat", "als", "toen", "of", "en", "want", "maar", "dus", "terwijl", "zodat"}
)
_PLURAL_VERBS = words_of(
    "waren hadden kunnen konden moeten moesten willen wilden gaan gingen zouden zullen mogen "
    "mochten worden werden doen deden komen kwamen staan stonden zitten zaten liggen lagen "
    "krijgen kregen"
)
_PLURAL_SUBJECTS = frozenset({"wij", "we", "zij", "ze", "jullie"})


def pronouns(folded: Folded, tokens: list[Token], lang: str) -> Iterator[Span]:
    """Find every gendered pronoun with the neutral word for its place."""
    for index, (word, start, end) in enumerate(tokens):
        if word not in _GENDERED[lang]:
            continue
        neutral = _neutral(word, index, tokens, folded.low, lang)
        if neutral and not _is_of_another(folded.low, start):
            if folded.plain[start].isupper():
                neutral = neutral[0].upper() + neutral[1:]
            yield Span(start, end, "gender", "proxy", 0.92, neutral)


def _is_of_another(low: str, start: int) -> bool:
    """Tell whether a pronoun stands for a customer or a thing: "I gave a guest his coat".

    So it is where "I" or somebody else was named before it, unless somebody is quoted; who was
    told or asked something ("a client told me") is not who is written about.
    """
    first = max(low.rfind(mark, 0, start) for mark in ".!?\n;") + 1
    before = low[first:start]
    if _QUOTED.search(low, first):
        return bool(_HEARD.search(before)) and not _SPOKEN_OF.search(low, first)
    return bool(_NAMED.search(before))


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
    return bool(after) and after not in {
        "and",
        "but",
        "to",
        "with",
        "for",
        "in",
        "on",
        "at",
        "a",
        "the",
        "when",
        "because",
        "that",
        "if",
        "so",
        "as",
        "out",
        "about",
        "how",
        "directly",
        "again",
        "very",
        "every",
        "right",
        "all",
    }


def _is_they(before: str, index: int, tokens: list[Token]) -> bool:
    """Tell whether "ze" or "zij" is a plural here, by its verb and what stands before it."""
    for step in range(1, 7):
        word = tokens[index + step][0] if index + step < len(tokens) else ""
        if (
            not word
            or word in _PLURAL_VERBS
            or word in {"die", "zijn", "hebben", "allemaal", "samen", "allebei", "beide"}
        ):
            return bool(word)
        if word in _SINGULAR_VERBS:
            return False
        if step == 1 and word not in _SMALL:
            return word.endswith("n")
    earlier = [token[0] for token in tokens[max(0, index - 4) : index]]
    if "ik" in earlier and before not in _CONJUNCTIONS:
        return True
    if before in _SINGULAR_VERBS:
        return False
    return before.endswith("n") and before not in _PREPOSITIONS


def _her(before: str, after: str, low: str) -> str:
    """Give the neutral form of "haar", or nothing when it is what a hairdresser cuts."""
    if before in _HAIR_BEFORE or (after in _HAIR_AFTER and before not in _OBJECT_VERBS):
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
    if not after or after in _SMALL:
        return False
    if before in _PREPOSITIONS or before in _SINGULAR_VERBS:
        return True
    if earlier & _PLURAL_SUBJECTS and not earlier & _SINGULAR_VERBS:
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
    return not before.endswith(("en", "s")) or before in _SINGULAR_VERBS

"""Gendered pronouns made neutral: die, diens, hen; they, their. "Ze zijn" (they are) stays.

Dutch writes "they" and "she" alike, "his" and "to be" alike, "her" and "hair" alike; the words
around decide, and what stays undecided is made neutral.
"""

import re
from collections.abc import Iterator

from blinding.folding import Folded
from blinding.rules.told_of import is_of_another, speaks_of_oneself
from blinding.spans import Span
from blinding.traces import Token
from blinding.words.lexicon import COMMON_NL, ENGLISH, flags_of
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
# English pronouns stand in Dutch too.
_NL = {word: _EN[word] for word in ("she", "he", "his", "him", "he's", "she's")} | {
    "hij": "die",
    "hem": "hen",
    "hemzelf": "henzelf",
    "haarzelf": "henzelf",
    "zijne": "diens",
    "hijzelf": "die zelf",
}
_UNCLEAR = frozenset({"zij", "ze", "haar", "zijn", "z'n", "zn"})
_GENDERED = {
    "nl": _UNCLEAR | _NL.keys(),
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
_OF_HAIR = re.compile(r"(?<!\w)(?:knip|kapper|kapsalon|kapsel|coup|kleuring|fohn|shampoo|kleur)\w*")
_OBJECT_VERBS = words_of(
    "vonden vond noemden noemde vertrouwde vertrouwden kende kenden hielp hielpen zag zagen "
    "gaf gaven vroeg vroegen belde belden zou zouden wil "
    "wilden kan konden mogen mag moest laten liet leerde leerden stuurde stuurden koos kozen "
    "nam namen complimenteerde bedankte"
)
_CONJUNCTIONS = frozenset(
    {"dat", "omdat", "als", "toen", "of", "en", "want", "maar", "dus", "terwijl", "zodat"}
)
_PLURAL_SUBJECTS = words_of("wij we zij ze jullie")
# "Op zijn kant", "op zijn vroegst".
_OF_A_THING = words_of(
    "kant kop plek plaats beurt wielen poten vroegst laatst minst best langst tweeen drieen vieren "
    "vijven zessen allen beiden"
)
_BEFORE_TO_BE = _PLURAL_SUBJECTS | words_of(
    "die er dat dit te kan moeten zullen kunnen waar hoe daar dan"
)
_BEFORE_A_CLAUSE = words_of("en maar want dus ook als of")
_DONE = re.compile(r"(?:ge|be|ver|ont|her|\w{2,4}ge)\w+(?:d|t|en)")
_ENDS_IN_S = words_of("prees wees las blies bewees koos verloos")
_NO_PLURAL = words_of("samen boven buiten binnen even alleen meteen open eigen morgen")
# "Helped her and", "asked her to": no thing of hers comes after.
_NO_NOUN = words_of(
    "and but to with for in on at a the when because that if so as out about "
    "how directly again very every right all"
)


def pronouns(folded: Folded, tokens: list[Token], lang: str, *, of_others: bool) -> Iterator[Span]:
    """Find gendered pronouns with the neutral word for their place; `of_others` finds them all."""
    of_oneself = speaks_of_oneself(folded.low)
    for index, (word, start, end) in enumerate(tokens):
        if word not in _GENDERED[lang] or (lang == "nl" and _is_a_call(word, index, tokens)):
            continue
        neutral = _neutral(word, index, tokens, folded.low, lang)
        is_meant = of_others or not is_of_another(folded.low, start, of_oneself=of_oneself)
        if neutral and is_meant:
            if folded.plain[start].isupper():
                neutral = neutral[0].upper() + neutral[1:]
            yield Span(start, end, "gender", "proxy", 0.92, neutral)


def _is_a_call(word: str, index: int, tokens: list[Token]) -> bool:
    """Tell whether "he" is Dutch: "hé, sneller"."""
    after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    return word == "he" and not flags_of(after) & ENGLISH


def _neutral(word: str, index: int, tokens: list[Token], low: str, lang: str) -> str:
    if lang == "en":
        if word == "her":
            return "their" if _is_noun_after(index, tokens, low) else "them"
        return _EN.get(word, "")
    if word in _NL:
        return _NL[word]
    before, after = _near(index, -1, tokens, low), _near(index, 1, tokens, low)
    if word in {"zij", "ze"}:
        return "" if _is_they(before, index, tokens) else "die"
    if word == "haar":
        return _her(before, after, low)
    earlier = {token[0] for token in tokens[max(0, index - 6) : index]}
    if word == "zijn":
        return "diens" if _is_his(before, after, earlier) else ""
    return "diens" if after and after not in _SMALL | _OF_A_THING else ""


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
    around = " ".join(token[0] for token in tokens[max(0, index - 2) : index + 3])
    # "Zij aan zij"; "vroegen ze", "snappen ze": the verb before it says so.
    if "zij aan zij" in around or (
        before.endswith("en") and before not in _PREPOSITIONS | _NO_PLURAL | _CONJUNCTIONS
    ):
        return True
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
        # "Als ze koud zijn": there the verb comes last.
        if step == 1 and word not in _SMALL and before not in _CONJUNCTIONS:
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
    if not after and _OF_HAIR.search(low):
        return ""
    if before in _OBJECT_VERBS:
        return "hen"
    return "diens" if after and after not in _SMALL else "hen"


def _is_his(before: str, after: str, earlier: set[str]) -> bool:
    """Tell whether "zijn" is "his": something stands before it that cannot be its subject."""
    if not after or after in _SMALL | _OF_A_THING | SINGULAR_VERBS | PLURAL_VERBS:
        return False
    if before in _PREPOSITIONS or before in SINGULAR_VERBS:
        return True
    # "Ouders die hun kind kwijt zijn".
    if "die" in earlier and not earlier & SINGULAR_VERBS:
        return False
    if earlier & _PLURAL_SUBJECTS and not earlier & SINGULAR_VERBS:
        return False
    if before in _BEFORE_TO_BE or _DONE.fullmatch(after):
        return False
    if not before or before in _BEFORE_A_CLAUSE:
        return bool(flags_of(after) & COMMON_NL) and not after.endswith(("ig", "lijk", "end"))
    return not before.endswith(("en", "s")) or before in _ENDS_IN_S

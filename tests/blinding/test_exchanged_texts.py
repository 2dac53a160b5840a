"""One sentence, told by many: whoever tells it, the blind text is the same to the byte.

Everybody has names of another origin, and a school, an address, a birth date and gender words.
Left out is who has a name that is an ordinary word as well: it is hidden, and so is the word.
"""

import json
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

from blinding.blind import blind
from blinding.folding import fold
from blinding.known_facts import KnownFacts
from blinding.words.lexicon import is_ordinary

NAMES = json.loads((Path(__file__).parent / "data" / "names.json").read_text("utf-8"))
SCHOOLS = ("ROC Midden Nederland", "Albeda College", "MBO Amersfoort", "Nova College")
TOWNS = ("Utrecht", "Zeist", "Houten", "Amersfoort", "Rotterdam")
STREETS = ("Van Speijkstraat", "Marconiplein", "Klokgelui", "Burgemeester Reigerstraat")
WORDS = {
    "nl": ({"he": "hij", "his": "zijn", "him": "hem"}, {"he": "zij", "his": "haar", "him": "haar"}),
    "en": ({"he": "he", "his": "his", "him": "him"}, {"he": "she", "his": "her", "him": "her"}),
}
TOLD = [
    ("nl", "Ik heet {first} {last} en ik verdeelde het werk in ons groepje."),
    ("nl", "Mijn begeleider schreef: {first} komt op tijd en {he} vraagt veel."),
    ("nl", "Op {school} maakte ik een lijst van wat op was."),
    ("nl", "Bel {phone} of mail naar {email}, dan stuur ik de planning."),
    ("nl", "Ik woon op {street}, {postcode} {town}, en fietste elke dag naar het werk."),
    ("nl", "Ik ben geboren op {born} en werk sinds vorig jaar in een winkel."),
    ("nl", "De chef zei dat {he} het zelf kon en gaf {him} de sleutel."),
    ("nl", "{last}, {first}, nummer {number}: ik telde de kassa na."),
    ("nl", "Volgens mijn collega deed {first} {his} werk goed."),
    ("en", "My name is {first} {last} and I planned the work of our group."),
    ("en", "The boss said that {he} works hard and gave {him} the keys."),
    ("en", "They call me {nick}, and {first} is always on time with {his} work."),
]


def everybody():
    """Yield somebody of each origin, with every fact and the words of a gender."""
    rest = zip(cycle(SCHOOLS), cycle(TOWNS), cycle(STREETS), cycle((0, 1)), strict=False)
    for number, (origin, (school, town, street, gender)) in enumerate(
        zip(sorted(NAMES), rest, strict=False)
    ):
        first, last = (kind[number % len(kind)] for kind in NAMES[origin].values())
        yield (
            KnownFacts(
                first=first,
                last=last,
                nickname=f"{first}{last[0].lower()}o",
                street=f"{street} {number + 3}",
                postcode=f"{3500 + number} KX",
                town=town,
                school=school,
                dob=date(2006 + number % 4, 1 + number % 12, 1 + number % 28),
                phone=f"06 2{number:02} 40 51 6",
                student_no=f"{4_184_326 + number}",
                email=f"mail{number}@leerling.example",
            ),
            gender,
        )


def tell(sentence, lang, one, gender):
    return sentence.format(
        first=one.first,
        last=one.last,
        nick=one.nickname,
        school=one.school,
        phone=one.phone,
        email=one.email,
        street=one.street,
        postcode=one.postcode,
        town=one.town,
        number=one.student_no,
        born=f"{one.dob.day}-{one.dob.month}-{one.dob.year}",
        **WORDS[lang][gender],
    )


def has_ordinary_name(one, lang):
    words = fold(f"{one.first} {one.last}").low.split()
    return any(is_ordinary(word, lang) for word in words)


@pytest.mark.parametrize(("lang", "sentence"), TOLD)
def test_whoever_tells_it_the_blind_text_is_the_same(lang, sentence):
    blinded: dict[str, list[str]] = {}
    for one, gender in everybody():
        if not has_ordinary_name(one, lang):
            text = tell(sentence, lang, one, gender)
            blinded.setdefault(blind(text, one, lang).text, []).append(text)

    assert sum(map(len, blinded.values())) >= 25
    assert len(blinded) == 1, {text: told[:3] for text, told in blinded.items()}

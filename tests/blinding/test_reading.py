"""Patterns tried only where their first words stand find what they find everywhere."""

import json

import pytest

from benchmarks.blinding_measures import read_lines
from blinding.blind import CUES
from blinding.reading import read
from blinding.rules import nicknames
from blinding.rules.age import school_years

# These two only tell whether a costly pattern is worth trying: once is enough.
HINTS = {"numbered", "road_and_number"}
PATTERNS = [
    pytest.param(cues, name, id=name)
    for cues in (CUES, nicknames.CUES, school_years.CUES, school_years.RARE_CUES)
    for name in sorted(cues.patterns.keys() - HINTS)
]
# What the texts of the data do not hold.
FRAMES = (
    "Dat zeggen ze tegen: Sam! ze zeiden Sammie tegen mij. Groetjes, Sam. oude-west, new west.",
    "insta: sam.07, tik tok naam sammie, discord-account = sam#1 en twitternaam: sam",
    "een, twee, drie, vier, vijf zes; mijn voorletters zijn s.k. en signed by: j.b.",
    "(flits voor vrienden) en ik kreeg de bijnaam sam, ik heet sam (sammie), ook wel sam genoemd.",
    "mijn naam in de app is sam, je mag me sam noemen, online ben ik sam en ik was miss sam.",
    "tweedejaars student, ben een eerstejaars, ik ben nog minderjarig, zit in de derde.",
    "in het examenjaar hielp mevr. b. mij.",
    "in havo 4, uit de vierde van de mavo, nu in mijn tweede jaar op school, in de derde klas.",
    "Laan van de Zaal 12, studentnummer1234567, geb. datum 1-2-2006, postcode3011, ik ben van 2006",
    "Lichting 2007, ze kennen me alleen als sam. Tweede jaar van het mbo. op mijn jas staat sam.",
    "Ik ben van nul acht, uit 2007 ben ik. Bel 06 veertig 33 81 07. Ik woon op zuid.",
    "Op de afdeling was ik knuffeltje. Volg sam.07, sam_07 op insta. Ik teken met sk.",
    "Im a 2008 kid. Wij wonen aan het hofje van brielle, 1104 is mijn postcode; Noorderzoom 3.",
)


@pytest.fixture(scope="module")
def readings():
    texts = [json.loads(line)["text"] for line in read_lines("development.jsonl")]
    texts += [line.split("|")[1] for line in read_lines("identifiers.txt")]
    return [read(text) for text in (*texts, *read_lines("work.txt"), *FRAMES)]


@pytest.mark.parametrize(("cues", "name"), PATTERNS)
def test_a_pattern_finds_the_same_as_when_it_is_tried_everywhere(readings, cues, name):
    sought = cues.patterns[name]
    everywhere = [[m.span() for m in sought.finditer(one.folded.low)] for one in readings]

    assert [[m.span() for m in cues.found(one)[name]] for one in readings] == everywhere
    assert any(everywhere)


def test_a_text_is_read_once_for_all_rules():
    reading = read("Bel J a n op 06-12345678, vanaf 3 mei in 1234 AB.")

    assert [word for word, _, _ in reading.spelled] == ["jan"]
    assert [digits for digits, _, _ in reading.digit_runs] == ["0612345678", "1234"]
    assert [day for day, _, _ in reading.dates] == [(0, 5, 3)]
    assert [code for code, _, _ in reading.postcodes] == ["1234ab"]

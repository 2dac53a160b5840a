"""What identifies somebody is hidden to its end, and what only looks like it stays."""

import pytest

from blinding.blind import blind
from blinding.known_facts import KnownFacts

SEMUEL = KnownFacts(first="Semuel", last="Siregar")


@pytest.mark.parametrize(
    "text",
    [
        "They called me at home because the alarm rang.",
        "De machine gaf storing 14 en ik heb hem gereset.",
        "Op veld 2 lag blad, dat heb ik geblazen.",
    ],
)
def test_what_only_looks_like_an_address_stays(text):
    assert blind(text, SEMUEL, "nl").text == text


def test_what_looks_like_an_address_and_has_post_sent_to_it_is_one():
    assert "tuinpad" not in blind("Het pakje moet naar tuinpad 7.", SEMUEL, "nl").text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Ik zette met M. de V. een kast in elkaar.", "M. de V."),
        ("Van F. leerde ik ook veel.", "F."),
        ("Ik heb met Fatimma van de keuken gewerkt.", "Fatimma"),
        ("Henrry Kariuki heeft me leren autorijden.", "Henrry Kariuki"),
        ("Samen met nick durdu deed ik de bar.", "nick durdu"),
        ("Rosalba n Adekitan from my class fixed a moped.", "Adekitan"),
        ("Bij TechFix telefoonreparatie verving ik schermen.", "TechFix"),
        ("Samen met r.k. en t.b. legde ik de vloer.", "t.b."),
        ("Mevrouw kok is hoofd van de keuken.", "kok"),
        ("Mijn bsn is 308.551.724.", "308.551.724"),
        ("Kijk op plakplaatje.example/shop voor meer.", "plakplaatje.example/shop"),
        ("Ik werk sinds 2024, geboren 2009-2-8.", "2009-2-8"),
        ("Meneer Tjon A Fat vond het netjes.", "Tjon A Fat"),
        ("Samen met anouk de wit en mijn chef deed ik de etalage.", "anouk de wit"),
        ("Stuur het naar jesse.skate.09 en niet naar mij.", "jesse.skate.09"),
        ("Mijn leerlingnummer is LL-40718.", "LL-40718"),
        ("Het stond onder ST-55120 op de lijst.", "ST-55120"),
        ("I turned eighteen last month.", "eighteen"),
        ("I'm in my third year of secondary school.", "third year of secondary school"),
    ],
)
def test_a_name_an_initial_and_an_age_are_hidden_to_their_end(text, hidden):
    result = blind(text, SEMUEL, "en" if text.startswith(("I ", "I'm")) else "nl")

    assert hidden in text
    assert not any(word in result.text for word in hidden.split() if word not in {"of", "de", "A"})


def test_a_machine_in_capitals_and_figures_is_shown():
    text = "Ik boorde met een Makita DHP482 op zaal 4B."

    assert blind(text, SEMUEL, "nl").text == text

"""Firms, schools, places, addresses and births are hidden whole, and what looks like them stays."""

import pytest

from blinding.blind import blind
from blinding.known_facts import KnownFacts

NOBODY = KnownFacts()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("ik werk bij bakkerij de gouden aar en bak daar brood", "bakkerij gouden aar"),
        ("Mijn baas van snackbar 't Hoekje laat me afsluiten.", "snackbar Hoekje"),
        ("bij slagerij van der meer heb ik gehakt gedraaid", "slagerij meer"),
        ("stage gelopen bij kapsalon knip waar ik haren waste", "knip"),
        ("via el amrani schoonmaak maakte ik kantoren schoon", "amrani schoonmaak"),
        ("stage bij smit en zonen, stucen en tegelen", "smit zonen"),
        ("ik loop stage bij de regenboog", "regenboog"),
        ("mijn zus heeft een nagelsalon, pretty nails, ik doe de kassa", "pretty nails"),
        ("ik werk bij golden wok en doe de afwas", "golden wok"),
        ("stage gelopen bij cool kids", "cool kids"),
        ("ik werk bij kees kok op zaterdag", "kees kok"),
        ("stage bij jansen en de vries, muren stucen", "jansen vries"),
        ("stage bij bloemen van bianca boeketten gemaakt", "bloemen bianca"),
        ("bij bakkerij as-salaam brood gebakken", "bakkerij as-salaam"),
        ("was op stage bij de blauwe kamer (kapper), knippen", "blauwe kamer"),
        ("zijn dienst bij gamma bouwmarkt overgenomen", "gamma bouwmarkt"),
        ("stage bij openbare basisschool de vlieger", "basisschool vlieger"),
        ("op de nova doe ik mbo 2 bakker", "nova"),
        ("zit op mbo st lucas en maak posters", "mbo lucas"),
        ("Ik heb voor ROC A12 een open dag gedaan", "ROC A12"),
        ("foto's gemaakt op het zone college", "zone college"),
        ("ik zit op summa en maak robots", "summa"),
        ("op obs de kleine wereld las ik voor", "obs kleine wereld"),
        ("Op het Koning Willem I College leerde ik frezen.", "Koning Willem I College"),
        ("vmbo diploma van de rietlanden, zoek leerbaan", "rietlanden"),
        ("ik woon in houten en fiets naar school", "houten"),
        ("op bonaire maakte ik kamers schoon", "bonaire"),
        ("in gouda oost deelde ik soep uit", "gouda oost"),
        ("ik woon aan de noordervaart", "noordervaart"),
        ("Stuur het naar 7b mill road.", "7b mill road"),
        ("mail naar jo at knitted dot com", "jo knitted dot com"),
        ("ik ben geboren in mei 2008", "mei 2008"),
        ("op 4 maart word ik achttien", "4 maart"),
    ],
)
def test_a_name_of_plain_words_is_hidden_whole(text, hidden):
    shown = blind(text, NOBODY, "nl").text

    assert not any(word in shown.split() for word in hidden.split())


@pytest.mark.parametrize(
    "text",
    [
        "In de winkel de schappen bijgevuld en de vloer gedweild.",
        "stage bij bakkerij gelopen en veel geleerd",
        "bij garage banden gewisseld en olie ververst",
        "van hout bouw ik kasten",
        "bestellingen aannemen via thuisbezorgd",
        "Op stage bij ICT rolde ik laptops uit.",
        "ik werk bij warm weer buiten",
        "ik werk bij de kassa (supermarkt)",
        "stage bij jongeren en de bakker",
        "op de zone mocht ik niet parkeren",
        "bij garage banden wisselen",
        "bij storing reset ik de machine",
        "Op school de gang geveegd.",
        "Op het mbo leer je veel.",
        "op zone 3 staat de pallet",
        "De borden stonden in houten kratten.",
        "In de wijk haalde ik oud papier op.",
        "de oven is van maart 2007 en werkt nog",
        "Artikelnummer 3018844 was zoek.",
        "met 23 fietsen aan de kade",
    ],
)
def test_what_only_looks_like_a_name_or_a_birth_stays(text):
    assert blind(text, NOBODY, "nl").text == text

"""What identifies somebody is hidden to its end, and what only looks like it stays."""

import pytest

from benchmarks.blinding_measures import hides
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


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Mijn dossier staat onder 812.443 als u het zoekt.", "812.443"),
        ("leerlingpas 31.7781 is kwijt, graag een nieuwe", "31.7781"),
        ("toets gemaakt door lln. 70332-C", "70332-C"),
        ("ll 40221 is te laat, de brug stond open", "40221"),
        ("I logged in as 3.441.870 and it froze", "3.441.870"),
        ("bibliotheekpas BZ 441 0092 is verlopen", "BZ 441 0092"),
        ("Het raam van Boterbloem 19 heb ik gekit.", "Boterbloem 19"),
        ("bel aan bij Korenmolen 3 achter", "Korenmolen 3 achter"),
        ("parcel to Houtkade 12 unit B thanks", "Houtkade 12 unit B"),
        ("mijn adres: Oosteinde 31 rood, bij de kerk", "Oosteinde 31 rood"),
        ("Okan geb. 7-xi-2005 is er", "7-xi-2005"),
        ("Jarigen in de groep: Saar 4 mei, Ilyas 9 nov", "9 nov"),
        ("bekijk m.facebook.com/lassenmetlex", "m.facebook.com/lassenmetlex"),
        ("app me via t.me/fixmetbram", "t.me/fixmetbram"),
        ("mail naar jasmina punt kok apenstaart gmail punt com", "kok apenstaart gmail punt com"),
        ("mij bel je op nul-zes, en dan 44 18 20 91", "44 18 20 91"),
        ("Als 16+er mag ik de vakken vullen.", "16+er"),
        ("tweeëntwintig kaarsjes en nog thuis", "tweeëntwintig"),
        ("Ik ben achttieneneenhalf en sta om zes uur op.", "achttieneneenhalf"),
        ("Kort en goed: 19 en nooit ziek", "19"),
        ("met een jaar of negentien ging ik de bouw in", "negentien"),
        ("de mannen zeggen DJ Mortel tegen me", "DJ Mortel"),
        ("Log: Ouwe Cor liet me lassen", "Ouwe Cor"),
        ("bijnaam op het werk: Gouden Kwast", "Gouden Kwast"),
        ("gezien j.d.w., retour a.b.", "a.b."),
        ("ik rijd met 3512, Utrecht als start", "3512"),
        ("vermeld bij betaling L-220.417", "L-220.417"),
        ("mijn cijferlijst 99.204.1 klopt niet", "99.204.1"),
        ("nummer 14 aan de Langestraat is geel", "14"),
        ("Woonboot Schinkelkade t/o 8", "Schinkelkade t/o 8"),
        ("mijn verjaardag valt op oudejaarsdag", "oudejaarsdag"),
        ("zoek me op: sawdust.sally (ig)", "sawdust.sally"),
        ("www punt lassenmetbo punt nl", "www punt lassenmetbo punt nl"),
        ("I am mo underscore k at outlook dot com", "mo underscore k at outlook dot com"),
        ("zeventien plus een beetje", "zeventien"),
        ("mag sinds kort stemmen, 18 dus", "18"),
        ("op mijn kluisje: BOSBES", "BOSBES"),
        ("ik 23, hij 17, samen een goed team", "17"),
        ("a week shy of 17", "17"),
        ("achttien plus, dus nachtdienst kan", "achttien plus"),
        ("I was sixteen when I first welded", "sixteen"),
        ("Wat ik ben: 18, eigenwijs", "18"),
        ("mijn stamnr. 18-3305 klopt niet", "18-3305"),
        ("geb 080407 te Assen", "080407"),
        ("ik bezorg in 6541 t/m 6545", "6541 t/m 6545"),
        ("Zet maar neer: Bieslook 101, 1852 ZT", "Bieslook 101"),
        ("Mijn pasje (44 0192) doet niks", "44 0192"),
        ("Het systeem kent 7.114.002 niet", "7.114.002"),
        ("factuuradres Handelsweg 4-C2", "Handelsweg 4-C2"),
        ("opritje van Sperwer 2 bestraat met klinkers", "Sperwer 2"),
        ("Groep 2C: 104882 en 104917 waren ziek", "104882"),
        ("ig/bak.bazin voor foto's van taarten", "bak.bazin"),
        ("zoek op insta naar de_lasser_88", "de_lasser_88"),
        ("mijn alias is snelle.spijker", "snelle.spijker"),
        ("mijn postcode begint met 3512", "3512"),
        ("Postcode: 35 12 AB, bij het park", "35 12 AB"),
        ("Ik woon op 3 5 1 2 A B in de flat", "3 5 1 2 A B"),
        ("ik ken iedereen in de 3512 buurt", "3512"),
        ("slechts 16 en toch al voorwerker", "16"),
    ],
)
def test_what_is_written_in_another_form_is_hidden_too(text, hidden):
    result = blind(text, SEMUEL, "en" if text.startswith(("I ", "parcel")) else "nl")
    start = text.index(hidden)

    assert hides(result, start, start + len(hidden), text, small=frozenset({"en", "punt"}))


@pytest.mark.parametrize(
    "text",
    [
        "Het artikel 771.904 lag op schap 12, ik heb er veertig gepickt.",
        "Onderdeel 55301-B vervangen, daarna getest op lekkage.",
        "De omzet was 6.118.205 euro, ik heb de btw nagerekend.",
        "Serienummer A-44871 genoteerd.",
        "Leiding 22 rood gemerkt, leiding 15 blauw.",
        "Per 13 sept is de prijs aangepast.",
        "Kaarsjes op de taart gezet: zestien stuks per doos.",
        "Kort gezegd: 18 dozen en geen fout.",
        "De grote Makita zaagt beter dan de kleine Hilti.",
        "Ik hielp bij DJ sets: kabels leggen en licht hangen.",
        "Hung 30 fire doors with a mate, three hinges each.",
        "Ik las de handleiding (p. 23) en spande de riem.",
        "Zij aan zij legden we de stenen.",
        "Ik zette index.html en logo_nieuw.png op github.",
        "Ik maakte posts voor insta.daarna plande ik ze in.",
        "Ik schreef lees_voorraad en tel_voorraad in Python.",
        "Maat 38 40 XL lag in het vak, 1250 ml in de maatbeker.",
        "Handlettering op een krijtbord bij een feest.",
        "Signed up for the early shift, and everybody else signed up.",
    ],
)
def test_a_number_or_a_measure_of_work_is_shown(text):
    assert blind(text, SEMUEL, "nl").text == text


def test_what_somebody_or_a_shop_counts_is_no_house_number():
    text = "Voor Tuincentrum De Boet 600 viooltjes opgepot, met Fatima 4 taarten gebakken."
    shown = blind(text, SEMUEL, "nl").text

    assert "600 viooltjes" in shown
    assert "4 taarten" in shown

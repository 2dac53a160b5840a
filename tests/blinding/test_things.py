"""A thing that is written like somebody is shown; somebody who is called like a thing is not."""

import pytest

from blinding.blind import MARKER, blind
from blinding.known_facts import KnownFacts
from blinding.rules.things import without_things

NOBODY = KnownFacts()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Met de Bosch GBH 2-26 boorde ik gaten in beton.", "nl"),
        ("De wasmachine, een Miele WCA 020, heb ik gemaakt.", "nl"),
        ("Ik reed op een John Deere 6120M en keerde hooi.", "nl"),
        ("I repaired a Singer 4423 and hemmed thirty curtains.", "en"),
        ("I fixed the sound with a Yamaha MG10 mixer.", "en"),
        ("De printer HP M404dn liep vast, ik heb de rol vervangen.", "nl"),
        ("Ik maakte op een Haas VF-2 zestig flensjes.", "nl"),
        ("I took apart a Dyson and washed the filter.", "en"),
        ("Met een Kramer shovel reed ik zand en puin.", "nl"),
        ("Ik heb de labels geprint met een Zebra printer.", "nl"),
        ("I wrote a PowerShell loop that lists the printers.", "en"),
        ("De badkamer betegeld met 60x60 tegels.", "nl"),
        ("We set up the tables for the May fair.", "en"),
        ("I start early in May, June is for exams.", "en"),
        ("My job was to mark the trees and rake the path.", "en"),
        ("I learned to frank letters and sort the post.", "en"),
        ("Ik voerde de vlinders met banaan en honing.", "nl"),
        ("Kraamzorg vond ik boeiend.", "nl"),
        ("Zorgbed afleveren, stekker erin, uitleg geven.", "nl"),
        ("Taken: Afwassen, Vegen, Dweilen.", "nl"),
        ("In de paskamer lag 10 mintuen lang een jas.", "nl"),
        ("I made a vivarium and misted the moss.", "en"),
        ("In de les werkten we met een VPS en een NAS.", "nl"),
        ("Turkse pizza, turkse thee en naan maakten we zelf.", "nl"),
    ],
)
def test_a_brand_a_model_and_a_word_of_the_trade_are_shown(text, lang):
    assert MARKER not in blind(text, NOBODY, lang).text


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Singer leerde mij de zoom.", "nl", "Singer"),
        ("Samen met Bosch deed ik de kassa.", "nl", "Bosch"),
        ("Volgens Maya ging het steeds beter.", "nl", "Maya"),
        ("Mijn collega Kramer gaf uitleg.", "nl", "Kramer"),
        ("De fiets van Mercedes heb ik geplakt.", "nl", "Mercedes"),
        ("I gave the list to mark the day after.", "en", "mark"),
        ("I worked with frank in the kitchen.", "en", "frank"),
        ("Toen Kevin 2007 zei, lachten we.", "nl", "Kevin"),
        ("Een collega Fatima hielp mij.", "nl", "Fatima"),
        ("Ik heb met roos de vakken gevuld.", "nl", "roos"),
        ("Op het calandine leerde ik lassen.", "nl", "calandine"),
        ("Roos vond ik een fijne collega.", "nl", "Roos"),
        ("Een Albeda leerling hielp mij.", "nl", "Albeda"),
        ("We spraken af dat JP de deur opent.", "nl", "JP"),
        ("May helped me with the till.", "en", "May"),
        ("OluwaSeun taught me the till.", "en", "OluwaSeun"),
    ],
)
def test_somebody_who_is_called_like_a_thing_stays_hidden(text, lang, name):
    assert name not in blind(text, NOBODY, lang).text


def test_a_fact_of_the_records_is_never_a_thing():
    known = KnownFacts(first="Singer")

    assert "Singer" not in blind("Ik repareerde een Singer 4423.", known, "nl").text
    assert list(without_things([], "", [])) == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Klant was blij met haar nieuwe fiets.", "nl"),
        ("De winkelier wilde meer licht in zijn etalage.", "nl"),
        ("Een zwaan was gewond, na drie weken kon hij weer vliegen.", "nl"),
        ("Turbo gewisseld op een 1.6 diesel, anders gaat hij zo weer stuk.", "nl"),
        ("Wie zijn handen niet wast mag naar huis.", "nl"),
        ("Bij de kapper vroegen ze welke kam ik fijn vond.", "nl"),
        ("Met zijn tweeën droegen we de kast.", "nl"),
        ("Zij deed de kassa en ik de vulling.", "nl"),
        ("He gave me a row of tomatoes to take care of.", "en"),
        ("She asked if I was sure and I looked again.", "en"),
        ("Her daughter phoned and I put her through.", "en"),
        ("A kid fell on the mat, I checked him and called the teacher.", "en"),
        ("As a steward I showed my row where to go.", "en"),
    ],
)
def test_the_pronoun_of_who_is_told_of_stays(text, lang):
    assert blind(text, NOBODY, lang).text == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De klanten waren blij met haar werk.", "nl"),
        ("Hij was altijd op tijd en ik was blij met hem.", "nl"),
        ("Zij heeft mij goed geholpen.", "nl"),
        ("Goed gewerkt, hij is altijd rustig.", "nl"),
        ("De baas prees zijn inzet.", "nl"),
        ("She was always on time and helped me a lot.", "en"),
        ("I supervised him for ten weeks.", "en"),
        ("He learned fast and I would hire him.", "en"),
    ],
)
def test_a_pronoun_that_may_be_of_the_writer_is_neutral(text, lang):
    assert "gender" in {span.kind for span in blind(text, NOBODY, lang).spans}


def test_an_age_word_counts_when_the_writer_claims_it():
    assert MARKER not in blind("Ik zette de boeken klaar op leeftijd.", NOBODY, "nl").text
    assert MARKER in blind("Ik ben een puber en werk hard.", NOBODY, "nl").text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ik werkte met een Arduino Uno en drie sensoren.", "nl"),
        ("We reden in een Fiat Panda naar klanten.", "nl"),
        ("We filmden met een DJI Mini 2 boven het dak.", "nl"),
        ("Appels geplukt, drie Elstar kisten vol.", "nl"),
        ("Deeg kneden met de Horizon machine.", "nl"),
        ("Nagels gevijld met een frees van Promedix.", "nl"),
        ("I mixed a track in Reaper and the sound was clean.", "en"),
        ("I sell them on Etsy and answer the messages.", "en"),
        ("De UVB lampen hing ik 30 cm boven het zand.", "nl"),
        ("I swapped the old HDDs for SSDs in four laptops.", "en"),
        ("Een voeding van 12 V en 500 mA aangesloten.", "nl"),
        ("Ik mocht de behandelkamer klaarzetten en klaarzet is niet hetzelfde.", "nl"),
        ("I turned the shaft and knurled the grip.", "en"),
        ("In het repaircafé maakte ik een keermuur met een sectionaaldeur.", "nl"),
        ("Ik train de F-jes en de E-tjes op woensdag.", "nl"),
        ("Ik heb een kast met ladegeleiders in elkaar gezet.", "nl"),
    ],
)
def test_a_thing_that_no_list_holds_is_shown(text, lang):
    assert blind(text, KnownFacts(), lang).text == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Bij Volkswagen Wittebrug deed ik de balie.", "Wittebrug"),
        ("Makita Mohamed noemen ze me.", "Mohamed"),
        ("Giant Bakker leerde mij lassen.", "Bakker"),
        ("De boor van Xhemajli lag in de kast.", "Xhemajli"),
        ("Ik maakte de website met Oswald uit mijn klas.", "Oswald"),
        ("Astro hielp mij met de site.", "Astro"),
        ("Samen met de Jonker maakte ik het schema.", "Jonker"),
        ("Ik kreeg les van MJH over lassen.", "MJH"),
        ("TDK hielp mij met de kassa.", "TDK"),
        ("MILOU van de balie liet me kijken.", "MILOU"),
        ("Op het GLR noemen ze me zo.", "GLR"),
        ("We deden in het UMCG de was.", "UMCG"),
        ("I asked waleed the way to the store.", "waleed"),
        ("Ik zat in klas 3 mugambi was mijn maat.", "mugambi"),
        ("I asked whitehorn to help me.", "whitehorn"),
        ("Ik was aan de servicedesk van mediamarkt.", "mediamarkt"),
    ],
)
def test_who_only_stands_like_a_thing_is_hidden(text, hidden):
    assert hidden not in blind(text, KnownFacts(), "nl").text


@pytest.mark.parametrize(
    "text",
    [
        "Heb de verkeerde verf meegegeven aan een klant. Ze kwam terug en ik heb het gemengd.",
        "Ik heb een saus gemaakt. Hij schiftte en ik klopte verder.",
        "Ik heb een wand gestuukt. Hij droogde te snel.",
    ],
)
def test_who_came_in_the_sentence_before_is_not_the_writer(text):
    assert blind(text, KnownFacts(), "nl").text == text


def test_a_pronoun_of_whoever_writes_stays_neutral():
    shown = blind(
        "Ik heb een stage gedaan. Hij werkte altijd hard, schreef mijn chef.", KnownFacts(), "nl"
    )
    assert "Hij" not in shown.text


def test_what_is_made_for_somebody_ill_is_read_and_not_withheld():
    shown = blind("Voor techniek heb ik een medicijndoosje gebouwd.", KnownFacts(), "nl")
    assert "gebouwd" in shown.text
    assert shown.is_doubtful

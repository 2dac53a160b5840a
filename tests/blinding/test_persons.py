"""Ages, classes, nicknames, initials and names that are words are hidden; look-alikes stay."""

import pytest

from blinding.blind import blind
from blinding.known_facts import KnownFacts
from blinding.spans import PROXY_KINDS

NOBODY = KnownFacts()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("ik word in juni achttien en mag dan rijden", "in juni achttien"),
        ("ik ben 17½ en werk graag", "17½"),
        ("Ik ben zeventien en een half.", "zeventien en een half"),
        ("ben zeventein jaar en doe veel", "zeventein jaar"),
        ("im 17 going on 18 and i weld", "17 going on 18"),
        ("ik heb op mijn achtste leren zwemmen", "op mijn achtste"),
        ("toen ik 9 was bakte ik al", "9"),
        ("Kemal, 18, Schiedam, zoekt werk", "18"),
        ("Ik ben van 2008 en werk hard.", "2008"),
        ("ik ben nog minderjarig hoor", "minderjarig"),
        ("ik zit in 4 vmbo kader en help", "4 vmbo kader"),
        ("Als tweedejaars deed ik de balie.", "tweedejaars"),
        ("I'm in my second year at college.", "second year"),
        ("op stage heette ik gewoon de stagekoning", "de stagekoning"),
        ("ze noemen me al jaren kippetje omdat ik bang was", "kippetje"),
        ("they say little chef to me at home", "little chef"),
        ("Lucky, dat ben ik, ik kook.", "Lucky"),
        ("mouse they call me at work", "mouse"),
        ("mijn gamertag is donderwolk en ik bouw", "donderwolk"),
        ("Mijn mentor dhr. K. hielp mij.", "dhr. K."),
        ("mevr v d B vroeg om thee", "mevr v d B"),
        ("ik kreeg les van meneer B. en dat was leuk", "meneer B."),
        ("met K en M heb ik een kast gezet", "K"),
        ("Het team bestond uit R., Y.A. en ik.", "R."),
        ("mijn collega B liet het zien", "B"),
        ("ik heb roos geholpen met haar fiets", "roos"),
        ("wil van de kantine leerde mij soep maken", "wil"),
        ("ik vul automaten met bas, guus en beer, elke dag", "beer"),
        ("Malen zei dat ik goed werkte.", "Malen"),
        ("van dijk leerde mij de sloten smeren", "dijk"),
        ("wil was mijn baas en best streng", "wil"),
        ("omdat storm ziek was deed ik de bar", "storm"),
        ("roos bracht me naar de wasstraat", "roos"),
        ("lente en joy staan altijd achter de bar", "joy"),
        ("van roos mocht ik de kassa doen", "roos"),
        ("when will was away i did the till", "will"),
        ("will's trailer needed a weld so i did it", "will's"),
        ("ik heb met na de voorraad geteld", "na"),
        ("ik heb met gang de voorraad geteld", "gang"),
        ("mijn maatje heet storm en werkt hard", "storm"),
        ("groepje: roos, mo, wil en ik", "roos, mo, wil"),
        ("les gegeven met mijn neef wellington, nu sport", "wellington"),
        ("Ik heb met Do Thi Lan de zaak geverfd.", "Do Thi Lan"),
        ("I made a film about a fisherman, Zé Lopes.", "Zé Lopes"),
        ("toen mert can ziek was deed ik het", "mert can"),
        ("bubbles here, did dishes when i was asked", "bubbles"),
        ("op mijn overall staat turbo", "turbo"),
        ("ze kennen me alleen als spekkie", "spekkie"),
        ("turbo is what my colleagues call me when i weld", "turbo"),
        ("ik ben klein (muis zeggen ze) maar sterk", "muis"),
        ("klanten vragen altijd naar lange, dat ben ik", "lange"),
        ("de jongens zeggen spekkie omdat ik altijd eet", "spekkie"),
        ("Ik ben geen 18 maar 17, dus geen nachtdienst.", "17"),
        ("bij de club, 17 at the time so i had no bar", "17"),
        ("daan 18 zwolle - alles met mijn handen", "18"),
        ("I will be 19 this winter and i weld", "19 this winter"),
        ("lang gewacht dus bijna 18, ik wil rijles", "bijna 18"),
        ("snuffelstage in de tweede klas bij een notaris", "in de tweede klas"),
        ("Third year of mbo, I made a box.", "Third year"),
        ("ben vd lichting 07 en sjouw stoelen", "07"),
    ],
)
def test_who_somebody_is_is_hidden_to_its_end(text, hidden):
    result = blind(
        text, NOBODY, "en" if {"i", "I", "I'm", "im", "they"} & {*text.split()} else "nl"
    )
    start = text.index(hidden)
    covered = {place for span in result.spans for place in range(span.start, span.end)}

    assert {n for n in range(start, start + len(hidden)) if text[n].isalnum()} <= covered


@pytest.mark.parametrize(
    "text",
    [
        "Het was 18 graden in de koelcel.",
        "Ik ben 15 minuten te vroeg gekomen.",
        "Kamer 16 en 18 heb ik schoongemaakt.",
        "Het zijn er 18 geworden na de telling.",
        "Het bedrijf bestaat al 40 jaar.",
        "Dit is mijn derde stage en ik leerde veel.",
        "Het eerste jaar garantie zit erbij.",
        "We need 12, 14 and 16 mm bolts.",
        "They called me back the next day.",
        "Ik reageer op mails van klanten.",
        "Appels zitten vol vitamine C en D.",
        "Ik heb rijbewijs B en werk graag.",
        "Ik sorteerde van A tot Z.",
        "Klanten zeiden dat het goed was.",
        "Ik snoeide de eik, de berk en de linde.",
        "Ik heb klanten geholpen met zoeken.",
        "Twee keer meten en dan pas zagen.",
        "Een kast gebouwd met ladegeleiders van hout.",
        "Na de pauze deed ik de vaat.",
        "Om half acht begon ik met vegen.",
        "We made soap and mine smelled of nothing.",
        "Toen de storm kwam deden we de ramen dicht.",
        "Wil graag leren lassen en solderen.",
        "Ik heb verf op mijn overall gekregen.",
        "Klanten vragen altijd naar de aanbieding.",
        "We sold 18 in 2 weeks.",
        "We saw that in the second year the tree grew.",
        "Geen 18 maar 17 dozen geteld.",
    ],
)
def test_what_only_looks_like_somebody_stays(text):
    result = blind(text, NOBODY, "en" if text.startswith(("We ", "They ")) else "nl")

    assert not [span for span in result.spans if span.kind not in PROXY_KINDS]

"""Names that are words are hidden where only somebody can stand, and shown elsewhere."""

import pytest

from benchmarks.blinding_measures import hides
from blinding.blind import blind
from blinding.known_facts import KnownFacts

NOBODY = KnownFacts()
# Words that are names too: of the Netherlands, China, Ghana, Nigeria, Eritrea.
NAMES = ("roos", "gang", "patience", "jun", "joy", "mehari")
PLACES = (
    "zonder {} was het nooit gelukt",
    "het idee kwam van {}, ik werkte het uit",
    "ze zeiden dat {} en ik een goed team waren",
    "omdat {} mij vertrouwde mocht ik de sleutel",
    "ik heb een collega die {} heet en die hielp mij",
    "de vrouw met wie ik werkte heet {}",
    "het was {} die mij leerde solderen",
    "elke ochtend bracht {} ons naar de bouw",
    "daarna liet {} zien hoe je een muur stuct",
    "onze teamleider, {}, was tevreden",
    "ik moest {} vervangen in de vakantie",
    "zoals {} altijd zegt: eerst denken",
    "ik pas elke week op {} en dat gaat goed",
    "we waren met z'n drieen: {}, een meisje en ik",
    "hoi, {} hier, ik zoek een stage",
    "{} zat naast mij bij de balie",
    "mijn moeder {} heeft een naaimachine",
    "het compliment van {} vergeet ik niet",
    "ik en {} mochten samen de etalage maken",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_a_name_where_only_somebody_stands(place, name):
    text, start = place.format(name), place.index("{}")

    assert hides(blind(text, NOBODY, "nl"), start, start + len(name), text)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("toen de ketel lekte riep ik roos erbij", "roos"),
        ("k heet om en dat is mijn naam", "om"),
        ("volgens min van de stage ging het goed", "min"),
        ("hoi ik ben na en ik werk graag", "na"),
        ("toen kwam na en die zei dat het goed was", "na"),
        ("April heet ik en ik zoek werk.", "April"),
        ("vraag maar aan gang liu, die kent mij", "gang liu"),
        ("ik heb met mulder de wit de kast gezet", "mulder de wit"),
        ("sante pap gaf ons les in wondzorg", "sante pap"),
        ("samen met roos en wil heb ik geverfd", "roos en wil"),
        ("Mijn begeleider was meneer bloem en die was streng.", "bloem"),
        ("first name hope, last name hunter, hire me", "hope"),
        ("Maar zei dat ik rustig moest blijven.", "Maar"),
        ("Hoe en ik deden samen de afwas.", "Hoe"),
        ("Op het werk leerde Tesa mij de kassa bedienen.", "Tesa"),
        ("Volgens Png ging het steeds beter.", "Png"),
        ("Volgens Hoe ging het steeds beter.", "Hoe"),
        ("Volgens Hiab ging het steeds beter.", "Hiab"),
        ("During the project Rca helped me with it.", "Rca"),
    ],
)
def test_a_name_that_is_a_word_or_is_misspelt_as_one_is_hidden(text, hidden):
    start = text.index(hidden)
    result = blind(text, NOBODY, "en" if " me" in text else "nl")

    assert hides(result, start, start + len(hidden), text)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ik stelde voor om te stemmen.", "nl"),
        ("Ik let op toon, want een mail komt snel bot over.", "nl"),
        ("Ik maak een broodje met ham en kaas.", "nl"),
        ("De trap was nat en ik zette de matten neer.", "nl"),
        ("Met hamer en beitel maakte ik het gat.", "nl"),
        ("Spijker vond ik sterker dan schroef.", "nl"),
        ("Voor elf uur was alles klaar.", "nl"),
        ("Hoe heet ik dat water zonder ketel?", "nl"),
        ("Het liep uit, ik belde even, en de klant vond het prima.", "nl"),
        ("De soep die heet was deed ik in kommen.", "nl"),
        ("Logistiek teamleider. Klaar met laden om vier uur.", "nl"),
        ("I work with patience and with clay.", "en"),
        ("We collected money for charity and for rice.", "en"),
        ("I cook for the owner. I'd practised it.", "en"),
        ("Everybody signed up. And once gave a bag away. Just give me five minutes.", "en"),
        ("Kassa geopend, lade getekend, bonrol vervangen.", "nl"),
        ("I can program in Java and Python and I know SQL.", "en"),
    ],
)
def test_the_same_words_are_shown_where_nobody_stands(text, lang):
    hidden = [span for span in blind(text, NOBODY, lang).spans if span.kind == "name"]

    assert not hidden

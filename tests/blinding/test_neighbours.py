"""Whether somebody could stand where a word does: the words around it say so, never the word."""

import pytest

from blinding.blind import MARKER, blind
from blinding.known_facts import KnownFacts
from blinding.reading import read
from blinding.rules.neighbours import score_of

NOBODY = KnownFacts()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ik heb het recept in de flurpomaat gezet en de temperatuur gemeten.", "nl"),
        ("De flurpels heb ik schoongemaakt, de filters vervangen en alles gelabeld.", "nl"),
        ("Ik heb de weerstand gemeten, de flurpel gesoldeerd en het printje getest.", "nl"),
        ("Daarna de zolen gelijmd, een beetje naar achetr getrokken en geperst.", "nl"),
        ("I spread the topsooil with a wheelbarrow and raked it flat.", "en"),
        ("I cleaned the flurper, changed two seals and greased the hinges.", "en"),
        ("Ik heb een GWZ training gedaan en de windmolen beklommen.", "nl"),
        ("Titreren met 0,1 M NaOH tot het roze werd.", "nl"),
        ("De firewall ingesteld, poort 443 open en de rest dicht.", "nl"),
        ("Ik mengde 60 ml developer op 30 gram verf.", "nl"),
        ("Aligned the pulleys with a laser, measured with a Rigol and logged it.", "en"),
        ("Bij de 2e revisie werkte het printje.", "nl"),
    ],
)
def test_a_word_that_no_list_holds_is_shown_where_nobody_stands(text, lang):
    assert blind(text, NOBODY, lang).text == text


@pytest.mark.parametrize(
    "name", ["flurpel", "Flurpel", "xhemshit", "Oyinlola", "thuyzi", "Wyrdbarn"]
)
@pytest.mark.parametrize(
    ("frame", "lang"),
    [
        ("Ik heb met {} de motor uit elkaar gehaald en schoongemaakt.", "nl"),
        ("Daarna stuurde {} mij naar de werkplaats voor een sleutel.", "nl"),
        ("Mijn buurjongen {} lijmde de zolen en ik perste ze.", "nl"),
        ("{} en ik hebben de filters vervangen en alles gelabeld.", "nl"),
        ("Ik zaagde de planken terwijl {} de lijm mengde.", "nl"),
        ("Mijn achternaam {} staat op de gereedschapskist.", "nl"),
        ("I cut the wood while {} held the plank.", "en"),
        ("Yo its {} from the welding class.", "en"),
    ],
)
def test_a_word_that_no_list_holds_is_hidden_where_somebody_stands(name, frame, lang):
    assert name not in blind(frame.format(name), NOBODY, lang).text


def test_a_place_is_judged_without_the_word_that_stands_there():
    scores = set()
    for name in ("Sanne", "Yusuf", "Oyinlola", "Xiu", "Flurpel"):
        reading = read(f"Ik heb {name} de schroeven laten tellen en de kast getild.")
        scores.add(score_of(reading.folded.plain, reading.tokens, 2))

    assert len(scores) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We hebben de ottomotor uit elkaar gehaald. Hij startte bij de tweede keer.",
        "Een berk omgezaagd met een valkerf, hij viel tussen de palen.",
        "De klant was zo blij dat hij fooi gaf.",
    ],
)
def test_what_a_thing_or_a_customer_does_is_not_made_neutral(text):
    assert blind(text, NOBODY, "nl").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Hij startte in september bij ons en werkt altijd netjes.",
        "De klant was blij, hij heeft de lamp opgehangen.",
        "De begeleider zag de motor en zei dat hij goed werkt.",
    ],
)
def test_what_may_be_told_of_the_writer_is_made_neutral(text):
    assert " hij " not in f" {blind(text, NOBODY, 'nl').text.lower()} "


def test_letters_and_a_measure_beside_a_name_open_nothing():
    assert MARKER in blind("Met Flurpel, 17, heb ik 30 gram verf gemengd.", NOBODY, "nl").text


@pytest.mark.parametrize("name", ["gang", "patience", "joy", "hope", "chance"])
@pytest.mark.parametrize(
    ("frame", "lang"),
    [
        ("vraag maar aan {} liu of ik op tijd was", "nl"),
        ("{} deed de motor en ik het frame", "nl"),
        ("{} kan niet op woensdag", "nl"),
        ("{} werkt bij ons in de bakkerij", "nl"),
        ("{} did the frames and i did the glass", "en"),
        ("het was druk dus toen riep ik {} erbij", "nl"),
        ("my mate {} and i sanded the floor", "en"),
    ],
)
def test_a_name_that_is_a_word_is_hidden_where_its_neighbours_are_those_of_somebody(
    name, frame, lang
):
    for text in (frame.format(name), frame.format(name).capitalize()):
        assert name not in blind(text, NOBODY, lang).text.lower()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De bakker vroeg mij de broden te vlechten voor een bestelling.", "nl"),
        ("De chef-kok liet me vijf sauzen proeven en raden, ik had er vier.", "nl"),
        ("Mijn klas koos mij voor de leerlingenraad.", "nl"),
        ("Voor de etalage koos ik blauw en zilver.", "nl"),
        ("I work with joy every day and it gives me hope.", "en"),
        ("You need patience and a bit of luck with old engines.", "en"),
    ],
)
def test_the_same_word_is_shown_where_its_neighbours_are_those_of_a_thing(text, lang):
    assert blind(text, NOBODY, lang).text == text


@pytest.mark.parametrize("name", ["GTR", "Lopert", "Flurpel"])
def test_only_somebody_or_a_numbered_norm_comes_after_volgens(name):
    assert name not in blind(f"Volgens {name} deed ik het goed.", NOBODY, "nl").text
    norm = "Alles aangesloten volgens NPR 5310 en gemeten."
    assert blind(norm, NOBODY, "nl").text == norm


def test_an_accent_that_no_word_of_ours_has_is_hidden_wherever_it_stands():
    text = "Ik heb met vít de voorraad geteld en met jalapeño gekookt."

    assert blind(text, NOBODY, "nl").text == text.replace("vít", MARKER)

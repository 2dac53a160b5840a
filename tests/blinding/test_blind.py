"""One call: text, facts, language; what others may see and why."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blinding.blind import MARKER, Verdict, blind, rules_hash
from blinding.folding import fold
from blinding.known_facts import Guard, KnownFacts
from blinding.suspicion import WEIGHTS, score_of

SEMUEL = KnownFacts(
    first="Semuel",
    last="Siregar",
    nickname="Sem",
    street="Van Speijkstraat 3",
    postcode="8492KR",
    town="Made",
    school="Albeda College",
    dob=date(2006, 4, 17),
    phone="06 15 38 40 19",
    student_no="2808635",
    email="semuelsiregar@live.nl",
    others=("Dewi Siregar-Hartono",),
)
WORK = "Ik heb de schappen gevuld. {} Daarna heb ik de kassa geteld."


@pytest.mark.parametrize(
    "form",
    [
        "Semuel", "semuel", "SEMUEL", "Semuel's", "Sémuèl", "S e m u e l", "S.e.m.u.e.l",
        "S\u0435mu\u0435l", "Se\u200bmuel", "\uff33\uff45\uff4d\uff55\uff45\uff4c", "Semeul",
        "Semuell", "s3muel", "SemuelSiregar", "siregar", "Siregars", "Made", "17-04-2006",
        "17/4/06", "17 april 2006", "april 17, 2006", "zeventien april 2006", "2006-04-17",
        "17042006", "0615384019", "+31 6 1538 4019", "06-15.38.40.19", "2808635", "s2808635",
        "semuelsiregar@live.nl", "semuelsiregar [at] live punt nl", "8492 kr", "Van Speijkstraat",
        "van speykstraat", "Albeda", "Hartono",
    ],
)  # fmt: skip
def test_no_form_of_an_own_fact_is_shown(form):
    result = blind(WORK.format(f"Daar was {form} bij."), SEMUEL, "nl")

    assert fold(form).low not in fold(result.text).low
    assert MARKER in result.text


def test_work_is_left_alone():
    text = "Ik heb de oven schoongemaakt en een bestelling van twaalf taarten afgemaakt."

    assert blind(text, SEMUEL, "nl").text == text


def test_pronouns_and_gendered_jobs_become_neutral():
    result = blind("Zij is op tijd en haar werk is netjes, een echte kapster.", SEMUEL, "nl")

    assert result.text == "Die is op tijd en diens werk is netjes, een echte kapper."
    assert blind("She does her work well.", SEMUEL, "en").text == "They does their work well."


def test_they_and_hair_and_to_be_stay_as_they_are():
    text = "Wij zijn een team. Ik was en knip haar. Ze hebben het afgemaakt."

    assert blind(text, SEMUEL, "nl").text == text


def test_a_sentence_that_tells_a_ground_is_withheld_whole():
    result = blind(
        "Ik vulde de vakken. Mijn moskee vroeg me als leider van een groep.", SEMUEL, "nl"
    )

    assert result.text == f"Ik vulde de vakken. {MARKER}."
    assert [sentence.verdict for sentence in result.sentences] == [Verdict.SHOWN, Verdict.WITHHELD]


def test_a_listed_word_that_the_writer_does_not_say_of_oneself_needs_more_to_be_withheld():
    text = "In het azc leverden we dertig matrassen af en ik tekende de bonnen."
    result = blind(text, SEMUEL, "nl")

    assert result.text == text
    assert result.is_doubtful


def test_a_slip_in_the_own_name_is_found_where_it_makes_another_word():
    awad = KnownFacts(first="Awad")

    assert (
        blind("Ik (Award) maakte de planning.", awad, "nl").text
        == f"Ik ({MARKER}) maakte de planning."
    )
    assert "award" in blind("Ik kreeg een award voor de planning.", awad, "nl").text


def test_a_clients_condition_is_work_but_an_own_one_is_withheld():
    about_work = blind("Ik begeleidde kinderen met autisme en paste mijn uitleg aan.", SEMUEL, "nl")
    about_me = blind("Ik heb zelf autisme en ben daarom precies.", SEMUEL, "nl")

    assert MARKER not in about_work.text
    assert about_me.text == f"{MARKER}."


def test_a_sentence_about_who_someone_is_goes_to_a_reviewer():
    assert blind("Om drie uur sta ik bij het schoolhek.", SEMUEL, "nl").is_doubtful
    assert not blind("Ik ben leergierig.", SEMUEL, "nl").is_doubtful


def test_markers_collapse_and_too_many_ask_for_a_rewrite():
    names = blind("Samen met Fatma, Piotr en Nguyet telde ik de voorraad.", SEMUEL, "nl")
    crowded = blind("Fatma telde. Ik belde Piotr. Ik hielp Nguyet met het werk.", SEMUEL, "nl")

    assert names.text == f"Samen met {MARKER} telde ik de voorraad."
    assert not names.needs_rewrite
    assert crowded.needs_rewrite


def test_when_everything_is_hidden_the_original_does_not_come_back():
    result = blind("Semuel Siregar", SEMUEL, "nl")

    assert result.text == MARKER


def test_an_allowed_word_is_shown_but_opens_no_known_fact():
    text = "Wij kozen Flurpel als thema."

    assert MARKER in blind(text, SEMUEL, "nl").text
    assert blind(text, SEMUEL, "nl", allowed=frozenset({"flurpel"})).text == text
    assert MARKER in blind("Semuel zaagt.", SEMUEL, "nl", allowed=frozenset({"semuel"})).text


def test_each_sentence_is_read_in_its_own_language():
    result = blind("Ik hielp klanten. The customer was happy with the help.", SEMUEL, "nl")

    assert MARKER not in result.text


def test_a_telling_word_in_a_sentence_about_work_goes_to_a_person_instead():
    text = "Een klant vroeg om halal vlees en ik controleerde het etiket."
    result = blind(text, SEMUEL, "nl")

    assert [sentence.verdict for sentence in result.sentences] == [Verdict.DOUBTFUL]
    assert result.text == text


def test_a_name_that_is_a_telling_word_too_stays_hidden_in_a_sentence_about_work():
    text = "Samen met Christiane legde ik de halal producten apart in de koeling."
    result = blind(text, SEMUEL, "nl")

    assert result.is_doubtful
    assert "Christiane" not in result.text
    assert "halal" in result.text


def test_a_hint_without_any_listed_word_goes_to_a_person():
    result = blind("Ik kook elke avond voor mijn kleine zusjes thuis.", SEMUEL, "nl")

    assert result.is_doubtful
    assert isinstance(score_of(["ik", "kook", "thuis"]), int)


def test_the_his_of_a_customer_stays_and_that_of_a_reference_does_not():
    text = "Ik gaf een klant zijn jas."

    assert blind(text, SEMUEL, "nl").text == text
    assert "Die" in blind("Hij is een aanwinst, schreef mijn mentor.", SEMUEL, "nl").text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("A patient told me his whole story between two lifts, so I was late.", "en"),
        ("One of the regulars wanted his bike back, I checked the brakes first.", "en"),
        ("The poster doesn't stick, so we've used tape on the whiteboard.", "en"),
        ("I lifted the car with a jack and asked each of them to step back.", "en"),
        ("Every sample got a code and my initials on the lid.", "en"),
        ("De printer was niet stuk, hij had een verkeerd adres.", "nl"),
        ("Met de trainer testte ik lepels en de client koos de blauwe.", "nl"),
        ("De afronding in de kassa klopte niet.", "nl"),
    ],
)
def test_what_is_said_of_others_and_of_things_stays(text, lang):
    assert blind(text, SEMUEL, lang).text == text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De heg heb ik geknipt en hij staat er kaarsrecht bij.", "nl"),
        ("De drone verloor verbinding, hij vloog terug zoals ik het had ingesteld.", "nl"),
        ("Een klant zei dat hij astma had en ik maakte zijn filters schoon.", "nl"),
        ("Mijn baas liet me de offerte maken, hij hoefde er niks aan te veranderen.", "nl"),
        ("Klant was boos. Ik liet hem uitpraten.", "nl"),
        ("Ik vroeg het aan de receptioniste.", "nl"),
        ("Helped an old lady carry her bags to the bus.", "en"),
        ("One resident refused his lunch. I sat next to him and he ate half.", "en"),
    ],
)
def test_in_the_first_person_the_pronoun_of_another_stays(text, lang):
    assert blind(text, KnownFacts(), lang).text == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sinds mijn vijftiende sta ik op de markt.", "Sinds mijn […] sta ik op de markt."),
        ("Over drie weken word ik achttien en dan mag ik rijden.", "word ik […] en"),
    ],
)
def test_the_small_words_beside_what_tells_something_stay(text, shown):
    assert shown in blind(text, KnownFacts(), "nl").text


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        ("Toen Youssra ziek was nam ik haar klanten over.", "nl", "diens klanten"),
        ("Ik deed de ronde met Abena, zij liet me de tillift zien.", "nl", "die liet me"),
        ("I helped Piotr because he was late.", "en", "they was late"),
    ],
)
def test_whose_name_is_hidden_is_of_no_sex_either(text, lang, shown):
    assert shown in blind(text, KnownFacts(), lang).text


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Mijn begeleider vindt dat ze rustig werkt.", "nl"),
        ("Ik heb veel geleerd en mijn baas zei dat hij altijd op tijd is.", "nl"),
        ("Mijn begeleider vertrouwt haar met de kassa en ik mag alles.", "nl"),
        ("Hij werkt zelfstandig en ik zou hem zo aannemen.", "nl"),
        ("Ik moest een klant helpen. Zij heeft de klant goed geholpen.", "nl"),
        ("Ik ben blij met mijn vriend, hij helpt me met leren.", "nl"),
        ("Als gastvrouw ontving ik groepen.", "nl"),
        ("My boss says she works fast and I like that.", "en"),
        ("My mentor trusts him with the keys and I am proud.", "en"),
        ("Ik mag alleen sluiten, de chef vertrouwt hem helemaal.", "nl"),
        ("Ik hielp een klant met de kassa. Hij loopt stage en doet dat goed.", "nl"),
        ("De winkel wil me houden, hij is goud waard.", "nl"),
        ("Het hotel wil haar houden en ik wil ook blijven.", "nl"),
        ("Ik repareerde de oven en de chef zag dat hij handig is.", "nl"),
        ("De klant vroeg aan de baas: is zij nieuw?", "nl"),
        ("Met de klanten praat hij rustig en met de kassa is hij snel.", "nl"),
        ("When a customer is angry he stays calm.", "en"),
        ("A customer asked if he was new, that was me.", "en"),
    ],
)
def test_what_is_said_of_the_writer_and_a_friend_are_neutral_in_the_first_person_too(text, lang):
    assert "gender" in {span.kind for span in blind(text, KnownFacts(), lang).spans}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hij is slechthorend en zaagt de planken op maat.", "nl"),
        ("From his wheelchair he solders the boards.", "en"),
        ("During Ramadan he served nine tables and nobody complained.", "en"),
        ("Een klant noemde mij een aardige jongen en ik gaf de bon.", "nl"),
    ],
)
def test_what_is_told_of_the_writer_by_others_is_not_of_others(text, lang):
    assert blind(text, KnownFacts(), lang).is_doubtful


def test_a_people_or_a_country_is_no_name_and_where_the_writer_comes_from_stays_hidden():
    shown = blind(
        "Een Duitse groep kreeg van mij de huisregels op een kaartje.", KnownFacts(), "nl"
    )
    own = blind("Ik kom uit Roemenië en werk graag in de keuken.", KnownFacts(), "nl")
    name = blind("Ik heb met Ramadan de voorraad geteld.", KnownFacts(), "nl")

    assert "name" not in {span.kind for span in shown.spans}
    assert "Roemenië" not in own.text
    assert "Ramadan" not in name.text


def test_a_country_that_no_list_counts_is_shown_in_work_and_read_by_a_person_elsewhere():
    work = blind("De rit naar Malta heb ik gepland en de pallets geladen.", KnownFacts(), "nl")
    home = blind("Ik weet veel van Malta en Cyprus.", KnownFacts(), "nl")

    assert "Malta" in work.text
    assert not work.is_doubtful
    assert [sentence.why for sentence in home.sentences] == ["telling_word"]


@pytest.mark.parametrize(
    ("word", "lang"),
    [
        ("schoonmaakkar", "nl"), ("afvinkbord", "nl"), ("vertaalapp", "nl"), ("tulpje", "nl"),
        ("geback-upt", "nl"), ("parent-child", "nl"), ("splashback", "en"), ("retagged", "en"),
    ],
)  # fmt: skip
def test_a_new_word_that_splits_in_known_words_is_shown(word, lang):
    carrier = {"nl": "Ik heb {} gebruikt en alles geteld.", "en": "I used {} and counted it all."}

    assert word in blind(carrier[lang].format(word), KnownFacts(), lang).text


@pytest.mark.parametrize(
    "word",
    [
        "ambertje",
        "sandertje",
        "mugambi",
        "zakhele",
        "goodluck-adeyemi",
        "kerkkar",
        "moedertalig",
        "damesdag",
        "goodenough",
    ],
)
def test_a_new_word_that_looks_like_a_name_or_tells_something_stays_hidden(word):
    assert word not in blind(f"Ik heb {word} geholpen en alles geteld.", KnownFacts(), "nl").text


def test_the_learnt_numbers_are_part_of_the_hash(monkeypatch):
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"" if path == WEIGHTS else read(path))

    assert rules_hash.__wrapped__() != rules_hash()


def test_the_hash_names_the_rules():
    assert blind("Ik werk.", SEMUEL, "nl").rules_hash == rules_hash()
    assert len(rules_hash()) == 64


NAMES = st.sampled_from(
    [
        "Oleksandr",
        "Y\u0131ld\u0131z",
        "Nguyễn",
        "Bakker",
        "Roos",
        "Öztürk",
        "Ait Baddou",
        "Łukasz",
        "Jo",
        "Wil",
        "An",
    ]
)
PIECES = st.sampled_from(
    ["Ik heb de kassa geteld.", "{n} zei dat het goed was.", "Mijn naam is {n}.",
        "samen met {n} deed ik de afwas",
        "zij helpt hem en haar werk",
     "Ik ben 17 jaar!", "in de kerk van {n}", "{n}@live.nl", "Bel {n}: 06-12345678",
         "Ik ben {n}\n",
         "…",
         "[…]",
         "I like {n}'s work.",
         "“{n}”"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=6).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, NAMES, NAMES)
def test_whatever_the_text_no_fact_is_returned_and_every_offset_is_valid(text, first, last):
    known = KnownFacts(first=first, last=last, dob=date(2007, 1, 2))
    written = text.replace("{n}", first)

    result = blind(written, known, "nl")

    strict = KnownFacts(first=first if len(first) > 3 else "", last=last if len(last) > 3 else "")
    assert Guard([strict]).find(result.text) == []
    ends = [0]
    for span in result.spans:
        assert ends[-1] <= span.start < span.end <= len(written)
        ends.append(span.end)


@settings(max_examples=150, deadline=None)
@given(TEXTS, NAMES)
def test_blinding_twice_changes_nothing_and_the_same_text_gives_the_same(text, first):
    known = KnownFacts(first=first)
    once = blind(text.replace("{n}", first), known, "nl")

    assert blind(text.replace("{n}", first), known, "nl") == once
    assert blind(once.text, known, "nl").text == once.text


@pytest.mark.parametrize("family", ["Smit", "El Idrissi", "van der Meulen", "Da Costa e Silva"])
def test_how_many_words_a_name_has_changes_nothing(family):
    text = "Ik heet {} {}. Bij het schoolfeest deelde ik het werk met drie anderen."
    seen, plain = (
        blind(text.format("Amber", name), KnownFacts(first="Amber", last=name), "nl")
        for name in (family, "Smit")
    )

    assert seen.text == plain.text
    assert [one.verdict for one in seen.sentences] == [one.verdict for one in plain.sentences]

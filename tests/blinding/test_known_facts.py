"""Known facts of many people, found on any page; the last guard before a reveal."""

from datetime import date

import pytest

from blinding.blind import blind
from blinding.known_facts import Guard, KnownFacts

LUWAM = KnownFacts(
    first="Luwam",
    last="Habte",
    dob=date(2007, 3, 9),
    phone="0612345678",
    student_no="0345678",
    email="luwam.habte@example.org",
    postcode="1234 AB",
)
ROOS = KnownFacts(first="Roos", last="Bakker", town="Best")


@pytest.mark.parametrize(
    "page",
    [
        "<td>Luwam</td>",
        "HABTE",
        "title=luwam%20",
        "L u w a m",
        "Lu\u200bwam",
        "mail luwam.habte@example.org",
        "+31 6 1234 5678",
        "nr 345678",
        "9-3-2007",
        "2007-03-09",
        "9 maart 2007",
        "1234AB",
    ],
)
def test_it_finds_a_fact_in_any_form(page):
    assert Guard([ROOS, LUWAM]).find(page)


def test_it_says_where_in_the_page_the_fact_stands():
    page = "Überraschung: Luwam kommt."

    (span,) = Guard([LUWAM]).find(page)

    assert page[span.start : span.end] == "Luwam"


def test_a_name_that_is_a_word_counts_only_beside_the_rest_of_the_name():
    guard = Guard([ROOS])

    assert guard.find("Leerplaats: bakker in Oss, met een roos op tafel.") == []
    assert guard.find("Geplaatst: Roos Bakker")
    assert guard.find("Geplaatst: Bakker, Roos")


def test_what_a_page_may_say_of_itself_is_no_leak():
    page = "Bakkerij Habte zoekt een leerling."

    assert Guard([LUWAM]).find(page)
    assert Guard([LUWAM], allowed=["Bakkerij Habte"]).find(page) == []
    assert Guard([LUWAM], allowed=["Bakkerij Habte"]).find("Luwam")


def test_a_clean_page_and_an_unknown_number_are_clean():
    guard = Guard([LUWAM, ROOS])

    assert guard.find("Niveau 3, 32 uur per week, start 9 maart 2027, bel 0201234567.") == []


def test_facts_that_are_empty_find_nothing():
    assert Guard([KnownFacts()]).find("Elke tekst, ook deze van 12-12-2012.") == []


def test_facts_read_from_a_mapping_ignore_what_is_not_theirs():
    known = KnownFacts.from_mapping(
        {"first": "Li", "dob": "2007-01-02", "origin": "CN", "others": ["Wang"]}
    )

    assert known == KnownFacts(first="Li", dob=date(2007, 1, 2), others=("Wang",))


def test_a_birth_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Invalid isoformat"):
        KnownFacts.from_mapping({"dob": "gisteren"})


def test_the_writers_own_name_of_two_letters_is_found_apart_too():
    known = KnownFacts(first="Bo")

    assert blind("De klant vroeg naar B o om hulp.", known, "nl").text == (
        "De klant vroeg naar […] om hulp."
    )
    assert "v o" in blind("Ik las de v o van het boek.", known, "nl").text

"""While Amina writes she sees what others would read."""

from sqlalchemy import select

from records.models.candidate import Evidence
from tests.students.conftest import ANSWERS, WORDS

PAGE = "/student/profile/evidence/E/preview"


def test_it_blinds_what_she_types_and_keeps_nothing(as_amina, profile, session):
    response = as_amina.post(PAGE, data={"words": "Ik ben Amina. " + WORDS})

    assert response.status_code == 200
    assert "<html" not in response.text
    assert '<mark class="pp-mark">Amina</mark>' in response.text
    assert session.scalars(select(Evidence)).all() == []


def test_her_words_stand_before_what_she_chose_and_what_is_left_out_is_explained(as_amina, profile):
    left_out = "[…] is wat kan verraden wie iemand is."

    told = as_amina.post(PAGE, data={**ANSWERS, "words": f"{WORDS} Farida hielp mij."}).text
    clear = as_amina.post(PAGE, data={**ANSWERS, "words": WORDS}).text

    assert 0 < told.find("<blockquote") < told.find(left_out) < told.find('<dl class="pp-told')
    assert left_out not in clear


def test_a_sentence_that_a_person_reads_first_is_marked_and_says_so(as_amina, profile):
    doubtful = "Om drie uur sta ik bij het schoolhek."

    response = as_amina.post(PAGE, data={"words": f"{WORDS} {doubtful}"})

    assert f'<mark class="pp-mark pp-mark--shown">{doubtful}</mark>' in response.text
    assert "Iemand op school leest hem eerst" in response.text
    assert '<mark class="pp-mark pp-mark--shown">Stippels</mark>' in response.text
    assert "Geel" not in response.text


def test_a_sentence_that_is_left_out_has_no_word_that_is_written_in_another_way(as_amina, profile):
    response = as_amina.post(PAGE, data={"words": f"{WORDS} Mijn neef uit Ghana hielp mee."})

    assert '<mark class="pp-mark">Geel</mark>' in response.text
    assert "Deze zin laten we weg" in response.text
    assert "anders schrijven" not in response.text


def test_it_shows_what_is_chosen_so_far_and_passes_over_what_is_on_no_list(as_amina, profile):
    begun = {"setting": "sport", "task": "care.nothing", "actions": ANSWERS["actions"]}

    response = as_amina.post(PAGE, data=begun)

    assert "buiten school en werk" in response.text
    assert "afspreken wie wat doet" in response.text
    assert "nothing" not in response.text


def test_an_empty_box_says_what_will_stand_here(as_amina, profile):
    response = as_amina.post(PAGE, data={"words": " "})

    assert "Zodra je iets kiest of schrijft" in response.text


def test_markup_in_her_words_is_text(as_amina, profile):
    response = as_amina.post(PAGE, data={"words": "<script>alert(1)</script> " + WORDS})

    assert "<script>" not in response.text


def test_nobody_else_has_this_page(visitor, as_mehmet, as_noor):
    assert visitor.post(PAGE).status_code == 401
    assert as_mehmet.post(PAGE).status_code == 403
    assert as_noor.post(PAGE).status_code == 403

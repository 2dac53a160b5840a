"""Amina reads how her round was matched."""


def test_it_shows_what_anyone_needs_to_recompute_it(as_amina, proposal, matching_round):
    response = as_amina.get("/student/report")

    assert response.status_code == 200
    assert "drand 4711" in response.text
    assert "Banketbakker" in response.text


def test_it_names_no_student_and_no_code(as_amina, proposal, amina_in_round):
    text = as_amina.get("/student/report").text

    assert amina_in_round.code not in text
    assert "Idrissi" not in text.replace("Amina El Idrissi", "", 1)  # the menu, once


def test_before_the_result_is_out_there_is_none(as_amina, run):
    assert as_amina.get("/student/report").status_code == 404


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/student/report").status_code == 303


def test_an_employer_may_not_enter(as_noor):
    assert as_noor.get("/student/report").status_code == 403

"""Noor sees which proposals wait for the bakery."""


def test_without_proposals_it_says_what_will_happen(as_noor):
    response = as_noor.get("/employer/proposals")

    assert response.status_code == 200
    assert "Nu geen voorstellen" in response.text


def test_it_lists_what_the_student_accepted(as_noor, accepted_proposal):
    response = as_noor.get("/employer/proposals")

    assert "Banketbakker" in response.text
    assert "Wacht op u" in response.text


def test_it_says_nothing_of_what_no_student_accepted(as_noor, proposal):
    assert "Banketbakker" not in as_noor.get("/employer/proposals").text


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/employer/proposals").status_code == 303


def test_a_student_may_not_enter(as_amina):
    assert as_amina.get("/employer/proposals").status_code == 403


def test_the_first_page_says_that_a_student_waits(as_noor, accepted_proposal):
    response = as_noor.get("/employer/home")

    assert "Zeg of Banketbakker door kan gaan" in response.text

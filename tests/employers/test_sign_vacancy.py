"""The owner signs the statement of norms and sends the form. One file per page."""

from placements.vacancies.terms import form_digest
from records.models.vacancy import VacancyState
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}/sign"


def test_the_owner_reads_the_statement_above_the_form_and_signs_with_one_button(
    as_otto, draft, otto
):
    page = as_otto.get(page_of(draft)).text

    response = as_otto.post(page_of(draft), data={"read_digest": form_digest(draft)})

    assert "Wij kiezen niet uit personen" in page
    assert form_digest(draft) in page
    assert response.status_code == 302
    assert draft.norms_signed_by == otto.id


def test_a_trainer_asks_the_owner_instead(as_noor, draft):
    page = as_noor.get(page_of(draft)).text

    response = as_noor.post(page_of(draft), data={"read_digest": form_digest(draft)})

    assert "Vraag de eigenaar te ondertekenen" in page
    assert "Ik onderteken" not in page
    assert response.status_code == 302
    assert draft.submitted_at is None


def test_a_form_that_is_not_ready_says_what_is_missing_and_has_no_button(as_otto, draft):
    draft.title = ""
    draft.criteria[0].why = "Past in ons team"

    page = as_otto.get(page_of(draft)).text

    assert "Geef de plek een naam." in page
    assert "#criteria-0-why" in page
    assert "Ik onderteken" not in page


def test_a_form_that_is_not_ready_is_not_sent(as_otto, draft, session):
    draft.title = "Representatieve bakker"
    session.flush()

    response = as_otto.post(page_of(draft), data={"read_digest": form_digest(draft)})

    assert response.status_code == 422
    assert draft.submitted_at is None


def test_words_that_changed_in_the_meantime_are_read_first(as_otto, draft):
    response = as_otto.post(page_of(draft), data={"read_digest": "0" * 64})

    assert response.status_code == 422
    assert "Lees het eerst opnieuw." in response.text
    assert form_digest(draft) in response.text


def test_a_second_press_tells_that_it_is_sent(as_otto, sent):
    response = as_otto.post(page_of(sent), data={"read_digest": form_digest(sent)})

    assert response.status_code == 422
    assert "Het formulier is bij de school." in response.text


def test_a_form_that_is_sent_is_shown_instead(as_otto, sent):
    assert as_otto.get(page_of(sent)).status_code == 302
    assert sent.state is VacancyState.DRAFT


def test_a_place_of_another_company_does_not_exist(as_otto):
    assert as_otto.get(page_of(VacancyFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, draft):
    assert "/sign-in" in visitor.get(page_of(draft)).location


def test_students_do_not_enter(as_amina, draft):
    assert as_amina.get(page_of(draft)).status_code == 403

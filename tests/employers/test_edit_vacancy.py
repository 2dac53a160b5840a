"""The bakery writes its competency form on one page. One file per page."""

import re

import pytest

from placements.vacancies.terms import form_digest, terms_of
from records.models.round import RoundPhase
from tests.factories import VacancyFactory


def page_of(vacancy):
    return f"/employer/vacancies/{vacancy.id}/edit"


def answers_to(vacancy, **changes):
    """Return what a browser sends when nothing but `changes` was typed."""
    terms = terms_of(vacancy)
    answers = {
        "based_on": form_digest(vacancy),
        "title": terms.title,
        "seats": terms.seats,
        "weekly_hours": terms.weekly_hours,
        "weekdays": list(terms.weekdays),
        "starts_at": f"{terms.starts_at:%H:%M}",
        "ends_at": f"{terms.ends_at:%H:%M}",
        "monthly_allowance": terms.monthly_allowance,
        "offers": list(terms.offers),
        "trial_days": terms.trial_days,
        "assessment_at": f"{terms.assessment_at:%H:%M}",
        "trainer": str(terms.trainer_id or ""),
    }
    answers |= {f"tasks-{number}": task for number, task in enumerate(terms.tasks)}
    for number, criterion in enumerate(terms.criteria):
        answers |= {
            f"criteria-{number}-letter": criterion.letter,
            f"criteria-{number}-why": criterion.why,
            f"criteria-{number}-needed_at_start": "yes" if criterion.needed_at_start else "no",
            f"criteria-{number}-required_level": criterion.required_level,
            f"criteria-{number}-level_at_end": criterion.level_at_end,
            f"criteria-{number}-weight": criterion.weight,
        }
    return answers | changes


def test_it_saves_every_answer(as_noor, draft, otto):
    answers = answers_to(
        draft,
        title="Broodbakker",
        seats="3",
        weekdays=["0", "4"],
        starts_at="04:00",
        ends_at="12:00",
        offers=["meals", "work_clothes"],
        trainer=str(otto.id),
        **{
            "tasks-3": "De oven vullen",
            "criteria-0-needed_at_start": "no",
            "criteria-1-is_essential": "y",
            "criteria-1-essential_reason": "Er is geen tijd om dit te leren.",
            "hard_requirements-0-kind": "vog",
            "hard_requirements-0-is_asked": "y",
            "hard_requirements-0-rule": "De wet",
        },
    )

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 302
    terms = terms_of(draft)
    assert (terms.title, terms.seats, terms.weekdays) == ("Broodbakker", 3, (0, 4))
    assert f"{terms.starts_at:%H:%M} {terms.ends_at:%H:%M}" == "04:00 12:00"
    assert terms.offers == ("meals", "work_clothes")
    assert terms.tasks[3:] == ("De oven vullen",)
    assert terms.trainer_id == otto.id
    learned, essential, _plain = terms.criteria
    assert (learned.needed_at_start, learned.required_level) == (False, 1)
    assert (essential.is_essential, essential.essential_reason) == (
        True,
        "Er is geen tijd om dit te leren.",
    )
    assert [(one.kind, one.rule) for one in terms.hard_requirements] == [("vog", "De wet")]


def test_a_half_written_form_can_be_saved(as_noor, draft):
    answers = answers_to(draft, title="", trainer="") | {"criteria-0-why": "", "tasks-0": ""}

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 302
    assert (draft.title, draft.trainer_id, draft.criteria[0].why) == ("", None, "")


def test_save_and_preview_goes_to_the_page_that_students_read(as_noor, draft):
    response = as_noor.post(page_of(draft), data=answers_to(draft, button="preview"))

    assert response.location.endswith(f"/employer/vacancies/{draft.id}")


@pytest.mark.parametrize(
    ("question", "answer", "error"),
    [
        ("seats", "41", "Vul een getal in van 1 tot en met 40"),
        ("seats", "twee", "Vul een getal in van 1 tot en met 40"),
        ("weekly_hours", "", "Vul een getal in van 8 tot en met 40"),
        ("monthly_allowance", "-1", "Vul hele euro&#39;s in, van 0 tot en met 5000"),
        ("trial_days", "4", "Vul een getal in van 5 tot en met 30"),
        ("starts_at", "half negen", "Vul een tijd in, zoals 08:30"),
        ("weekdays", [], "Kies minstens één dag"),
        ("title", "x" * 121, "Gebruik hoogstens 120 tekens"),
        ("tasks-0", "x" * 201, "Gebruik hoogstens 200 tekens"),
        ("criteria-0-why", "x" * 301, "Gebruik hoogstens 300 tekens"),
        ("criteria-0-level_at_end", "1", "Kies hetzelfde niveau als bij de start"),
    ],
)
def test_a_wrong_answer_is_named_at_the_top_and_at_the_question(
    as_noor, draft, question, answer, error
):
    before = terms_of(draft)

    response = as_noor.post(page_of(draft), data=answers_to(draft) | {question: answer})

    assert response.status_code == 422
    assert response.text.count(error) == 2
    assert re.search(rf'href="#{question}"', response.text)
    assert terms_of(draft) == before


def test_a_must_needs_its_reason(as_noor, draft):
    answers = answers_to(draft) | {"criteria-0-is_essential": "y"}

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 422
    assert "Schrijf waarom dit niet te leren is" in response.text


def test_a_refused_form_keeps_everything_that_was_typed(as_noor, draft):
    answers = answers_to(draft, seats="99", title="Nog niet bewaard") | {
        "tasks-4": "Een vijfde taak",
        "criteria-2-why": "Omdat het druk is",
    }

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 422
    for typed in ('value="99"', "Nog niet bewaard", "Een vijfde taak", "Omdat het druk is"):
        assert typed in response.text


def test_a_competence_is_added_without_losing_what_was_typed(as_noor, draft):
    answers = answers_to(draft, title="Nog niet bewaard", button="add", add=["R", "T"])

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 200
    assert "Nog niet bewaard" in response.text
    assert 'name="criteria-3-letter" type="hidden" value="R"' in response.text
    assert 'name="criteria-4-letter" type="hidden" value="T"' in response.text
    assert draft.title == "Banketbakker"


def test_a_competence_is_taken_off_without_losing_what_was_typed(as_noor, draft):
    answers = answers_to(draft, title="Nog niet bewaard", button="remove-K")

    response = as_noor.post(page_of(draft), data=answers)

    assert "Nog niet bewaard" in response.text
    assert re.findall(r'-letter" type="hidden" value="(.)"', response.text) == ["E", "Q"]
    assert "criteria-2" not in response.text


def test_an_eighth_competence_is_refused_in_words(as_noor, draft):
    answers = answers_to(draft, button="add", add=["A", "B", "C", "D", "F"])

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 422
    assert "Zeven is het meeste." in response.text
    assert len(re.findall(r'-letter" type="hidden"', response.text)) == 7


def test_a_competence_stands_on_the_form_once(as_noor, draft):
    answers = answers_to(draft) | {"criteria-1-letter": "E"}

    response = as_noor.post(page_of(draft), data=answers)

    assert response.status_code == 422
    assert "Elke competentie staat één keer op het formulier" in response.text


def test_the_list_offers_every_competence_that_is_not_chosen_and_keeps_w_apart(as_noor, draft):
    offered = re.findall(r'id="add-(.)"', as_noor.get(page_of(draft)).text)

    assert sorted(offered) == sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXY") - set("EKQ"))
    assert offered[-1] == "W"


def test_forbidden_words_are_named_beside_the_question_and_do_not_stop_saving(as_noor, draft):
    answers = answers_to(draft, title="Representatieve bakker")

    response = as_noor.post(page_of(draft), data=answers, follow_redirects=True)

    assert draft.title == "Representatieve bakker"
    assert "draagt de bedrijfskleding" in response.text


def test_a_hard_requirement_comes_with_its_rule(as_noor, draft):
    assert "Wegenverkeerswet 1994, artikel 107" in as_noor.get(page_of(draft)).text


def test_the_second_tab_hears_that_the_first_one_saved_and_may_then_choose(as_noor, draft):
    second_tab = answers_to(draft, title="Uit het tweede tabblad")
    as_noor.post(page_of(draft), data=answers_to(draft, title="Uit het eerste tabblad"))

    refused = as_noor.post(page_of(draft), data=second_tab)

    assert refused.status_code == 422
    assert "Dit formulier is intussen veranderd" in refused.text
    assert "Uit het tweede tabblad" in refused.text
    assert draft.title == "Uit het eerste tabblad"
    based_on = re.search(r'name="based_on" type="hidden" value="(\w+)"', refused.text)[1]
    as_noor.post(page_of(draft), data=second_tab | {"based_on": based_on})
    assert draft.title == "Uit het tweede tabblad"


def test_a_wrong_answer_does_not_make_a_second_tab_forget_the_first(as_noor, draft):
    second_tab = answers_to(draft, seats="99")
    opened = second_tab["based_on"]
    as_noor.post(page_of(draft), data=answers_to(draft, title="Uit het eerste tabblad"))

    response = as_noor.post(page_of(draft), data=second_tab)

    assert f'value="{opened}"' in response.text


def test_what_was_typed_stays_on_the_screen_when_the_form_went_to_the_school(as_noor, sent):
    response = as_noor.post(page_of(sent), data=answers_to(sent, title="Te laat getypt"))

    assert response.status_code == 422
    assert "Het formulier is bij de school." in response.text
    assert "Te laat getypt" in response.text
    assert sent.title == "Banketbakker"


def test_a_form_that_can_no_longer_change_is_shown_instead(as_noor, draft):
    draft.round.phase = RoundPhase.PROFILES

    response = as_noor.get(page_of(draft))

    assert response.status_code == 302
    assert response.location.endswith(f"/employer/vacancies/{draft.id}")


def test_the_note_of_the_school_stands_above_the_form(as_noor, draft):
    draft.return_note = "Wat doet de student op maandag?"

    assert "Wat doet de student op maandag?" in as_noor.get(page_of(draft)).text


@pytest.mark.parametrize(
    "tampered",
    [
        {"criteria-0-letter": "Ω"},
        {"criteria-0-required_level": "9"},
        {"criteria-0-weight": "7"},
        {"hard_requirements-0-kind": "photo"},
    ],
)
def test_answers_that_were_never_on_the_page_are_a_bad_request(as_noor, draft, tampered):
    response = as_noor.post(page_of(draft), data=answers_to(draft) | tampered)

    assert response.status_code == 400


def test_someone_of_another_company_cannot_be_the_trainer(as_noor, draft, carla):
    response = as_noor.post(page_of(draft), data=answers_to(draft, trainer=str(carla.id)))

    assert response.status_code == 422


def test_a_trainer_who_left_is_asked_for_again(as_noor, draft, noor, otto, session):
    draft.trainer_id = otto.id
    otto.is_active = False
    session.flush()

    page = as_noor.get(page_of(draft)).text

    assert re.search(r'name="trainer"\s+type="radio"\s+value=""\s+checked', page)


def test_a_place_of_another_company_does_not_exist(as_noor):
    assert as_noor.get(page_of(VacancyFactory())).status_code == 404


def test_visitors_sign_in_first(visitor, draft):
    assert "/sign-in" in visitor.get(page_of(draft)).location
    assert visitor.post(page_of(draft)).status_code == 401


def test_students_and_staff_do_not_enter(as_amina, as_carla, draft):
    assert as_amina.get(page_of(draft)).status_code == 403
    assert as_carla.get(page_of(draft)).status_code == 403

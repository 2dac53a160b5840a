"""The student's own words beside the assessment."""


def page(trial):
    return f"/student/trials/{trial.id}/reaction"


REACTION = {"reaction": "Ik werkte drie dagen met een invaller."}


def test_it_stands_beside_the_assessment_for_school_and_trainer(
    as_amina, as_noor, as_mehmet, assessed_trial
):
    response = as_amina.post(page(assessed_trial), data=REACTION)

    assert response.status_code == 302
    for browser, room in ((as_noor, "employer"), (as_mehmet, "school"), (as_amina, "student")):
        assert REACTION["reaction"] in browser.get(f"/{room}/trials/{assessed_trial.id}").text


def test_without_an_assessment_there_is_nothing_to_react_to(as_amina, trial):
    response = as_amina.post(page(trial), data=REACTION)

    assert response.status_code == 422
    assert REACTION["reaction"] in response.text
    assert trial.student_reaction is None


def test_too_many_words_stay_on_the_page(as_amina, assessed_trial):
    response = as_amina.post(page(assessed_trial), data={"reaction": "woord " * 300})

    assert response.status_code == 422
    assert "hoogstens 1000 tekens" in response.text or "1000 tekens" in response.text
    assert "woord woord" in response.text


def test_it_is_for_students_only(as_noor, visitor, trial):
    assert as_noor.get(page(trial)).status_code == 403
    assert visitor.get(page(trial)).status_code == 303

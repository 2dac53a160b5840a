"""The student's own trial: when and where, and afterwards the levels, the next step and one tip."""

import pytest

from placements.trials.outcomes import Conclusion, conclude_trial, stop_early
from records.models.trial import EarlyStopReason, Outcome
from records.vault.ledger import list_reveal_lines
from tests.factories import HardRequirementFactory, StudentFactory
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, FIRST_DAY, hand_in

HARSH = ("gezakt", "onvoldoende", "mislukt", "afgewezen", "niet geschikt", "gefaald", "slecht")


def page(trial):
    return f"/student/trials/{trial.id}"


def test_before_the_first_day_it_says_when_where_with_whom_and_what_to_bring(
    session, as_amina, trial, bakery_place
):
    HardRequirementFactory(vacancy_id=bakery_place.id)
    session.refresh(bakery_place)

    text = as_amina.get(page(trial)).text

    for item in (
        "Je begint op maandag 1 februari 2027 om 08:30 uur.",
        "Bakkerij De Vries, Dorpsstraat 1, 3511 AA Utrecht",
        "Noor",
        "Mehmet",
        "De overeenkomst, met jouw handtekening",
        "Verklaring Omtrent het Gedrag",
    ):
        assert item in text


def test_reading_the_own_page_is_no_line_in_the_own_ledger(session, as_amina, trial, amina):
    as_amina.get(page(trial))

    assert list_reveal_lines(session, amina.id) == []


def test_the_levels_stay_hidden_until_both_are_in(session, as_amina, trial, noor, mehmet, at):
    at(ASSESSMENT)
    hand_in(session, noor, trial, {"E": 2, "K": 3})
    before = as_amina.get(page(trial)).text

    hand_in(session, mehmet, trial, {"E": 2, "K": 3})
    after = as_amina.get(page(trial)).text

    assert "Wat je nu kunt" not in before
    assert "Zij telde de kassa" not in before
    assert "Wat je nu kunt" in after
    assert "Zij telde de kassa" in after
    assert "Nog niets gehoord op vrijdag 19 februari 2027? Bel dan je school." in after


def test_each_level_has_its_next_step_and_only_a_gap_a_tip(as_amina, assessed_trial):
    text = as_amina.get(page(assessed_trial)).text

    assert text.count("Volgende stap:") == 2
    assert text.count("Tip:") == 1
    assert "Stemt zelf af wie wat doet." in text


def test_after_a_stop_it_is_calm_and_says_whom_to_call(session, as_amina, assessed_trial, mehmet):
    answer = Conclusion(
        outcome=Outcome.STOP, agreements=None, three_way_talk_on=assessed_trial.ends_on
    )
    conclude_trial(session, actor_of(mehmet), assessed_trial, answer, now=ASSESSMENT)
    session.flush()

    text = as_amina.get(page(assessed_trial)).text.lower()

    assert "deze proefstage is gestopt" in text
    assert "030 123 45 67" in text
    assert [word for word in HARSH if word in text] == []


def test_the_first_page_leads_to_it(as_amina, trial):
    assert page(trial) in as_amina.get("/student/home").text


def test_the_result_leads_back_to_it_after_a_stop(session, as_amina, trial, amina):
    stop_early(session, actor_of(amina), trial, EarlyStopReason.STUDENT_WISH, now=FIRST_DAY)
    session.flush()

    assert page(trial) in as_amina.get("/student/result", follow_redirects=True).text


def test_another_student_s_trial_does_not_exist(sign_in, session, programme, trial, amina):
    from records.models.account import Account

    classmate = session.get_one(Account, StudentFactory(programme=programme).id)

    assert sign_in(classmate).get(page(trial)).status_code == 404


@pytest.mark.parametrize("browser", ["as_noor", "as_carla", "as_mehmet"])
def test_it_is_for_students_only(request, trial, browser):
    assert request.getfixturevalue(browser).get(page(trial)).status_code == 403


def test_visitors_sign_in_first(visitor, trial):
    assert visitor.get(page(trial)).status_code == 303

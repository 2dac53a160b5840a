"""The trials that a member of staff follows."""

from tests.trial_stage import ASSESSMENT


def test_the_assessor_reads_a_name_and_the_coordinator_a_code(as_mehmet, as_carla, trial):
    mine, all_of_them = (browser.get("/school/trials").text for browser in (as_mehmet, as_carla))

    assert "Amina El Idrissi" in mine
    assert "El Idrissi" not in all_of_them
    assert trial.proposal.candidate.label in all_of_them


def test_who_does_not_assess_any_has_an_empty_page(as_anton, trial):
    assert "Nog geen proefstage" in as_anton.get("/school/trials").text


def test_it_says_whom_it_waits_for(as_carla, trial, at):
    at(ASSESSMENT)

    assert "Wacht op: praktijkopleider, school" in as_carla.get("/school/trials").text


def test_what_waits_is_on_the_first_page_of_its_assessor(as_mehmet, assessed_trial, at):
    at(ASSESSMENT)

    assert "Beslissen wat volgt: Banketbakker" in as_mehmet.get("/school/home").text


def test_it_is_for_the_school_only(as_noor, as_amina, visitor):
    assert as_noor.get("/school/trials").status_code == 403
    assert as_amina.get("/school/trials").status_code == 403
    assert visitor.get("/school/trials").status_code == 303

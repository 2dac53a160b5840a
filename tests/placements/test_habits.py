"""Habits, the badge and the figures beside a choice: counted from rows, true or not told."""

from datetime import timedelta

import pytest

from placements.norms.figures import others_ask, others_assessed, others_said_yes
from placements.norms.habits import habits_of, pattern_of
from placements.norms.ladder import StepTerms, take_step
from records.models.norms import LadderStep
from records.models.trial import Rater
from tests.factories import NOW, RoundFactory, VacancyFactory
from tests.norms import asked, neighbours, was_tried
from tests.rounds import actor_of
from tests.trial_stage import hand_in

AGO = NOW - timedelta(days=40)
ASSESSED = NOW - timedelta(days=10)


def rated(session, trial, *, days=0, **details):
    """Let the trainer of a trial hand in, so many days after the agreed moment."""
    from placements import audit

    audit.record(
        session,
        None,
        "trial:rated",
        trial.id,
        now=trial.assessment_at + timedelta(days=days),
        rater=Rater.TRAINER.value,
        **details,
    )
    session.flush()


@pytest.fixture
def past(school, programme):
    """A round of before."""
    return RoundFactory(school=school, programmes=[programme])


@pytest.fixture
def good(session, past, programme, bakery):
    """Three answers in time and two assessments on the day, at the bakery."""
    proposals = [asked(past, programme, bakery, at=AGO) for _one in range(3)]
    for proposal in proposals[:2]:
        rated(session, was_tried(proposal, at=ASSESSED))
    return bakery


def test_good_habits_give_a_badge_that_ends_by_itself(session, good):
    assert habits_of(session, good.id, now=NOW).has_badge
    assert not habits_of(session, good.id, now=NOW + timedelta(days=330)).has_badge


def test_too_few_rows_give_none(session, past, programme, bakery):
    for _one in range(2):
        rated(session, was_tried(asked(past, programme, bakery, at=AGO), at=ASSESSED))

    assert not habits_of(session, bakery.id, now=NOW).has_badge


@pytest.mark.parametrize(
    "slip",
    [
        {"late": True},
        {"yes": False},
        {"refused": False},
    ],
)
def test_one_slip_takes_it_away(session, past, programme, good, slip):
    asked(past, programme, good, at=AGO, **slip)

    assert not habits_of(session, good.id, now=NOW).has_badge


def test_a_refusal_whose_reason_holds_costs_nothing(session, past, programme, good):
    asked(past, programme, good, at=AGO, yes=False, refused=True)

    assert habits_of(session, good.id, now=NOW).has_badge


def test_an_assessment_that_came_late_or_never_does(session, past, programme, good):
    trial = was_tried(asked(past, programme, good, at=AGO), at=ASSESSED)
    assert not habits_of(session, good.id, now=NOW).has_badge

    rated(session, trial, days=5)
    assert not habits_of(session, good.id, now=NOW).has_badge


def test_on_paper_the_day_on_the_paper_counts(session, past, programme, good):
    trial = was_tried(asked(past, programme, good, at=AGO), at=ASSESSED)
    rated(session, trial, days=8, paper_on=ASSESSED.date().isoformat())

    assert habits_of(session, good.id, now=NOW).has_badge


def test_steps_of_a_school_take_it_away(session, good, carla):
    terms = StepTerms(
        step=LadderStep.TALK, taken_on=NOW.date(), reason="Zij belden drie keer niet terug."
    )
    take_step(session, actor_of(carla), good, terms, now=NOW)

    assert not habits_of(session, good.id, now=NOW).has_badge


@pytest.fixture
def region(session, past, programme, bakery):
    """Six other companies around the bakery; five said yes each time."""
    companies = neighbours(6)
    for company in companies:
        asked(past, programme, company, at=AGO)
    asked(past, programme, companies[0], at=AGO, yes=False)
    return companies


def figure(session, past, programme, bakery):
    proposal = asked(past, programme, bakery, at=NOW - timedelta(days=1), yes=False)
    return others_said_yes(session, proposal, now=NOW)


def test_others_in_the_region_are_counted_one_by_one_without_the_reader(
    session, past, programme, bakery, region
):
    found = figure(session, past, programme, bakery)

    assert (found.asked, found.said_yes) == (6, 5)


def test_fewer_than_five_companies_are_not_told_of(session, past, programme, bakery):
    for company in neighbours(4):
        asked(past, programme, company, at=AGO)
    for company in neighbours(3, postcode="9711AA"):
        asked(past, programme, company, at=AGO)
    for company in neighbours(3):
        asked(past, programme, company, at=NOW - timedelta(days=400))

    assert figure(session, past, programme, bakery) is None


def test_a_bad_example_is_no_norm(session, past, programme, bakery):
    for company in neighbours(6):
        asked(past, programme, company, at=AGO, yes=False)

    assert figure(session, past, programme, bakery) is None


def test_the_refusal_page_says_it_as_it_was_counted(
    session, as_noor, accepted_proposal, past, programme, bakery
):
    page = f"/employer/proposals/{accepted_proposal.id}/refuse"
    before = as_noor.get(page).text
    for company in neighbours(5):
        asked(past, programme, company, at=AGO)
    company = neighbours(1)[0]
    asked(past, programme, company, at=AGO, yes=False)

    after = as_noor.get(page).text

    assert "andere bedrijven in uw regio" not in before
    assert "Van de 6 andere bedrijven in uw regio" in after
    assert "zeiden er 5 elke keer ja" in after


def test_after_an_assessment_a_company_sees_how_others_kept_to_the_day(
    session, past, programme, trial, noor
):
    hand_in(session, noor, trial, {"E": 3, "K": 3})
    at = trial.assessment_at - timedelta(days=20)
    for number, company in enumerate(neighbours(5)):
        other = was_tried(asked(past, programme, company, at=at), at=at)
        rated(session, other, days=9 if number == 0 else 0)

    found = others_assessed(session, trial, now=trial.assessment_at)

    assert (found.companies, found.assessed, found.on_date, found.own_days) == (5, 5, 4, 0)


def test_nothing_is_compared_before_it_is_sent_or_with_fewer_than_five(session, trial, noor):
    assert others_assessed(session, trial, now=trial.assessment_at) is None
    hand_in(session, noor, trial, {"E": 3, "K": 3})
    assert others_assessed(session, trial, now=trial.assessment_at) is None


def test_after_a_form_a_company_sees_how_much_others_ask(
    session, sent, collecting, programme, as_otto
):
    for letters in (["E"], ["E", "K"], ["E", "K"], ["E", "K", "Q"]):
        VacancyFactory(round=collecting, programme=programme, submitted_at=NOW, criteria=letters)
    assert others_ask(session, sent) is None

    VacancyFactory(round=collecting, programme=programme, submitted_at=NOW)
    found = others_ask(session, sent)

    assert (found.places, found.most_usual, found.without_a_must, found.own) == (5, 2, 5, 3)
    assert (
        "vraagt de helft 2 dingen of minder" in as_otto.get(f"/employer/vacancies/{sent.id}").text
    )


def test_a_pattern_is_only_shown_from_five(session, past, programme, bakery, school):
    where = {"school_id": school.id, "employer_id": bakery.id, "now": NOW}
    for refused in (None, None, None, False):
        asked(past, programme, bakery, at=AGO, refused=refused)
    assert pattern_of(session, **where) is None

    asked(past, programme, bakery, at=AGO, yes=False, refused=True)

    assert (pattern_of(session, **where).asked, pattern_of(session, **where).refused) == (5, 2)

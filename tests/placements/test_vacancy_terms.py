"""What a form says, its fingerprint, and what it still lacks."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placements.vacancies.drafts import FIRST_ANSWERS
from placements.vacancies.terms import (
    canonical_form,
    form_digest,
    longest_trial_days,
    weekday_mask,
    weekdays_in,
    what_is_missing,
)
from records.models.employer import Employer
from records.models.round import Round
from records.models.school import Programme
from records.models.vacancy import Criterion, HardRequirement, HardRequirementKind, Vacancy
from tests.factories import HardRequirementFactory

DAYS = st.sets(st.integers(0, 6), min_size=1)
KINDS = st.lists(st.sampled_from(HardRequirementKind), unique=True)
LETTERS = st.lists(st.sampled_from("ABCDEFGHIJ"), unique=True, min_size=1)


def form_in_memory(letters, kinds, offers):
    first = FIRST_ANSWERS
    return Vacancy(
        employer=Employer(leerbedrijf_id="LB1"),
        round=Round(period_starts_on=date(2027, 2, 1), period_ends_on=date(2027, 6, 25)),
        programme=Programme(crebo="25000"),
        version=1,
        title="Banketbakker",
        tasks=["Deeg maken"],
        seats=first.seats,
        weekly_hours=first.weekly_hours,
        weekdays=15,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        monthly_allowance=0,
        offers=list(offers),
        trial_days=10,
        assessment_at=first.assessment_at,
        criteria=[
            Criterion(
                letter=letter,
                position=position,
                why=f"Omdat {letter}",
                needed_at_start=True,
                required_level=2,
                level_at_end=3,
                weight=2,
                is_essential=False,
            )
            for position, letter in enumerate(letters)
        ],
        hard_requirements=[HardRequirement(kind=kind, rule="De wet") for kind in kinds],
    )


@given(LETTERS, KINDS, st.randoms(use_true_random=False))
def test_the_order_in_which_things_were_entered_does_not_change_the_fingerprint(
    letters, kinds, rng
):
    offers = ["meals", "aids", "induction"]
    form = form_in_memory(letters, kinds, offers)
    for entered in (letters, kinds, offers):
        rng.shuffle(entered)

    again = form_in_memory(letters, kinds, offers)

    assert form_digest(again) == form_digest(form)


@given(
    LETTERS,
    st.sampled_from(["why", "required_level", "level_at_end", "weight", "essential_reason"]),
    st.data(),
)
def test_any_change_to_a_criterion_changes_the_fingerprint(letters, part, data):
    form = form_in_memory(letters, [], [])
    before = form_digest(form)
    criterion = data.draw(st.sampled_from(form.criteria))

    setattr(criterion, part, "iets anders" if part in {"why", "essential_reason"} else 1)

    assert form_digest(form) != before


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("title", "Bakker"),
        ("tasks", ["Deeg maken", "Taarten vullen"]),
        ("seats", 2),
        ("weekly_hours", 24),
        ("weekdays", 31),
        ("monthly_allowance", 100),
        ("offers", ["meals"]),
        ("trial_days", 12),
        ("version", 2),
    ],
)
def test_any_change_to_the_form_changes_the_fingerprint(part, value):
    form = form_in_memory(["E"], [], [])
    before = form_digest(form)

    setattr(form, part, value)

    assert form_digest(form) != before


@given(LETTERS, KINDS)
def test_the_canonical_form_reads_back_as_the_same_text(letters, kinds):
    text = canonical_form(form_in_memory(letters, kinds, []))

    again = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    assert again == text


def test_the_form_reads_back_from_the_database_with_the_same_fingerprint(draft, session):
    HardRequirementFactory(vacancy_id=draft.id)
    session.refresh(draft)
    before = form_digest(draft)

    session.expire_all()

    assert form_digest(draft) == before


@given(DAYS)
def test_weekdays_survive_being_stored(days):
    assert set(weekdays_in(weekday_mask(days))) == days


def test_a_trial_lasts_at_most_a_third_of_the_working_days():
    terms = replace(FIRST_ANSWERS, weekdays=(0, 1))

    longest = longest_trial_days(terms, starts_on=date(2027, 2, 1), ends_on=date(2027, 3, 28))

    assert longest == 5  # eight weeks of two days


def test_a_trial_lasts_at_most_six_weeks():
    terms = replace(FIRST_ANSWERS, weekdays=(0, 1, 2, 3))

    longest = longest_trial_days(terms, starts_on=date(2026, 9, 1), ends_on=date(2027, 6, 25))

    assert longest == 24


def test_a_whole_form_lacks_nothing(draft):
    assert what_is_missing(draft) == ()


@pytest.mark.parametrize(
    ("part", "value", "field"),
    [
        ("title", "", "title"),
        ("tasks", ["Een", "Twee"], "tasks"),
        ("tasks", ["Een", "Twee", "Drie", "Vier", "Vijf", "Zes"], "tasks"),
        ("trainer_id", None, "trainer"),
        ("weekdays", 0b1, "trial_days"),
        ("title", "Representatieve bakker", "title"),
        ("tasks", ["Deeg maken", "Minimaal 2 jaar ervaring", "Schoonmaken"], "tasks-1"),
    ],
)
def test_it_says_which_answer_is_missing(draft, part, value, field):
    setattr(draft, part, value)

    assert [missing.field for missing in what_is_missing(draft)] == [field]


@pytest.mark.parametrize("count", [2, 8])
def test_a_form_asks_three_to_seven_things(draft, count):
    draft.criteria = form_in_memory("ABCDFGHI"[:count], [], []).criteria

    assert [missing.field for missing in what_is_missing(draft)] == ["criteria"]


def test_at_most_two_things_are_a_must(draft):
    for criterion in draft.criteria:
        criterion.is_essential, criterion.essential_reason = True, "Dat leer je niet in een week."

    assert [missing.field for missing in what_is_missing(draft)] == ["criteria"]


def test_every_thing_it_asks_needs_its_why(draft):
    draft.criteria[1].why = ""

    assert [missing.field for missing in what_is_missing(draft)] == ["criteria-1-why"]

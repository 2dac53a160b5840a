"""The agreement: everything the law and SBB ask for, and for its parties only."""

from datetime import date
from fractions import Fraction

import pytest

from placements.errors import NotAllowed
from placements.trials.agreements import agreement_of, hours_by_school_year
from placements.trials.outcomes import stop_early
from records.models.account import Role
from records.models.trial import EarlyStopReason
from records.vault.ledger import list_reveal_lines
from records.vault.people import Person, store_person
from tests.factories import AccountFactory, EmployerFactory, StudentFactory
from tests.rounds import RESULTS_DAY, actor_of
from tests.trial_stage import ASSESSMENT


def born(session, amina, day):
    person = Person(
        given_name="Amina", family_name="El Idrissi", email="a@b.example", birth_date=day
    )
    store_person(session, amina.id, person)
    session.flush()


def test_the_hours_are_those_of_the_days_of_work_without_holidays(session, trial, amina):
    agreement = agreement_of(session, actor_of(amina), trial, now=ASSESSMENT)

    # 1 February to 25 June 2027: 21 weeks of 5 days without Good Friday, Easter Monday,
    # King's Day, Ascension Day and Whit Monday.
    assert agreement.total_hours == Fraction(32, 5) * (21 * 5 - 5)
    assert agreement.hours_by_school_year == {"2026-2027": agreement.total_hours}
    assert agreement.trial_hours == 64


def test_hours_are_split_where_a_school_year_ends():
    days = [date(2027, 7, 30), date(2027, 8, 2), date(2027, 8, 3)]

    assert hours_by_school_year(days, Fraction(8)) == {"2026-2027": 8, "2027-2028": 16}


@pytest.mark.parametrize(
    ("birth_date", "is_minor"),
    [
        (date(2008, 11, 27), False),  # eighteen on the day it is drawn up
        (date(2008, 11, 28), True),
        (None, False),
    ],
)
def test_for_a_minor_a_parent_signs_too(session, trial, amina, birth_date, is_minor):
    born(session, amina, birth_date)

    agreement = agreement_of(session, actor_of(amina), trial, now=ASSESSMENT)

    assert RESULTS_DAY.date() == agreement.drawn_up_on == date(2026, 11, 27)
    assert agreement.is_minor is is_minor


@pytest.mark.parametrize(("who", "lines"), [("amina", 0), ("noor", 1), ("mehmet", 1), ("carla", 1)])
def test_every_party_reads_it_and_others_leave_a_line_in_the_ledger(
    session, request, trial, amina, who, lines
):
    party = actor_of(request.getfixturevalue(who))

    agreement_of(session, party, trial, now=ASSESSMENT)
    session.flush()

    purposes = [line.purpose for line in list_reveal_lines(session, amina.id)]
    assert purposes == ["agreement"] * lines


def test_nobody_else_reads_it(session, trial, programme, anton):
    outsiders = [
        AccountFactory(role=Role.OWNER, employer_id=EmployerFactory().id),
        AccountFactory(role=Role.COORDINATOR),
        StudentFactory(programme=programme),
        anton,
    ]

    for outsider in outsiders:
        with pytest.raises(NotAllowed):
            agreement_of(session, actor_of(outsider), trial, now=ASSESSMENT)


def test_after_a_stop_the_company_no_longer_opens_it(session, trial, amina, noor):
    stop_early(session, actor_of(amina), trial, EarlyStopReason.STUDENT_WISH, now=ASSESSMENT)

    with pytest.raises(NotAllowed):
        agreement_of(session, actor_of(noor), trial, now=ASSESSMENT)
    agreement_of(session, actor_of(amina), trial, now=ASSESSMENT)

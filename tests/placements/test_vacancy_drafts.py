"""The bakery begins a form, takes last year's again, and writes in two tabs."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from placements.errors import NotAllowed, Refusal, TooLate
from placements.vacancies.drafts import (
    list_trainers,
    openings_for,
    repeat_vacancy,
    revise_vacancy,
    start_vacancy,
)
from placements.vacancies.freezing import withdraw_vacancy
from placements.vacancies.terms import CriterionTerms, form_digest, terms_of
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.employer import Accreditation
from records.models.round import RoundPhase
from records.models.vacancy import Vacancy, VacancyState
from tests.factories import (
    NOW,
    AccountFactory,
    HardRequirementFactory,
    ProgrammeFactory,
    RoundFactory,
    VacancyFactory,
)
from tests.rounds import actor_of


@pytest.fixture
def former(school, programme, bakery, noor):
    """The bakery's place of last year."""
    vacancy = VacancyFactory(
        employer=bakery,
        programme=programme,
        round=RoundFactory(
            school=school,
            programmes=[programme],
            phase=RoundPhase.CLOSED,
            period_starts_on=date(2026, 12, 1),
        ),
        title="Banketbakker",
        trainer_id=noor.id,
        frozen=True,
    )
    HardRequirementFactory(vacancy_id=vacancy.id)
    return vacancy


def count(session):
    return session.scalar(select(func.count()).select_from(Vacancy))


def test_a_new_form_holds_the_usual_week_and_nothing_about_the_work(
    collecting, programme, noor, session
):
    vacancy = start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)

    terms = terms_of(vacancy)
    assert (terms.title, terms.tasks, terms.criteria) == ("", (), ())
    assert (terms.weekdays, terms.trial_days) == ((0, 1, 2, 3), 10)
    assert terms.trainer_id == noor.id  # the only one there is


def test_starting_twice_gives_the_same_form(collecting, programme, noor, session):
    first = start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)

    second = start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)

    assert second is first
    assert count(session) == 1


def test_a_company_starts_a_second_form_once_the_first_has_a_title(
    collecting, programme, noor, session
):
    first = start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)
    first.title = "Banketbakker"

    assert start_vacancy(session, actor_of(noor), collecting, programme, now=NOW) is not first


def test_no_form_starts_without_an_accreditation(collecting, programme, noor, session):
    session.delete(session.scalars(select(Accreditation)).one())
    session.flush()

    with pytest.raises(Refusal):
        start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)


def test_no_form_starts_when_the_round_has_moved_on(collecting, programme, noor, session):
    collecting.phase = RoundPhase.PROFILES

    with pytest.raises(NotAllowed):
        start_vacancy(session, actor_of(noor), collecting, programme, now=NOW)


def test_a_school_does_not_write_forms(collecting, programme, carla, session):
    with pytest.raises(NotAllowed):
        start_vacancy(session, actor_of(carla), collecting, programme, now=NOW)


def test_last_years_form_comes_back_with_everything_it_said(former, collecting, noor, session):
    vacancy = repeat_vacancy(session, actor_of(noor), former, collecting, now=NOW)

    assert terms_of(vacancy) == terms_of(former)
    assert vacancy.copied_from_id == former.id
    assert vacancy.can_change
    assert vacancy.norms_signed_at is None
    assert {criterion.id for criterion in vacancy.criteria}.isdisjoint(
        criterion.id for criterion in former.criteria
    )


def test_repeating_twice_gives_the_same_form(former, collecting, noor, session):
    first = repeat_vacancy(session, actor_of(noor), former, collecting, now=NOW)

    assert repeat_vacancy(session, actor_of(noor), former, collecting, now=NOW) is first


def test_a_form_comes_back_for_the_same_qualification_only(former, school, noor, session):
    elsewhere = RoundFactory(
        school=school, programmes=[ProgrammeFactory(school=school)], phase=RoundPhase.VACANCIES
    )

    with pytest.raises(Refusal):
        repeat_vacancy(session, actor_of(noor), former, elsewhere, now=NOW)


def test_a_form_comes_back_at_another_school(former, bakery, collecting, noor, session):
    programme = ProgrammeFactory(crebo=former.programme.crebo)
    elsewhere = RoundFactory(
        school=programme.school, programmes=[programme], phase=RoundPhase.VACANCIES
    )

    vacancy = repeat_vacancy(session, actor_of(noor), former, elsewhere, now=NOW)

    assert vacancy.programme is programme


def test_the_openings_offer_the_form_until_it_has_come_back(former, collecting, noor, session):
    before = openings_for(session, actor_of(noor))

    copy = repeat_vacancy(session, actor_of(noor), former, collecting, now=NOW)

    assert [opening.formers for opening in before] == [(former,)]
    assert [opening.formers for opening in openings_for(session, actor_of(noor))] == [()]
    withdraw_vacancy(session, actor_of(noor), copy, now=NOW)
    assert [opening.formers for opening in openings_for(session, actor_of(noor))] == [(copy,)]


def test_a_draft_of_this_round_is_not_offered_again(draft, noor, session):
    assert [opening.formers for opening in openings_for(session, actor_of(noor))] == [()]


def test_a_change_is_saved_and_the_log_says_which_answer_it_was(draft, noor, session):
    terms = replace(terms_of(draft), seats=3, tasks=("Een", "Twee"))

    revise_vacancy(session, actor_of(noor), draft, terms, based_on=form_digest(draft), now=NOW)

    assert terms_of(draft) == terms
    event = session.scalars(select(AuditEvent)).one()
    assert (event.event, event.details) == ("vacancy:revised", {"changed": ["seats", "tasks"]})


def test_saving_without_a_change_leaves_no_line(draft, noor, session):
    revise_vacancy(
        session, actor_of(noor), draft, terms_of(draft), based_on=form_digest(draft), now=NOW
    )

    assert session.scalars(select(AuditEvent)).all() == []


def test_criteria_are_replaced_as_a_whole(draft, noor, session):
    criteria = (CriterionTerms(letter="Q", why="Elke dag"), CriterionTerms(letter="E"))
    terms = replace(terms_of(draft), criteria=criteria)

    revise_vacancy(session, actor_of(noor), draft, terms, based_on=form_digest(draft), now=NOW)
    session.expire_all()

    assert terms_of(draft).criteria == criteria


def test_two_tabs_do_not_overwrite_each_other_unseen(draft, noor, session):
    opened = form_digest(draft)
    mine = replace(terms_of(draft), title="Van mij")
    revise_vacancy(session, actor_of(noor), draft, mine, based_on=opened, now=NOW)
    other = replace(terms_of(draft), title="Van de ander")

    with pytest.raises(TooLate):
        revise_vacancy(session, actor_of(noor), draft, other, based_on=opened, now=NOW)

    assert draft.title == "Van mij"


def test_a_form_at_the_school_is_not_changed(sent, noor, session):
    with pytest.raises(TooLate):
        revise_vacancy(
            session, actor_of(noor), sent, terms_of(sent), based_on=form_digest(sent), now=NOW
        )


def test_another_company_does_not_change_it(draft, session):
    stranger = AccountFactory(role=Role.TRAINER)

    with pytest.raises(NotAllowed):
        revise_vacancy(session, actor_of(stranger), draft, terms_of(draft), based_on="", now=NOW)


def test_only_someone_of_the_company_assesses(draft, noor, session):
    terms = replace(terms_of(draft), trainer_id=AccountFactory(role=Role.TRAINER).id)

    with pytest.raises(Refusal) as refusal:
        revise_vacancy(session, actor_of(noor), draft, terms, based_on=form_digest(draft), now=NOW)

    assert refusal.value.field == "trainer"


def test_trainers_are_the_people_of_the_own_company_by_name(noor, otto, session):
    AccountFactory(role=Role.TRAINER)

    trainers = list_trainers(session, actor_of(otto))

    assert [trainer.account_id for trainer in trainers] == [noor.id, otto.id]


def test_a_withdrawn_form_can_be_used_again(former, collecting, noor, session):
    former.state = VacancyState.WITHDRAWN

    assert repeat_vacancy(session, actor_of(noor), former, collecting, now=NOW).title

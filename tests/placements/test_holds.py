"""A row can be held however it was loaded; PostgreSQL is strict about outer joins."""

import pytest

from placements.holds import hold, hold_still
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.vacancies import find_vacancy_of_school
from tests.factories import CandidateFactory, VacancyFactory


@pytest.mark.parametrize("take", [hold, hold_still])
def test_a_vacancy_loaded_with_its_employer_can_be_held(session, round_, programme, take):
    vacancy_id = VacancyFactory(round=round_, programme=programme).id
    session.expunge_all()
    vacancy = find_vacancy_of_school(session, vacancy_id, school_id=programme.school_id)

    take(session, vacancy)
    take(session, vacancy.round)

    assert vacancy.id == vacancy_id


def test_a_profile_loaded_whole_can_be_held(session, round_, amina):
    candidate_id = CandidateFactory(student=amina, round=round_).id
    round_id, student_id = round_.id, amina.id
    session.expunge_all()
    candidate = find_candidate_of_student(session, round_id=round_id, student_id=student_id)

    hold(session, candidate)

    assert candidate.id == candidate_id


def test_what_this_transaction_changed_is_not_forgotten(session, round_, amina):
    candidate = CandidateFactory(student=amina, round=round_)
    candidate.weekdays = 1

    hold(session, candidate)

    assert candidate.weekdays == 1

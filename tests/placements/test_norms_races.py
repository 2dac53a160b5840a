"""Two at the same moment: on the ladder, with a file, somebody new, with a year."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from placements.vacancies.terms import form_digest
from records.database import db
from records.models.account import Role
from records.models.employer import Accreditation, Employer
from records.models.norms import Escalation, EscalationStep, LadderStep, YearReport
from records.models.round import RoundPhase
from records.models.student import Student
from records.models.vacancy import Vacancy, VacancyState
from tests.factories import (
    NOW,
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    ProgrammeFactory,
    RoundFactory,
    VacancyFactory,
)
from tests.placements.test_ladder import REASON, step
from tests.schools.test_accreditations import HEAD, PAGE, agreed, compare, row
from tests.schools.test_people import COMPANY
from web.signed_in import session_name


@pytest.fixture
def world(real_app):
    """A company with a form that was sent, on the ladder after a written agreement."""
    with real_app.app_context():
        programme, employer = ProgrammeFactory(), EmployerFactory()
        AccreditationFactory(employer_id=employer.id, crebo=programme.crebo)
        round_ = RoundFactory(
            school=programme.school, programmes=[programme], phase=RoundPhase.VACANCIES
        )
        people = {
            "carla": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
            "dina": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
        }
        otto = AccountFactory(role=Role.OWNER, employer_id=employer.id)
        vacancy = VacancyFactory(
            employer=employer,
            programme=programme,
            round=round_,
            trainer_id=otto.id,
            submitted_at=NOW,
            norms_signed_at=NOW,
            norms_signed_by=otto.id,
        )
        for which in ("talk", "written_agreement"):
            step(db.session(), people["carla"], employer, which)
        made = {
            "employer": employer.id,
            "vacancy": vacancy.id,
            "digest": form_digest(vacancy),
            "crebo": programme.crebo,
            "school": programme.school_id,
            "programme": programme.id,
            "row": row(employer, programme.crebo),
            "cookies": {name: session_name(one) for name, one in people.items()},
        }
        db.session.commit()
        db.session.remove()
    return made


@pytest.fixture
def as_(real_app, world):
    """A function that returns a browser of its own for somebody."""

    def sign_in(who):
        client = real_app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = world["cookies"][who], True
        return client

    return sign_in


@pytest.fixture
def together(as_):
    """A function that sends two posts at the same moment and returns their statuses."""

    def send(*requests):
        barrier = Barrier(len(requests))

        def one(request):
            who, path, answers = request
            client = as_(who)
            barrier.wait(timeout=10)
            return client.post(path, data=answers).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


@pytest.fixture
def ask(real_app):
    def ask(question):
        with real_app.app_context():
            answer = db.session.scalar(question)
            db.session.remove()
        return answer

    return ask


def pause(world):
    answers = {"step": "pause", "taken_on": NOW.date().isoformat(), "reason": REASON}
    return f"/school/companies/{world['employer']}/ladder/step", answers


def test_of_two_who_take_the_same_step_one_is_second(world, together, ask):
    statuses = together(("carla", *pause(world)), ("dina", *pause(world)))

    assert sorted(statuses) == [302, 422]
    own = Escalation.employer_id == world["employer"]
    pauses = (
        select(func.count())
        .select_from(EscalationStep)
        .join(Escalation, Escalation.id == EscalationStep.escalation_id)
        .where(own, EscalationStep.step == LadderStep.PAUSE)
    )
    assert ask(pauses) == 1


def test_a_pause_and_a_freeze_never_both_count(world, together, ask):
    freeze = {"read_digest": world["digest"], "button": "freeze"}

    paused, frozen = together(
        ("carla", *pause(world)), ("dina", f"/school/vacancies/{world['vacancy']}", freeze)
    )

    state = ask(select(Vacancy.state).where(Vacancy.id == world["vacancy"]))
    assert paused == 302
    assert (frozen == 302) is (state is VacancyState.FROZEN)


def test_of_two_who_take_a_file_over_one_compares_again(world, as_, together, ask):
    sent = agreed(compare(as_("carla"), world["row"], head=HEAD).text)

    statuses = together(("carla", PAGE, sent), ("dina", PAGE, sent))

    assert sorted(statuses) == [302, 422]
    of_company = Accreditation.employer_id == world["employer"]
    assert ask(select(func.count()).select_from(Accreditation).where(of_company)) == 1


def test_of_two_who_add_a_new_company_neither_sees_an_error(world, together, ask):
    company = COMPANY | {"leerbedrijf_id": f"NEW{world['employer'].hex[:8]}"}
    other = company | {"email": "iemand@anders.example"}

    statuses = together(
        ("carla", "/school/people/companies", company),
        ("dina", "/school/people/companies", other),
    )

    assert set(statuses) <= {302, 422}
    same = Employer.leerbedrijf_id == company["leerbedrijf_id"]
    assert ask(select(func.count()).select_from(Employer).where(same)) == 1


def test_of_two_who_invite_one_student_neither_sees_an_error(world, together, ask):
    student = {
        "given_name": "Sam",
        "family_name": "Bos",
        "email": f"sam.{world['employer'].hex[:8]}@student.example",
        "student_number": "s9",
        "birth_date": "2008-01-02",
        "street": "Kade 1",
        "postcode": "3511 AB",
        "town": "Utrecht",
        "programme_id": str(world["programme"]),
    }

    statuses = together(*((who, "/school/people/students", student) for who in ("carla", "dina")))

    assert set(statuses) <= {302, 422}
    of_programme = Student.programme_id == world["programme"]
    assert ask(select(func.count()).select_from(Student).where(of_programme)) == 1


def test_of_two_who_publish_a_year_one_is_second(world, together, ask):
    publish = ("/school/years", {"year": "2025"})

    assert sorted(together(("carla", *publish), ("dina", *publish))) == [302, 422]
    of_school = YearReport.school_id == world["school"]
    assert ask(select(func.count()).select_from(YearReport).where(of_school)) == 1

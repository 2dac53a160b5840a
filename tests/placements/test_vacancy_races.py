"""Two people press a button on one form at the same moment: one clear outcome, nothing double.

These are real requests in real transactions, on a database of their own.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select

from placements.vacancies.terms import form_digest
from records.database import db
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.proposal import Seat
from records.models.round import RoundPhase
from records.models.vacancy import Vacancy, VacancyState
from tests.employers.test_edit_vacancy import answers_to
from tests.factories import (
    NOW,
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    ProgrammeFactory,
    RoundFactory,
    VacancyFactory,
)
from web.signed_in import session_name


@dataclass
class World:
    """One company and one school with a form between them; only ids, they outlive a session."""

    vacancy_id: UUID
    round_id: UUID
    programme_id: UUID
    digest: str
    answers: dict[str, object]
    cookies: dict[str, str]


@pytest.fixture
def world_with(real_app):
    """A function that builds a form in a state, and commits it."""

    def build(state):
        with real_app.app_context():
            world = _build(state)
            db.session.commit()
            db.session.remove()
        return world

    return build


def _build(state):
    programme, employer = ProgrammeFactory(), EmployerFactory()
    AccreditationFactory(employer_id=employer.id, crebo=programme.crebo)
    round_ = RoundFactory(
        school=programme.school, programmes=[programme], phase=RoundPhase.VACANCIES
    )
    people = {
        "carla": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
        "dina": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
        "noor": AccountFactory(role=Role.TRAINER, employer_id=employer.id),
        "otto": AccountFactory(role=Role.OWNER, employer_id=employer.id),
    }
    last_year = RoundFactory(school=programme.school, period_starts_on=date(2026, 12, 1))
    vacancy = VacancyFactory(
        employer=employer,
        programme=programme,
        round=last_year if state == "former" else round_,
        trainer_id=people["noor"].id,
        seats=2,
        frozen=state == "former",
        **({"submitted_at": NOW, "norms_signed_at": NOW} if state == "sent" else {}),
    )
    if state == "sent":
        vacancy.norms_signed_by = people["otto"].id
    return World(
        vacancy_id=vacancy.id,
        round_id=round_.id,
        programme_id=programme.id,
        digest=form_digest(vacancy),
        answers=answers_to(vacancy),
        cookies={name: session_name(account) for name, account in people.items()},
    )


@pytest.fixture
def together(real_app):
    """A function that sends requests at the same moment and returns their answers, in order."""

    def send(world, *requests):
        barrier = Barrier(len(requests))

        def one(request):
            who, path, answers = request
            client = real_app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = world.cookies[who]
                cookie["_fresh"] = True
            barrier.wait(timeout=10)
            return client.post(path, data=answers)

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


@pytest.fixture
def ask(real_app):
    """A function that reads something from the database after the requests."""

    def ask(question):
        with real_app.app_context():
            answer = question(db.session())
            db.session.remove()
        return answer

    return ask


def statuses(responses):
    return sorted(response.status_code for response in responses)


def vacancy_in(world):
    return lambda session: session.get_one(Vacancy, world.vacancy_id)


def lines(world, event):
    return lambda session: session.scalar(
        select(func.count()).where(
            AuditEvent.event == event, AuditEvent.subject_id == world.vacancy_id
        )
    )


def test_of_two_tabs_that_save_one_is_asked_to_compare(world_with, together, ask):
    world = world_with("draft")
    page = f"/employer/vacancies/{world.vacancy_id}/edit"

    responses = together(
        world,
        ("noor", page, world.answers | {"title": "Van Noor", "seats": 3}),
        ("otto", page, world.answers | {"title": "Van Otto", "tasks-3": "Opruimen"}),
    )

    assert statuses(responses) == [302, 422]
    saved = ask(lambda session: (vacancy := vacancy_in(world)(session)).title + str(vacancy.seats))
    assert saved == ("Van Noor3" if responses[0].status_code == 302 else "Van Otto2")
    assert ask(lines(world, "vacancy:revised")) == 1


def test_the_owner_never_signs_what_a_colleague_changes_at_that_moment(world_with, together, ask):
    world = world_with("draft")
    page = f"/employer/vacancies/{world.vacancy_id}"

    signed, saved = together(
        world,
        ("otto", f"{page}/sign", {"read_digest": world.digest}),
        ("noor", f"{page}/edit", world.answers | {"title": "Van Noor"}),
    )

    assert statuses([signed, saved]) == [302, 422]
    title, is_sent = ask(
        lambda session: (
            vacancy_in(world)(session).title,
            vacancy_in(world)(session).submitted_at is not None,
        )
    )
    assert (title == "Van Noor") is not is_sent


def test_signing_twice_sends_once(world_with, together, ask):
    world = world_with("draft")
    request = (
        "otto",
        f"/employer/vacancies/{world.vacancy_id}/sign",
        {"read_digest": world.digest},
    )

    responses = together(world, request, request)

    assert statuses(responses) == [302, 422]
    assert ask(lines(world, "vacancy:submitted")) == 1


@pytest.mark.parametrize("second", ["freeze", "return"])
def test_of_two_coordinators_one_is_first(world_with, together, ask, second):
    world = world_with("sent")
    page = f"/school/vacancies/{world.vacancy_id}"
    answers = {"read_digest": world.digest, "note": "Wat doet de student op maandag?"}

    responses = together(
        world,
        ("carla", page, answers | {"button": "freeze"}),
        ("dina", page, answers | {"button": second}),
    )

    frozen = ask(lines(world, "vacancy:frozen"))
    returned = ask(lines(world, "vacancy:returned"))
    seats = ask(
        lambda session: session.scalar(
            select(func.count()).where(Seat.vacancy_id == world.vacancy_id)
        )
    )
    assert frozen + returned == 1
    assert seats == 2 * frozen
    # A form that went back to the company is no longer there for the school.
    assert statuses(responses) == [302, 422] or (returned and statuses(responses) == [302, 404])


def test_a_place_withdrawn_while_the_school_freezes_it_is_withdrawn(world_with, together, ask):
    world = world_with("sent")

    frozen, withdrawn = together(
        world,
        (
            "carla",
            f"/school/vacancies/{world.vacancy_id}",
            {"button": "freeze", "read_digest": world.digest},
        ),
        ("noor", f"/employer/vacancies/{world.vacancy_id}/withdraw", {}),
    )

    assert withdrawn.status_code == 302
    assert frozen.status_code in {302, 422}
    assert ask(lambda session: vacancy_in(world)(session).state) is VacancyState.WITHDRAWN


@pytest.mark.parametrize("times", [2, 3])
def test_last_years_place_comes_back_once(world_with, together, ask, times):
    world = world_with("former")
    request = (
        "otto",
        f"/employer/vacancies/{world.vacancy_id}/again",
        {"round_id": str(world.round_id)},
    )

    responses = together(world, *[request] * times)

    assert len({response.location for response in responses}) == 1
    copies = ask(
        lambda session: session.scalar(
            select(func.count()).where(Vacancy.copied_from_id == world.vacancy_id)
        )
    )
    assert copies == 1


def test_an_empty_form_begins_once(world_with, together, ask):
    world = world_with("former")
    answers = {"round_id": str(world.round_id), "programme_id": str(world.programme_id)}

    responses = together(
        world,
        ("otto", "/employer/vacancies", answers),
        ("noor", "/employer/vacancies", answers),
    )

    assert len({response.location for response in responses}) == 1


def test_an_owner_is_asked_once_to_sign(world_with, together, ask):
    world = world_with("draft")
    request = ("noor", f"/employer/vacancies/{world.vacancy_id}/sign", {})

    responses = together(world, request, request)

    assert statuses(responses) == [302, 302]
    owner_id = UUID(world.cookies["otto"].partition(".")[0])
    mails = ask(
        lambda session: session.scalar(
            select(func.count()).where(
                OutboxMessage.kind == "vacancy_to_sign", OutboxMessage.account_id == owner_id
            )
        )
    )
    assert mails == 1

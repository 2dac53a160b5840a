"""Two people act at the same moment: one clear outcome, nothing double.

These are real requests in real transactions, on a database of their own.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.commands.matching import publish_confirmed_runs
from app.commands.work import settle_answers
from placements.match.run import confirm_run
from placements.proposals.answers import accept_proposal, confirm_proposal, publish_run
from records.database import db
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.match import MatchRun
from records.models.proposal import PendingAnswer, Proposal, ProposalState
from records.models.trial import Trial
from records.queries.match_runs import find_standing_input
from records.queries.rounds import find_absence, list_parties
from tests.factories import (
    NOW,
    AccountFactory,
    MatchRunFactory,
    ProgrammeFactory,
    SchoolFactory,
    SeatFactory,
    StudentFactory,
)
from tests.rounds import (
    actor_of,
    finished_run,
    frozen_input,
    frozen_place,
    ready_round,
    scored_candidate,
)
from web.signed_in import session_name

SECRET = {"secret": sha256(b"secret 2").hexdigest()}
"""The secret to which `ready_round` binds its second party."""
REFUSAL = {"reason": "capacity_gone", "explanation": "De vestiging gaat in januari dicht."}


@dataclass
class World:
    """One school, one company, one student, one proposal; only ids, they outlive a session."""

    round_id: UUID
    run_id: UUID
    proposal_id: UUID | None
    cookies: dict[str, str]


@pytest.fixture
def world_at(real_app):
    """A function that builds a world that has come so far, and commits it."""

    def build(stage):
        with real_app.app_context():
            world = _build(db.session(), stage)
            db.session.commit()
            db.session.remove()
        return world

    return build


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
            return client.post(path, data=answers).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


def _build(session, stage):
    programme = ProgrammeFactory(school=SchoolFactory())
    round_ = ready_round(programme.school, programme, results_on=date(2026, 11, 23))
    people = {
        "carla": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
        "dina": AccountFactory(role=Role.COORDINATOR, school_id=programme.school_id),
    }
    place = frozen_place(round_, programme)
    for name in ("noor", "otto"):
        people[name] = AccountFactory(role=Role.OWNER, employer_id=place.employer_id)
    student = StudentFactory(programme=programme)
    people["amina"] = session.get_one(Account, student.id)
    scored_candidate(round_, programme, wishes=[place], student=student)
    carla, amina, noor = (actor_of(people[name]) for name in ("carla", "amina", "noor"))
    run = proposal = None
    frozen_input(session, round_)
    if stage in ("undrawn", "half drawn"):
        _undraw(session, round_, people, keeps_first=stage == "half drawn")
        stage = "ready"
    if stage != "ready":
        run = finished_run(session, round_, people["carla"])
    if stage not in ("ready", "finished"):
        confirm_run(session, carla, run, now=NOW)
    if stage not in ("ready", "finished", "to_publish"):
        publish_run(session, carla, run, now=NOW)
        proposal = session.scalars(select(Proposal).where(Proposal.round_id == round_.id)).one()
    if stage in ("accepted", "confirmed"):
        accept_proposal(session, amina, proposal, now=NOW)
    if stage == "confirmed":
        confirm_proposal(session, noor, proposal, now=NOW)
    session.flush()
    return World(
        round_id=round_.id,
        run_id=run.id if run else None,
        proposal_id=proposal.id if proposal else None,
        cookies={name: session_name(account) for name, account in people.items()},
    )


def _undraw(session, round_, people, *, keeps_first):
    """Take back what is known of the draw: everything, or all but the first secret."""
    round_.public_value = None
    parties = [party for party, _role in list_parties(session, round_.id)]
    for party in parties[1 if keeps_first else 0 :]:
        party.secret = None
    people["party"] = session.get_one(Account, parties[1].account_id)
    people["ada"] = AccountFactory(role=Role.ADMINISTRATOR, school_id=round_.school_id)


@pytest.fixture
def look(real_app):
    """A session to look at what stands after the requests."""
    with real_app.app_context():
        yield db.session()
        db.session.remove()


def count_events(session, event, subject_id):
    return session.scalar(
        select(func.count()).where(AuditEvent.event == event, AuditEvent.subject_id == subject_id)
    )


def test_two_coordinators_ask_for_one_run(world_at, together, look):
    world = world_at("ready")
    path = f"/school/rounds/{world.round_id}/match"

    answers = together(world, ("carla", path, {}), ("dina", path, {}))

    assert sorted(answers) == [302, 422]
    assert len(look.scalars(select(MatchRun).where(MatchRun.round_id == world.round_id)).all()) == 1


def test_opening_the_input_and_handing_in_a_secret_at_once_gives_one_of_the_two(
    world_at, together, look
):
    world = world_at("undrawn")
    path = f"/school/rounds/{world.round_id}/lottery"
    reason = {"reason": "Een bedrijf heeft zijn plek ingetrokken."}

    opened, shown = together(
        world, ("carla", f"{path}/input/reopen", reason), ("party", f"{path}/secret", SECRET)
    )

    stands = find_standing_input(look, world.round_id) is not None
    is_in = any(party.secret for party, _role in list_parties(look, world.round_id))
    assert sorted((opened, shown)) == [302, 422]
    assert (stands, is_in) == ((False, False) if opened == 302 else (True, True))


def test_a_secret_that_comes_in_while_its_party_is_declared_absent_gives_one_of_the_two(
    world_at, together, look
):
    world = world_at("half drawn")
    path = f"/school/rounds/{world.round_id}/lottery"
    absence = {
        "reason": "De partij heeft haar geheim niet meer.",
        "source": "drand quicknet, eerste ronde na 30-11-2026 12:00",
        "drawn_on": "2026-11-30",
    }
    assert together(world, ("carla", f"{path}/absence", absence)) == [302]

    agreed, shown = together(
        world, ("ada", f"{path}/absence/approve", {}), ("party", f"{path}/secret", SECRET)
    )

    secrets = [party.secret for party, _role in list_parties(look, world.round_id)]
    assert sorted((agreed, shown)) == [302, 422]
    assert (find_absence(look, world.round_id) is None) == (shown == 302) == all(secrets)


def test_two_coordinators_publish_once(world_at, together, look):
    world = world_at("to_publish")
    path = f"/school/match-runs/{world.run_id}/publish"

    answers = together(world, ("carla", path, {}), ("dina", path, {}))

    assert sorted(answers) == [302, 422]
    made = look.scalars(select(Proposal).where(Proposal.round_id == world.round_id)).all()
    assert len(made) == 1
    assert count_events(look, "match_run:published", world.run_id) == 1


def test_two_workers_and_a_coordinator_publish_once(world_at, together, look, real_app):
    world = world_at("to_publish")
    barrier = Barrier(3)

    def work():
        with real_app.app_context():
            barrier.wait(timeout=10)
            publish_confirmed_runs(db.session(), now=NOW + timedelta(days=1))
            db.session.remove()

    def press():
        barrier.wait(timeout=10)
        return together(world, ("carla", f"/school/match-runs/{world.run_id}/publish", {}))

    with ThreadPoolExecutor(3) as pool:
        workers = [pool.submit(work) for _worker in range(2)]
        pressed = pool.submit(press).result()
        for worker in workers:
            worker.result()

    made = look.scalars(select(Proposal).where(Proposal.round_id == world.round_id)).all()
    assert pressed in ([302], [422])
    assert len(made) == 1
    assert count_events(look, "match_run:published", world.run_id) == 1


def test_confirming_and_sending_back_a_run_at_once_gives_one_of_the_two(world_at, together, look):
    world = world_at("finished")
    path = f"/school/match-runs/{world.run_id}"
    reason = {"reason": "De dagen van een plek klopten niet."}

    answers = together(world, ("carla", f"{path}/confirm", {}), ("dina", f"{path}/return", reason))

    run = look.get_one(MatchRun, world.run_id)
    assert answers in ([302, 302], [422, 302])  # a confirmed run may still be sent back
    assert run.state == "returned"
    assert run.return_reason == reason["reason"]


def test_two_tabs_of_a_company_confirm_once(world_at, together, look):
    world = world_at("accepted")
    path = f"/employer/proposals/{world.proposal_id}/confirm"

    answers = together(world, ("noor", path, {}), ("otto", path, {}))

    assert sorted(answers) == [302, 422]
    assert count_events(look, "proposal:answered", world.proposal_id) == 1


def test_two_workers_pass_an_answer_on_once(world_at, together, look, real_app):
    world = world_at("accepted")
    together(world, ("noor", f"/employer/proposals/{world.proposal_id}/confirm", {}))
    barrier = Barrier(2)

    def work(_number):
        with real_app.app_context():
            barrier.wait(timeout=10)
            settle_answers(db.session(), now=NOW + timedelta(days=1))
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))

    assert look.get_one(Proposal, world.proposal_id).state is ProposalState.CONFIRMED
    assert count_events(look, "proposal:confirmed", world.proposal_id) == 1
    assert count_events(look, "proposal:overtaken", world.proposal_id) == 0


def test_a_yes_and_a_no_of_one_company_do_not_both_count(world_at, together, look):
    world = world_at("accepted")
    path = f"/employer/proposals/{world.proposal_id}"

    answers = together(world, ("noor", f"{path}/confirm", {}), ("otto", f"{path}/refuse", REFUSAL))

    given = look.scalars(
        select(PendingAnswer).where(PendingAnswer.proposal_id == world.proposal_id)
    ).all()
    assert sorted(answers) == [302, 422]
    assert len(given) == 1


def test_a_yes_and_a_veto_of_one_student_end_in_the_veto(world_at, together, look):
    world = world_at("published")
    path = f"/student/proposals/{world.proposal_id}"

    answers = together(world, ("amina", f"{path}/accept", {}), ("amina", f"{path}/veto", {}))

    assert answers in ([302, 302], [422, 302])
    assert look.get_one(Proposal, world.proposal_id).state is ProposalState.VETOED
    assert count_events(look, "proposal:vetoed", world.proposal_id) == 1


def test_a_company_that_confirms_while_the_student_withdraws_hears_it(world_at, together, look):
    world = world_at("accepted")

    confirmed, vetoed = together(
        world,
        ("noor", f"/employer/proposals/{world.proposal_id}/confirm", {}),
        ("amina", f"/student/proposals/{world.proposal_id}/veto", {}),
    )

    assert (confirmed, vetoed) in {(302, 302), (422, 302)}
    assert look.get_one(Proposal, world.proposal_id).state is ProposalState.VETOED


def test_tapping_twice_at_once_plans_one_trial(world_at, together, look):
    world = world_at("confirmed")
    path = f"/student/proposals/{world.proposal_id}/reveal"

    answers = together(world, ("amina", path, {}), ("amina", path, {}))

    assert sorted(answers) == [302, 422]
    trials = look.scalars(select(Trial).where(Trial.proposal_id == world.proposal_id)).all()
    assert len(trials) == 1


def test_code_that_forgets_to_look_cannot_give_a_seat_away_twice(world_at, look):
    world = world_at("published")
    first = look.get_one(Proposal, world.proposal_id)
    other = scored_candidate(first.round, first.vacancy.programme)

    look.add(_copy(first, candidate_id=other.id))

    with pytest.raises(IntegrityError):
        look.flush()


def test_code_that_forgets_to_look_cannot_propose_two_places_to_one_student(world_at, look):
    world = world_at("published")
    first = look.get_one(Proposal, world.proposal_id)
    seat = SeatFactory(vacancy_id=first.vacancy_id, number=2)

    look.add(_copy(first, seat_id=seat.id))

    with pytest.raises(IntegrityError):
        look.flush()


def test_code_that_forgets_to_look_cannot_count_two_vetoes(world_at, look):
    world = world_at("published")
    first = look.get_one(Proposal, world.proposal_id)
    first.state = ProposalState.VETOED
    look.flush()

    look.add(_copy(first, state=ProposalState.VETOED))

    with pytest.raises(IntegrityError):
        look.flush()


def test_code_that_forgets_to_look_cannot_open_two_runs(world_at, look):
    world = world_at("finished")
    run = look.get_one(MatchRun, world.run_id)

    with pytest.raises(IntegrityError):
        MatchRunFactory(
            round_id=run.round_id, number=2, state="waiting", requested_by=run.requested_by
        )


def _copy(proposal, **changes):
    facts = {
        "round_id": proposal.round_id,
        "match_run_id": proposal.match_run_id,
        "candidate_id": proposal.candidate_id,
        "vacancy_id": proposal.vacancy_id,
        "seat_id": proposal.seat_id,
        "explanation": {},
        "student_decides_by": (NOW + timedelta(days=7)).date(),
        "employer_decides_by": (NOW + timedelta(days=14)).date(),
    }
    return Proposal(**(facts | changes))

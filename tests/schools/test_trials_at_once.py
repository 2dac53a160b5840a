"""Trainer, school and student press at the same moment: one outcome, nothing lost or double."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from records.database import db
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState, Seat
from records.models.trial import Observation, Trial, TrialRating, TrialState
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EmployerFactory,
    MatchRunFactory,
    ProgrammeFactory,
    ProposalFactory,
    RoundFactory,
    SchoolFactory,
    StudentFactory,
    TrialFactory,
    VacancyFactory,
)
from tests.trial_stage import ASSESSMENT, hand_in
from web.signed_in import session_name


@pytest.fixture(scope="module")
def real_app(make_app):
    return make_app(CLOCK=lambda: ASSESSMENT)


@pytest.fixture
def cast(real_app):
    """Everyone of one trial, by name, as the cookies hold them; and the id of the trial."""
    with real_app.app_context():
        programme = ProgrammeFactory(school=SchoolFactory())
        school_id = programme.school_id
        round_ = RoundFactory(school=programme.school, programmes=[programme])
        bakery = EmployerFactory()
        noor = AccountFactory(role=Role.TRAINER, employer_id=bakery.id)
        mehmet = AccountFactory(role=Role.MENTOR, school_id=school_id)
        carla = AccountFactory(role=Role.COORDINATOR, school_id=school_id)
        student = StudentFactory(programme=programme)
        candidate = CandidateFactory(student=student, programme=programme, round=round_)
        vacancy = VacancyFactory(
            employer=bakery,
            programme=programme,
            round=round_,
            frozen=True,
            criteria=["E", "K"],
            trainer_id=noor.id,
        )
        seat_id = db.session.scalar(select(Seat.id).where(Seat.vacancy_id == vacancy.id))
        proposal = ProposalFactory(
            round_id=round_.id,
            match_run_id=MatchRunFactory(round_id=round_.id, requested_by=carla.id).id,
            candidate_id=candidate.id,
            vacancy_id=vacancy.id,
            seat_id=seat_id,
            state=ProposalState.REVEALED,
            revealed_at=NOW,
        )
        trial = TrialFactory(proposal_id=proposal.id, school_assessor_id=mehmet.id)
        amina = db.session.get_one(Account, student.id)
        made = {
            name: session_name(account)
            for name, account in {
                "noor": noor,
                "mehmet": mehmet,
                "carla": carla,
                "amina": amina,
            }.items()
        } | {"trial": trial.id, "noor_id": noor.id, "mehmet_id": mehmet.id}
        db.session.commit()
        db.session.remove()
    return made


@pytest.fixture
def together(real_app):
    """A function that posts at the same moment and returns the statuses, in order."""

    def send(*requests):
        barrier = Barrier(len(requests))

        def one(request):
            who, path, answers = request
            client = real_app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = who
                cookie["_fresh"] = True
            barrier.wait(timeout=10)
            return client.post(path, data=answers).status_code

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))

    return send


@pytest.fixture
def look(real_app):
    """A session to look at what stands after the requests."""
    with real_app.app_context():
        yield db.session()
        db.session.remove()


def levels():
    data = {"button": "hand_in"}
    for letter in "EK":
        data |= {f"{letter}-observation_id": str(uuid4()), f"{letter}-observed_on": "2027-02-08"}
        data |= {f"{letter}-level": "3", f"{letter}-text": "Droeg haar werk over."}
    return data


def count(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_trainer_and_school_who_hand_in_together_make_it_assessed_once(cast, together, look):
    trial_id = cast["trial"]

    statuses = together(
        (cast["noor"], f"/employer/trials/{trial_id}/levels", levels()),
        (cast["mehmet"], f"/school/trials/{trial_id}/levels", levels()),
    )

    assert statuses == [302, 302]
    assert look.get_one(Trial, trial_id).state is TrialState.ASSESSED
    told = OutboxMessage.kind == "trial_assessed", OutboxMessage.account_id == cast["mehmet_id"]
    assert count(look, OutboxMessage, *told) == 1


def test_the_same_levels_sent_from_two_tabs_count_once(cast, together, look):
    trial_id, form = cast["trial"], levels()
    request = (cast["noor"], f"/employer/trials/{trial_id}/levels", form)

    statuses = together(request, request)

    assert sorted(statuses) == [302, 422]
    assert count(look, TrialRating, TrialRating.trial_id == trial_id) == 2
    assert count(look, Observation, Observation.trial_id == trial_id) == 2


def test_one_of_two_who_decide_is_too_late(real_app, cast, together, look):
    trial_id = cast["trial"]
    with real_app.app_context():
        session = db.session()
        trial = session.get_one(Trial, trial_id)
        for name in ("noor_id", "mehmet_id"):
            hand_in(session, session.get_one(Account, cast[name]), trial, {"E": 3, "K": 3})
        session.commit()
        db.session.remove()
    path = f"/school/trials/{trial_id}/outcome"

    statuses = together(
        (cast["carla"], path, {"outcome": "continue"}),
        (cast["mehmet"], path, {"outcome": "continue_with_agreements", "agreements": "Samen."}),
    )

    assert sorted(statuses) == [302, 422]
    concluded = AuditEvent.subject_id == trial_id, AuditEvent.event == "trial:concluded"
    assert count(look, AuditEvent, *concluded) == 1


def test_a_student_and_a_school_that_stop_together_stop_once(cast, together, look):
    trial_id = cast["trial"]

    statuses = together(
        (cast["amina"], f"/student/trials/{trial_id}/stop", {"reason": "student_wish"}),
        (cast["mehmet"], f"/school/trials/{trial_id}/stop", {"reason": "safety"}),
    )

    assert sorted(statuses) == [302, 422]
    stopped = AuditEvent.subject_id == trial_id, AuditEvent.event == "trial:stopped"
    assert count(look, AuditEvent, *stopped) == 1
    assert look.get_one(Trial, trial_id).proposal.state is ProposalState.STOPPED

"""Two tabs, two people, one moment: real requests in real transactions, on their own database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from placements.profiles.blind_copy import BlindEvidence, blind_copy, is_approved
from records.database import db
from records.models.account import Account, Role
from records.models.candidate import Candidate, Evidence, ReviewState
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EvidenceFactory,
    ProgrammeFactory,
    RoundFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.students.conftest import ANSWERS, WORDS
from web.signed_in import session_name

ANSWERS_ON_K = ANSWERS | {"actions": ["K.check"]}
BLIND = "Ik hielp met de administratie en deed dat elke week op tijd."


@pytest.fixture
def build(real_app):
    """A function that builds a student with or without a profile, and returns ids and cookies."""

    def build(*, started):
        with real_app.app_context():
            programme = ProgrammeFactory()
            round_ = RoundFactory(school=programme.school, programmes=[programme])
            student = StudentFactory(programme=programme)
            mentor = AccountFactory(role=Role.MENTOR, school_id=programme.school_id)
            places = [
                VacancyFactory(round=round_, programme=programme, frozen=True).id for _n in range(3)
            ]
            evidence_id = None
            if started:
                candidate = CandidateFactory(student=student, round=round_)
                evidence_id = EvidenceFactory(
                    candidate_id=candidate.id, review=ReviewState.WAITING, blind_text=BLIND
                ).id
                db.session.refresh(candidate)
                candidate.approved_digest = blind_copy(candidate).digest
                candidate.approved_at = NOW
            cookies = {
                "amina": session_name(db.session.get_one(Account, student.id)),
                "mehmet": session_name(mentor),
            }
            round_id = round_.id
            db.session.commit()
            db.session.remove()
        return round_id, cookies, places, evidence_id

    return build


@pytest.fixture
def together(real_app):
    """A function that sends requests at the same moment and returns their answers, in order."""

    def send(cookies, *requests):
        barrier = Barrier(len(requests))

        def one(request):
            who, path, answers = request
            client = real_app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"] = cookies[who]
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


def candidate_in(look, round_id):
    return look.scalars(select(Candidate).where(Candidate.round_id == round_id)).one()


def test_beginning_in_two_tabs_is_beginning_once(build, together, look):
    round_id, cookies, _places, _evidence = build(started=False)

    answers = together(cookies, *[("amina", "/student/profile/start", {})] * 2)

    assert answers == [302, 302]
    candidate_in(look, round_id)


def test_saying_how_sure_one_is_in_two_tabs_is_no_error(build, together):
    _round_id, cookies, _places, _evidence = build(started=True)
    sure = {"begin": "4", "show": "3", "ask": "5"}

    assert together(cookies, *[("amina", "/student/self-check", sure)] * 2) == [302, 302]


def test_two_tabs_that_tell_about_one_competence_leave_one_text(build, together, look):
    round_id, cookies, _places, _evidence = build(started=True)
    page = "/student/profile/evidence/K"

    answers = together(
        cookies,
        ("amina", page, ANSWERS_ON_K | {"words": WORDS}),
        ("amina", page, ANSWERS_ON_K | {"setting": "sport", "words": WORDS + " Het lukte."}),
    )

    assert answers == [302, 302]
    told = [one.letter for one in candidate_in(look, round_id).evidence]
    assert told == ["E", "K"]


def test_places_ranked_in_two_tabs_have_numbers_of_their_own(build, together, look):
    round_id, cookies, places, _evidence = build(started=True)

    answers = together(
        cookies,
        *[("amina", f"/student/places/{place}/rank", {}) for place in (*places, places[0])],
    )

    assert answers == [302] * 4
    wishes = candidate_in(look, round_id).wishes
    assert [wish.rank for wish in wishes] == [1, 2, 3]
    assert {wish.vacancy_id for wish in wishes} == set(places)


def test_a_text_that_changes_while_it_is_cleared_is_never_cleared_unread(build, together, look):
    round_id, cookies, _places, evidence_id = build(started=True)

    together(
        cookies,
        ("amina", "/student/profile/evidence/E", ANSWERS | {"words": WORDS}),
        (
            "mehmet",
            f"/school/reviews/{evidence_id}",
            {"seen": BlindEvidence("E", BLIND).digest, "verdict": "clear"},
        ),
    )

    evidence = look.get_one(Evidence, evidence_id)
    assert evidence.review is ReviewState.WAITING
    assert evidence.blind_text != BLIND
    assert not is_approved(candidate_in(look, round_id))

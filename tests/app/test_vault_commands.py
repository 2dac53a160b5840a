"""The vault key is replaced while the service goes on, and a kill in the middle loses nothing."""

import os
import subprocess
import sys
from dataclasses import dataclass
from uuid import UUID, uuid4

import pyotp
import pytest
from sqlalchemy import insert, select

from app import create_app
from placements.notifications import notify
from placements.people.access import (
    check_second_factor,
    request_link,
    send_requested_links,
    set_up_second_factor,
    use_code,
)
from placements.people.links import digest_of, token_of
from placements.people.rotation import count_links_under_way, rotate_key
from records.database import Base, db
from records.models.account import AccessLink, Account, Role
from records.models.candidate import Candidate
from records.models.guidance import SelfCheckMoment
from records.models.outbox import OutboxMessage
from records.models.signal import Signal, SignalState
from records.queries.accounts import find_account_by_email
from records.vault.candidates import find_candidate_id_of_student, student_ids_of_candidates
from records.vault.evidence import open_former, open_words, store_former
from records.vault.guidance import (
    open_reflections,
    open_self_checks,
    store_reflection,
    store_self_check,
)
from records.vault.handovers import seal_address
from records.vault.letters import company_text
from records.vault.meetings import store_reflection as store_meeting_card
from records.vault.opening import vault_open
from records.vault.people import (
    Person,
    email_digest,
    place_of_person,
    read_for_service,
    store_person,
)
from records.vault.rotation import AT_ONCE
from records.vault.sealing import Key, Place, SealBroken
from records.vault.tables import VaultPerson
from tests.conftest import SETTINGS
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    EmployerFactory,
    EvidenceFactory,
    SchoolFactory,
)
from tests.handovers import HandoverFactory
from tests.meetings import MeetingFactory, RequestFactory

OLD, NEW = SETTINGS["VAULT_KEY"], "09" * 32
MANY = 6 * AT_ONCE
SOME = 7
"""Of so many accounts one is found by its address."""
ROTATE = [sys.executable, "-m", "flask", "--app", "wsgi", "vault", "rotate"]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORDS = "Ik maakte een lijst van wat op was."
FORMER = "Ik […] een kast."
HANDOVER = uuid4()
THOUGHT = {"text": "Ik vraag volgende week meer."}
BEFORE, SURE = SelfCheckMoment.BEFORE, [4, 2, 5]


SEALED = {
    (table, column)
    for table in Base.metadata.tables.values()
    if table.schema != "monitoring" and table.name != "letter_key"  # these have keys of their own
    for column in table.columns
    if column.name.startswith("sealed") or column.name == "former"
}
"""Every column that the vault key seals."""


@dataclass
class People:
    """Who was let in while the old key was the only one."""

    noor: UUID
    anton: UUID
    candidate: UUID
    student: UUID
    evidence: UUID


@pytest.fixture
def people(session):
    return let_people_in(session)


@pytest.fixture
def meeting_and_handover(session, people):
    """A draw to come, what a student thought of it, and a place that is being handed over."""
    meeting = MeetingFactory()
    request = RequestFactory(meeting_id=meeting.id, student_id=people.student)
    store_meeting_card(session, request, {"text": "Leuk."})
    HandoverFactory(
        id=HANDOVER,
        employer_id=meeting.employer_id,
        round_id=session.get_one(Candidate, people.candidate).round_id,
        from_id=people.noor,
        sealed_address=seal_address(session, HANDOVER, "daan@bakkerij.example"),
    )


@pytest.fixture
def both_keys(people, session):
    """From here on the service has a new key, and the old one besides."""
    session.flush()
    session.info["vault_key"] = Key(bytes.fromhex(NEW), Key(bytes.fromhex(OLD)))


def let_people_in(session) -> People:
    candidate = CandidateFactory()
    evidence = EvidenceFactory(candidate_id=candidate.id, words=WORDS)
    store_former(session, evidence.id, FORMER)
    (student_id,) = student_ids_of_candidates(session, [candidate.id]).values()
    noor = AccountFactory(role=Role.TRAINER, email="noor@bakkerij.example")
    store_reflection(session, student_id, THOUGHT)
    round_id = candidate.round_id
    store_self_check(session, student_id, round_id=round_id, moment=BEFORE, answers=SURE)
    anton = AccountFactory(role=Role.ASSESSOR, email="anton@school.example")
    set_up_second_factor(session, anton, SECRET, pyotp.TOTP(SECRET).at(NOW), now=NOW)
    notify(session, noor.id, "proposal_to_confirm", now=NOW, opens="proposals")
    return People(noor.id, anton.id, candidate.id, student_id, evidence.id)


def _crowd(session, school_id) -> None:
    ids = [uuid4() for _one in range(MANY)]
    emails = {id_: f"{id_.hex}@leerling.example" for id_ in ids}
    session.execute(
        insert(Account),
        [
            {
                "id": id_,
                "role": Role.STUDENT,
                "school_id": school_id,
                "email_digest": email_digest(session, email),
            }
            for id_, email in emails.items()
        ],
    )
    for id_, email in emails.items():
        person = Person(given_name="Sam", family_name="Jansen", email=email)
        store_person(session, id_, person)


def works(session, people) -> None:
    """Everybody is found and read, and whoever was let in before still comes in."""
    ids = session.scalars(select(Account.id)).all()
    read = read_for_service(session, list(ids))
    assert read.keys() == set(ids)
    for id_, person in list(read.items())[::SOME]:
        assert find_account_by_email(session, person.email).id == id_
    student_ids = student_ids_of_candidates(session, [people.candidate])
    assert student_ids == {people.candidate: people.student}
    round_id = session.get_one(Candidate, people.candidate).round_id
    found = find_candidate_id_of_student(session, round_id=round_id, student_id=people.student)
    assert found == people.candidate
    assert open_words(session, [people.evidence]) == {people.evidence: WORDS}
    assert open_former(session, people.evidence) == FORMER
    assert [*open_reflections(session, people.student).values()] == [THOUGHT]
    assert open_self_checks(session, people.student) == {(round_id, BEFORE): SURE}
    anton = session.get_one(Account, people.anton)
    anton.totp_last_step = None
    assert check_second_factor(session, anton, pyotp.TOTP(SECRET).at(NOW), now=NOW)
    link = session.get_one(AccessLink, the_link(session))
    assert digest_of(token_of(session, link.id)) == link.token_digest


def the_link(session) -> UUID:
    """Return the link in the mail that waits for Noor."""
    return UUID(session.scalars(select(OutboxMessage.facts)).one()["link_id"])


def count_under_old_key(session) -> int:
    with vault_open(session):
        rows = session.scalars(select(VaultPerson)).all()
    old, new = Key(bytes.fromhex(OLD)), Key(bytes.fromhex(NEW))
    return sum(new_cannot(new, old, row) for row in rows)


def new_cannot(new, old, row) -> bool:
    """Whether only the old key opens a row; one of the two always does."""
    try:
        new.open(place_of_person(row.id), row.sealed)
    except SealBroken:
        return bool(old.open(place_of_person(row.id), row.sealed))
    return False


def test_a_rotation_that_is_killed_goes_on_where_it_was(make_app):
    app = make_app()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with app.app_context():
        people = let_people_in(db.session())
        _crowd(db.session(), SchoolFactory().id)
        db.session.commit()
        db.session.remove()
    environment = os.environ | {
        "SECRET_KEY": "s" * 32,
        "VAULT_KEY": NEW,
        "VAULT_KEY_OLD": OLD,
        "DATABASE_URL": url,
        "PUBLIC_URL": "http://127.0.0.1",
        "PROEFPLEK_DEVELOPMENT": "1",
    }
    with subprocess.Popen(ROTATE, env=environment, stderr=subprocess.PIPE, text=True) as process:
        first = process.stderr.readline()
        process.kill()

    assert first.split() == [str(AT_ONCE), "rows"]
    both = create_app(app.config | {"VAULT_KEY": NEW, "VAULT_KEY_OLD": OLD})
    with both.app_context():
        assert 0 < count_under_old_key(db.session()) < MANY
        works(db.session(), people)
        db.session.remove()

    with both.app_context():
        answer = both.test_cli_runner().invoke(args=["vault", "rotate"])

    assert (answer.exit_code, "The old key may go" in answer.output) == (0, True)
    new = create_app(app.config | {"VAULT_KEY": NEW})
    with new.app_context():
        works(db.session(), people)
        db.session.remove()
    for one in (both, new):
        with one.app_context():
            db.engine.dispose()


def test_it_all_goes_on_with_both_keys_and_then_with_the_new_one(session, people, both_keys):
    works(session, people)

    assert sum(rotate_key(session)) > 0
    assert count_links_under_way(session) == 0
    session.info["vault_key"] = Key(bytes.fromhex(NEW))
    works(session, people)


def test_every_sealed_column_is_sealed_anew(session, people, meeting_and_handover, both_keys):
    assert sum(rotate_key(session)) > 0
    session.flush()

    new, found = Key(bytes.fromhex(NEW)), set()
    with vault_open(session):
        for table, column in SEALED:
            rows = session.execute(
                select(table.c.id, column).where(column.is_not(None)).order_by(table.c.id)
            )
            for id_, sealed in rows.all():
                assert new.open(Place(table.name, column.name, id_), sealed)
                found.add((table, column))

    assert found == SEALED


def test_a_report_about_a_company_is_found_by_the_new_key(session, both_keys):
    school, employer = SchoolFactory(), EmployerFactory()
    text = company_text(school.id, employer.kvk_number)
    signal = Signal(
        school_id=school.id,
        state=SignalState.OPEN,
        lookup="0" * 64,
        public_key=bytes(32),
        week="2026-W47",
        company_tag=Key(bytes.fromhex(OLD)).digest(text),
    )
    session.add(signal)
    session.flush()

    assert sum(rotate_key(session)) > 0

    assert signal.company_tag == Key(bytes.fromhex(NEW)).digest(text)


def test_whoever_asks_for_a_link_in_the_middle_gets_one(session, people, both_keys):
    request_link(session, "noor@bakkerij.example", now=NOW)
    session.flush()

    assert send_requested_links(session, now=NOW) == 2
    asked = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "sign_in_link")).one()
    assert asked.account_id == people.noor


def test_a_code_that_was_mailed_before_lets_in(session, people, both_keys):
    code = Key(bytes.fromhex(OLD)).digest(f"code|{the_link(session)}")
    digits = f"{int(code[:15], 16) % 1_000_000:06d}"

    assert use_code(session, "noor@bakkerij.example", digits, now=NOW).id == people.noor


def test_a_mail_that_a_mail_host_refused_keeps_the_old_key(session, people, both_keys):
    session.scalars(select(OutboxMessage)).one().attempt_count = 1

    assert sum(rotate_key(session)) > 0

    assert count_links_under_way(session) == 1


def test_a_key_that_sealed_nothing_changes_nothing(session, people):
    session.flush()
    session.info["vault_key"] = Key(bytes.fromhex(NEW), Key(bytes.fromhex("08" * 32)))

    with pytest.raises(SealBroken, match="vault_person"):
        list(rotate_key(session))

    session.info["vault_key"] = Key(bytes.fromhex(OLD))
    works(session, people)


def test_without_the_old_key_there_is_nothing_to_do(app):
    answer = app.test_cli_runner().invoke(args=["vault", "rotate"])

    assert (answer.exit_code, "VAULT_KEY_OLD" in answer.output) == (1, True)

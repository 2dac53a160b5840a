"""A student who asks for it is erased; levels, places and reports stay as they were."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from placements.errors import NotAllowed, Refusal, TooLate
from placements.match.run import replay_run
from placements.people.closing import close_account
from placements.people.erasure import erase_student
from placements.rounds.report import find_report
from placements.trials.course import ContactTerms, hold_contact, write_reaction
from placements.trials.outcomes import Conclusion, conclude_trial
from records.database import db
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.candidate import Candidate, Evidence
from records.models.desk.assessment import Assessment
from records.models.guidance import SelfCheckMoment
from records.models.proposal import Proposal, ProposalState
from records.models.round import RoundPhase
from records.models.trial import ContactKind, Outcome, TrialRating
from records.queries.students import list_rounds_in_hand
from records.vault.candidates import NOBODY, student_ids_of_candidates
from records.vault.guidance import (
    open_reflections,
    open_self_checks,
    store_reflection,
    store_self_check,
)
from records.vault.ledger import list_reveal_lines
from records.vault.opening import vault_open
from records.vault.people import FORGOTTEN, open_person, read_for_service
from records.vault.tables import VaultCandidate, VaultEvidence, VaultPerson
from tests.desks import CHANCE
from tests.factories import (
    NOW,
    AccountFactory,
    CandidateFactory,
    DocumentFactory,
    EvidenceFactory,
    LearningWishFactory,
    ProgrammeFactory,
    SchoolFactory,
    StudentFactory,
)
from tests.leaks.dumps import bytes_written
from tests.rounds import actor_of, frozen_place, published_run, ready_round, scored_candidate
from tests.trial_stage import ASSESSMENT
from web.signed_in import session_name

YEARS_LATER = datetime(2028, 9, 1, 9, 0, tzinfo=UTC)
BLIND = "In een groepje telde ik elke ochtend de krentenbollen na."


@pytest.fixture
def bea(school):
    """Bea administers the accounts of the school."""
    return AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id, given_name="Bea")


@pytest.fixture
def by_bea(bea):
    return actor_of(bea)


@pytest.fixture
def as_bea(sign_in, bea):
    return sign_in(bea)


@pytest.fixture
def account(session, amina):
    return session.get_one(Account, amina.id)


@pytest.fixture
def ended(session, assessed_trial, amina_in_round, amina, noor, mehmet, carla):
    """Amina's internship of years ago, with everything that was written about it."""
    EvidenceFactory(candidate_id=amina_in_round.id, blind_text=BLIND, words=BLIND)
    LearningWishFactory(candidate_id=amina_in_round.id, letter="E", position=1)
    seen = session.scalars(
        select(Assessment).where(Assessment.candidate_id == amina_in_round.id)
    ).first()
    seen.observed_behaviour = "Telde elke ochtend na."
    talk = ContactTerms(kind=ContactKind.START, held_on=ASSESSMENT.date(), note="Begon vroeg.")
    hold_contact(session, actor_of(mehmet), assessed_trial, talk, now=ASSESSMENT)
    write_reaction(session, actor_of(amina), assessed_trial, "Ik leerde veel.", now=ASSESSMENT)
    conclusion = Conclusion(
        outcome=Outcome.CONTINUE_WITH_AGREEMENTS,
        agreements="Elke maandag samen plannen.",
        three_way_talk_on=None,
    )
    conclude_trial(session, actor_of(mehmet), assessed_trial, conclusion, now=ASSESSMENT)
    open_person(session, amina.id, reader_id=carla.id, purpose="trial", now=ASSESSMENT)
    assessed_trial.proposal.round.phase = RoundPhase.TRIALS
    session.flush()
    session.expire_all()
    return assessed_trial


def counts(session):
    """Return everything that was counted, by table."""
    return {
        kind.__tablename__: [
            tuple(getattr(row, name) for name in names)
            for row in session.scalars(select(kind).order_by(kind.id))
        ]
        for kind, names in {
            Assessment: ("id", "candidate_id", "level", "first_level", "state"),
            Candidate: ("id", "code", "certified_at", "approved_digest"),
            Proposal: ("id", "state", "wish_rank", "explanation"),
            TrialRating: ("id", "letter", "rater", "level"),
        }.items()
    }


def test_the_person_goes_and_what_was_counted_stays(
    session, ended, account, by_bea, amina_in_round, carla
):
    round_ = ended.proposal.round
    before, report = counts(session), find_report(session, round_)

    erase_student(session, by_bea, account, now=YEARS_LATER)
    session.flush()
    session.expire_all()

    assert read_for_service(session, [account.id]) == {account.id: FORGOTTEN}
    assert student_ids_of_candidates(session, [amina_in_round.id]) == {amina_in_round.id: NOBODY}
    assert (account.is_active, account.password_hash) == (False, None)
    assert not amina_in_round.evidence
    assert not amina_in_round.learning_wishes
    assert (ended.observations, ended.student_reaction, ended.outcome_agreements) == (
        [],
        None,
        None,
    )
    assert [one.note for one in ended.contacts] == [None]
    assert session.scalars(select(Assessment.observed_behaviour).distinct()).all() == [None]
    assert counts(session) == before
    after = find_report(session, round_)
    assert (after.cutoffs, after.run.digest) == (report.cutoffs, report.run.digest)
    assert replay_run(after.run) is None
    (line,) = list_reveal_lines(session, account.id)
    assert line.reader_name.startswith("Carla")
    logged = session.scalars(select(AuditEvent).where(AuditEvent.event == "student:erased")).one()
    assert (logged.subject_id, logged.actor_id, logged.details) == (
        account.id,
        by_bea.account_id,
        {},
    )


def test_what_the_student_kept_for_itself_goes_as_well(session, ended, account, by_bea, amina):
    facts = {"text": "Ik vraag volgende week meer."}
    store_reflection(session, amina.id, facts)
    round_id = amina_round(session, amina)
    moment = SelfCheckMoment.BEFORE
    store_self_check(session, amina.id, round_id=round_id, moment=moment, answers=[4, 2, 5])

    erase_student(session, by_bea, account, now=YEARS_LATER)

    assert open_reflections(session, amina.id) == open_self_checks(session, amina.id) == {}


def amina_round(session, amina):
    """Return a round of her programme."""
    return list_rounds_in_hand(session, programme_id=amina.programme_id)[0].id


def test_the_pages_of_others_go_on(session, ended, account, by_bea, as_noor, as_carla, as_mehmet):
    erase_student(session, by_bea, account, now=YEARS_LATER)
    session.flush()
    session.expire_all()

    for browser, pages in (
        (as_noor, ("home", "proposals", "trials", f"proposals/{ended.proposal_id}")),
        (as_noor, (f"trials/{ended.id}",)),
        (as_carla, ("home", "people", "trials", "documents", f"trials/{ended.id}")),
        (as_carla, (f"rounds/{ended.proposal.round_id}",)),
        (as_mehmet, ("home", f"trials/{ended.id}")),
    ):
        room = "employer" if browser is as_noor else "school"
        for page in pages:
            response = browser.get(f"/{room}/{page}")
            assert response.status_code == 200, page
            assert "Amina" not in response.text


def test_a_second_time_there_is_nobody_to_erase(session, ended, account, by_bea):
    erase_student(session, by_bea, account, now=YEARS_LATER)

    with pytest.raises(TooLate, match="already"):
        erase_student(session, by_bea, account, now=YEARS_LATER)


def test_while_the_internship_goes_on_it_says_until_when(session, ended, account, by_bea):
    with pytest.raises(Refusal, match="goes on until"):
        erase_student(session, by_bea, account, now=ASSESSMENT)


def test_a_trial_is_concluded_first(session, trial, account, by_bea):
    trial.proposal.round.phase = RoundPhase.TRIALS

    with pytest.raises(Refusal, match="First conclude it"):
        erase_student(session, by_bea, account, now=YEARS_LATER)


def test_a_proposal_is_answered_first(session, accepted_proposal, account, by_bea):
    accepted_proposal.round.phase = RoundPhase.TRIALS

    with pytest.raises(Refusal, match="waits for an answer"):
        erase_student(session, by_bea, account, now=YEARS_LATER)


def test_a_round_gets_its_result_first(session, amina_in_round, account, by_bea):
    with pytest.raises(Refusal, match=f"takes part in {amina_in_round.round.name}"):
        erase_student(session, by_bea, account, now=YEARS_LATER)


def test_a_profile_that_is_being_written_goes_as_well(session, round_, amina, account, by_bea):
    candidate = CandidateFactory(round=round_, student=amina, programme=amina.programme)
    EvidenceFactory(candidate_id=candidate.id)
    DocumentFactory(candidate_id=candidate.id, kind="vog")
    session.flush()
    session.expire_all()

    erase_student(session, by_bea, account, now=NOW)
    session.flush()

    assert session.scalars(select(Candidate)).all() == []
    assert session.scalars(select(Evidence)).all() == []


@pytest.mark.parametrize("who", ["carla", "mehmet", "amina", "stranger"])
def test_only_an_administrator_of_the_school_erases(session, request, account, who):
    stranger = AccountFactory(role=Role.ADMINISTRATOR, school_id=SchoolFactory().id)
    actor = actor_of(stranger if who == "stranger" else request.getfixturevalue(who))

    with pytest.raises(NotAllowed):
        erase_student(session, actor, account, now=NOW)


def test_the_page_names_the_student_and_leaves_a_line(session, as_bea, account):
    response = as_bea.get(f"/school/people/{account.id}/erase")

    assert response.status_code == 200
    assert "Wis Amina El Idrissi" in response.text
    assert [line.purpose for line in list_reveal_lines(session, account.id)] == ["erasure"]


def test_what_comes_first_stands_on_the_page(as_bea, trial, account):
    response = as_bea.post(f"/school/people/{account.id}/erase")

    assert response.status_code == 422
    assert "doet mee aan" in response.text


def test_who_left_is_still_on_the_list_of_the_administrator(
    session, as_bea, as_carla, account, by_bea
):
    close_account(session, by_bea, account, rng=CHANCE, now=NOW)

    assert f"/school/people/{account.id}/erase" in as_bea.get("/school/people").text
    assert "Amina" not in as_carla.get("/school/people").text


def test_a_colleague_is_not_erased(as_bea, carla):
    assert as_bea.get(f"/school/people/{carla.id}/erase").status_code == 404


def test_no_byte_of_it_is_left(make_app):
    app = make_app(CLOCK=lambda: YEARS_LATER)
    with app.app_context():
        session = db.session()
        programme = ProgrammeFactory()
        round_ = ready_round(programme.school, programme)
        student = StudentFactory(programme=programme)
        place = frozen_place(round_, programme)
        candidate = scored_candidate(round_, programme, wishes=[place], student=student)
        EvidenceFactory(candidate_id=candidate.id, blind_text=BLIND, words=BLIND)
        coordinator = AccountFactory(school_id=programme.school_id)
        published_run(session, round_, coordinator)
        session.scalars(select(Proposal)).one().state = ProposalState.VETOED
        round_.phase = RoundPhase.CLOSED
        bea = AccountFactory(role=Role.ADMINISTRATOR, school_id=programme.school_id)
        account = session.get_one(Account, student.id)
        account.password_hash = "$argon2id$of-this-student-alone"
        session.commit()
        kept = kept_of(session, account, candidate)
        cookie, account_id = session_name(bea), account.id
        session.execute(text("SELECT 1"))
        db.session.remove()
    assert all(found(app, kept).values())
    client = app.test_client()
    with client.session_transaction() as signed_in:
        signed_in["_user_id"], signed_in["_fresh"] = cookie, True

    assert client.post(f"/school/people/{account_id}/erase").status_code == 302

    assert found(app, kept) == dict.fromkeys(kept, False)


def kept_of(session, account, candidate):
    """Return what the database keeps of a student, as bytes that stand nowhere else."""
    (evidence,) = candidate.evidence
    with vault_open(session):
        return {
            "person": session.get_one(VaultPerson, account.id).sealed,
            "link": session.get_one(VaultCandidate, candidate.id).sealed,
            "own words": session.get_one(VaultEvidence, evidence.id).sealed,
            "blind text": evidence.blind_text.encode(),
            "address": account.email_digest.encode(),
            "password": account.password_hash.encode(),
        }


def found(app, kept):
    """Return what of it stands in the files, or in the dump, where bytes are written in hex."""
    written = b"\n".join(bytes_written(app).values())
    return {what: one in written or one.hex().encode() in written for what, one in kept.items()}

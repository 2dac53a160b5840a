"""The demo: a round in every phase, played through the acts, the same every time."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from app.demo.chance import SEED, Chance
from app.demo.people import PASSWORD, read
from placements.codes import CODE_LENGTH
from placements.match.run import replay_run
from placements.people.access import find_password_hash, is_password_of
from records.models.account import Account
from records.models.audit import AuditEvent
from records.models.candidate import Candidate, Evidence, EvidenceKind, ReviewState
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.employer import Employer
from records.models.match import MatchRun, MatchRunState
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal, ProposalState, Refusal
from records.models.review import AllowedWord, AskedWord
from records.models.round import Round, RoundPhase
from records.models.school import Programme, School
from records.models.student import Student
from records.models.trial import Outcome, Trial, TrialState
from records.models.vacancy import Vacancy
from records.vault.people import open_person
from tests.factories import NOW
from tests.undone import everything_undone

pytestmark = pytest.mark.xdist_group("demo")

PHASES = tuple(RoundPhase)


@pytest.fixture
def demo(demo_app):
    with everything_undone(demo_app) as (session, _connection):
        yield session


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def round_in(session, phase):
    return session.scalars(select(Round).where(Round.phase == phase)).one()


def states_of(session, model, round_):
    return Counter(
        session.scalars(select(model.state).where(model.round_id == round_.id).order_by(model.id))
    )


def events_of(session, subject_id):
    return set(session.scalars(select(AuditEvent.event).where(AuditEvent.subject_id == subject_id)))


def test_everybody_of_the_data_files_is_there(demo):
    counts = [count(demo, model) for model in (School, Programme, Employer, Student)]

    assert counts == [2, 4, 30, 60]


def test_there_is_one_round_in_each_phase(demo):
    phases = demo.scalars(select(Round.phase)).all()

    assert Counter(phases) == dict.fromkeys(PHASES, 1)


def test_every_round_went_through_the_acts_of_its_phases(demo):
    for round_ in demo.scalars(select(Round)):
        steps = demo.scalars(
            select(AuditEvent)
            .where(AuditEvent.subject_id == round_.id, AuditEvent.event == "round:advanced")
            .order_by(AuditEvent.happened_at)
        )
        announced = [step.details["phase"] for step in steps]
        published = [RoundPhase.PROPOSALS] if round_.published_at else []

        assert "round:opened" in events_of(demo, round_.id)
        assert {*announced, *published} == set(PHASES[1 : PHASES.index(round_.phase) + 1])


@pytest.mark.parametrize(
    ("model", "event"),
    [
        (Vacancy, {"vacancy:started", "vacancy:repeated"}),
        (Candidate, {"profile:started"}),
        (MatchRun, {"match_run:finished"}),
        (Trial, {"trial:planned"}),
    ],
)
def test_nothing_came_about_beside_the_acts(demo, model, event):
    for row in demo.scalars(select(model)):
        assert events_of(demo, row.id) & event


def test_nothing_happens_after_today(demo):
    assert demo.scalar(select(func.max(AuditEvent.happened_at))) <= NOW


def test_forms_are_begun_sent_returned_and_frozen(demo):
    round_ = round_in(demo, RoundPhase.VACANCIES)
    forms = demo.scalars(select(Vacancy).where(Vacancy.round_id == round_.id)).all()

    assert any(form.can_change and form.return_note is None for form in forms)
    assert any(form.submitted_at and form.frozen_at is None for form in forms)
    assert any(form.return_note for form in forms)
    assert any(form.frozen_at for form in forms)
    assert any(form.copied_from_id for form in forms)


def test_profiles_are_begun_ready_waiting_and_returned(demo):
    round_ = round_in(demo, RoundPhase.PROFILES)
    candidates = demo.scalars(select(Candidate).where(Candidate.round_id == round_.id)).all()
    reviews = set(
        demo.scalars(
            select(Evidence.review).where(
                Evidence.candidate_id.in_([candidate.id for candidate in candidates])
            )
        )
    )

    assert reviews == set(ReviewState)
    assert {candidate.certified_at is None for candidate in candidates} == {True, False}
    assert len(candidates) < 15


def test_words_have_been_allowed_and_wait_and_a_text_was_blinded_anew(demo):
    allowed = demo.scalars(select(AllowedWord)).all()
    changed = demo.scalars(select(AuditEvent).where(AuditEvent.event == "evidence:reblinded")).all()

    assert [one.word for one in allowed] == ["zenmap"]
    assert count(demo, AskedWord) == 1
    assert [one.details for one in changed] == [{"letters": ["K"]}]


def test_half_of_the_evidence_says_enough_without_a_word(demo):
    is_told = Evidence.kind != EvidenceKind.ASSIGNMENT
    texts = demo.scalars(select(Evidence.blind_text).where(is_told)).all()

    assert 0.3 < sum(not one for one in texts) / len(texts) < 0.6
    assert all(demo.scalars(select(Evidence.facts).where(is_told)).all())


def test_desks_hold_every_kind_of_text(demo):
    states = states_of(demo, Assessment, round_in(demo, RoundPhase.SCORING))

    assert set(states) == set(AssessmentState)


def test_a_match_waits_for_a_coordinator_and_can_be_replayed(demo):
    round_ = round_in(demo, RoundPhase.MATCHING)
    run = demo.scalars(select(MatchRun).where(MatchRun.round_id == round_.id)).one()

    assert run.state is MatchRunState.FINISHED
    assert run.summary["placed"] > 0
    assert replay_run(run) is None


def test_proposals_have_had_every_answer(demo):
    round_ = round_in(demo, RoundPhase.PROPOSALS)
    waiting = demo.scalars(select(Refusal).where(Refusal.is_upheld.is_(None))).all()

    assert set(states_of(demo, Proposal, round_)) == {
        ProposalState.PROPOSED,
        ProposalState.ACCEPTED,
        ProposalState.CONFIRMED,
        ProposalState.REVEALED,
        ProposalState.VETOED,
    }
    assert len(waiting) == 1


def test_trials_stand_at_every_point_and_ended_in_every_way(demo):
    round_ = round_in(demo, RoundPhase.TRIALS)
    trials = demo.scalars(select(Trial).join(Proposal).where(Proposal.round_id == round_.id)).all()
    open_now = [
        trial
        for trial in trials
        if trial.assessment_at <= NOW and trial.state is TrialState.CHECKED
    ]

    assert {trial.state for trial in trials} == set(TrialState)
    assert {trial.outcome for trial in trials} == {None, *Outcome}
    assert open_now


def test_the_codes_are_those_of_the_seed(demo):
    chance = Chance(SEED)
    candidates = demo.scalars(select(Candidate)).all()
    drawn = {chance.draw_code() for _candidate in candidates}

    assert {candidate.code for candidate in candidates} == drawn
    assert {len(code) for code in drawn} == {CODE_LENGTH}


def test_the_ids_are_those_of_the_seed(demo):
    chance = Chance(SEED)
    first = read("schools.json")[0]["name"]

    assert demo.scalars(select(School).where(School.name == first)).one().id == chance.draw_id()


def test_everybody_of_a_school_signs_in_with_the_demo_password(demo):
    accounts = demo.scalars(select(Account).where(Account.school_id.is_not(None))).all()
    person = open_person(demo, accounts[0].id, reader_id=accounts[0].id, purpose="test", now=NOW)

    assert is_password_of(find_password_hash(demo, person.email, now=NOW), PASSWORD)
    assert len({account.password_hash for account in accounts}) == 1


def test_no_mail_of_the_past_is_left_to_send(demo):
    waiting = demo.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).all()

    assert waiting == []


def test_filling_twice_changes_nothing(demo_app, demo):
    before = count(demo, AuditEvent)

    answer = demo_app.test_cli_runner().invoke(args=["demo", "fill"])

    assert answer.exit_code == 0
    assert "nothing was added" in answer.output
    assert count(demo, AuditEvent) == before


def test_the_demo_is_not_for_a_real_service(app, session):
    answer = app.test_cli_runner().invoke(args=["demo", "fill"])

    assert answer.exit_code == 1
    assert count(session, School) == 0

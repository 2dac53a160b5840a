"""Who read a candidate's texts never scores them: the database says no, in both directions."""

from uuid import uuid4

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from records.database import db
from records.models.candidate import Evidence, ReviewState
from records.models.review import TextReader
from records.vault.evidence import open_words
from tests.factories import (
    AssessmentFactory,
    CandidateFactory,
    EvidenceFactory,
    RoundAssessorFactory,
    TextReaderFactory,
)

SEAT = (
    "INSERT INTO round_assessor (id, round_id, programme_id, account_id, seat) "
    "VALUES (:id, :round, :programme, :account, 1)"
)
SCORE = (
    "INSERT INTO assessment (id, round_id, candidate_id, assessor_id, letter, desk_code, position,"
    " is_tiebreak, state, is_not_observed) VALUES (:id, :round, :candidate, :account, 'E', 'D', 1,"
    " false, 'open', false)"
)
READ = "INSERT INTO text_reader (id, candidate_id, account_id) VALUES (:id, :candidate, :account)"
REVIEW = "UPDATE evidence SET reviewed_by = :account WHERE candidate_id = :candidate"


@pytest.fixture
def candidate(amina, round_):
    candidate = CandidateFactory(student=amina, round=round_)
    EvidenceFactory(candidate_id=candidate.id, review=ReviewState.WAITING)
    return candidate


@pytest.fixture
def say(session, candidate, berna):
    """A function that says something to the database about Berna and the candidate."""

    def say(statement, **others):
        ids = {
            "id": uuid4(),
            "round": candidate.round_id,
            "programme": candidate.programme_id,
            "candidate": candidate.id,
            "account": berna.id,
        } | others
        is_sqlite = db.engine.dialect.name == "sqlite"
        named = {
            name: value.hex if is_sqlite else value
            for name, value in ids.items()
            if f":{name}" in statement
        }
        with session.begin_nested():
            session.execute(text(statement), named)

    return say


def seat(candidate, account):
    return RoundAssessorFactory(
        round_id=candidate.round_id,
        programme_id=candidate.programme_id,
        account_id=account.id,
        seat=1,
    )


def test_who_has_a_seat_in_the_round_becomes_no_reader(say, candidate, berna):
    seat(candidate, berna)

    with pytest.raises(IntegrityError, match="reader_never_scores"):
        say(READ)


def test_who_scores_the_candidate_becomes_no_reader(say, candidate, berna):
    AssessmentFactory(round_id=candidate.round_id, candidate_id=candidate.id, assessor_id=berna.id)

    with pytest.raises(IntegrityError, match="reader_never_scores"):
        say(READ)


@pytest.mark.parametrize("statement", [SEAT, SCORE])
def test_a_reader_gets_no_seat_in_the_round_and_no_text_to_score(say, statement):
    say(READ)

    with pytest.raises(IntegrityError, match="assessor_never_read"):
        say(statement)


@pytest.mark.parametrize("table", ["round_assessor", "assessment"])
def test_what_another_scores_is_not_passed_on_to_a_reader(say, candidate, anton, table):
    seat(candidate, anton)
    AssessmentFactory(round_id=candidate.round_id, candidate_id=candidate.id, assessor_id=anton.id)
    say(READ)
    column = {"round_assessor": "account_id", "assessment": "assessor_id"}[table]

    with pytest.raises(IntegrityError, match="assessor_never_read"):
        say(f"UPDATE {table} SET {column} = :account WHERE round_id = :round")


def test_only_a_reader_stands_as_reviewer(say):
    with pytest.raises(IntegrityError, match="reviewer_is_a_reader"):
        say(REVIEW)

    say(READ)
    say(REVIEW)


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("DELETE FROM text_reader WHERE account_id = :account", "reader_stays"),
        ("UPDATE text_reader SET account_id = account_id WHERE id = :id", "reader_stays"),
    ],
)
def test_a_reader_cannot_be_taken_away(say, candidate, berna, statement, rule):
    reader = TextReaderFactory(candidate_id=candidate.id, account_id=berna.id)

    with pytest.raises(IntegrityError, match=rule):
        say(statement, id=reader.id)


def test_a_reader_stays_one_when_the_text_is_written_again(say, candidate, session):
    say(READ)
    say(REVIEW)

    candidate.evidence[0].reviewed_by = None
    session.flush()

    with pytest.raises(IntegrityError, match="assessor_never_read"):
        say(SEAT)


def test_a_reader_goes_with_the_candidate(say, candidate, session):
    say(READ)
    say("DELETE FROM candidate WHERE id = :candidate")

    assert session.scalars(select(TextReader)).all() == []


def test_who_reads_one_round_can_score_another(say, candidate):
    say(READ)
    other = CandidateFactory()

    say(SEAT, round=other.round_id, programme=other.programme_id)


def test_reviewers_of_before_are_readers_and_words_of_before_are_kept(make_app):
    app = make_app()
    with app.app_context():
        evidence = EvidenceFactory(candidate_id=CandidateFactory().id)
        ids = (evidence.id, evidence.candidate_id, evidence.reviewed_by)
        db.session.commit()
        db.session.remove()

        downgrade(revision="0006")
        left = {one["name"] for one in inspect(db.engine).get_columns("evidence")}
        upgrade()

        evidence = db.session.get_one(Evidence, ids[0])
        readers = db.session.execute(select(TextReader.candidate_id, TextReader.account_id)).all()
        assert not {"facts", "language"} & left
        assert (evidence.facts, evidence.language) == ({}, "nl")
        assert readers == [ids[1:]]
        assert open_words(db.session(), [ids[0]])[ids[0]]
        db.session.remove()

"""Reads of the words that students ask for and that schools allow."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager

from records.models.candidate import Candidate, Evidence
from records.models.desk.assessment import RoundAssessor
from records.models.review import AllowedWord, AskedWord, TextReader
from records.models.round import Round, RoundPhase


def list_allowed_words(session: Session, *, school_id: UUID) -> Sequence[AllowedWord]:
    """Return the words that a school allows now, by the alphabet."""
    return session.scalars(
        select(AllowedWord)
        .where(AllowedWord.school_id == school_id, AllowedWord.withdrawn_at.is_(None))
        .order_by(AllowedWord.word, AllowedWord.id)
    ).all()


def list_words_ever_allowed(
    session: Session, *, school_id: UUID, words: Collection[str]
) -> Sequence[AllowedWord]:
    """Return those of these words that a school allows or allowed once."""
    return session.scalars(
        select(AllowedWord)
        .where(AllowedWord.school_id == school_id, AllowedWord.word.in_(words))
        .order_by(AllowedWord.id)
    ).all()


def find_allowed_word(session: Session, word_id: UUID, *, school_id: UUID) -> AllowedWord | None:
    """Return a word that a school allows now."""
    return session.scalar(
        select(AllowedWord).where(
            AllowedWord.id == word_id,
            AllowedWord.school_id == school_id,
            AllowedWord.withdrawn_at.is_(None),
        )
    )


def list_asked_words(session: Session, *, evidence_id: UUID) -> Sequence[AskedWord]:
    """Return the words of one text that its student asked for, in the order of the text."""
    return session.scalars(
        select(AskedWord)
        .where(AskedWord.evidence_id == evidence_id)
        .order_by(AskedWord.begins, AskedWord.id)
    ).all()


def list_words_to_decide(
    session: Session, *, school_id: UUID, reviewer_id: UUID
) -> Sequence[AskedWord]:
    """Return the asked words that wait, in no order that tells whose they are.

    Words of a round in which the reviewer scores are not among them.
    """
    scores_too = exists().where(
        RoundAssessor.round_id == Candidate.round_id, RoundAssessor.account_id == reviewer_id
    )
    return session.scalars(
        select(AskedWord)
        .join(AskedWord.evidence)
        .join(Candidate, Candidate.id == Evidence.candidate_id)
        .join(Round, Round.id == Candidate.round_id)
        .options(contains_eager(AskedWord.evidence))
        .where(
            Round.school_id == school_id,
            Round.phase == RoundPhase.PROFILES,
            AskedWord.refused_at.is_(None),
            ~scores_too,
        )
        .order_by(AskedWord.id)
    ).all()


def list_schools_with_profiles(session: Session) -> Sequence[UUID]:
    """Return the schools where profiles are being written now."""
    return session.scalars(
        select(Round.school_id)
        .where(Round.phase == RoundPhase.PROFILES)
        .distinct()
        .order_by(Round.school_id)
    ).all()


def list_profiles_blinded_otherwise(
    session: Session, *, school_id: UUID, version: str
) -> Sequence[UUID]:
    """Return the profiles, of those being written, with a text of other rules than these."""
    return session.scalars(
        select(Candidate.id)
        .join(Round, Round.id == Candidate.round_id)
        .where(
            Round.school_id == school_id,
            Round.phase == RoundPhase.PROFILES,
            exists().where(
                Evidence.candidate_id == Candidate.id,
                Evidence.blinding_version != version,
                Evidence.blind_text.is_not(None),
            ),
        )
        .order_by(Candidate.id)
    ).all()


def list_reader_ids(session: Session, *, round_id: UUID) -> Sequence[UUID]:
    """Return who read texts of a round before anybody scored them."""
    return session.scalars(
        select(TextReader.account_id)
        .join(Candidate, Candidate.id == TextReader.candidate_id)
        .where(Candidate.round_id == round_id)
        .distinct()
        .order_by(TextReader.account_id)
    ).all()


def is_reader(session: Session, *, candidate_id: UUID, account_id: UUID) -> bool:
    """Return whether somebody stands as a reader of this candidate."""
    found = select(TextReader.id).where(
        TextReader.candidate_id == candidate_id, TextReader.account_id == account_id
    )
    return session.scalar(found) is not None

"""The public report of a round: everything that lets anyone recompute its lots and its result."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from placements.catalogue import RUBRIC_VERSION, rubric_hash
from placements.match.results import result_of
from placements.rubrics.additions import Addition, additions_in
from records.models.desk.judgement import Judgement
from records.models.match import ExchangeProof, FrozenInput, MatchRun
from records.models.round import LotteryAbsence, LotterySecret, Round
from records.models.vacancy import Vacancy
from records.queries.desk.judgements import list_judgements_of_round
from records.queries.match_runs import (
    find_latest_proof,
    find_published_run,
    list_inputs_of_round,
    list_overrides_of_round,
    list_places_of_round,
    list_runs_of_round,
)
from records.queries.rounds import find_absence, list_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoff:
    """Up to where one place admitted. Band and lot are empty where it had a seat left."""

    title: str
    employer: str
    seats: int
    has_seat_left: bool
    band: int | None
    lot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedException:
    """One exception, without the student it was for."""

    run_number: int
    place: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """With which words texts were scored: those of all schools, and the examples of this one."""

    version: str
    digest: str
    added: Sequence[Addition]
    """By letter; empty where the school had added nothing when the round opened."""
    added_number: int | None
    added_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What anybody may know of a published round."""

    round: Round
    run: MatchRun
    seed: str
    parties: Sequence[LotterySecret]
    absence: LotteryAbsence | None
    """Why a party has no secret, and which draw counted instead."""
    inputs: Sequence[FrozenInput]
    """Every input that was frozen, also those that were reopened."""
    runs: Sequence[MatchRun]
    cutoffs: Sequence[Cutoff]
    words: Words
    exceptions: Sequence[PrintedException]
    left_out: Sequence[Judgement]
    """The competences that took no part in the ranking, with the figures that say why."""
    read_by_three: Sequence[str]
    """The competences of which a third assessor read every text."""
    equal_places: Sequence[str]
    """The places where scores tell students too little apart, so that everybody is equal."""
    proof: ExchangeProof | None
    """What stayed the same when the students exchanged who they are, if that was tried."""


def find_report(session: Session, round_: Round) -> Report | None:
    """Return the report of a round, once its result is out."""
    run = find_published_run(session, round_.id)
    if run is None:
        return None
    places = list_places_of_round(session, round_.id)
    runs = list_runs_of_round(session, round_.id)
    titles = {place.id: place.title for place in places}
    numbers = {one.id: one.number for one in runs}
    result = result_of(run)
    judged = list_judgements_of_round(session, round_.id)
    return Report(
        round=round_,
        run=run,
        seed=result.receipt["seed"],
        left_out=[one for one in judged if one.letter in result.left_out],
        read_by_three=[one.letter for one in judged if one.wants_third],
        words=_words(round_),
        equal_places=[place.title for place in places if str(place.id) in result.equal_places],
        parties=[party for party, _role in list_parties(session, round_.id)],
        absence=find_absence(session, round_.id),
        inputs=list_inputs_of_round(session, round_.id),
        runs=runs,
        cutoffs=_cutoffs(run, places),
        proof=find_latest_proof(session, round_.id),
        exceptions=[
            PrintedException(
                run_number=numbers[one.match_run_id],
                place=titles.get(one.vacancy_id) if one.vacancy_id else None,
                reason=one.reason,
            )
            for one in list_overrides_of_round(session, round_.id)
            if one.approved_by is not None
        ],
    )


def _words(round_: Round) -> Words:
    kept = round_.rubric
    return Words(
        version=RUBRIC_VERSION,
        digest=rubric_hash(),
        added=list(additions_in(kept.content).values()) if kept else [],
        added_number=kept.number if kept else None,
        added_digest=kept.digest if kept else None,
    )


def _cutoffs(run: MatchRun, places: Sequence[Vacancy]) -> list[Cutoff]:
    result = result_of(run)
    lines = []
    for place in places:
        cutoff = result.cutoff_of(str(place.id))
        lines.append(
            Cutoff(
                title=place.title,
                employer=place.employer.name,
                seats=place.seats,
                has_seat_left=cutoff is None,
                band=int(cutoff[0]) if cutoff else None,
                lot=str(cutoff[1]) if cutoff else "",
            )
        )
    return lines

"""The proof on a round: its students exchange who they are, and nothing that counts changes.

Everybody gets the name, birth date, address, mail address and numbers of somebody else, and all
that the match rests on, and all that companies and assessors read, is read once more. Only the
four digits of a postcode stay with the student: from them comes the travel time.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.assessments.desk import read_desk
from placements.errors import TooLate, msgid
from placements.holds import hold
from placements.match.snapshot import take_snapshot
from placements.policy import require
from placements.policy.match import may_request_proof
from placements.proposals.reveal import list_blind_proposals
from records.models.match import ExchangeProof
from records.models.round import Round
from records.queries.match_runs import (
    find_latest_proof,
    list_certified_candidates,
    list_places_of_round,
)
from records.queries.rounds import list_round_assessors
from records.vault.candidates import student_ids_of_candidates
from records.vault.exchange import exchanged
from records.vault.people import Person, read_for_service

TIMES: Final = 5
"""How often everybody exchanges, each time with somebody else."""
INPUT: Final = "input"


def request_proof(session: Session, actor: Actor, round_: Round, *, now: datetime) -> ExchangeProof:
    """Ask for the proof on this round; the worker makes it.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or there is nothing to match yet.
    TooLate
        If the proof is being made.
    """
    hold(session, round_)
    require(may_request_proof(actor, round_))
    latest = find_latest_proof(session, round_.id)
    if latest is not None and latest.finished_at is None:
        raise TooLate(msgid("The proof is being made already."))
    proof = ExchangeProof(round_id=round_.id, requested_by=actor.account_id, requested_at=now)
    session.add(proof)
    session.flush()
    audit.record(session, actor, "proof:requested", proof.id, now=now)
    return proof


def find_differences(
    session: Session, round_: Round, rng: random.Random, *, times: int = TIMES
) -> tuple[int, str, list[str]]:
    """Exchange all students of a round and compare. Only reads.

    Returns
    -------
    tuple
        How many students there are, the digest of everything as it is, and what changed.
    """
    before = _everything(session, round_)
    candidates = [one.id for one in list_certified_candidates(session, round_.id)]
    people = read_for_service(
        session, sorted(student_ids_of_candidates(session, candidates).values())
    )
    changed: set[str] = set()
    for _time in range(times):
        session.expire_all()
        with exchanged(session, _exchange(people, rng)):
            after = _everything(session, round_)
        changed |= {part for part, digest in before.items() if after[part] != digest}
    whole = sha256("\n".join(f"{part} {before[part]}" for part in sorted(before)).encode())
    return len(people), whole.hexdigest(), sorted({part.partition(" ")[0] for part in changed})


def finish_proof(
    session: Session,
    proof: ExchangeProof,
    students: int,
    digest: str,
    differences: Sequence[str],
    *,
    now: datetime,
) -> None:
    """Keep what was found."""
    proof.students, proof.exchanges = students, TIMES
    proof.digest, proof.differences, proof.finished_at = digest, list(differences), now
    audit.record(
        session,
        None,
        "proof:finished",
        proof.id,
        now=now,
        school_id=proof.round.school_id,
        digest=digest,
        differences=list(differences),
    )


def _exchange(people: Mapping[UUID, Person], rng: random.Random) -> dict[UUID, Person]:
    """Give everybody who somebody else is; nobody stays, where there is anybody else."""
    order = sorted(people)
    rng.shuffle(order)
    return {
        one: replace(people[other], postcode=people[one].postcode[:4] + people[other].postcode[4:])
        for one, other in zip(order, [*order[1:], *order[:1]], strict=True)
    }


def _everything(session: Session, round_: Round) -> dict[str, str]:
    """Return a digest of each thing that may not depend on who the students are."""
    found = {INPUT: take_snapshot(session, round_).digest}
    for place in list_places_of_round(session, round_.id):
        company = Actor(account_id=place.id, role=Role.TRAINER, employer_id=place.employer_id)
        found[f"company {place.employer_id}"] = _digest(list_blind_proposals(session, company))
    for seat in list_round_assessors(session, round_.id):
        assessor = Actor(account_id=seat.account_id, role=Role.ASSESSOR, school_id=round_.school_id)
        found[f"assessor {seat.account_id}"] = _digest(read_desk(session, assessor))
    return found


def _digest(seen: object) -> str:
    return sha256(repr(seen).encode()).hexdigest()

"""Who scores a programme in a round: the same pair throughout, and reserves beside them."""

import random
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.assessments.scores import settle
from placements.errors import Refusal, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.rounds import may_appoint_assessors
from placements.rounds.phases import PAIR
from records.models.desk.assessment import RoundAssessor
from records.models.round import Round, RoundPhase
from records.models.school import Programme
from records.queries.accounts import list_staff_of_school
from records.queries.blind.words import list_reader_ids
from records.queries.desk.assessments import get_scored_letters
from records.queries.rounds import list_mentor_ids, list_round_assessors

FEWEST: Final = len(PAIR) + 1
"""A pair that scores everybody and a reserve for when one steps aside."""


def appoint_assessors(
    session: Session,
    actor: Actor,
    round_: Round,
    programme: Programme,
    assessor_ids: tuple[UUID, ...],
    *,
    rng: random.Random,
    now: datetime,
) -> None:
    """Appoint who scores a programme: the pair first, then the reserves in any number.

    While a round is being scored the others stay; reserves can only be added, and get the texts
    that wait for one.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or scoring is over.
    Refusal
        If somebody is named twice, is no assessor here, mentors a student of the programme, read
        texts of the round, or would leave while the round is being scored.
    """
    hold(session, round_)
    require(
        may_appoint_assessors(actor, round_),
        msgid("Scoring is over. Assessors can no longer change."),
    )
    current = [
        row for row in list_round_assessors(session, round_.id) if row.programme_id == programme.id
    ]
    stays = len(current) if round_.phase is RoundPhase.SCORING else 0
    _refuse_wrong_people(session, round_, programme, assessor_ids, seated=assessor_ids[:stays])
    if tuple(row.account_id for row in current[:stays]) != assessor_ids[:stays]:
        raise Refusal(msgid("The round is being scored. You can only add a reserve."))
    for row in current[stays:]:
        session.delete(row)
    session.flush()
    for seat, account_id in enumerate(assessor_ids[stays:], start=stays + 1):
        session.add(
            RoundAssessor(
                round_id=round_.id, programme_id=programme.id, account_id=account_id, seat=seat
            )
        )
    session.flush()
    audit.record(
        session, actor, "assessors:appointed", round_.id, now=now, programme=programme.crebo
    )
    if round_.phase is RoundPhase.SCORING:
        for letter in sorted(get_scored_letters(session, round_.id)):
            settle(session, round_, letter, rng=rng, now=now)


def _refuse_wrong_people(
    session: Session,
    round_: Round,
    programme: Programme,
    assessor_ids: tuple[UUID, ...],
    *,
    seated: tuple[UUID, ...],
) -> None:
    """Refuse who cannot score; who has a seat keeps it, also with an account that was closed."""
    staff = list_staff_of_school(session, school_id=round_.school_id, role=Role.ASSESSOR)
    mentors = set(list_mentor_ids(session, programme_id=programme.id))
    if len(assessor_ids) < FEWEST:
        raise Refusal(msgid("Choose two assessors and a reserve"), field="first")
    if len(set(assessor_ids)) < len(assessor_ids):
        raise Refusal(msgid("Choose three different people"), field="second")
    if not set(assessor_ids) - set(seated) <= {account.id for account in staff}:
        raise Refusal(msgid("Choose assessors of your own school"), field="first")
    if mentors & set(assessor_ids):
        raise Refusal(
            msgid("Somebody who mentors a student of this programme cannot score it"),
            field="first",
        )
    if set(list_reader_ids(session, round_id=round_.id)) & set(assessor_ids):
        raise Refusal(
            msgid("Somebody who read texts of this round before they were scored cannot score it"),
            field="first",
        )

"""A competence of a round is judged once: when both have locked every text of it.

The judgement rests on first, independent levels only, of this round and of earlier ones that were
scored with the same words. What follows from it follows at once, before anybody knows a lot.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Role
from placements.notifications import notify
from placements.rubrics.rounds import version_in
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.desk.judgement import JudgedLight, Judgement
from records.models.round import Round
from records.queries.accounts import list_staff_of_school
from records.queries.desk.judgements import (
    find_judgement,
    list_judgements_of_competence,
    list_judgements_of_round,
)
from records.queries.rounds import list_round_assessors
from scoring.double_scores import Agreement, Figure, Light, Table, agreement_of, table_of

THOUSANDTHS = 1000


def judge_when_scored(
    session: Session,
    round_: Round,
    letter: str,
    texts: Sequence[Sequence[Assessment]],
    *,
    now: datetime,
) -> Judgement | None:
    """Return the judgement on a competence; make it as soon as every text was scored by two.

    `texts` are all views on the competence, text by text. Whoever calls this holds the round.
    """
    standing = find_judgement(session, round_.id, letter=letter)
    if standing is not None or not texts or not all(map(_is_scored_twice, texts)):
        return standing
    return judge(session, round_, letter, table_of(*_first_levels(session, round_, texts)), now=now)


def judge(session: Session, round_: Round, letter: str, own: Table, *, now: datetime) -> Judgement:
    """Judge a competence of a round from its own double scores and those of rounds before it."""
    version = version_in(session, round_, letter)
    earlier = list_judgements_of_competence(
        session, school_id=round_.school_id, letter=letter, rubric_version=version
    )
    agreed = agreement_on(own + pooled(earlier))
    judged = Judgement(
        round_id=round_.id,
        letter=letter,
        rubric_version=version,
        counts=own.ravel().tolist(),
        double_scores=agreed.count,
        light=JudgedLight(agreed.light.value),
        wants_third=agreed.needs_third,
        judged_at=now,
        **_in_thousandths(agreed.alpha),
    )
    session.add(judged)
    session.flush()
    audit.record(
        session,
        None,
        "competence:judged",
        round_.id,
        now=now,
        school_id=round_.school_id,
        letter=letter,
        light=judged.light.value,
        double_scores=judged.double_scores,
    )
    if agreed.light in (Light.ORANGE, Light.RED):
        _tell_coordinators(session, round_, judged, now=now)
    return judged


def agreement_on(table: Table) -> Agreement:
    """Compute what a table says; the same table gives the same interval, whoever asks when."""
    return agreement_of(table, rng=np.random.default_rng(table.ravel()))


def pooled(judgements: Iterable[Judgement]) -> Table:
    """Add up the double scores of judgements on the same words."""
    total = np.zeros((4, 4), dtype=np.int64)
    for one in judgements:
        total += np.array(one.counts, dtype=np.int64).reshape(total.shape)
    return total


def left_out_of(session: Session, round_id: UUID) -> Mapping[str, str]:
    """Return which competences take no part in the ranking of a round, and why in figures."""
    return {
        one.letter: (
            f"alpha {_decimal(one.alpha)}, 95 % from {_decimal(one.low)} to {_decimal(one.high)}, "
            f"{one.double_scores} double scores"
        )
        for one in list_judgements_of_round(session, round_id)
        if one.light is JudgedLight.RED
    }


def wants_third(judged: Judgement | None, views: Iterable[Assessment]) -> bool:
    """Say whether a third assessor reads this text too: not where the pair saw nothing in it."""
    return (
        judged is not None
        and judged.wants_third
        and any(view.first_level is not None for view in views if not view.is_tiebreak)
    )


def _is_scored_twice(views: Sequence[Assessment]) -> bool:
    pair = _pair(views)
    return len(pair) == 2 and all(view.state is not AssessmentState.OPEN for view in pair)


def _pair(views: Iterable[Assessment]) -> list[Assessment]:
    return [view for view in views if view.is_given and not view.is_tiebreak]


def _first_levels(
    session: Session, round_: Round, texts: Sequence[Sequence[Assessment]]
) -> tuple[list[int], list[int]]:
    """Return what the lower and the higher seat first gave each text that both gave a level."""
    seats = {
        (row.programme_id, row.account_id): row.seat
        for row in list_round_assessors(session, round_.id)
    }
    first: list[int] = []
    second: list[int] = []
    for views in texts:
        programme_id = views[0].candidate.programme_id
        in_order = sorted(_pair(views), key=lambda view: seats[programme_id, view.assessor_id])
        one, other = (view.first_level for view in in_order)
        if one is not None and other is not None:
            first.append(one)
            second.append(other)
    return first, second


def _in_thousandths(figure: Figure) -> dict[str, int | None]:
    values = {"alpha": figure.value, "low": figure.low, "high": figure.high}
    return {
        name: None if value is None else round(THOUSANDTHS * value)
        for name, value in values.items()
    }


def _decimal(thousandths: int | None) -> str:
    return f"{(thousandths or 0) / THOUSANDTHS:.3f}"


def _tell_coordinators(
    session: Session, round_: Round, judged: Judgement, *, now: datetime
) -> None:
    for account in list_staff_of_school(session, school_id=round_.school_id, role=Role.COORDINATOR):
        notify(
            session,
            account.id,
            "competence_judged",
            now=now,
            round=round_.name,
            letter=judged.letter,
            light=judged.light.value,
            wants_third=judged.wants_third,
        )

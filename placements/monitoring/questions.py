"""Asking students about a group: after their result, once, and never with a reason to answer."""

import enum
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.days import day_of
from placements.errors import TooLate, msgid
from placements.monitoring.groups import is_running
from placements.monitoring.periods import half_of
from placements.monitoring.results import published_at, results_of
from placements.notifications import notify
from placements.policy import require
from placements.policy.monitoring import may_answer_question
from records.groups.store import (
    Asked,
    add_links,
    count_answers_of,
    find_link,
    forget_answers_of,
    groups_key,
    use_link,
)
from records.models.account import Account
from records.models.monitoring import AskedRound, GroupMonitoring, Route
from records.queries.monitoring import list_results_to_ask, list_standing_monitoring

ANSWER_WITHIN: Final = timedelta(days=30)


class Group(enum.StrEnum):
    """What a student can answer. Nothing is kept of the first."""

    RATHER_NOT_SAY = "rather_not_say"
    HERE = "here"
    ELSEWHERE = "elsewhere"


def ask_students(session: Session, *, now: datetime) -> int:
    """Mail everybody a link whose result came out while their school asks; return how many."""
    asked = 0
    for monitoring in list_standing_monitoring(session):
        if monitoring.route is Route.QUESTION and is_running(monitoring, now=now):
            asked += _ask_students_of(session, monitoring, now=now)
    return asked


def find_question(session: Session, actor: Actor, token: str) -> Asked | None:
    """Return the question behind a link, for the student it was sent to and nobody else."""
    key = groups_key(session)
    return find_link(session, key, token, account_id=actor.account_id) if key else None


def is_open(session: Session, asked: Asked, *, now: datetime) -> bool:
    """Return whether a question can still be answered."""
    monitoring = session.get_one(GroupMonitoring, asked.monitoring_id)
    return (
        not asked.is_used and day_of(now) <= asked.answer_until and is_running(monitoring, now=now)
    )


def answer_question(
    session: Session, actor: Actor, token: str, group: Group, *, now: datetime
) -> None:
    """Keep what a student answered, under a name that leads to nobody without this store's key.

    No line is written to the log: it would say who was asked, and when somebody answered.

    Raises
    ------
    NotAllowed
        If the actor is no student, or the link was sent to somebody else.
    TooLate
        If it was used already, has expired, or the school has stopped asking.
    """
    key = groups_key(session)
    require(may_answer_question(actor) and key is not None)
    assert key is not None  # noqa: S101 - required above
    asked = find_link(session, key, token, account_id=actor.account_id, is_held=True)
    require(asked is not None)
    assert asked is not None  # noqa: S101 - required above
    if not is_open(session, asked, now=now):
        raise TooLate(msgid("This link was used already, or its time has passed."))
    use_link(session, key, asked, None if group is Group.RATHER_NOT_SAY else group.value)


def count_own_answers(session: Session, actor: Actor) -> int:
    """Return how many answers of this student are kept and not yet counted."""
    key = groups_key(session)
    return count_answers_of(session, key, account_id=actor.account_id) if key else 0


def withdraw_answers(session: Session, actor: Actor, *, now: datetime) -> None:  # noqa: ARG001 - an act knows its time
    """Delete every answer of this student. What was counted before holds nobody any more.

    Raises
    ------
    NotAllowed
        If the actor is no student.
    """
    require(may_answer_question(actor))
    key = groups_key(session)
    if key is not None:
        forget_answers_of(session, key, account_id=actor.account_id)


def _ask_students_of(session: Session, monitoring: GroupMonitoring, *, now: datetime) -> int:
    key = groups_key(session)
    since = monitoring.approved_at
    if key is None or since is None:
        return 0
    asked = 0
    runs = list_results_to_ask(session, school_id=monitoring.school_id, since=since)
    for run in runs:
        session.add(AskedRound(round_id=run.round_id))
        links = add_links(
            session,
            key,
            [
                (account_id, result)
                for account_id, result in results_of(session, run)
                if session.get_one(Account, account_id).is_active
            ],
            monitoring_id=monitoring.id,
            starts_on=half_of(day_of(published_at(run))).starts_on,
            answer_until=day_of(now) + ANSWER_WITHIN,
        )
        for account_id, link_id in links:
            notify(session, account_id, "group_question", now=now, question_id=str(link_id))
        asked += len(links)
    return asked

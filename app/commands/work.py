"""``flask work``: what happens beside the pages, from mail to match runs and draws."""

import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import FrameType

import click
import structlog
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from app.commands.evidence import reblind_outdated
from app.commands.matching import (
    close_overdue_proposals,
    freeze_waiting_inputs,
    make_waiting_proofs,
    perform_waiting_runs,
    publish_confirmed_runs,
)
from app.mail import deliver_waiting
from placements.days import day_of
from placements.meetings.afterwards import ask_how_it_was, remind_of_meetings
from placements.meetings.draws import draw_meeting
from placements.monitoring.figures import publish_due_figures
from placements.monitoring.groups import end_due_monitoring
from placements.monitoring.questions import ask_students
from placements.monitoring.releases import publish_due_groups
from placements.people.access import forget_failures, send_requested_links
from placements.people.accreditations import announce_expiries
from placements.people.handovers import note_taken_handovers, settle_handover
from placements.people.retention import forget_old
from placements.proposals.reminders import remind_of_proposals
from placements.proposals.second_thoughts import settle_answer
from placements.signals.mornings import forget_old_signals, tell_confidants
from placements.trials.reminders import announce_assessments
from placements.vacancies.reminders import remind_of_openings
from records.database import current_session, db, overwrite_log
from records.queries.meetings import find_meeting_to_draw
from records.queries.proposals import find_answer_to_settle
from records.queries.settling.handovers import find_handover_to_settle
from web.guards import utc_now

log = structlog.get_logger()


def announce(session: Session, *, now: datetime) -> None:
    """Tell who assesses that an assessment opens, or still waits."""
    if announce_assessments(session, now=now):
        session.commit()


def draw_meetings(session: Session, *, now: datetime) -> None:
    """Draw the places of meetings for which nobody can ask any more, in the order of their days."""
    while (meeting := find_meeting_to_draw(session, today=day_of(now))) is not None:
        draw_meeting(session, meeting, now=now)
        session.commit()


def follow_meetings(session: Session, *, now: datetime) -> None:
    """Mail both sides the day before a meeting, and once it is over."""
    if remind_of_meetings(session, now=now) + ask_how_it_was(session, now=now):
        session.commit()


def ask_again(session: Session, *, now: datetime) -> None:
    """Ask companies once more for an answer or for a place."""
    if remind_of_proposals(session, now=now) + remind_of_openings(session, now=now):
        session.commit()


def settle_answers(session: Session, *, now: datetime) -> None:
    """Pass on what companies answered and can no longer take back."""
    while (answer := find_answer_to_settle(session, now=now)) is not None:
        settle_answer(session, answer, now=now)
        session.commit()


def settle_handovers(session: Session, *, now: datetime) -> None:
    """Mail colleagues what was handed over to them, and note who has come for it."""
    while (handover := find_handover_to_settle(session, now=now)) is not None:
        settle_handover(session, handover, now=now)
        session.commit()
    if note_taken_handovers(session, now=now):
        session.commit()


def announce_ends(session: Session, *, now: datetime) -> None:
    """Tell a company and its schools that an accreditation ends."""
    if announce_expiries(session, now=now):
        session.commit()


def publish_figures(session: Session, *, now: datetime) -> None:
    """Publish what happened in the half year that is over."""
    if publish_due_figures(session, now=now):
        session.commit()


def ask_about_groups(session: Session, *, now: datetime) -> None:
    """Stop asking where its time is over, count what is due, and mail who was not asked yet."""
    for task in (end_due_monitoring, publish_due_groups, ask_students):
        if task(session, now=now):
            session.commit()
            overwrite_log(session)


def send_links(session: Session, *, now: datetime) -> None:
    """Mail the links that were asked for."""
    if send_requested_links(session, now=now):
        session.commit()


def forget(session: Session, *, now: datetime) -> None:
    """Delete what is of no more use."""
    for forget_some in (forget_failures, forget_old_signals):
        if forget_some(session, now=now):
            session.commit()
            overwrite_log(session)


def forget_by_the_hour(session: Session, *, now: datetime) -> None:
    """Delete what has been kept for as long as it may be."""
    if forget_old(session, now=now):
        session.commit()
        overwrite_log(session)


def tell(session: Session, *, now: datetime) -> None:
    """Tell confidants in the morning that there is something to read."""
    if tell_confidants(session, now=now):
        session.commit()


TASKS = (
    send_links,
    freeze_waiting_inputs,
    perform_waiting_runs,
    publish_confirmed_runs,
    make_waiting_proofs,
    settle_answers,
    settle_handovers,
    close_overdue_proposals,
    announce,
    ask_again,
    draw_meetings,
    follow_meetings,
    announce_ends,
    tell,
    publish_figures,
    ask_about_groups,
    reblind_outdated,
    deliver_waiting,
    forget,
)


def _perform(task: Callable[..., object], *, now: datetime) -> None:
    """Do one task; what goes wrong in it holds up no other."""
    try:
        task(current_session(), now=now)
    except Exception:
        log.exception("the worker goes on", task=task.__name__)
    finally:
        db.session.remove()


@click.command()
@click.option("--once", is_flag=True, help="Do what waits and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Do what waits or has its time, from mail to match runs and draws, until told to stop.

    One of these runs beside the web server. It may be killed and started again at any moment:
    what was not finished still waits.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    looks_again_at = utc_now()
    while not stopping:
        if utc_now() >= looks_again_at:
            _perform(forget_by_the_hour, now=utc_now())
            looks_again_at = utc_now() + timedelta(hours=1)
        for task in TASKS:
            _perform(task, now=utc_now())
        if once:
            return
        time.sleep(1)

"""``flask work``: what happens beside the pages, mail and match runs."""

import signal
import time
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.matching import (
    close_overdue_proposals,
    freeze_waiting_inputs,
    perform_waiting_runs,
)
from app.mail import deliver_waiting
from placements.trials.reminders import announce_assessments
from records.database import current_session, db
from web.guards import utc_now


@click.command()
@click.option("--once", is_flag=True, help="Do what waits and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Deliver mail, freeze input and perform match runs that wait, until told to stop.

    One of these runs beside the web server. It may be killed and started again at any moment:
    what was not finished still waits.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        session, now = current_session(), utc_now()
        freeze_waiting_inputs(session, now=now)
        perform_waiting_runs(session, now=now)
        close_overdue_proposals(session, now=now)
        if announce_assessments(session, now=now):
            session.commit()
        deliver_waiting(session, current_app, now=now)
        db.session.remove()
        if once:
            return
        time.sleep(1)

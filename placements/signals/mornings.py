"""What the worker does for signals: one mail in the morning, and forgetting what is old."""

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy.orm import Session

from placements.days import day_of, moment_of, working_days
from placements.notifications import notify
from placements.signals.kinds import week_of
from records.database import forget_for_good
from records.queries.signals import (
    list_all_confidant_keys,
    list_signals_to_forget,
    list_untold_signals,
)

MORNING: Final = time(8, 0)
KEPT_AFTER_CLOSING: Final = timedelta(weeks=52)
KEPT_UNGIVEN: Final = timedelta(weeks=104)
_MONDAY_TO_FRIDAY: Final = 0b0011111


def tell_confidants(session: Session, *, now: datetime) -> bool:
    """On the first turn of a working morning, mail the confidants of a school if there is anything.

    It is done in the morning and not when somebody writes: the moment of a mail would tell when
    that was. Whether there was anything or not, the look is noted alike.
    """
    today = day_of(now)
    if now < moment_of(today, MORNING) or working_days(today, _MONDAY_TO_FRIDAY, 1) != [today]:
        return False
    keys = [key for key in list_all_confidant_keys(session) if key.told_on != today]
    for school_id, of_school in groupby(keys, key=lambda key: key.school_id):
        untold = list_untold_signals(session, school_id)
        for key in of_school:
            key.told_on = today
            if untold:
                notify(session, key.account_id, "message_waits", now=now)
        for signal in untold:
            signal.is_told = True
    return bool(keys)


def forget_old_signals(session: Session, *, now: datetime) -> bool:
    """Delete cases a year after they were closed, and notes nobody was given after two years."""
    today = day_of(now)
    old = list_signals_to_forget(
        session,
        closed_before=week_of(today - KEPT_AFTER_CLOSING),
        begun_before=week_of(today - KEPT_UNGIVEN),
    )
    for signal in old:
        session.delete(signal)
    if old:
        session.flush()
        forget_for_good(session)
    return bool(old)

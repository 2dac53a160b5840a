"""What a confidant does in a case: write back, note a step, ask the writer's word, close it.

Steps are sealed to confidants alone. Nothing follows from a report by itself, and nothing is
written in the log: who looked at a case, and on which day, is a sealed line of the case itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.days import day_of, refuse_day_outside
from placements.errors import Refusal, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.signals import may_close_signal, may_read_signal
from placements.signals.kinds import Route, SignalEnding, SignalKind, Step, week_of
from placements.signals.threads import Thread
from placements.signals.writing import readers_of
from records.models.school import School
from records.models.signal import ConfidantKey, Signal, SignalState
from records.vault.letters import note_for_confidants, write_letter


def note_opening(
    session: Session, actor: Actor, thread: Thread, name: str, *, now: datetime
) -> bool:
    """Note that a confidant opened a case, once a day; whether it was the first time today.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school that got it.
    """
    by, today = str(actor.account_id), day_of(now)
    if any(one.on == today and one.facts.get("by") == by for one in thread.openings):
        return False
    readers = _begin(session, actor, thread)
    words = {"what": "opened", "on": today.isoformat(), "text": "", "by": by, "name": name}
    note_for_confidants(thread.signal, words, to=readers)
    return True


def reply(session: Session, actor: Actor, thread: Thread, text: str, *, now: datetime) -> None:
    """Write back to the writer, who reads it under the receipt.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school that got it.
    Refusal
        If nothing was written.
    """
    readers = _begin(session, actor, thread)
    if not text:
        raise Refusal(msgid("Write what you want to say"), field="text")
    _write(thread.signal, "reply", text, readers, now=now)


def note_step(
    session: Session,
    actor: Actor,
    thread: Thread,
    step: Step,
    text: str,
    on: date,
    *,
    now: datetime,
) -> None:
    """Note something that was done, for the confidants alone.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school that got it.
    Refusal
        If the day has not come, or lies before the message.
    """
    readers = _begin(session, actor, thread)
    refuse_day_outside(on, first=thread.lines[0].on, last=day_of(now), field="on")
    words = {"what": "step", "on": on.isoformat(), "text": text, "step": step.value}
    note_for_confidants(thread.signal, words, to=readers)


def ask_word(
    session: Session, actor: Actor, thread: Thread, route: Route, text: str, *, now: datetime
) -> None:
    """Ask the writer whether a desk outside may be told, and why that would help.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school that got it.
    Refusal
        If it was asked already.
    """
    readers = _begin(session, actor, thread)
    if route in {*thread.asked_routes, *thread.allowed_routes}:
        raise Refusal(msgid("You have asked this already. The writer answers under the receipt."))
    _write(thread.signal, "asked", text, readers, now=now, route=route.value)


def close_signal(
    session: Session,
    actor: Actor,
    thread: Thread,
    ending: SignalEnding,
    text: str,
    *,
    now: datetime,
) -> None:
    """Close a case and tell the writer why.

    Raises
    ------
    NotAllowed
        If the actor is no confidant of the school that got it, or it is closed.
    Refusal
        If the writer heard nothing, or a report is called settled while one side was not heard.
    """
    readers = _begin(session, actor, thread)
    require(may_close_signal(actor, thread.signal), msgid("This case is closed already."))
    if not text:
        raise Refusal(msgid("Write to the writer why you close this"), field="text")
    is_report = thread.kind is SignalKind.REPORT
    if is_report and ending is SignalEnding.SETTLED and not thread.are_both_heard:
        raise Refusal(
            msgid(
                "First hear both sides: note that you heard the writer, and that you heard the "
                "company. Does the writer want no more? Then close it as such."
            ),
            field="what",
        )
    _write(thread.signal, "closed", text, readers, now=now, ending=ending.value)
    thread.signal.state = SignalState.CLOSED
    thread.signal.closed_week = week_of(day_of(now))


def letter_facts(thread: Thread, route: Route) -> Mapping[str, str] | None:
    """Return what a letter to a desk outside may say, or None without the writer's word."""
    allowed = thread.allowed_routes.get(route)
    if allowed is None:
        return None
    parts = allowed.facts["parts"]
    assert isinstance(parts, list)  # noqa: S101 - it was written so
    story = "\n\n".join(line.text for line in thread.lines if line.is_from_writer and line.text)
    known = {"name": thread.writer_name, "company": thread.company, "story": story}
    return {part: text if part in parts else "" for part, text in known.items()}


def _begin(session: Session, actor: Actor, thread: Thread) -> Sequence[ConfidantKey]:
    hold(session, thread.signal)
    require(may_read_signal(actor, thread.signal))
    return readers_of(session, session.get_one(School, thread.signal.school_id))


def _write(
    signal: Signal,
    what: str,
    text: str,
    readers: Sequence[ConfidantKey],
    *,
    now: datetime,
    **facts: object,
) -> None:
    words = {"what": what, "on": day_of(now).isoformat(), "text": text, **facts}
    write_letter(signal, words, to=readers)

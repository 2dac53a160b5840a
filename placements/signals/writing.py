"""What a writer does, known by a receipt only: write, read, answer, let go, take back.

No act here knows an account, leaves a line in the log or mails anybody: the worker tells the
confidants in the morning that there is something.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.signals.guesses import note_guess, receipt_guess, stop_after_guesses
from placements.signals.kinds import Route, SignalKind, week_of
from placements.signals.threads import Thread, open_threads
from records.database import forget_for_good
from records.models.school import School
from records.models.signal import ConfidantKey, Signal, SignalState
from records.queries.signals import (
    find_signal_by_lookup,
    list_confidant_keys,
    list_employers_called,
    list_signals_about,
)
from records.vault.letters import (
    Receipt,
    company_text,
    receipt_of,
    share_letters,
    write_letter,
)
from records.vault.sealing import key_of

ALLOWED_PARTS: Final = ("name", "company", "story")
"""What a writer can let go to a desk outside, each by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTerms:
    """What somebody writes."""

    kind: SignalKind
    text: str
    company: str
    name: str
    """Who writes, if the confidants may know; else empty."""
    waits: bool
    """Whether it waits until somebody else tells about the same company."""


@dataclass(frozen=True, slots=True)
class OpenSignal:
    """A signal in the hands of its writer."""

    thread: Thread
    receipt: Receipt

    @property
    def signal(self) -> Signal:
        """The signal itself."""
        return self.thread.signal


def readers_of(session: Session, school: School) -> Sequence[ConfidantKey]:
    """Return the keys to which a letter to the confidants of a school is sealed."""
    return [one for one in list_confidant_keys(session, school.id) if one.admitted_by]


def write_signal(
    session: Session, school: School, terms: SignalTerms, digits: str, *, now: datetime
) -> Signal:
    """Seal what somebody wrote; `digits` are the receipt, which is kept nowhere.

    Raises
    ------
    Refusal
        If nobody at the school can read it yet, or it cannot wait for others about this company.
    """
    readers = readers_of(session, school)
    is_note = terms.kind is SignalKind.NOTE
    if not readers and not is_note:
        raise Refusal(
            msgid(
                "Nobody at this school can read messages here yet. Call the school on %(phone)s, "
                "or keep a note for yourself for now."
            ),
            phone=school.phone,
        )
    hold(session, school)  # of two that wait for each other, one sees the other
    about = _company_text(session, school, terms)
    receipt = receipt_of(digits)
    waits = terms.waits and terms.kind is SignalKind.REPORT
    signal = Signal(
        school_id=school.id,
        state=SignalState.KEPT if is_note else SignalState.WAITING if waits else SignalState.OPEN,
        lookup=receipt.lookup,
        public_key=receipt.public_key,
        week=week_of(day_of(now)),
        company_tag=key_of(session).digest(about) if about else None,
    )
    words = {"company": terms.company, "name": terms.name}
    _add(signal, terms.kind, terms.text, () if is_note else readers, now=now, **words)
    session.add(signal)
    session.flush()
    if about:
        _open_what_waited(session, about, readers, now=now)
    return signal


def open_signal(session: Session, digits: str, *, now: datetime) -> OpenSignal | None:
    """Return what belongs to a receipt, or None after a wrong one.

    Raises
    ------
    TooLate
        After too many wrong ones that began like this.
    """
    guess = receipt_guess(session, digits)
    stop_after_guesses(session, guess, now=now)
    receipt = receipt_of(digits)
    signal = find_signal_by_lookup(session, receipt.lookup)
    if signal is None:
        note_guess(session, guess, now=now)
        return None
    return read_again(session, signal, receipt)


def read_again(session: Session, signal: Signal, receipt: Receipt) -> OpenSignal:
    """Return a signal as its writer reads it now."""
    session.flush()
    (thread,) = open_threads(session, [signal], receipt.private, None)
    return OpenSignal(thread, receipt)


def write_more(session: Session, own: OpenSignal, text: str, *, now: datetime) -> None:
    """Add to a note, or answer the confidants."""
    signal = own.signal
    hold(session, signal)
    is_note = signal.state is SignalState.KEPT
    _add(signal, "note" if is_note else "answer", text, _readers(session, own), now=now)
    signal.is_told = False


def hand_over(session: Session, own: OpenSignal, *, now: datetime) -> None:
    """Give a note, or a report that waited, to the confidants now.

    Raises
    ------
    TooLate
        If they have it already.
    Refusal
        If nobody at the school can read it yet.
    """
    signal = own.signal
    hold(session, signal)
    _require_not_given(signal)
    readers = readers_of(session, session.get_one(School, signal.school_id))
    if not readers:
        raise Refusal(msgid("Nobody at this school can read messages here yet. Call the school."))
    share_letters(session, [signal], own.receipt.private, of=None, to=readers)
    _give(signal, readers, now=now)


def take_back(session: Session, own: OpenSignal) -> None:
    """Delete what nobody was given.

    Raises
    ------
    TooLate
        If the confidants have it already.
    """
    hold(session, own.signal)
    _require_not_given(own.signal)
    session.delete(own.signal)
    session.flush()
    forget_for_good(session)


def allow_route(
    session: Session, own: OpenSignal, route: Route, parts: Sequence[str], *, now: datetime
) -> None:
    """Let a confidant write to a desk outside, with these parts of what is known.

    Raises
    ------
    TooLate
        If no confidant asks for it, or it was answered already.
    """
    _answer_about(session, own, route, "allowed", now=now, parts=list(parts))


def decline_route(session: Session, own: OpenSignal, route: Route, *, now: datetime) -> None:
    """Keep a confidant from writing to a desk outside; what was allowed before ends too.

    Raises
    ------
    TooLate
        If no confidant asks for it.
    """
    _answer_about(session, own, route, "declined", now=now)


def _answer_about(
    session: Session, own: OpenSignal, route: Route, what: str, *, now: datetime, **facts: object
) -> None:
    hold(session, own.signal)
    asked = {*own.thread.asked_routes, *own.thread.allowed_routes}
    if route not in asked:
        raise TooLate(msgid("Nobody asks for this now."))
    _add(own.signal, what, "", _readers(session, own), now=now, route=route.value, **facts)
    own.signal.is_told = False


def _readers(session: Session, own: OpenSignal) -> Sequence[ConfidantKey]:
    """Return who reads what this writer adds: nobody else as long as it is a note."""
    if own.signal.state is SignalState.KEPT:
        return ()
    return readers_of(session, session.get_one(School, own.signal.school_id))


def _require_not_given(signal: Signal) -> None:
    if signal.state not in {SignalState.KEPT, SignalState.WAITING}:
        raise TooLate(msgid("The confidants have this message already."))


def _open_what_waited(
    session: Session, about: str, readers: Sequence[ConfidantKey], *, now: datetime
) -> None:
    """Hand over every report that waited for another one about the same company.

    Each writer agreed to that beforehand. Nobody is told that there is another: else a company
    could write about itself to learn whether somebody else did.
    """
    signals = list_signals_about(session, key_of(session).digests(about))
    if len(signals) < 2:
        return
    for one in signals:
        if one.state is SignalState.WAITING:
            _give(one, readers, now=now)


def _give(signal: Signal, readers: Sequence[ConfidantKey], *, now: datetime) -> None:
    signal.state, signal.week, signal.is_told = SignalState.OPEN, week_of(day_of(now)), False
    _add(signal, "handed_over", "", readers, now=now)


def _company_text(session: Session, school: School, terms: SignalTerms) -> str | None:
    """Return by what another report about this company finds this one; None where nothing does."""
    if terms.kind is not SignalKind.REPORT:
        return None
    called = list_employers_called(session, terms.company) if terms.company else []
    numbers = {one.kvk_number for one in called}
    if len(numbers) == 1:
        return company_text(school.id, numbers.pop())
    if terms.waits:
        raise Refusal(
            msgid(
                "We do not find this company, so we cannot see whether somebody else writes about "
                "it. Write its name as it stands in your agreement, or send your message now."
            ),
            field="company",
        )
    return None


def _add(
    signal: Signal,
    what: str,
    text: str,
    readers: Sequence[ConfidantKey],
    *,
    now: datetime,
    **facts: object,
) -> None:
    words = {"what": str(what), "on": day_of(now).isoformat(), "text": text, **facts}
    write_letter(signal, words, to=readers)

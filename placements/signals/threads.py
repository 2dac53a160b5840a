"""A signal as its reader sees it: the lines that open with the reader's key, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from placements.signals.kinds import Route, SignalKind, Step, answer_due
from records.models.signal import Signal
from records.vault.letters import open_letters

_KINDS = frozenset(kind.value for kind in SignalKind)
FROM_WRITER = _KINDS | {"answer", "allowed", "declined", "took"}
"""What a line is when the writer of the signal wrote it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One opened letter."""

    what: str
    """A kind of signal, ``answer``, ``reply``, ``asked``, ``allowed``, ``declined``,
    ``offered``, ``took``, ``handed_over``, ``opened``, ``step`` or ``closed``."""
    on: date
    text: str
    facts: Mapping[str, object]

    @property
    def is_from_writer(self) -> bool:
        """Whether the writer wrote it, and not a confidant or the service."""
        return self.what in FROM_WRITER


@dataclass(frozen=True, slots=True)
class Thread:
    """A signal with the lines that its reader may read, the first one first."""

    signal: Signal
    lines: Sequence[Line]

    @property
    def kind(self) -> SignalKind:
        """What the writer asked for; a note that was handed over is a report."""
        kinds = [SignalKind(line.what) for line in self.lines if line.what in _KINDS]
        return kinds[0] if kinds and kinds[0] is not SignalKind.NOTE else SignalKind.REPORT

    @property
    def company(self) -> str:
        """The company it is about, as the writer wrote it; empty where it is about none."""
        return str(self.lines[0].facts.get("company", ""))

    @property
    def writer_name(self) -> str:
        """Who wrote, if the writer wanted the confidants to know."""
        return str(self.lines[0].facts.get("name", ""))

    @property
    def told_on(self) -> date:
        """The day on which the confidants got it."""
        handed_over = [line.on for line in self.lines if line.what == "handed_over"]
        return handed_over[-1] if handed_over else self.lines[0].on

    @property
    def answer_due_on(self) -> date:
        """The last day for a first answer."""
        return answer_due(self.told_on)

    @property
    def is_answered(self) -> bool:
        """Whether a confidant has written back."""
        return any(line.what == "reply" for line in self.lines)

    @property
    def waits_for_confidant(self) -> bool:
        """Whether the last word between the two is the writer's."""
        said = [line for line in self.lines if line.is_from_writer or line.what == "reply"]
        return said[-1].is_from_writer

    @property
    def steps(self) -> frozenset[Step]:
        """What confidants noted that they did."""
        return frozenset(
            Step(str(line.facts["step"])) for line in self.lines if line.what == "step"
        )

    @property
    def openings(self) -> Sequence[Line]:
        """Who of the confidants opened it, on which day."""
        return [line for line in self.lines if line.what == "opened"]

    @property
    def offered_seat_id(self) -> UUID | None:
        """The seat that the writer was offered last and has not taken."""
        said = [line for line in self.lines if line.what in {"offered", "took"}]
        is_open = bool(said) and said[-1].what == "offered"
        return UUID(str(said[-1].facts["seat_id"])) if is_open else None

    @property
    def are_both_heard(self) -> bool:
        """Whether the writer and the company have both told their side."""
        return {Step.HEARD_WRITER, Step.HEARD_COMPANY} <= self.steps

    @property
    def asked_routes(self) -> Sequence[Route]:
        """The desks for which a confidant asked the writer's word and did not get an answer yet."""
        return [route for route in Route if self._last_about(route) == "asked"]

    @property
    def allowed_routes(self) -> Mapping[Route, Line]:
        """The desks to which the writer lets something go, with what may be told."""
        return {
            route: [line for line in self.lines if line.facts.get("route") == route][-1]
            for route in Route
            if self._last_about(route) == "allowed"
        }

    def _last_about(self, route: Route) -> str | None:
        said = [line.what for line in self.lines if line.facts.get("route") == route]
        return said[-1] if said else None


def open_threads(
    session: Session, signals: Sequence[Signal], private: X25519PrivateKey, reader_id: UUID | None
) -> list[Thread]:
    """Return the signals of which this reader can open the first letter, in the order given."""
    opened = open_letters(session, signals, private, reader_id)
    return [
        Thread(signal, [_line(words) for words in opened[signal.id]])
        for signal in signals
        if signal.id in opened
    ]


def _line(words: Mapping[str, object]) -> Line:
    facts = {name: value for name, value in words.items() if name not in {"what", "on", "text"}}
    on = date.fromisoformat(cast("str", words["on"]))
    return Line(str(words["what"]), on, str(words["text"]), facts)

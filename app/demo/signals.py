"""What was told to the confidants: a case at every step, and one published half year."""

from datetime import datetime, time, timedelta
from typing import Final

from app.demo.people import PASSWORD
from app.demo.stage import Stage
from placements.actors import Role
from placements.days import day_of, moment_of
from placements.signals.desk import ask_word, close_signal, note_step, reply
from placements.signals.figures import figures_of
from placements.signals.keys import make_key
from placements.signals.kinds import Route, SignalEnding, SignalKind, Step, period_of, week_of
from placements.signals.threads import Thread, open_threads
from placements.signals.writing import SignalTerms, write_signal
from records.models.school import School
from records.models.signal import Signal, SignalFigures
from records.queries.signals import find_confidant_key

NEW, ANSWERED, SETTLED = "1111222233334444", "5555666677778888", "9999000011112222"
"""Receipts, for a demo only: nobody else can know one."""
DISHES = (
    "Sinds vorige week mag ik alleen nog afwassen. Toen ik vroeg waarom, zei de chef dat mensen "
    "zoals ik daar goed in zijn. Ik wil daar weg."
)
PRAYER = "Mag een bedrijf vragen of ik bid?"
PLACE_FIRST = "Wat naar. Ik zoek eerst een andere plek voor je. Wil je bellen, of liever hier?"
SBB_HEARS = "SBB kan het bedrijf horen zonder dat jij erbij hoeft te zijn."
NO_NEED = "Nee, dat hoef je niemand te vertellen. Vraagt iemand het weer? Schrijf het hier."
HALF_A_YEAR: Final = timedelta(weeks=26)
LAST_TERM: Final = (
    *[SignalKind.QUESTION] * 14,
    *[SignalKind.REPORT] * 9,
    *[SignalKind.PLACE] * 6,
)


def tell_confidants(stage: Stage) -> None:
    """Let every confidant make a key, and three people write to the last school."""
    stage.tell("What was told to the confidants")
    for school in stage.cast.schools.values():
        confidant = stage.cast.staff[school.id, Role.CONFIDANT][0]
        private = make_key(stage.session, confidant, PASSWORD, replaces=False, now=stage.now)
    _write(stage, school, NEW, SignalKind.REPORT, "Ze noemen mij nooit bij mijn naam.", 1)
    answered = _write(stage, school, ANSWERED, SignalKind.PLACE, DISHES, 8)
    settled = _write(stage, school, SETTLED, SignalKind.QUESTION, PRAYER, 21)
    key = find_confidant_key(stage.session, confidant.account_id)
    assert key is not None  # noqa: S101 - made just now

    def as_read(signal: Signal) -> Thread:
        (thread,) = open_threads(stage.session, [signal], private, key.id)
        return thread

    def ago(days: int) -> datetime:
        return _days_ago(stage, days)

    session, week_ago = stage.records, day_of(ago(7))
    reply(session, confidant, as_read(answered), PLACE_FIRST, now=ago(7))
    spoken = (Step.HEARD_WRITER, "Lang gesproken.", week_ago)
    note_step(session, confidant, as_read(answered), *spoken, now=ago(6))
    ask_word(session, confidant, as_read(answered), Route.SBB, SBB_HEARS, now=ago(5))
    close_signal(session, confidant, as_read(settled), SignalEnding.SETTLED, NO_NEED, now=ago(20))
    period = period_of(week_of(day_of(stage.now) - HALF_A_YEAR))
    session.add(SignalFigures(school_id=school.id, period=period, counts=figures_of(LAST_TERM)))


def _write(
    stage: Stage, school: School, digits: str, kind: SignalKind, text: str, days_ago: int
) -> Signal:
    terms = SignalTerms(kind=kind, text=text, company="", name="", waits=False)
    return write_signal(stage.session, school, terms, digits, now=_days_ago(stage, days_ago))


def _days_ago(stage: Stage, days: int) -> datetime:
    return moment_of(day_of(stage.now) - timedelta(days=days), time(10, 0))

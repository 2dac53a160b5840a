"""What every scene of the demo stands on: the records, the cast, chance, and a clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.demo.chance import Chance
from app.demo.people import Cast, DemoStudent
from placements.actors import Actor, Role
from placements.days import day_of, moment_of
from placements.rounds.course import RoundTerms, advance_round, open_round
from records.models.round import Objective, Round

MORNING, MINUTES_OF_WORK = time(8, 30), 8 * 60
DAY, MONTH = timedelta(days=1), timedelta(days=30)


@dataclass(slots=True, kw_only=True)
class Stage:
    """Where the rounds are played."""

    records: Session
    chance: Chance
    cast: Cast
    now: datetime
    """Today; nothing in the demo happens later."""
    tell: Callable[[str], None]
    """Says how far the filling is."""
    students: dict[UUID, DemoStudent] = field(default_factory=dict)
    """Who is behind each candidate, for playing that person's part."""
    parts: list[tuple[Actor, str]] = field(default_factory=list)
    """Who is good to begin with, and what waits for them."""
    levels: dict[tuple[UUID, str], int] = field(default_factory=dict)
    """What was last said of each text, by candidate and competence."""

    @property
    def session(self) -> Session:
        """The session for the next act, which reads rows anew: what was done before is written."""
        self.records.flush()
        return self.records

    def day(self, days: int) -> date:
        """Return the day so many days from the Monday of this week."""
        today = day_of(self.now)
        return today + timedelta(days=days - today.weekday())

    def between(self, first: date, last: date) -> datetime:
        """Return some moment in working hours from one day to another, but not after now."""
        day = first + timedelta(days=self.chance.choices.randint(0, max(0, (last - first).days)))
        minutes = self.chance.choices.randrange(MINUTES_OF_WORK)
        return self.not_after_now(moment_of(day, MORNING) + timedelta(minutes=minutes))

    def in_third(self, third: int, first: date, last: date) -> datetime:
        """Return some moment in the first, second or last third of these days (0, 1 or 2)."""
        length = (last - first) / 3
        return self.between(first + third * length, first + (third + 1) * length - DAY)

    def not_after_now(self, moment: datetime) -> datetime:
        """Return the moment, or now if that has yet to come."""
        return min(moment, self.now)

    def staff(self, round_: Round, role: Role, number: int = 0) -> Actor:
        """Return a member of staff of the round's school."""
        return self.cast.staff[round_.school_id, role][number]


def open_demo_round(
    stage: Stage,
    name: str,
    crebos: tuple[str, ...],
    days: tuple[date, date, date, date, date, date, date],
    *,
    objective: Objective = Objective.STABLE,
) -> Round:
    """Open a round for these programmes a month before its first day."""
    programmes = [stage.cast.programmes[crebo] for crebo in crebos]
    school_id = programmes[0].school_id
    opened = stage.between(days[0] - MONTH, days[0] - MONTH)
    terms = RoundTerms(
        name=name,
        programme_ids=tuple(programme.id for programme in programmes),
        objective=objective,
        vacancies_open_on=days[0],
        profiles_open_on=days[1],
        scoring_opens_on=days[2],
        matching_opens_on=days[3],
        results_on=days[4],
        period_starts_on=days[5],
        period_ends_on=days[6],
        public_value_source=f"drand quicknet, eerste ronde na {days[3]:%d-%m-%Y} 12:00",
    )
    coordinator = stage.cast.staff[school_id, Role.COORDINATOR][0]
    return open_round(stage.session, coordinator, terms, now=opened)


def advance(stage: Stage, round_: Round, day: date) -> None:
    """Let the coordinator move the round on, on this day."""
    advance_round(
        stage.session,
        stage.staff(round_, Role.COORDINATOR),
        round_,
        leaving=round_.phase,
        rng=stage.chance.choices,
        now=stage.between(day, day),
    )

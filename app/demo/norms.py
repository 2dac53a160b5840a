"""Owners sign for their companies, a school takes steps with one, and last year is published."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from app.demo.people import DemoPlace, read
from app.demo.stage import Stage
from placements.actors import Role
from placements.days import day_of, moment_of
from placements.norms.ladder import StepTerms, take_step
from placements.norms.reports import FORMAT, Tally, digest_of, year_of
from placements.norms.statement import sign_statement, statement_version
from records.models.employer import Employer
from records.models.norms import LadderStep, YearReport
from records.models.school import School

FUNCTIONS = ("directeur", "eigenaar", "bedrijfsleider", "hoofd praktijkleren")
LEFT_OUT = 4
"""Of every so many companies one has only signed with its forms."""
LAST_YEAR = {
    "answers": {"yes": 41, "capacity_gone": 6, "dates": 2, "no_answer": 3},
    "times": {"in_time": 44, "late": 5, "no_answer": 3},
    "outcomes": {"continue": 26, "continue_with_agreements": 8, "stop": 5, "ended_early": 2},
    "assessments": {"on_date": 33, "not_on_date": 6, "ended_early": 2},
}
"""What the year before came to, of which the rows are gone: kept as it was published then."""


def sign_for_companies(stage: Stage) -> None:
    """Let most owners sign the statement for the whole company, some weeks ago."""
    for number, place in enumerate(_one_place_of_each(stage)):
        if number % LEFT_OUT:
            sign_statement(
                stage.session,
                place.owner,
                _employer_of(stage, place),
                function=FUNCTIONS[number % len(FUNCTIONS)],
                read_version=statement_version(),
                now=_in_office(stage, days_ago=21 + number),
            )


def take_step_with_one(stage: Stage, crebo: str) -> None:
    """Let a coordinator talk with one company that does not keep to the norms."""
    place = stage.cast.places[crebo][-1]
    school_id = stage.cast.programmes[crebo].school_id
    coordinator = stage.cast.staff[school_id, Role.COORDINATOR][0]
    now = _in_office(stage, days_ago=16)
    terms = StepTerms(
        step=LadderStep.TALK, taken_on=day_of(now), reason=read("phrases.json")["ladder"]
    )
    take_step(stage.session, coordinator, _employer_of(stage, place), terms, now=now)
    stage.parts.append((place.owner, "has agreements to make with a school"))


def publish_last_year(stage: Stage) -> None:
    """Put the year of before where it was published: of each school and one of its companies."""
    year = year_of(day_of(stage.now)) - 1
    published = moment_of(date(year + 1, 9, 15), time(10, 0))
    for school in stage.cast.schools.values():
        employers = [
            _employer_of(stage, place)
            for place in _one_place_of_each(stage)
            if stage.cast.programmes[place.facts["crebo"]].school_id == school.id
        ]
        tally = _tally(employers)
        content: dict[str, object] = {"companies": len(employers), "tables": tally.of_school()}
        _publish(stage, school, None, year, content, now=published)
        own: dict[str, object] = {"tables": tally.of_company(employers[0].id)}
        _publish(stage, school, employers[0], year, own, now=published)


def _publish(
    stage: Stage,
    school: School,
    employer: Employer | None,
    year: int,
    content: dict[str, object],
    *,
    now: datetime,
) -> None:
    content = {"format": FORMAT, "year": year} | content
    stage.records.add(
        YearReport(
            school_id=school.id,
            employer_id=employer.id if employer else None,
            year=year,
            content=content,
            digest=digest_of(content),
            published_by=stage.cast.staff[school.id, Role.COORDINATOR][0].account_id,
            published_at=min(now, stage.now),
        )
    )


def _tally(employers: list[Employer]) -> Tally:
    tally = Tally()
    for table, cells in LAST_YEAR.items():
        events = [cell for cell, count in cells.items() for _one in range(count)]
        for number, cell in enumerate(events):
            tally.add(table, cell, employers[number * number % len(employers)].id)
    return tally


def _one_place_of_each(stage: Stage) -> Iterator[DemoPlace]:
    seen = set()
    for places in stage.cast.places.values():
        for place in places:
            if place.owner.employer_id not in seen:
                seen.add(place.owner.employer_id)
                yield place


def _employer_of(stage: Stage, place: DemoPlace) -> Employer:
    return stage.records.get_one(Employer, place.owner.employer_id)


def _in_office(stage: Stage, *, days_ago: int) -> datetime:
    day = day_of(stage.now) - timedelta(days=days_ago)
    return stage.between(day, day)

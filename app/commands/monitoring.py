"""``flask monitoring``: what the rules do, and files to and from a trusted third party."""

import sys
from datetime import datetime
from typing import TextIO

import click
from flask.cli import AppGroup

from placements.errors import Refusal
from placements.monitoring.exchange import EXPORTED, outcomes_of, publish_returned
from placements.monitoring.periods import Half, half_of
from placements.monitoring.simulation import (
    NEEDED_FOUR,
    PLENTY,
    SCARCE,
    SEED,
    WORLDS,
    World,
    names_off,
    needs_four,
    simulate,
)
from records.database import current_session
from records.models.school import School
from records.queries.monitoring import find_standing_monitoring
from records.queries.schools import find_school_by_name
from web.guards import utc_now
from web.spreadsheet import sheet_of

monitoring = AppGroup("monitoring", help="Show what rules do; compare groups by a third party.")


@monitoring.command("simulate")
@click.option("--rounds", default=40, show_default=True, type=click.IntRange(min=2))
@click.option("--students", default=600, show_default=True, type=click.IntRange(min=100))
@click.option("--seed", default=SEED, show_default=True)
def simulate_worlds(*, rounds: int, students: int, seed: int) -> None:
    """Show how much of today's gap each set of rules removes, in invented rounds.

    The same seed gives the same table. It is a model: see docs/method.md, section 14.
    """
    click.echo(f"{'world':<14}{'places per 100 students':>25}{'of the gap removed':>22}")
    click.echo(f"{'names_off':<14}{'any':>25}{names_off().removed:>21.0%}")
    worlds = [(name, places) for name in WORLDS for places in (PLENTY, SCARCE)]
    with click.progressbar(worlds, file=sys.stderr) as bar:
        for name, places in bar:
            world = World(places=places, **WORLDS[name])
            outcome = simulate(world, seed=seed, n_rounds=rounds, n_students=students)
            figure = f"{outcome.removed:.0%} ± {outcome.removed_half_width:.0%}"
            click.echo(f"{name:<14}{places:>25}{figure:>22}")
    predicted = " and ".join(f"{share:.0%}" for share in needs_four())
    observed = " and ".join(f"{share:.0%}" for share in NEEDED_FOUR)
    click.echo(f"Four applications or more: the model says {predicted}; observed {observed}.")


@monitoring.command("export")
@click.option("--school", required=True, help="Name of the school.")
@click.option("--half", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Any day in it.")
@click.option("--secret", required=True, type=click.File(), help="What both sides agreed on.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, writable=True))
def export(*, school: str, half: datetime, secret: TextIO, out: str) -> None:
    """Write the outcomes of a half year, by pseudonym, for a trusted third party.

    Only while comparing groups is on at the school, by this route. The columns and how the third
    party computes the pseudonym stand in docs/monitoring.md.
    """
    session, now = current_session(), utc_now()
    found = _school(school)
    standing = find_standing_monitoring(session, school_id=found.id)
    try:
        lines, unnumbered = outcomes_of(
            session, standing, half_of(half.date()), secret.read().strip(), now=now
        )
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    with click.open_file(out, "wb") as file:
        file.write(sheet_of(EXPORTED, lines))
    session.commit()
    click.echo(f"{len(lines)} lines; {unnumbered} students have no student number and are not in.")


@monitoring.command("import")
@click.option("--school", required=True, help="Name of the school.")
@click.option("--half", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Any day in it.")
@click.argument("file", type=click.File(encoding="utf-8"))
def import_(*, school: str, half: datetime, file: TextIO) -> None:
    """Publish what the third party counted of a half year, under the rules for small numbers."""
    session, now = current_session(), utc_now()
    found = _school(school)
    standing = find_standing_monitoring(session, school_id=found.id)
    period: Half = half_of(half.date())
    try:
        publish_returned(session, standing, period, file.read(), now=now)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    session.commit()
    click.echo(f"Published for the half year from {period.starts_on}. It stays as it is.")


def _school(name: str) -> School:
    found = find_school_by_name(current_session(), name)
    if found is None:
        raise click.ClickException(f"there is no school called {name}")
    return found

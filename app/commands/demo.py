"""``flask demo``: made-up schools, companies and people, with a round in every phase."""

from datetime import UTC, datetime, time

import click
from flask import current_app
from flask.cli import AppGroup

from app.demo.people import PASSWORD
from app.demo.script import fill
from placements.days import moment_of
from records.database import current_session
from records.queries.schools import has_schools

demo = AppGroup("demo", help="Fill the records with made-up people.")


@demo.command("fill")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Play up to noon of this day.")
def fill_records(today: datetime | None) -> None:
    """Fill empty records with the demo; records that hold a school stay as they are.

    Everybody of a school gets the same, published password: therefore in development only.
    """
    if not current_app.config["IS_DEVELOPMENT"]:
        raise click.ClickException("the demo is for development only (PROEFPLEK_DEVELOPMENT=1)")
    session = current_session()
    if has_schools(session):
        click.echo("The records hold a school already: nothing was added.")
        return
    now = moment_of(today.date(), time(12)) if today else datetime.now(UTC)
    fill(session, now=now, tell=lambda step: click.echo(f"  {step}", err=True))
    session.commit()
    click.echo(f"Password: {PASSWORD}")

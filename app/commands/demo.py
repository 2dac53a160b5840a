"""``flask demo``: made-up schools, companies and people, with a round in every phase."""

import click
from flask import current_app
from flask.cli import AppGroup

from app.demo.people import PASSWORD
from app.demo.script import fill
from records.database import current_session
from records.queries.schools import has_schools
from web.guards import utc_now

demo = AppGroup("demo", help="Fill the records with made-up people.")


@demo.command("fill")
def fill_records() -> None:
    """Fill empty records with the demo; records that hold a school stay as they are.

    Everybody of a school gets the same, published password: therefore in development only.
    """
    if not current_app.config["IS_DEVELOPMENT"]:
        raise click.ClickException("the demo is for development only (PROEFPLEK_DEVELOPMENT=1)")
    session = current_session()
    if has_schools(session):
        click.echo("The records hold a school already: nothing was added.")
        return
    parts = fill(session, now=utc_now(), tell=lambda step: click.echo(f"  {step}", err=True))
    session.commit()
    click.echo("Choose a demo person on the sign-in page. Good to begin with:")
    for name, part in parts:
        click.echo(f"  {name:<20} {part}")
    click.echo(f"People of a school can also sign in with the password: {PASSWORD}")

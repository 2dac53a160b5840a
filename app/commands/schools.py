"""``flask school``: bringing a school in, before anyone can sign in."""

from uuid import uuid4

import click
from flask.cli import AppGroup

from placements.people.invitations import Beginning, open_school
from records.database import current_session
from web.guards import utc_now

school = AppGroup("school", help="Bring a school in.")


def _programme(
    _context: object, _option: object, values: tuple[str, ...]
) -> list[tuple[str, str, int]]:
    """Read ``25187:Allround medewerker IT:3``."""
    programmes = []
    for value in values:
        crebo, _colon, rest = value.partition(":")
        name, _colon, level = rest.rpartition(":")
        if len(crebo) != 5 or not crebo.isdigit() or not name or level not in {"1", "2", "3", "4"}:
            raise click.BadParameter(
                f"write {value!r} as crebo:name:level, such as 25187:Medewerker IT:3"
            )
        programmes.append((crebo, name, int(level)))
    return programmes


@school.command("open")
@click.option("--name", required=True, help="Name of the school.")
@click.option("--phone", required=True, help="Phone of the placement office.")
@click.option("--given-name", required=True, help="Given name of the first administrator.")
@click.option("--family-name", required=True, help="Family name of the first administrator.")
@click.option("--email", required=True, help="Address of the first administrator.")
@click.option(
    "--programme",
    "programmes",
    required=True,
    multiple=True,
    callback=_programme,
    help="A programme as crebo:name:level; repeat for more.",
)
def open_(
    *,
    name: str,
    phone: str,
    given_name: str,
    family_name: str,
    email: str,
    programmes: list[tuple[str, str, int]],
) -> None:
    """Add a school with its programmes and mail its first administrator an invitation."""
    session = current_session()
    beginning = Beginning(
        name=name,
        phone=phone,
        programmes=tuple(programmes),
        given_name=given_name,
        family_name=family_name,
        email=email,
    )
    open_school(session, beginning, school_id=uuid4(), now=utc_now())
    session.commit()
    click.echo(f"{name} is in; {email} has been invited as administrator.")

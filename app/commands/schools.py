"""``flask school``: bringing a school in, before anyone can sign in."""

import re
from uuid import uuid4

import click
from flask.cli import AppGroup
from stdnum.nl import postcode as dutch_postcode

from placements.people.invitations import Address, Beginning, Taught, move_school, open_school
from records.database import current_session
from records.queries.schools import find_school_by_name
from web.guards import utc_now

school = AppGroup("school", help="Bring a school in, and say where it is.")


PROGRAMME = re.compile(r"([0-9]{5}):(.{1,120}):([1-4])(:bbl)?")


def _programme(_context: object, _option: object, values: tuple[str, ...]) -> tuple[Taught, ...]:
    """Read ``25187:Allround medewerker IT:3``, or the same with ``:bbl``."""
    programmes = []
    for value in values:
        read = PROGRAMME.fullmatch(value)
        if read is None:
            raise click.BadParameter(
                f"write {value!r} as crebo:name:level, such as 25187:Medewerker IT:3, "
                "with :bbl behind it for a programme with a job"
            )
        crebo, name, level, bbl = read.groups()
        programmes.append(
            Taught(crebo=crebo, name=name, level=int(level), is_work_based=bbl is not None)
        )
    return tuple(programmes)


def _postcode(_context: object, _option: object, value: str) -> str:
    """Read ``3511 AB``."""
    if not dutch_postcode.is_valid(value):
        raise click.BadParameter("write a postcode such as 3511 AB")
    return str(dutch_postcode.compact(value))


@school.command("open")
@click.option("--name", required=True, help="Name of the school.")
@click.option("--phone", required=True, help="Phone of the placement office.")
@click.option("--street", required=True, help="Street and number, for the agreements.")
@click.option("--postcode", required=True, callback=_postcode, help="Postcode, such as 3511 AB.")
@click.option("--town", required=True, help="Town.")
@click.option("--given-name", required=True, help="Given name of the first administrator.")
@click.option("--family-name", required=True, help="Family name of the first administrator.")
@click.option("--email", required=True, help="Address of the first administrator.")
@click.option(
    "--programme",
    "programmes",
    required=True,
    multiple=True,
    callback=_programme,
    help="A programme as crebo:name:level, with :bbl behind it for bbl; repeat for more.",
)
def open_(
    *,
    name: str,
    phone: str,
    street: str,
    postcode: str,
    town: str,
    given_name: str,
    family_name: str,
    email: str,
    programmes: tuple[Taught, ...],
) -> None:
    """Add a school with its programmes and mail its first administrator an invitation."""
    session = current_session()
    beginning = Beginning(
        name=name,
        phone=phone,
        address=Address(street=street, postcode=postcode, town=town),
        programmes=programmes,
        given_name=given_name,
        family_name=family_name,
        email=email,
    )
    open_school(session, beginning, school_id=uuid4(), now=utc_now())
    session.commit()
    click.echo(f"{name} is in; {email} has been invited as administrator.")


@school.command("move")
@click.option("--name", required=True, help="Name of the school.")
@click.option("--street", required=True, help="Street and number.")
@click.option("--postcode", required=True, callback=_postcode, help="Postcode, such as 3511 AB.")
@click.option("--town", required=True, help="Town.")
def move(*, name: str, street: str, postcode: str, town: str) -> None:
    """Say where a school is: its agreements print it."""
    session = current_session()
    moved = find_school_by_name(session, name)
    if moved is None:
        raise click.ClickException(f"there is no school called {name}")
    address = Address(street=street, postcode=postcode, town=town)
    move_school(session, moved, address, now=utc_now())
    session.commit()
    click.echo(f"{name} is at {street}, {postcode} {town}.")

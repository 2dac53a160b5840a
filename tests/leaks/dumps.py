"""What a database has written, and the search for what tells of somebody in it."""

import subprocess
from pathlib import Path

from sqlalchemy import text

from records.database import db
from records.vault.people import Person
from tests import postgresql
from tests.leaks.needles import in_base64, written_in_every_way

SHORTEST = 5
"""A shorter name than this stands somewhere in a file sooner or later."""


def bytes_written(app) -> dict[str, bytes]:
    """Return what stands in the database, by the file it stands in."""
    with app.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        written = Path(url.database)
        return {one.name: one.read_bytes() for one in written.parent.glob(f"{written.stem}.*")}
    pg_dump = postgresql.find_binaries() / "pg_dump"
    command = [pg_dump, url.render_as_string(hide_password=False)]
    return {"dump": subprocess.run(command, check=True, capture_output=True).stdout}


def bytes_logged(app, first: str) -> dict[str, bytes]:
    """Return what PostgreSQL wrote ahead in its log, from a file of the log on."""
    with app.app_context():
        db.session.execute(text("SET LOCAL ROLE NONE"))
        log = Path(db.session.scalar(text("SHOW data_directory"))) / "pg_wal"
    files = [one for one in log.iterdir() if one.is_file() and one.name >= first]
    return {one.name: one.read_bytes().rstrip(b"\0") for one in files}


def facts_of(person: Person) -> set[str]:
    """Return what tells who somebody is. A town alone does not: a company may be there too."""
    born, postcode = person.birth_date, person.postcode
    return {
        fact
        for fact in (
            person.given_name,
            person.family_name,
            person.nickname,
            person.street,
            postcode,
            f"{postcode[:4]} {postcode[4:]}",
            born.isoformat(),
            f"{born:%d-%m-%Y}",
            person.email,
            person.email.partition("@")[0],
            person.phone,
            person.phone.replace(" ", ""),
            person.student_number,
        )
        if len(fact) >= SHORTEST
    }


def facts_in(files: dict[str, bytes], people, ways=written_in_every_way) -> set[tuple[str, str]]:
    """Return which fact of whom stands in which file."""
    facts = {fact: _forms(fact, ways) for person in people for fact in facts_of(person)}
    return {
        (name, fact)
        for name, content in files.items()
        for low in [content.lower()]
        for fact, forms in facts.items()
        if any(form in low for form in forms)
    }


def _forms(fact: str, ways) -> set[bytes]:
    """Return a fact as bytes; in their letters without an accent case makes no difference."""
    plain = {fact, fact.upper(), *ways(fact)}
    if ways is written_in_every_way:
        plain |= {*in_base64(fact), fact.casefold()[::-1]}
    return {form.encode().lower() for form in plain} | {fact.encode("utf-16-le").lower()}

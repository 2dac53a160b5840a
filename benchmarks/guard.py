"""What the guard costs a page at 2,000 students; run as `python -m benchmarks.guard`.

Fills the demo, adds students until there are 2,000, and asks every page that people of companies
and assessors can reach, again and again. Times are of this process alone, and of the whole last
look: reading an answer as well as searching it.
"""

import json
import re
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path
from uuid import uuid4

from flask_migrate import upgrade
from sqlalchemy import select

import app as house
from benchmarks.blinding_measures import DATA
from placements.guarding.watch import BLIND_ROLES, Watch
from records.database import db
from records.models.account import Account, Role
from records.models.school import School
from records.vault.people import Person, store_person
from web.signed_in import session_name

PEOPLE = 2_000
READERS = 4
"""Of each blind role."""
ROUNDS = 5
LINK = re.compile(r'href="(/[^"#]*)"')


def settings(folder: str) -> dict[str, object]:
    """Return the settings of a service that stands on nothing."""
    return {
        "SECRET_KEY": "benchmark",
        "VAULT_KEY": "07" * 32,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{Path(folder) / 'guard.db'}",
        "PUBLIC_URL": "http://127.0.0.1",
        "MAIL_HOST": "",
        "MAIL_FROM": "proefplek@localhost",
        "IS_DEVELOPMENT": True,
    }


def add_students() -> None:
    """Add made-up students of many origins until there are as many as wanted."""
    session = db.session
    names = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    firsts = [name for listed in names.values() for name in listed["first"]]
    lasts = [name for listed in names.values() for name in listed["last"]]
    school = session.scalars(select(School).order_by(School.name)).first()
    present = len(session.scalars(select(Account.id).where(Account.role == Role.STUDENT)).all())
    for n in range(present, PEOPLE):
        account = Account(
            id=uuid4(), role=Role.STUDENT, school_id=school.id, email_digest=f"{n:064x}"
        )
        session.add(account)
        session.flush()
        first, last = firsts[n % len(firsts)], lasts[n * 7 % len(lasts)]
        store_person(
            session,
            account.id,
            Person(
                given_name=first,
                family_name=last,
                email=f"{first}.{last}{n}@leerling.example".replace(" ", "").lower(),
                phone=f"06{20_000_000 + n}",
                street=f"Dorpsstraat {n}",
                postcode=f"{1000 + n}QX",
                town="Utrecht",
                birth_date=date(2005 + n % 5, 1 + n % 12, 1 + n % 28),
                student_number=f"S{5_000_000 + n}",
            ),
        )
    session.commit()


def pages_of(client) -> list[str]:
    """Return every page this reader reaches by following links."""
    ahead, found, seen = ["/"], [], set()
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.append(address)
            ahead += [one for one in LINK.findall(answer.text) if not one.startswith("/static")]
        elif "Location" in answer.headers:
            ahead.append(answer.headers["Location"])
    return found


def main() -> None:
    """Print how long a page takes with and without the guard, and how many were stopped."""
    spent, looks = [0.0], []
    look_once_more, look = house.look_once_more, Watch.look

    def timed(response):
        started = time.process_time()
        answer = look_once_more(response)
        spent[0] += time.process_time() - started
        return answer

    def counted(*of):
        looks.append(look(*of))
        return looks[-1]

    house.look_once_more, Watch.look = timed, counted
    with tempfile.TemporaryDirectory() as folder:
        app = house.create_app(settings(folder))
        with app.app_context():
            upgrade()
        app.test_cli_runner().invoke(args=["demo", "fill"], catch_exceptions=False)
        with app.app_context():
            add_students()
            readers = [
                session_name(account)
                for role in sorted(BLIND_ROLES)
                for account in db.session.scalars(
                    select(Account).where(Account.role == role).order_by(Account.id).limit(READERS)
                )
            ]
        asked = []
        for reader in readers:
            client = app.test_client()
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = reader, True
            asked += [(client, address) for address in pages_of(client)]
        print(f"first look, reading the vault {max(spent[0], 0):8.2f} s in all first visits")
        shares, guarded = [], []
        for client, address in asked:
            whole, part = [], []
            for _round in range(ROUNDS):
                spent[0], started = 0.0, time.process_time()
                client.get(address)
                whole.append(time.process_time() - started)
                part.append(spent[0])
            shares.append(min(part) / (min(whole) - min(part)))
            guarded.append((min(part) * 1_000, min(whole) * 1_000))
        with app.app_context():
            db.engine.dispose()
    print(f"pages                         {len(asked):8}")
    print(f"a page, median                {statistics.median(w for _, w in guarded):8.1f} ms")
    print(f"the guard, median             {statistics.median(p for p, _ in guarded):8.2f} ms")
    print(f"the guard, slowest            {max(p for p, _ in guarded):8.2f} ms")
    print(f"share of a page, median       {statistics.median(shares):8.1%}")
    in_all = sum(p for p, _ in guarded) / sum(w - p for p, w in guarded)
    print(f"share of all pages together   {in_all:8.1%}")
    print(f"pages stopped                 {sum(found is not None for found in looks):8}")


if __name__ == "__main__":
    main()

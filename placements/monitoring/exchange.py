"""The default route: outcomes under a pseudonym go to a trusted third party, aggregates come back.

The service never learns who belongs to which group, and the third party never learns a name. The
columns stand in `docs/monitoring.md`.
"""

import csv
import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from placements import audit
from placements.errors import Refusal, TooLate, msgid
from placements.monitoring.groups import is_running
from placements.monitoring.periods import Half
from placements.monitoring.releases import publish_groups
from placements.monitoring.results import results_of
from records.models.monitoring import GroupFigures, GroupMonitoring, Route
from records.queries.monitoring import list_first_results
from records.vault.people import read_for_service
from scoring.disparity import Stratum

SHORTEST_SECRET: Final = 32
EXPORTED: Final = ("pseudonym", "half_year", "crebo", "level", "placed")
RETURNED: Final = ("crebo", "level", "group_placed", "group_count", "other_placed", "other_count")


def pseudonym_of(secret: str, student_number: str) -> str:
    """Return what stands for a student: who has the secret and the number computes the same.

    Examples
    --------
    >>> pseudonym_of("s" * 32, " s123 ") == pseudonym_of("s" * 32, "S123")
    True
    """
    number = student_number.strip().upper()
    return hmac.new(secret.encode(), number.encode(), sha256).hexdigest()


def outcomes_of(
    session: Session, monitoring: GroupMonitoring | None, half: Half, secret: str, *, now: datetime
) -> tuple[list[tuple[object, ...]], int]:
    """Return a line per student who took part in a match of a half, and who has no number.

    The lines stand in the order of their pseudonyms, which is the order of nothing else.

    Raises
    ------
    Refusal
        If the school does not compare groups by this route, the half is not over, or the secret
        is short.
    """
    monitoring = _running(monitoring, now=now)
    if not half.is_over(now):
        raise TooLate(msgid("This half year is not over yet."))
    if len(secret) < SHORTEST_SECRET:
        raise Refusal(msgid("The secret must have at least 32 characters."))
    runs = list_first_results(
        session,
        school_id=monitoring.school_id,
        since=half.begins_at,
        until=half.next.begins_at,
    )
    found = [pair for run in runs for pair in results_of(session, run)]
    people = read_for_service(session, [account_id for account_id, _result in found])
    lines = [
        (
            pseudonym_of(secret, people[account_id].student_number),
            half.starts_on.isoformat(),
            result.crebo,
            result.level,
            int(result.is_placed),
        )
        for account_id, result in found
        if people[account_id].student_number
    ]
    audit.record(
        session,
        None,
        "monitoring:exported",
        monitoring.id,
        now=now,
        school_id=monitoring.school_id,
        starts_on=half.starts_on.isoformat(),
        lines=len(lines),
    )
    return sorted(lines), len(found) - len(lines)


def publish_returned(
    session: Session, monitoring: GroupMonitoring | None, half: Half, text: str, *, now: datetime
) -> GroupFigures:
    """Publish what the third party counted, under the same rules as what was counted here.

    Raises
    ------
    Refusal
        If the school does not compare groups by this route, a line cannot be read, or the half
        was published already.
    """
    return publish_groups(
        session, _running(monitoring, now=now), half, read_returned(text), now=now
    )


def read_returned(text: str) -> list[Stratum]:
    """Read the file that comes back; say which line is wrong.

    Raises
    ------
    Refusal
        If the columns are others, a number is none, more are placed than there are, or a
        qualification and level stand in it twice.
    """
    lines = csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";")
    head = next(lines, [])
    if tuple(head) != RETURNED:
        raise Refusal(msgid("The first line must be: %(columns)s"), columns=";".join(RETURNED))
    seen, strata = set[tuple[str, ...]](), []
    for number, line in enumerate(lines, start=2):
        stratum = _stratum(line)
        if stratum is None or tuple(line[:2]) in seen:
            raise Refusal(
                msgid(
                    "Line %(number)d cannot be read. It must hold six numbers, no more placed than "
                    "there are, and each qualification and level once."
                ),
                number=number,
            )
        seen.add(tuple(line[:2]))
        strata.append(stratum)
    return strata


def _stratum(line: Sequence[str]) -> Stratum | None:
    if len(line) != len(RETURNED) or not all(cell.isascii() and cell.isdigit() for cell in line):
        return None
    placed, count, other_placed, other_count = map(int, line[2:])
    if placed > count or other_placed > other_count:
        return None
    return Stratum(placed=placed, count=count, other_placed=other_placed, other_count=other_count)


def _running(monitoring: GroupMonitoring | None, *, now: datetime) -> GroupMonitoring:
    if monitoring is None or not is_running(monitoring, now=now):
        raise Refusal(msgid("This school does not compare groups now."))
    if monitoring.route is not Route.THIRD_PARTY:
        raise Refusal(msgid("This school asks its students itself and sends nothing out."))
    return monitoring

"""``flask evidence``: texts of students, blinded anew when rules, data or allowed words change."""

from datetime import datetime

import click
import structlog
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from placements.profiles.reblinding import Reread, profiles_to_reblind, reblind_profile
from records.database import current_session
from web.guards import utc_now

evidence = AppGroup("evidence", help="Look after the texts of students.")

log = structlog.get_logger()


def reblind_outdated(session: Session, *, now: datetime) -> list[Reread]:
    """Blind anew what other rules blinded, a profile at a time: each is kept at once."""
    found = []
    for candidate_id in list(profiles_to_reblind(session)):
        try:
            found.append(reblind_profile(session, candidate_id, now=now))
        except Exception:
            log.exception("a profile was not blinded anew", candidate=str(candidate_id))
            session.rollback()
        session.commit()
    return found


@evidence.command("reblind")
def reblind() -> None:
    """Blind anew what older rules blinded, in the rounds in which profiles are written."""
    found = reblind_outdated(current_session(), now=utc_now())
    click.echo(
        f"{sum(one.read for one in found)} texts read again, "
        f"{sum(one.changed for one in found)} changed; "
        f"{sum(one.approves_anew for one in found)} of {len(found)} students approve anew."
    )

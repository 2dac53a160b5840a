"""The own name of somebody of a company, who may have been invited by an address alone."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.policy import require
from placements.policy.people import may_name_self
from records.vault.people import read_for_service, store_person


def name_self(
    session: Session,
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    phone: str,
    now: datetime,
) -> None:
    """Keep what somebody of a company is called, and under which number.

    Raises
    ------
    NotAllowed
        If the actor is of a school, whose administrator knows who is who.
    """
    require(may_name_self(actor))
    own = read_for_service(session, [actor.account_id])[actor.account_id]
    named = replace(own, given_name=given_name, family_name=family_name, phone=phone)
    store_person(session, actor.account_id, named)
    audit.record(session, actor, "account:named", actor.account_id, now=now)

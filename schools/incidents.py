"""What the guard stopped: for the privacy officer of the school, and who appoints one."""

from collections.abc import Sequence
from datetime import timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from placements.actors import Actor, Role
from placements.guarding.incidents import list_incidents as incidents_of
from placements.guarding.incidents import list_told
from placements.policy.people import INCIDENT_READERS, may_invite, may_read_incidents
from records.database import current_session
from records.models.round import Round
from records.vault.people import read_for_service
from schools import bp
from schools.tasks import Task
from web.formatting import moment
from web.guards import allow, current_actor, utc_now

KINDS = {
    "name": _l("a name"),
    "nickname": _l("a nickname"),
    "email": _l("an e-mail address"),
    "phone": _l("a phone number"),
    "student_number": _l("a student number"),
    "street": _l("a street"),
    "postcode": _l("a postcode"),
    "birth_date": _l("a birth date"),
    "unreadable": _l("a file that cannot be searched"),
}
READERS = {
    "trainer": _l("Somebody of a company"),
    "owner": _l("Somebody of a company"),
    "assessor": _l("An assessor"),
}
NEWS = timedelta(days=7)
"""So long what was stopped stands on somebody's first page."""


@bp.get("/incidents")
@allow(*INCIDENT_READERS)
def list_incidents() -> ResponseReturnValue:
    """Show which pages and mails the guard stopped, never what stood in them."""
    session, actor = current_session(), current_actor()
    rows = [
        (
            moment(one.happened_at),
            READERS[str(one.details["reader"])],
            one.details["where"],
            ", ".join(str(KINDS[kind]) for kind in one.details["kinds"]),  # type: ignore[attr-defined]  # a list in JSON
        )
        for one in incidents_of(session, actor)
    ]
    assert actor.school_id is not None  # noqa: S101 - staff belong to a school, the database says so
    told = list_told(session, actor.school_id)
    people = read_for_service(session, [one.id for one in told])
    return render_template(
        "schools/list_incidents.html",
        rows=rows,
        told=sorted(person.full_name for person in people.values()),
        has_officer=any(one.role is Role.PRIVACY_OFFICER for one in told),
        may_appoint=may_invite(actor, Role.PRIVACY_OFFICER),
    )


def incident_tasks(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell who reads what the guard stopped that it did so this week."""
    if not may_read_incidents(actor):
        return []
    found = incidents_of(current_session(), actor)
    count = sum(one.happened_at > utc_now() - NEWS for one in found)
    if not count:
        return []
    status = ngettext("%(num)d this week", "%(num)d this week", count)
    return [
        Task(
            label=_("Stopped pages"),
            url=url_for("schools.list_incidents"),
            status=status,
            tone="problem",
        )
    ]

"""What the guard stopped: for the administrator, who answers for privacy at the school."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from placements.actors import Role
from placements.guarding.incidents import list_incidents as incidents_of
from records.database import current_session
from schools import bp
from web.formatting import moment
from web.guards import allow, current_actor

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


@bp.get("/incidents")
@allow(Role.ADMINISTRATOR)
def list_incidents() -> ResponseReturnValue:
    """Show which pages and mails the guard stopped, never what stood in them."""
    rows = [
        (
            moment(one.happened_at),
            READERS[str(one.details["reader"])],
            one.details["where"],
            ", ".join(str(KINDS[kind]) for kind in one.details["kinds"]),  # type: ignore[attr-defined]  # a list in JSON
        )
        for one in incidents_of(current_session(), current_actor())
    ]
    return render_template("schools/list_incidents.html", rows=rows)

"""Where each audience begins."""

from flask import url_for

from placements.actors import Actor


def home_of(actor: Actor) -> str:
    """Return the address of the first page of this person."""
    if actor.is_employer:
        return url_for("employers.show_home")
    if actor.is_staff:
        return url_for("schools.show_home")
    return url_for("students.show_home")

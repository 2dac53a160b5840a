"""The menu of this audience."""

from flask_babel import lazy_gettext as _l

from placements.actors import Role
from web.navigation import Item

MENU: list[Item] = [
    Item(_l("Blind review"), "schools.list_reviews", frozenset({Role.MENTOR, Role.COORDINATOR})),
    Item(_l("Documents"), "schools.list_documents", frozenset({Role.MENTOR, Role.COORDINATOR})),
    Item(_l("People"), "schools.list_people", frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
]

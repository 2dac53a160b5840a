"""The menu of this audience."""

from flask_babel import lazy_gettext as _l

from placements.actors import STAFF_ROLES, Role
from placements.policy.people import INCIDENT_READERS
from placements.policy.rounds import ROUND_READERS
from placements.policy.rubrics import RUBRIC_KEEPERS
from web.navigation import Item

READING = _l("Checking")
COMPANIES = _l("Companies and meetings")
QUALITY = _l("How well it goes")

MENU: list[Item] = [
    Item(_l("Now"), "schools.show_home", STAFF_ROLES),
    Item(_l("Messages"), "schools.list_messages", frozenset({Role.CONFIDANT})),
    Item(
        _l("Rounds"),
        "schools.list_rounds",
        ROUND_READERS,
        under=("/school/vacancies", "/school/match-runs", "/school/refusals"),
    ),
    Item(_l("Scoring desk"), "schools.show_desk", frozenset({Role.ASSESSOR})),
    Item(
        _l("Blind review"),
        "schools.list_reviews",
        frozenset({Role.MENTOR, Role.COORDINATOR}),
        under=("/school/words",),
        section=READING,
    ),
    Item(
        _l("Documents"),
        "schools.list_documents",
        frozenset({Role.MENTOR, Role.COORDINATOR}),
        section=READING,
    ),
    Item(
        _l("Trial internships"),
        "schools.list_trials",
        frozenset({Role.COORDINATOR, Role.MENTOR, Role.ASSESSOR}),
    ),
    Item(
        _l("Companies"),
        "schools.list_companies",
        frozenset({Role.ADMINISTRATOR, Role.COORDINATOR}),
        under=("/school/years",),
        section=COMPANIES,
    ),
    Item(
        _l("Meet companies"),
        "schools.list_meetings",
        frozenset({Role.COORDINATOR}),
        section=COMPANIES,
    ),
    Item(
        _l("For students"),
        "schools.list_stories",
        frozenset({Role.MENTOR, Role.COORDINATOR}),
        under=("/school/labour-market", "/school/confidence"),
    ),
    Item(
        _l("How alike we score"),
        "schools.show_reliability",
        frozenset({Role.COORDINATOR, Role.CONFIDANT, Role.ADMINISTRATOR}),
        under=("/school/trust",),
        section=QUALITY,
    ),
    Item(_l("Rubric"), "schools.list_rubrics", RUBRIC_KEEPERS, section=QUALITY),
    Item(
        _l("Monitoring"),
        "schools.show_monitoring",
        frozenset({Role.COORDINATOR, Role.ADMINISTRATOR, Role.CONFIDANT}),
        section=QUALITY,
    ),
    Item(_l("People"), "schools.list_people", frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})),
    Item(_l("Stopped pages"), "schools.list_incidents", INCIDENT_READERS),
]

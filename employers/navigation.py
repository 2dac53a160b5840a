"""The menu of this audience."""

from flask_babel import lazy_gettext as _l

from placements.actors import EMPLOYER_ROLES
from web.navigation import Item

MENU: list[Item] = [
    Item(_l("To do"), "employers.show_home", EMPLOYER_ROLES),
    Item(_l("Our places"), "employers.list_vacancies", EMPLOYER_ROLES),
    Item(_l("Proposals"), "employers.list_proposals", EMPLOYER_ROLES),
    Item(
        _l("Trial internships"),
        "employers.list_trials",
        EMPLOYER_ROLES,
        under=("/employer/trust",),
    ),
    Item(_l("Meet students"), "employers.list_meetings", EMPLOYER_ROLES),
    Item(_l("Our company"), "employers.show_standing", EMPLOYER_ROLES),
    Item(_l("Colleagues"), "employers.list_colleagues", EMPLOYER_ROLES),
]

"""The menu of this audience."""

from flask_babel import lazy_gettext as _l

from placements.actors import Role
from web.navigation import Item

ONLY_STUDENTS = frozenset({Role.STUDENT})

MENU: list[Item] = [
    Item(_l("Home"), "students.show_home", ONLY_STUDENTS),
    Item(
        _l("My profile"),
        "students.show_profile",
        ONLY_STUDENTS,
        under=(
            "/student/blind-copy",
            "/student/growth",
            "/student/reflections",
            "/student/career-file",
            "/student/self-check",
        ),
    ),
    Item(
        _l("Places"),
        "students.list_places",
        ONLY_STUDENTS,
        under=("/student/search", "/student/outlook"),
    ),
    Item(_l("Meet companies"), "students.list_meetings", ONLY_STUDENTS),
    Item(_l("My list"), "students.edit_ranking", ONLY_STUDENTS),
    Item(
        _l("My internship"),
        "students.show_result",
        ONLY_STUDENTS,
        under=("/student/proposals", "/student/trials", "/student/report"),
    ),
    Item(_l("Who saw my name"), "students.show_ledger", ONLY_STUDENTS),
]

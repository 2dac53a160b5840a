"""The end of everybody's menu, and the footer."""

from flask_babel import lazy_gettext as _l

from web.guards import EVERYONE_SIGNED_IN
from web.navigation import Item

MENU = [Item(_l("My account"), "accounts.show_account", EVERYONE_SIGNED_IN)]

FOOTER = [
    Item(_l("How it works"), "accounts.show_about", frozenset()),
    Item(_l("What blind matching does"), "accounts.show_simulation", frozenset()),
    Item(_l("Privacy"), "accounts.show_privacy", frozenset()),
    Item(_l("Accessibility"), "accounts.show_accessibility", frozenset()),
    Item(_l("Something doesn't feel right"), "accounts.write_message", frozenset()),
    Item(_l("When you see something"), "accounts.show_bystander_tips", frozenset()),
]

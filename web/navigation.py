"""The menu of each audience, as the layout draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, request, url_for
from flask_babel import get_locale
from flask_login import current_user

from placements.actors import Role
from web.language import language_of


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu or footer. `label` is a lazy translation; no roles means everyone."""

    label: object
    endpoint: str
    roles: frozenset[Role]
    under: tuple[str, ...] = ()
    """Beginnings of other addresses that belong to this line."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu, ready to draw."""

    label: str
    url: str
    is_current: bool


def navigation() -> Sequence[Link]:
    """Return the menu of the signed-in person, in the order in which the rooms gave it."""
    if not current_user.is_authenticated:
        return []
    items: Sequence[Item] = current_app.extensions["menu"]
    role = current_user.actor.role
    return [
        Link(str(item.label), url, any(map(_is_current, (url, *item.under))))
        for item in items
        if role in item.roles
        for url in [url_for(item.endpoint)]
    ]


def what_every_page_shows() -> dict[str, object]:
    """Return what the layout needs besides the page's own facts."""
    footer: Sequence[Item] = current_app.extensions["footer"]
    return {
        "navigation": navigation(),
        "signed_in_as": current_user.full_name if current_user.is_authenticated else None,
        "footer_links": [
            Link(str(item.label), url_for(item.endpoint), is_current=False)
            for item in footer
            if not item.roles
            or (current_user.is_authenticated and current_user.actor.role in item.roles)
        ],
        "language": language_of(get_locale()),
    }


def _is_current(url: str) -> bool:
    return request.path == url or request.path.startswith(url.rstrip("/") + "/")

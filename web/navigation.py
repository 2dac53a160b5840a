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
    section: object = None
    """A word that stands in the menu for all lines that have it; they lie beside each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu, ready to draw."""

    label: str
    url: str
    is_current: bool
    pages: Sequence["Link"] = ()
    """The pages beside each other to which one word leads."""


def navigation() -> Sequence[Link]:
    """Return the menu of the signed-in person, in the order in which the rooms gave it."""
    if not current_user.is_authenticated:
        return []
    items: Sequence[Item] = current_app.extensions["menu"]
    role = current_user.actor.role
    lines: dict[object, list[Link]] = {}
    for item in items:
        if role in item.roles:
            lines.setdefault(item.section or item.label, []).append(_link(item))
    return [
        Link(str(word), pages[0].url, any(page.is_current for page in pages), pages)
        if len(pages) > 1
        else pages[0]
        for word, pages in lines.items()
    ]


def _link(item: Item) -> Link:
    url = url_for(item.endpoint)
    return Link(str(item.label), url, any(map(_is_current, (url, *item.under))))


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

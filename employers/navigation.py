"""The menu of this audience."""

from web.navigation import Item

MENU: list[Item] = []

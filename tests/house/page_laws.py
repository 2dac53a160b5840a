"""What every page keeps to, whatever it says. A law returns what breaks it on one page."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from html5lib import HTMLParser

REFERENCES = (
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-labelledby",
    "aria-owns",
)
"""Attributes that name other elements of the page by their ids."""
ONE_REFERENCE = ("hx-target", "hx-include", "hx-indicator", "href")
"""Attributes that name an element of the page when they start with a #."""
CONTROLS = {"input", "select", "textarea"}
WITHOUT_LABEL = {"hidden", "submit", "button", "reset"}
SERVICE = "Proefplek"


@dataclass(frozen=True)
class Page:
    """A page as a browser reads it."""

    html: str

    @cached_property
    def parser(self) -> HTMLParser:
        parser = HTMLParser(namespaceHTMLElements=False)
        parser.parse(self.html)
        return parser

    @cached_property
    def elements(self) -> list[Element]:
        return [one for one in self.parser.tree.getDocument().iter() if isinstance(one.tag, str)]

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(one.attrib["id"] for one in self.elements if "id" in one.attrib)

    def named(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]


def words_of(element: Element) -> str:
    """Return what is read aloud: text, and what stands for a picture."""
    pictures = (one.get("alt", "") + one.get("aria-label", "") for one in element.iter())
    return " ".join([*element.itertext(), *pictures]).strip()


def is_valid_html(page: Page) -> list[str]:
    return [f"{code} at {place} {facts}" for place, code, facts in page.parser.errors]


def has_one_heading(page: Page) -> list[str]:
    headings = [words_of(one) for one in page.named("h1")]
    return [] if len(headings) == 1 and headings[0] else [f"h1: {headings}"]


def has_a_title(page: Page) -> list[str]:
    titles = [words_of(one).removesuffix(SERVICE).strip(" -\u2013") for one in page.named("title")]
    return [] if len(titles) == 1 and titles[0] not in {"", SERVICE} else [f"title: {titles}"]


def says_its_language(page: Page) -> list[str]:
    languages = [one.get("lang") for one in page.named("html")]
    return [] if languages in (["nl"], ["en"]) else [f"lang: {languages}"]


def has_every_id_once(page: Page) -> list[str]:
    return [one for one, count in page.ids.items() if count > 1 or not one or " " in one]


def labels_every_input(page: Page) -> list[str]:
    labels = [one for one in page.named("label") if words_of(one)]
    named = {one.get("for") for one in labels}
    within = {control for label in labels for control in label.iter()}
    return [
        f"{one.tag} {one.get('name')}"
        for one in page.named(*CONTROLS)
        if one.get("type") not in WITHOUT_LABEL
        and one.get("id", "") not in named
        and one not in within
        and not one.get("aria-label")
        and not one.get("aria-labelledby")
    ]


def names_every_link_and_button(page: Page) -> list[str]:
    return [
        f"{one.tag} {one.attrib}"
        for one in page.named("a", "button", "summary")
        if not words_of(one)
    ]


def says_what_is_in_a_picture(page: Page) -> list[str]:
    return [str(one.attrib) for one in page.named("img") if "alt" not in one.attrib]


def points_to_what_is_there(page: Page) -> list[str]:
    pointed = [
        (name, target)
        for one in page.elements
        for name in REFERENCES
        for target in one.get(name, "").split()
    ]
    pointed += [
        (name, target.removeprefix("#"))
        for one in page.elements
        for name in ONE_REFERENCE
        if (target := one.get(name, "")).startswith("#")
    ]
    return [f"{name} → {target}" for name, target in pointed if target not in page.ids]


def has_no_script_or_style_of_its_own(page: Page) -> list[str]:
    inline = [
        one.tag
        for one in page.elements
        if one.tag.endswith("style") or (one.tag.endswith("script") and not one.get("src"))
    ]
    attributes = [
        f"{name}={value}"
        for one in page.elements
        for name, value in one.attrib.items()
        if name == "style" or name.startswith(("on", "hx-on")) or value.startswith("javascript:")
    ]
    return inline + attributes


LAWS = (
    is_valid_html,
    has_one_heading,
    has_a_title,
    says_its_language,
    has_every_id_once,
    labels_every_input,
    names_every_link_and_button,
    says_what_is_in_a_picture,
    points_to_what_is_there,
    has_no_script_or_style_of_its_own,
)

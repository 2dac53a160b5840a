"""The menu: one word for pages that lie beside each other, and those pages under it."""

from html5lib import HTMLParser

from records.models.account import Role
from tests.factories import AccountFactory


def links(page, name):
    """Return the links of a menu, each with what the page says of where the reader is."""
    root = HTMLParser(namespaceHTMLElements=False).parse(page.text)
    menus = (one for one in root.iter("nav") if one.get("aria-label") == name)
    return {
        "".join(one.itertext()).strip(): one.get("aria-current")
        for menu in menus
        for one in menu.iter("a")
    }


def test_pages_beside_each_other_share_a_word_in_the_menu(as_carla):
    page = as_carla.get("/school/rubric")

    assert links(page, "Hoofdmenu")["Kwaliteit"] == "true"
    assert "Rubric" not in links(page, "Hoofdmenu")
    assert links(page, "Kwaliteit") == {
        "Zo gelijk scoren wij": None,
        "Rubric": "page",
        "Monitoring": None,
    }


def test_who_may_see_none_of_them_has_no_such_word(sign_in, school):
    mentor = AccountFactory(role=Role.MENTOR, school_id=school.id)

    page = sign_in(mentor).get("/school/home")

    assert "Nakijken" in links(page, "Hoofdmenu")
    assert "Kwaliteit" not in links(page, "Hoofdmenu")
    assert links(page, "Nakijken") == {}

"""Every page of the demo, as everybody who may see it: well made, and read without a trace."""

from collections import defaultdict

import pytest

from tests.house.page_laws import LAWS, Page
from tests.house.walk import NOWHERE, walk_through
from tests.undone import everything_undone

pytestmark = pytest.mark.xdist_group("demo")

ONLY_GROW = {("INSERT INTO", "audit_event"), ("INSERT INTO", "reveal_line")}
"""What a look may leave behind: lines in the audit log and in the reveal ledger."""
GOOD = """<!DOCTYPE html><html lang="nl"><head><title>Rondes - Proefplek</title></head>
<body><h1>Rondes</h1><a href="#name">Naam</a>
<form><label for="name">Naam</label><input id="name" name="name" aria-describedby="hint">
<p id="hint">Zoals op je pas</p><button>Verder</button></form></body></html>"""
FAULTS = {
    "is_valid_html": ("</form>", "</form></p>"),
    "has_one_heading": ("<h1>Rondes</h1>", "<h1>Rondes</h1><h1>Nog een</h1>"),
    "has_a_title": ("Rondes - Proefplek", " - Proefplek"),
    "says_its_language": (' lang="nl"', ""),
    "has_every_id_once": ("<form>", '<form id="hint">'),
    "labels_every_input": ('for="name"', ""),
    "names_every_link_and_button": (">Verder<", "><"),
    "says_what_is_in_a_picture": ("<form>", '<img src="x.svg"><form>'),
    "points_to_what_is_there": ('id="hint"', ""),
    "has_no_script_or_style_of_its_own": ("<form>", '<form onsubmit="send()">'),
}


@pytest.fixture(scope="module")
def walk(demo_app):
    with everything_undone(demo_app) as (session, connection):
        yield walk_through(demo_app, session, connection)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_page_keeps_the_law(walk, law):
    broken = defaultdict(list)
    for visit in walk.visits:
        for fault in law(visit.page) if visit.page else ():
            broken[fault].append(str(visit))

    assert {fault: visits[:3] for fault, visits in broken.items()} == {}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_law_finds_the_page_that_breaks_it(law):
    good, bad = FAULTS[law.__name__]

    assert law(Page(GOOD)) == []
    assert law(Page(GOOD.replace(good, bad, 1))) != []


def test_a_look_leaves_nothing_but_lines_in_the_logs(walk):
    traces = {
        (visit.endpoint, trace)
        for visit in walk.visits
        if visit.method == "GET"
        for trace in visit.writes
    }

    assert {endpoint for endpoint, trace in traces if trace not in ONLY_GROW} == set()
    assert any(trace in ONLY_GROW for _endpoint, trace in traces)


def test_a_page_whose_looks_are_kept_says_so(walk):
    looked = {visit.endpoint for visit in walk.visits if visit.method == "GET" and visit.writes}
    views = walk.app.view_functions

    assert {name for name in looked if not getattr(views[name], "__opens_vault__", False)} == set()


def test_every_link_leads_to_a_page(walk):
    wrong = [
        str(visit)
        for visit in walk.visits
        if visit.method == "GET" and visit.status >= 400 and visit.endpoint != NOWHERE
    ]

    assert walk.dead == set()
    assert wrong == []

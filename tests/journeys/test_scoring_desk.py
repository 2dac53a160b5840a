"""Twelve profiles, five criteria, two assessors: one scores all of it with the keyboard alone.

Counted are the keys for each text and the pages that were loaded; and what happens to an answer
when the connection drops, and when somebody is signed out half-way.
"""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

from placements.assessments import scores as office
from placements.guarding.watch import UNREADABLE
from records.database import db
from records.models.account import Role
from records.models.desk.assessment import AssessmentState
from tests.desks import CHANCE, desk_of, round_on_desks
from tests.factories import NOW, AccountFactory, ProgrammeFactory, SchoolFactory
from tests.journeys.stage import dutch
from tests.rounds import actor_of

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

LETTERS = ["A", "B", "C", "D", "G"]
"""Competences without cases, so that nothing but the texts of students lies on the desk."""
STANDS = """before => location.pathname !== before
    && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"""
SIGN_IN = re.compile(r"/sign-in\?next=")
ON_DESK = "document.activeElement?.id === 'desk'"
CHOSEN = "main input[type=radio]:checked"


@dataclass
class Count:
    """What it took."""

    keys: int = 0
    texts: int = 0
    loads: list = field(default_factory=list)


@pytest.fixture
def account(server):
    """Anton, who has a round on his desk as Berna has, in a database that the server serves."""
    with server.app.app_context():
        school = SchoolFactory()
        programme = ProgrammeFactory(school=school)
        anton, berna = (AccountFactory(role=Role.ASSESSOR, school_id=school.id) for _seat in "12")
        round_ = round_on_desks(school, programme, anton, berna, students=12, letters=LETTERS)
        _score_all(round_, berna)
        db.session.commit()
        db.session.refresh(anton)
        db.session.expunge(anton)
        db.session.remove()
    return anton


def _score_all(round_, account):
    """Play the other assessor, who needs no browser."""
    actor = actor_of(account)
    for number, view in enumerate(desk_of(account)):
        office.score(db.session(), actor, view, 2 + number % 2, now=NOW)
    for letter in LETTERS:
        office.lock_scores(db.session(), actor, round_, letter, rng=CHANCE, now=NOW)


def press(anton, key, count):
    anton.page.keyboard.press(key)
    count.keys += 1


def answer(anton, key, count):
    """Choose and save: two keys; then the next text lies there and the keys work at once."""
    page = anton.page
    before = page.evaluate("location.pathname")
    press(anton, key, count)
    press(anton, "Enter", count)
    page.wait_for_function(STANDS, arg=before)
    count.texts += 1


def lose_the_connection(anton, count):
    """An answer that does not come through says so, waits and is saved by itself."""
    page = anton.page
    before = page.evaluate("location.pathname")
    page.context.set_offline(True)
    press(anton, "2", count)
    press(anton, "Enter", count)
    expect(page.locator("#desk-status")).to_have_text(dutch("Not saved yet. Trying again…"))
    assert page.locator(CHOSEN).input_value() == "2"
    page.context.set_offline(False)
    page.wait_for_function(STANDS, arg=before)
    count.texts += 1


def be_signed_out(anton, account):
    """Who signs in again is on the same text, with the answer still chosen."""
    page = anton.page
    before = page.evaluate("location.pathname")
    page.context.clear_cookies()
    page.keyboard.press("4")
    with page.expect_navigation(url=SIGN_IN):
        page.keyboard.press("Enter")
    assert before in page.url
    anton.signs_in(account)
    anton.goes_to(before)
    assert page.locator(CHOSEN).input_value() == "4"
    expect(page.locator("#desk-status")).not_to_be_empty()


def be_stopped(anton):
    """What the guard stops is explained at once, also where a part of the page is asked for."""
    watch = anton.server.app.extensions["watch"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "look", lambda *_of: UNREADABLE)
        anton.page.get_by_role("link", name=dutch("Read and score"), exact=True).first.click()
        expect(anton.page.locator("main h1")).to_have_text(dutch("This page was stopped"))
    anton.keeps_focus()


def take_back(anton, count):
    """From the next text one key leads back to the answer before, which is gone."""
    page = anton.page
    before = page.evaluate("location.pathname")
    page.keyboard.press("z")
    page.wait_for_function(STANDS, arg=before)
    assert page.evaluate(ON_DESK)
    assert page.locator(CHOSEN).count() == 0
    count.texts -= 1


def score_pile(anton, count, *, number):
    """Score one competence to the end and lock it, without a mouse."""
    page = anton.page
    link = page.get_by_role("link", name=dutch("Read and score"), exact=True).first
    anton.tabs_to(link)
    anton.enters(stays=True)
    titles = set()
    while "/school/desk/" in page.url:
        assert page.evaluate(ON_DESK)
        titles.add(page.title())
        if number == 0 and count.texts == 2:
            lose_the_connection(anton, count)
        elif number == 0 and count.texts == 4:
            answer(anton, "1", count)
            take_back(anton, count)
            answer(anton, "3", count)
        else:
            answer(anton, "n" if count.texts % 7 == 6 else str(2 + count.texts % 2), count)
    assert len(titles) >= 11  # one was answered before, while somebody was signed out
    lock = page.locator("main form[action$='/lock'] button").first
    anton.tabs_to(lock)
    anton.enters(stays=True)


def test_sixty_texts_by_keyboard(server, person, account):
    with server.app.app_context():
        codes = [view.desk_code for view in desk_of(account)]
    anton, count = person("Anton"), Count()
    anton.signs_in(account)
    anton.goes_to(f"/school/desk/{codes[0]}")
    be_signed_out(anton, account)
    anton.page.keyboard.press("Enter")
    anton.page.wait_for_function(STANDS, arg=f"/school/desk/{codes[0]}")
    anton.goes_to("/school/desk")
    be_stopped(anton)
    anton.goes_to("/school/desk")
    anton.page.on("request", lambda sent: count.loads.append(sent.url) if _is_page(sent) else None)

    for number in range(len(LETTERS)):
        score_pile(anton, count, number=number)

    assert count.loads == []
    assert count.texts + 1 == len(codes) >= 60
    assert count.keys == 2 * (count.texts + 1)  # one was taken back and given anew
    with server.app.app_context():
        states = {view.state for view in desk_of(account)}
        assert states <= {AssessmentState.FINAL, AssessmentState.RECONSIDERING}
    anton.page.go_back()
    expect(anton.page.locator("main h1")).to_be_visible()


def _is_page(request):
    return request.is_navigation_request()

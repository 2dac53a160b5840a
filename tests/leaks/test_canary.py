"""Seeded students sing when anything of them reaches somebody who may not know who they are.

Employers, assessors and the reviewer ask for every page and file, and press every button, after
every step of a round, up to the student's own last tap; so do an assessor of another school and
an owner whose company is not in the round. `test_catalogue.py` walks down the leaks that others
have had.
"""

import pytest

from tests.leaks.cast import (
    ASSESSORS,
    BAKERY,
    CAFE,
    EMPLOYERS,
    LISTS_SCHOOLS,
    READERS,
    STRANGERS,
    TRIED_AT,
    readers_at,
)
from tests.leaks.crawl import POST, opened
from tests.leaks.needles import KINDS, canaries, found_in, read
from tests.leaks.world import World

pytestmark = pytest.mark.xdist_group("leaks")

STEPS = tuple(World(()).steps)
IN_REACH = {
    **dict.fromkeys(((one, "proposals") for one in EMPLOYERS), ("/employer/proposals", " · /")),
    **dict.fromkeys(((one, "schools") for one in EMPLOYERS), ("/employer/", "mail")),
    **dict.fromkeys(((one, "schools") for one in ASSESSORS), ("/school/",)),
    ("mehmet", "schools"): ("/school/",),
    ("mehmet", "evidence"): ("/school/reviews",),
}
"""What a reader works with all day; how far that goes is told below."""
SESSION_FACTS = {"_user_id", "_fresh", "_flashes", "authenticator_secret", "csrf_token"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_no_canary_reaches_a_blind_reader(here, reading, reader, kind):
    found = found_in(reading(reader), canaries(here.world)[kind])

    within = IN_REACH.get((reader, kind), ())
    beyond = {at for at in found if not any(part in at for part in within)}
    if kind == "schools":
        beyond = {at for at in beyond if not at.endswith(f" · {LISTS_SCHOOLS}")}
    assert beyond == set()


def test_a_company_meets_no_proposal_of_another(here, reading):
    bakery, cafe = (here.world.proposals[company] for company in (BAKERY, CAFE))

    assert found_in(reading("fenna"), cafe)
    assert found_in(reading("fenna"), bakery) == {}
    assert found_in(reading("noor"), cafe) == found_in(reading("otto"), cafe) == {}


def test_a_session_of_a_blind_reader_holds_nothing_but_that_reader(here):
    sessions = [
        opened(value.removeprefix("session=").partition(";")[0])
        for answers in (*here.answers.values(), *here.forbidden.values())
        for answer in answers.values()
        for name, value in answer.headers
        if name == "Set-Cookie"
    ]

    assert sessions
    assert {name for session in sessions for name in session} <= SESSION_FACTS


def test_every_blind_reader_read_pages_at_every_step(here):
    opened_pages = {
        key: sum(answer.status == 200 for answer in answers.values())
        for key, answers in here.answers.items()
    }

    assert set(opened_pages) == {(step, reader) for step in STEPS for reader in readers_at(step)}
    assert min(opened_pages.values()) >= 4


@pytest.mark.parametrize("reader", READERS)
def test_every_blind_reader_was_refused_what_is_wrong_and_what_is_not_there(here, reader):
    posted = {
        answer.status
        for step in TRIED_AT
        for address, answer in here.answers[step, reader].items()
        if address.startswith(POST)
    }

    assert posted >= ({404} if reader in STRANGERS else {404, 422})


def test_the_doors_of_others_are_closed(here):
    assert {
        answer.status for answers in here.forbidden.values() for answer in answers.values()
    } == {403, 404}


def test_the_third_assessor_had_a_text_to_read(here):
    desk = here.answers["third look", "cees"]

    assert any(at.startswith("/school/desk/") and desk[at].status == 200 for at in desk)


@pytest.mark.parametrize("kind", ["names", "addresses", "e-mail", "phones"])
def test_the_canaries_sing_once_a_student_has_shared_the_name(here, kind):
    assert found_in(read(here.after_reveal), canaries(here.world)[kind])


def test_the_canaries_sing_in_the_agreement_once_the_name_is_shared(here):
    files = {address: answer for address, answer in here.after_reveal.items() if ".pdf" in address}
    person = here.world.identities[0].person
    birth_dates = canaries(here.world)["birth dates"]

    assert found_in(read(files), [person.street])
    assert found_in(read(files), birth_dates)


def test_a_calendar_names_nobody_even_after_the_reveal(here):
    files = {address: answer for address, answer in here.after_reveal.items() if ".ics" in address}

    assert files
    assert found_in(read(files), canaries(here.world)["names"]) == {}

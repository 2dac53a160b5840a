"""Two worlds: everything is the same but who the students are, and no blind reader can tell.

Names, addresses, birth dates, e-mail addresses, account ids, the order of signing up and the
times of what students did all differ. What employers, assessors and the reviewer get is equal to
the byte: status, headers, bodies, mails and files. Only what is drawn by chance for each mail or
session is left out (`without_chance`).
"""

import pytest

from tests.leaks.cast import ONE_OF_EACH_ROLE, readers_at
from tests.leaks.crawl import without_chance
from tests.leaks.others import BESIDE, OF_STUDENTS, pages_by_kind
from tests.leaks.world import World

pytestmark = pytest.mark.xdist_group("leaks")

STEPS = tuple(World(()).steps)


def differences(here, there):
    """Return the addresses at which two worlds answer differently."""
    here, there = without_chance(here), without_chance(there)
    return [
        address
        for address in sorted(here.keys() | there.keys())
        if here.get(address) != there.get(address)
    ]


def test_the_worlds_differ_in_everything_about_the_students(here, there):
    persons = [
        {getattr(one.person, name) for name in ("full_name", "email", "street", "student_number")}
        for one in (*here.world.identities, *there.world.identities)
    ]
    times = [{one.acts_at for one in seen.world.identities} for seen in (here, there)]

    assert len(set().union(*persons)) == 4 * len(persons)
    assert here.world.in_order_of_sign_up != there.world.in_order_of_sign_up
    assert not times[0] & times[1]


@pytest.mark.parametrize(
    ("step", "reader"), [(step, reader) for step in STEPS for reader in readers_at(step)]
)
def test_no_blind_reader_can_tell_the_worlds_apart(here, there, step, reader):
    found = differences(here.answers[step, reader], there.answers[step, reader])

    assert here.answers[step, reader]
    assert found == []


@pytest.mark.parametrize("step", OF_STUDENTS)
def test_everybody_in_every_place_changes_no_page(here, step):
    found, _looked = here.with_others[step]

    assert found == []


@pytest.mark.parametrize("step", OF_STUDENTS)
def test_the_other_worlds_read_every_kind_of_blind_page_several_times(here, step):
    _found, looked = here.with_others[step]

    got = {reader: here.answers[step, reader] for reader in readers_at(step)}
    assert looked.keys() == pages_by_kind(got).keys()
    assert len(looked) >= 40
    assert min(looked.values()) >= 3
    assert {looked[kind] for kind in OF_STUDENTS[step]} == {56}


@pytest.mark.parametrize("step", OF_STUDENTS)
def test_a_page_that_rests_on_who_a_student_is_changes_with_others(here, step):
    found, looked = here.with_others["planted", step]

    # In one world of eight the first student, whom the leak is about, is who it was.
    assert len(found) >= len(looked) - BESIDE


@pytest.mark.parametrize("reader", ONE_OF_EACH_ROLE)
def test_no_door_of_others_tells_the_worlds_apart(here, there, reader):
    assert differences(here.forbidden[reader], there.forbidden[reader]) == []

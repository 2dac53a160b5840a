"""Everything on a screen has its Dutch, with the same places to fill in."""

import re
import subprocess
import sys

from babel.messages.pofile import read_po

from tests.house.house import ROOT

PLACE = re.compile(r"%\(\w+\)[sd]")


def catalogue():
    with (ROOT / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="nl")


def phrases(message):
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return ids, strings


def test_every_message_has_its_dutch():
    missing = [m.id for m in catalogue() if m.id and (m.fuzzy or not all(phrases(m)[1]))]

    assert missing == []


def test_the_dutch_fills_in_the_same_places():
    different = [
        m.id
        for m in catalogue()
        if m.id
        and set(PLACE.findall(" ".join(phrases(m)[0])))
        != set(PLACE.findall(" ".join(phrases(m)[1])))
    ]

    assert different == []


def test_the_catalogue_holds_exactly_what_the_screens_say(tmp_path):
    fresh = tmp_path / "messages.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "--quiet",
        "extract",
        "-F",
        "babel.cfg",
    ]
    keywords = ["-k", "_l", "-k", "lazy_gettext", "-k", "msgid"]
    subprocess.run([*command, *keywords, "-o", str(fresh), "."], cwd=ROOT, check=True)
    with fresh.open("rb") as file:
        said = {m.id for m in read_po(file) if m.id}

    assert {m.id for m in catalogue() if m.id} == said


def test_the_catalogue_has_its_header_so_that_it_is_compiled():
    assert not catalogue().fuzzy

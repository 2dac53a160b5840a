"""`python -m blinding`: a line in, a line out; a bad line stops nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def answers(lines):
    done = subprocess.run(
        [sys.executable, "-m", "blinding"],
        input=b"\n".join(lines),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_it_answers_every_line_in_order_and_goes_on_after_a_bad_one():
    known = {"first": "Semuel", "town": "Made", "dob": "2006-04-17"}
    good = {"id": 1, "text": "Ik heet Semuel. In de kerk speel ik.", "lang": "nl", "known": known}

    first, *bad, long, last = answers(
        [
            json.dumps(good).encode(),
            b"no json",
            b"\xff\xfe",
            b"[]",
            b'{"id": 2, "text": 5}',
            b'{"id": 3, "text": "a", "lang": "fr"}',
            b'{"id": 4, "text": "a", "known": {"dob": "gisteren"}}',
            b'{"id": 5, "text": "a", "known": "x"}',
            b'{"id": 7, "text": "a", "known": {"first": ["Semuel"]}}',
            b'{"id": 8, "text": "a", "known": {"others": [{"first": "Semuel"}]}}',
            b'{"id": NaN, "text": "a"}',
            b'{"id": 1e999, "text": "a"}',
            b'{"id": ' + b"9" * 5_000 + b', "text": "a"}',
            b'{"id": 10, "text": "' + b"werk " * 200_000 + b'"}',
            b'{"id": 9, "text": "' + b"a" * 2_000 + b'"}',
            b'{"id": 6, "text": "Ik werk \\ud800 hard."}',
        ]
    )

    assert first["blind"] == "Ik heet […]. […]."
    assert first["spans"][0] == [8, 14, "name"]
    assert first["withheld"] == [[16, 36]]
    assert first["doubtful"] is False
    assert [line["id"] for line in bad] == [
        *(None, None, None, 2, 3, 4, 5, 7, 8, None, None, None, 10)
    ]
    assert all("error" in line and "blind" not in line for line in bad)
    assert (long["id"], long["blind"]) == (9, "[…]")
    assert last["id"] == 6


def test_it_says_what_it_reads_and_takes_no_word_for_a_file():
    asked, wrong = (
        subprocess.run(
            [sys.executable, "-m", "blinding", argument],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        for argument in ("--help", "texts.jsonl")
    )

    assert '"withheld": [[start, end], ...]' in asked.stdout
    assert asked.returncode == 0
    assert wrong.returncode == 2

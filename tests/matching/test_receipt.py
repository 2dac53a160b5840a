"""A receipt is recomputed by strangers, to the byte; every change of it is found and named."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.lottery import commitment, is_committed
from matching.receipt import (
    AGREES,
    DIFFERS,
    UNREADABLE,
    canonical_bytes,
    check_receipt,
    input_digest,
    main,
    run_round,
)
from matching.shapes import NotAsShaped
from tests.matching.frozen_rounds import PUBLIC_VALUE, SECRETS, frozen_round

ROOT = Path(__file__).parents[2]


def run(frozen=None, **answers):
    return run_round(
        frozen or frozen_round(), secrets=SECRETS, public_value=PUBLIC_VALUE, **answers
    )


@pytest.fixture
def published(tmp_path):
    path = tmp_path / "receipt.json"
    path.write_bytes(canonical_bytes(run()))
    return path


@pytest.mark.parametrize("lots", ["per-student", "per-place"])
@pytest.mark.parametrize("objective", ["stable", "most-placed"])
def test_what_was_run_agrees_with_its_receipt(lots, objective):
    receipt = run(frozen_round(3, lots=lots, objective=objective))

    assert check_receipt(canonical_bytes(receipt)) is None


def test_a_replay_gives_the_same_bytes_however_the_input_was_ordered():
    frozen = frozen_round()
    turned = json.loads(json.dumps(frozen, sort_keys=True))
    turned["candidates"] = dict(reversed(turned["candidates"].items()))
    turned["places"] = dict(reversed(turned["places"].items()))

    assert canonical_bytes(run(turned)) == canonical_bytes(run(frozen))


FORMER = {"format": "proefplek-round-2"}
"""A round of before anything could be left out: its receipt stays one that can be checked."""


@pytest.mark.parametrize(
    ("settings", "digest"),
    [
        (FORMER, "96c1d7cbf78e0ca9"),
        (FORMER | {"lots": "per-place"}, "569423f0680e051f"),
        (FORMER | {"objective": "most-placed"}, "b1f90914316b7e97"),
        ({}, "ef570ebcadc21bb6"),
        ({"left_out": {"plan": "too little alike"}}, "88e5874c1f258246"),
    ],
)
def test_a_round_has_these_bytes_on_every_python_and_numpy(settings, digest):
    """The same on Python 3.11 and 3.13; a change of these digests is a change of the method."""
    frozen = frozen_round(11, n_candidates=120, n_places=40, **settings)
    if settings.get("format"):
        del frozen["left_out"]
    receipt = run(frozen)

    assert hashlib.sha256(canonical_bytes(receipt["result"])).hexdigest()[:16] == digest


def test_a_rerun_after_declines_agrees_and_draws_no_new_lots():
    first = run()
    places = {code: entry["place"] for code, entry in first["result"]["candidates"].items()}
    stays, goes = [code for code, place in places.items() if place][:2]

    again = run(accepted={stays: places[stays]}, declined=[(goes, places[goes])])

    assert check_receipt(canonical_bytes(again)) is None
    assert again["seed"] == first["seed"]


def _leaves(data, path=()):
    """Every single value in the receipt, with the way to it."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(data, list):
        for number, inner in enumerate(data):
            yield from _leaves(inner, (*path, number))
    else:
        yield path, data


def _other(value):
    """A value of the same type that is not the same."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1 if value < 3 else value - 1
    return ("1" if value[:1] == "0" else "0") + value[1:]


def test_a_change_of_any_single_value_is_found():
    receipt = run(frozen_round(n_candidates=8, n_places=5))
    content = canonical_bytes(receipt)
    leaves = list(_leaves(receipt))
    assert len(leaves) > 100

    for path, value in leaves:
        forged = json.loads(content)
        inner = forged
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = _other(value)

        assert _verdict(canonical_bytes(forged)) is not None, path


def test_a_change_of_any_single_byte_is_found():
    content = canonical_bytes(run(frozen_round(n_candidates=1, n_places=1)))

    for position, byte in enumerate(content):
        forged = content[:position] + bytes([byte ^ 1]) + content[position + 1 :]

        assert _verdict(forged) is not None, position


def test_taking_any_entry_away_is_found():
    content = canonical_bytes(run(frozen_round(n_candidates=4, n_places=3)))

    def holders(data):
        if isinstance(data, dict | list):
            yield data
            for inner in data.values() if isinstance(data, dict) else data:
                yield from holders(inner)

    count = sum(1 for _ in holders(json.loads(content)))
    for number in range(count):
        forged = json.loads(content)
        holder = list(holders(forged))[number]
        if not holder:
            continue
        holder.pop(next(iter(holder)) if isinstance(holder, dict) else 0)

        assert _verdict(canonical_bytes(forged)) is not None


def _verdict(content):
    try:
        return check_receipt(content)
    except NotAsShaped as unreadable:
        return str(unreadable)


def test_a_forger_who_redoes_every_hash_is_caught_by_the_recomputation():
    receipt = run()
    code = next(c for c, e in receipt["result"]["candidates"].items() if e["bands"])
    receipt["result"]["candidates"][code]["bands"][0] = 40
    del receipt["sha256"]
    receipt["sha256"] = hashlib.sha256(canonical_bytes(receipt)).hexdigest()

    difference = check_receipt(canonical_bytes(receipt))

    assert difference.startswith(f"receipt.result.candidates.{code}.bands[0] says 40, recomputed ")


def test_the_same_data_in_another_layout_is_not_the_receipt(published):
    spaced = json.dumps(json.loads(published.read_bytes())).encode()

    assert check_receipt(spaced) == "the file is not written in the canonical form"


def test_a_key_that_stands_twice_is_not_in_the_receipt(published):
    twice = published.read_bytes().replace(b'"lots":', b'"lots":"per-place","lots":', 1)

    assert check_receipt(twice) == "the file is not written in the canonical form"


def test_a_secret_that_was_not_committed_to_is_refused():
    with pytest.raises(NotAsShaped, match="secret 2 is not the one that was committed to"):
        run_round(frozen_round(), secrets=[SECRETS[0], bytes(32)], public_value=PUBLIC_VALUE)


@pytest.mark.parametrize("secrets", [[], SECRETS[:1], [*SECRETS, bytes(32)], [None, None]])
def test_every_commitment_needs_its_secret(secrets):
    with pytest.raises(NotAsShaped, match="every commitment needs its secret"):
        run_round(frozen_round(), secrets=secrets, public_value=PUBLIC_VALUE)


def test_a_party_that_was_declared_absent_has_no_secret_in_the_seed():
    receipt = run_round(frozen_round(), secrets=[None, SECRETS[1]], public_value="a later draw")

    seed = hashlib.sha256(SECRETS[1] + b"a later draw" + input_digest(frozen_round()))
    assert receipt["secrets"] == [None, SECRETS[1].hex()]
    assert receipt["input"]["commitments"] == frozen_round()["commitments"]
    assert receipt["seed"] == seed.hexdigest()
    assert check_receipt(canonical_bytes(receipt)) is None


@pytest.mark.parametrize("forged", [[None, None], [SECRETS[0].hex(), None]])
def test_an_absence_that_was_not_there_is_found(forged):
    receipt = run()
    receipt["secrets"] = forged

    assert check_receipt(canonical_bytes(receipt)) is not None


def test_the_digest_is_fixed_before_the_draw_and_depends_on_every_input():
    digests = {
        input_digest(frozen_round()),
        input_digest(frozen_round(round="2027-B")),
        input_digest(frozen_round(code="0.1.1")),
        input_digest(frozen_round(2)),
    }

    assert len(digests) == 4
    assert is_committed("2027-A", SECRETS[0], commitment("2027-A", SECRETS[0]))


def test_half_a_character_cannot_be_frozen():
    with pytest.raises(NotAsShaped, match="half a character"):
        run(frozen_round(rubric="\ud800"))


def test_the_command_says_agrees(published, capsys):
    assert main([str(published)]) == AGREES
    assert capsys.readouterr().out == "agrees\n"


def test_the_command_names_the_first_difference(published, capsys):
    published.write_bytes(published.read_bytes().replace(PUBLIC_VALUE.encode(), b"another value"))

    assert main([str(published)]) == DIFFERS
    assert capsys.readouterr().out.startswith("differs: receipt.seed says ")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"input":', b"[" * 1_000_000, b"\xff"])
def test_what_is_no_receipt_gets_one_sentence(tmp_path, capsys, content):
    path = tmp_path / "other.json"
    path.write_bytes(content)

    assert main([str(path)]) == UNREADABLE
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_file_gets_one_sentence(tmp_path, capsys):
    assert main([str(tmp_path / "nothing.json")]) == UNREADABLE
    assert "No such file" in capsys.readouterr().err


def test_a_candidate_reads_the_own_line(published, capsys):
    receipt = json.loads(published.read_bytes())
    wishes = receipt["input"]["candidates"]["K3"]["wishes"]

    assert main([str(published), "--candidate", "K3"]) == AGREES

    lines = capsys.readouterr().out.splitlines()
    place = receipt["result"]["candidates"]["K3"]["place"]
    assert lines[:2] == ["agrees", f"K3 got {place or 'no place'}"]
    assert len(lines) == 2 + len(wishes)
    assert lines[2].startswith(f"wish 1 {wishes[0]}: ")


def test_an_unknown_candidate_is_said_to_be_unknown(published, capsys):
    assert main([str(published), "--candidate", "K99"]) == UNREADABLE
    assert "no candidate K99" in capsys.readouterr().err


def test_strangers_need_nothing_but_these_two_rooms_and_numpy(published, tmp_path):
    for room in ("matching", "scoring"):
        shutil.copytree(ROOT / room, tmp_path / room)
    numpy = Path(np.__file__).parent
    (tmp_path / "numpy").symlink_to(numpy)
    for library in numpy.parent.glob("numpy.libs"):
        (tmp_path / library.name).symlink_to(library)

    done = subprocess.run(
        [sys.executable, "-S", "-m", "matching.receipt", str(published)],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("agrees\n", "", AGREES)

"""The round as one canonical file that anyone can recompute.

``python -m matching.receipt FILE`` needs this room, `scoring` and NumPy, and says "agrees" or
names the first difference.
"""

import argparse
import gc
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from matching.lottery import SECRET_BYTES, draw_seed, is_committed
from matching.replay import FROZEN, Data, replay
from matching.shapes import (
    Either,
    NotAsShaped,
    Shape,
    Whole,
    one_sentence,
    read_json,
    require_shape,
)

RECEIPT: Final[Shape] = {
    "input": FROZEN,
    "digest": str,
    "secrets": [Either((type(None), str))],
    "public_value": str,
    "seed": str,
    "accepted": {str: str},
    "declined": [[str]],
    "withdrawn": {str: Whole(0, 10**6)},
    "result": dict,
    "sha256": str,
}

AGREES: Final = 0
DIFFERS: Final = 1
UNREADABLE: Final = 2


def canonical_bytes(data: object) -> bytes:
    """Write plain data in the one form that is hashed: sorted keys, no spaces, UTF-8.

    Raises
    ------
    NotAsShaped
        If a text holds half a character.

    Examples
    --------
    >>> canonical_bytes({"b": [1, None], "a": "é"}).decode()
    '{"a":"é","b":[1,null]}'
    """
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise NotAsShaped("a text holds half a character, which no file can") from None


def input_digest(frozen: Data) -> bytes:
    """Return the SHA-256 of the frozen input: published before any secret or the draw.

    Raises
    ------
    NotAsShaped
        If the input is not of the shape :data:`matching.replay.FROZEN`.
    """
    require_shape(frozen, FROZEN, "input")
    return hashlib.sha256(canonical_bytes(frozen)).digest()


def run_round(
    frozen: Data,
    *,
    secrets: Sequence[bytes | None],
    public_value: str,
    accepted: Mapping[str, str] | None = None,
    declined: Sequence[tuple[str, str]] = (),
    withdrawn: Mapping[str, int] | None = None,
) -> Data:
    """Run a round, or run it again after declines, and return its receipt.

    Parameters
    ----------
    frozen : dict
        The input as it was frozen at the deadline, of the shape
        :data:`matching.replay.FROZEN`; the same for every later run of the round.
    secrets : sequence of bytes or None
        The parties' secrets, in the order of the commitments in the input; None for a party that
        was declared absent.
    public_value : str
        The value that nobody controls, exactly as published.
    accepted : mapping of str to str, optional
        The place of every candidate who has accepted one.
    declined : sequence of (str, str), optional
        Candidates and places that will not be proposed to each other again.
    withdrawn : mapping of str to int, optional
        How many seats of a place have gone since the input was frozen.

    Returns
    -------
    dict
        The receipt: input, lottery, what was settled before, result and checksum.

    Raises
    ------
    NotAsShaped
        If the input contradicts itself, a secret is not the one committed to, or there is none.
    matching.replay.Unstable
        If the result is not stable though it should be.
    """
    require_shape(frozen, FROZEN, "input")
    receipt, _ = _run(
        frozen,
        secrets=secrets,
        public_value=public_value,
        accepted=dict(accepted or {}),
        declined=declined,
        withdrawn=dict(withdrawn or {}),
    )
    return receipt


def _run(
    frozen: Data,
    *,
    secrets: Sequence[bytes | None],
    public_value: str,
    accepted: dict[str, str],
    declined: Sequence[tuple[str, str]],
    withdrawn: dict[str, int],
) -> tuple[Data, bytes]:
    """Return the receipt as data and as bytes; the input, by far the largest, is written once."""
    _require_committed(frozen, secrets)
    frozen_bytes = canonical_bytes(frozen)
    digest = hashlib.sha256(frozen_bytes).digest()
    present = [secret for secret in secrets if secret is not None]
    seed = draw_seed(present, public_value, digest)
    around: Data = {
        "digest": digest.hex(),
        "secrets": [None if secret is None else secret.hex() for secret in secrets],
        "public_value": public_value,
        "seed": seed.hex(),
        "accepted": accepted,
        "declined": [list(pair) for pair in sorted(declined)],
        "withdrawn": withdrawn,
        "result": replay(frozen, seed, accepted=accepted, declined=declined, withdrawn=withdrawn),
    }
    parts = {name: canonical_bytes(part) for name, part in around.items()}
    parts["input"] = frozen_bytes
    checksum = hashlib.sha256(_joined(parts)).hexdigest()
    parts["sha256"] = canonical_bytes(checksum)
    return {"input": frozen} | around | {"sha256": checksum}, _joined(parts)


def _joined(parts: Mapping[str, bytes]) -> bytes:
    """Join the canonical bytes of an object's entries to those of the object."""
    entries = (canonical_bytes(name) + b":" + parts[name] for name in sorted(parts))
    return b"{" + b",".join(entries) + b"}"


def check_receipt(content: bytes) -> str | None:
    """Recompute everything that a receipt says.

    Returns
    -------
    str or None
        The first difference in words, or None if all of it agrees.

    Raises
    ------
    NotAsShaped
        If the content is not a receipt at all.
    """
    given = read_json(content, is_compared=True)
    require_shape(given, RECEIPT, "receipt")
    try:
        computed, expected = _run(
            given["input"],
            secrets=[None if secret is None else _bytes(secret) for secret in given["secrets"]],
            public_value=given["public_value"],
            accepted=given["accepted"],
            declined=[_pair(entry) for entry in given["declined"]],
            withdrawn=given["withdrawn"],
        )
    except NotAsShaped as contradiction:
        return str(contradiction)
    if expected == content:
        return None
    difference = _first_difference(given, computed, "receipt")
    return difference or "the file is not written in the canonical form"


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a receipt from the command line.

    Returns
    -------
    int
        0 if it agrees, 1 if it differs, 2 if it cannot be read as a receipt.
    """
    parser = argparse.ArgumentParser(
        prog="python -m matching.receipt", description="Recompute a round from its receipt."
    )
    parser.add_argument("file", type=Path, help="the receipt, as published")
    parser.add_argument("--candidate", metavar="CODE", help="also show what one candidate got")
    options = parser.parse_args(arguments)
    try:
        content = options.file.read_bytes()
        difference = check_receipt(content)
    except (OSError, NotAsShaped) as unreadable:
        sys.stderr.write(one_sentence(f"{options.file}: {unreadable}") + "\n")
        return UNREADABLE
    if difference is not None:
        sys.stdout.write(one_sentence(f"differs: {difference}") + "\n")
        return DIFFERS
    sys.stdout.write("agrees\n")
    if options.candidate is None:
        return AGREES
    receipt = read_json(content)
    if options.candidate not in receipt["result"]["candidates"]:
        sys.stderr.write(one_sentence(f"{options.file}: no candidate {options.candidate}") + "\n")
        return UNREADABLE
    sys.stdout.write("".join(f"{line}\n" for line in describe(receipt, options.candidate)))
    return AGREES


def describe(receipt: Data, candidate: str) -> list[str]:
    """Say in words what one candidate got, wish by wish."""
    entered = receipt["input"]["candidates"][candidate]
    result = receipt["result"]["candidates"][candidate]
    lines = [f"{candidate} got {result['place'] or 'no place'}"]
    for number, (place, band) in enumerate(
        zip(entered["wishes"], result["bands"], strict=True), start=1
    ):
        lot = result["lot"] if isinstance(result["lot"], str) else result["lot"][number - 1]
        standing = "not ranked here" if band is None else f"band {band}, lot {lot[:12]}"
        lines.append(f"wish {number} {place}: {standing}; {_line_of(receipt, place)}")
    return lines


def _line_of(receipt: Data, place: str) -> str:
    """Say up to where a place admitted."""
    cutoffs = receipt["result"]["cutoffs"]
    if place not in cutoffs:
        return "this round has no cut-offs"
    if cutoffs[place] is None:
        return "everyone ranked was admitted"
    if not cutoffs[place]:
        return "nobody was admitted"
    band, lot = cutoffs[place]
    return f"last admitted band {band}, lot {lot[:12]}"


def _require_committed(frozen: Data, secrets: Sequence[bytes | None]) -> None:
    commitments = [_bytes(published) for published in frozen["commitments"]]
    if len(commitments) != len(secrets) or not any(secrets):
        raise NotAsShaped(
            "every commitment needs its secret or null, and there must be at least one secret"
        )
    for number, (secret, published) in enumerate(zip(secrets, commitments, strict=True), start=1):
        if secret is None:
            continue
        if len(secret) != SECRET_BYTES or not is_committed(frozen["round"], secret, published):
            raise NotAsShaped(f"secret {number} is not the one that was committed to")


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise NotAsShaped(f"{text[:20]!r} is not hexadecimal") from None


def _pair(entry: list[str]) -> tuple[str, str]:
    if len(entry) != 2:
        raise NotAsShaped("an entry of declined must be a candidate and a place")
    return entry[0], entry[1]


def _first_difference(given: object, computed: object, where: str) -> str | None:
    """Return in words where two pieces of plain data first differ."""
    if given == computed:
        return None
    if isinstance(given, dict) and isinstance(computed, dict):
        for key in computed | given:
            if key not in given or key not in computed:
                return f"{where}.{key} stands in one of the two only"
            if given[key] != computed[key]:
                return _first_difference(given[key], computed[key], f"{where}.{key}")
    if isinstance(given, list) and isinstance(computed, list) and len(given) == len(computed):
        pairs = enumerate(zip(given, computed, strict=True))
        found_in = (_first_difference(a, b, f"{where}[{number}]") for number, (a, b) in pairs)
        return next(found for found in found_in if found)
    return f"{where} says {given!r}, recomputed {computed!r}"


if __name__ == "__main__":
    gc.disable()  # millions of small lists and no cycles: collecting them costs a fifth
    sys.exit(main())

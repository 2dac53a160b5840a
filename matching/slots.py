"""The places of a meeting: who has met nobody yet goes first, then lots that anyone recomputes.

``python -m matching.slots FILE`` recomputes a draw from its receipt and prints the order.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from matching.lottery import commitment, draw_lot, draw_seed, is_committed

FORMAT: Final = "meeting-draw-v1"


class DrawDiffers(ValueError):  # noqa: N818 - what was found, not an accident
    """A receipt does not follow from what stands in it."""


def order_requests(needs: Mapping[str, int], seed: bytes) -> list[str]:
    """Return in which order requests get a place.

    Parameters
    ----------
    needs : mapping of str to int
        By the code of each request: how many meetings its student has been given before.
    seed : bytes
        The seed of the draw.

    Returns
    -------
    list of str
        The codes: the fewest meetings first, and among equals the smallest lot.

    Examples
    --------
    >>> order_requests({"K7Q2": 1, "M3XA": 0, "R8BT": 0}, bytes(32))
    ['R8BT', 'M3XA', 'K7Q2']
    """
    return sorted(needs, key=lambda code: (needs[code], draw_lot(seed, code)))


def freeze_requests(slot_code: str, places: int, needs: Mapping[str, int]) -> bytes:
    """Return the input of a draw as bytes: the same facts, the same bytes.

    Examples
    --------
    >>> freeze_requests("A", 1, {"M3XA": 0})
    b'{"places":1,"requests":[["M3XA",0]],"slot":"A"}'
    """
    frozen = {"slot": slot_code, "places": places, "requests": sorted(map(list, needs.items()))}
    return _written(frozen)


def draw_receipt(slot_code: str, places: int, needs: Mapping[str, int], secret: bytes) -> bytes:
    """Draw, and return all that is needed to draw again.

    Nobody can steer it: the secret is bound before anyone asks, and the codes of the requests,
    which enter the seed too, are drawn by chance as each of them is made.

    Parameters
    ----------
    slot_code : str
        The code of the meeting.
    places : int
        How many can come.
    needs : mapping of str to int
        By the code of each request: how many meetings its student has been given before.
    secret : bytes
        The 32 bytes whose commitment was published when the meeting was offered.

    Examples
    --------
    >>> check_receipt(draw_receipt("A", 1, {"M3XA": 0, "K7Q2": 1}, bytes(32)))
    ['M3XA', 'K7Q2']
    """
    digest = hashlib.sha256(freeze_requests(slot_code, places, needs)).digest()
    seed = draw_seed([secret], "", digest)
    order = order_requests(needs, seed)
    return _written(
        {
            "format": FORMAT,
            "slot": slot_code,
            "places": places,
            "commitment": commitment(slot_code, secret).hex(),
            "secret": secret.hex(),
            "input_digest": digest.hex(),
            "seed": seed.hex(),
            "order": [[code, needs[code], draw_lot(seed, code).hex()] for code in order],
        }
    )


def check_receipt(content: bytes) -> list[str]:
    """Draw again from a receipt and return the order of the codes.

    Raises
    ------
    DrawDiffers
        If the secret is not the one that was bound, or anything else does not follow.

    Examples
    --------
    >>> check_receipt(b"{}")
    Traceback (most recent call last):
        ...
    matching.slots.DrawDiffers: this is no receipt of a draw
    """
    try:
        said = json.loads(content)
        needs = {str(code): int(need) for code, need, _lot in said["order"]}
        secret, published = bytes.fromhex(said["secret"]), bytes.fromhex(said["commitment"])
        slot_code, places = str(said["slot"]), int(said["places"])
        is_bound = is_committed(slot_code, secret, published)
    except (KeyError, TypeError, ValueError):
        raise DrawDiffers("this is no receipt of a draw") from None
    if not is_bound:
        raise DrawDiffers("the secret is not the one that was bound beforehand")
    if draw_receipt(slot_code, places, needs, secret) != content:
        raise DrawDiffers("the draw gives something else than the receipt says")
    return [str(code) for code, _need, _lot in said["order"]]


def _written(facts: Mapping[str, object]) -> bytes:
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


def main(arguments: list[str]) -> int:
    """Recompute the draw in a file and print its order, or what is wrong with it."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m matching.slots FILE\n")
        return 2
    try:
        order = check_receipt(Path(arguments[0]).read_bytes())
    except (DrawDiffers, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write("".join(f"{number} {code}\n" for number, code in enumerate(order, 1)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The lottery of a round: committed secrets and a public value make lots that anyone recomputes."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

SECRET_BYTES: Final = 32
"""Length of a party's secret."""

_LABEL: Final = b"lottery-v1"
_BLOCK: Final = hashlib.sha256().block_size


def commitment(round_code: str, secret: bytes) -> bytes:
    """Return what a party publishes before scoring closes: it binds the secret and hides it.

    Parameters
    ----------
    round_code : str
        The code of the round.
    secret : bytes
        32 random bytes that the party keeps until the draw.

    Returns
    -------
    bytes
        ``SHA-256("lottery-v1" + round_code + secret)``.

    Raises
    ------
    ValueError
        If the secret is not 32 bytes.

    Examples
    --------
    >>> commitment("2027-A", bytes(32)).hex()[:16]
    '099b4a7825676483'
    """
    return hashlib.sha256(_LABEL + round_code.encode() + _checked(secret)).digest()


def is_committed(round_code: str, secret: bytes, published: bytes) -> bool:
    """Say whether a revealed secret is the one that was committed to.

    Examples
    --------
    >>> is_committed("2027-A", bytes(32), commitment("2027-A", bytes(32)))
    True
    """
    return hmac.compare_digest(commitment(round_code, secret), published)


def draw_seed(secrets: Sequence[bytes], public_value: str, input_digest: bytes) -> bytes:
    """Make the seed of the round from the secrets, the public value and the input's digest.

    The digest is published before a secret is shown and before the value is known.

    Parameters
    ----------
    secrets : sequence of bytes
        The parties' secrets, in the order stated beforehand; a party that was declared absent
        has none, and the public value is then one drawn after that.
    public_value : str
        The value that nobody controls, named beforehand, exactly as published.
    input_digest : bytes
        SHA-256 of the frozen input.

    Returns
    -------
    bytes
        ``SHA-256(secrets + public_value + input_digest)``.

    Raises
    ------
    ValueError
        If there is no secret, or a secret or the digest is not 32 bytes.

    Examples
    --------
    >>> draw_seed([bytes(32)], "drand 4711", bytes(32)).hex()[:16]
    '7d77fb86f1879db7'
    """
    if not secrets:
        raise ValueError("a draw needs the secret of at least one party")
    if len(input_digest) != hashlib.sha256().digest_size:
        raise ValueError(f"the input digest must be 32 bytes, got {len(input_digest)}")
    parts = [*map(_checked, secrets), public_value.encode(), input_digest]
    return hashlib.sha256(b"".join(parts)).digest()


def draw_lot(seed: bytes, candidate_code: str, place_code: str | None = None) -> bytes:
    """Return a student's lot: smaller comes first.

    Parameters
    ----------
    seed : bytes
        The seed of the round.
    candidate_code : str
        The student's code in this round.
    place_code : str, optional
        Only in rounds with a lot per place: the place it is for.

    Returns
    -------
    bytes
        ``HMAC-SHA256(seed, candidate_code)``; with a place, a zero byte and its code follow.

    Examples
    --------
    >>> draw_lot(bytes(32), "K7Q2").hex()[:16]
    'aff7553c4abd531f'
    """
    message = candidate_code.encode()
    if place_code is not None:
        message += b"\0" + place_code.encode()
    return hmac.digest(seed, message, "sha256")


def draw_lots(
    seed: bytes, candidate_codes: Iterable[str], place_codes: Iterable[str] | None = None
) -> list[bytes]:
    """Return many lots, each as :func:`draw_lot` does.

    Parameters
    ----------
    seed : bytes
        The seed of the round.
    candidate_codes : iterable of str
        One code per lot.
    place_codes : iterable of str, optional
        Only in rounds with a lot per place: the place of each lot.

    Returns
    -------
    list of bytes
        One per code, in their order.

    Examples
    --------
    >>> draw_lots(bytes(32), ["K7Q2"]) == [draw_lot(bytes(32), "K7Q2")]
    True
    """
    # HMAC by its definition (RFC 2104): half of every hash is the same, and is computed once.
    key = (seed if len(seed) <= _BLOCK else hashlib.sha256(seed).digest()).ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key))
    messages = (
        map(str.encode, candidate_codes)
        if place_codes is None
        else (
            code.encode() + b"\0" + place.encode()
            for code, place in zip(candidate_codes, place_codes, strict=True)
        )
    )
    lots = []
    for message in messages:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        lots.append(second.digest())
    return lots


def order_of(lots: Sequence[bytes]) -> npt.NDArray[np.int64]:
    """Give every lot of a round its number: 0 for the one that comes first.

    Parameters
    ----------
    lots : sequence of bytes
        Lots of 32 bytes.

    Returns
    -------
    ndarray of int64, shape (n_lots,)
        The position of each lot among all of them.

    Raises
    ------
    ValueError
        If two lots are the same: one was asked for twice.

    Examples
    --------
    >>> order_of(draw_lots(bytes(32), ["K7Q2", "M3XA", "R8BT"]))
    array([2, 1, 0])
    """
    words = np.frombuffer(b"".join(lots), dtype=">u8").reshape(-1, 4).astype(np.uint64)
    order = np.argsort(words[:, 0], kind="stable")
    first = words[order, 0]
    if np.any(first[1:] == first[:-1]):  # as good as never, but then the whole lot decides
        order = np.lexsort(words.T[::-1])
        ordered = words[order]
        if np.any((ordered[1:] == ordered[:-1]).all(axis=1)):
            raise ValueError("every candidate code may be drawn only once")
    positions = np.empty(len(lots), dtype=np.int64)
    positions[order] = np.arange(len(lots))
    return positions


def _checked(secret: bytes) -> bytes:
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret must be {SECRET_BYTES} bytes, got {len(secret)}")
    return secret

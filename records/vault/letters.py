"""Letters that only their readers open: sealed to public keys, padded to whole KiB.

The private halves are not here: a confidant's is wrapped under a passphrase, a writer's follows
from the receipt. Whoever has the database and the vault key still reads no letter.
"""

import json
import os
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID, uuid4

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models.signal import ConfidantKey, Letter, LetterKey, Signal
from records.vault.sealing import SealBroken

Words: TypeAlias = Mapping[str, object]
"""What one letter says, by name; it becomes JSON before it is sealed."""

STEP: Final = 1024
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
RECEIPT_DIGITS: Final = 16
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_RECEIPT_SALT: Final = b"proefplek receipt v1"
"""One for all: a receipt has to be found by itself. It is drawn, so no list of likely ones fits."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What follows from sixteen digits, and from nothing else."""

    lookup: str
    private: X25519PrivateKey

    @property
    def public_key(self) -> bytes:
        """The half to which others seal."""
        return self.private.public_key().public_bytes_raw()


def draw_receipt() -> str:
    """Return sixteen digits by chance."""
    return "".join(secrets.choice("0123456789") for _position in range(RECEIPT_DIGITS))


def receipt_of(digits: str) -> Receipt:
    """Return what the digits open; slow on purpose, so that trying them all takes for ever."""
    raw = hash_secret_raw(
        digits.encode(), _RECEIPT_SALT, 2, 19 * 1024, parallelism=1, hash_len=64, type=Type.ID
    )
    return Receipt(raw[:32].hex(), X25519PrivateKey.from_private_bytes(raw[32:]))


def company_text(school_id: UUID, kvk_number: str) -> str:
    """Return of what the tag of a company is the digest; it says so for one school only."""
    return f"company|{school_id}|{kvk_number}"


def wrap_key(account_id: UUID, private: X25519PrivateKey, passphrase: str) -> bytes:
    """Return a private key that opens with this passphrase, for this account."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    cipher = _cipher_of(passphrase, salt)
    return salt + nonce + cipher.encrypt(nonce, private.private_bytes_raw(), account_id.bytes)


def unwrap_key(account_id: UUID, wrapped: bytes, passphrase: str) -> X25519PrivateKey:
    """Return the private key behind a passphrase.

    Raises
    ------
    SealBroken
        If it is another passphrase, or the key of another account.
    """
    salt, rest = wrapped[:SALT_BYTES], wrapped[SALT_BYTES:]
    nonce, sealed = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    try:
        raw = _cipher_of(passphrase, salt).decrypt(nonce, sealed, account_id.bytes)
    except InvalidTag as broken:
        raise SealBroken(f"cannot open the key of {account_id}") from broken
    return X25519PrivateKey.from_private_bytes(raw)


def write_letter(signal: Signal, words: Words, *, to: Iterable[ConfidantKey] = ()) -> None:
    """Seal a letter to the writer of the signal and to these confidants."""
    letter = Letter(id=uuid4(), number=len(signal.letters) + 1)
    key = ChaCha20Poly1305.generate_key()
    nonce = os.urandom(NONCE_BYTES)
    letter.content = nonce + ChaCha20Poly1305(key).encrypt(nonce, _padded(words), letter.id.bytes)
    letter.keys = [
        LetterKey(confidant_key_id=key_id, sealed=_seal_key(letter.id, key, public_key))
        for key_id, public_key in [
            (None, signal.public_key),
            *((one.id, one.public_key) for one in to),
        ]
    ]
    signal.letters.append(letter)


def note_for_confidants(signal: Signal, words: Words, *, to: Iterable[ConfidantKey]) -> None:
    """Seal a letter to these confidants alone."""
    write_letter(signal, words, to=to)
    letter = signal.letters[-1]
    letter.keys = [one for one in letter.keys if one.confidant_key_id is not None]


def open_letters(
    session: Session, signals: Sequence[Signal], private: X25519PrivateKey, reader_id: UUID | None
) -> dict[UUID, list[dict[str, object]]]:
    """Return what this reader may read of each signal, the first letter first.

    `reader_id` is the key of a confidant, or None for the writer.
    """
    query = (
        select(Letter, LetterKey.sealed)
        .join(LetterKey, LetterKey.letter_id == Letter.id)
        .where(
            Letter.signal_id.in_([signal.id for signal in signals]),
            LetterKey.confidant_key_id == reader_id,
        )
        .order_by(Letter.signal_id, Letter.number, Letter.id)
    )
    found: defaultdict[UUID, list[dict[str, object]]] = defaultdict(list)
    for letter, sealed in session.execute(query):
        found[letter.signal_id].append(_open(letter, _open_key(letter.id, sealed, private)))
    return dict(found)


def share_letters(
    session: Session,
    signals: Sequence[Signal],
    private: X25519PrivateKey,
    *,
    of: UUID | None,
    to: Iterable[ConfidantKey],
) -> None:
    """Let these confidants read what the reader with this key, or the writer, reads now."""
    readers = list(to)
    letters = [letter for signal in signals for letter in signal.letters]
    for letter in letters:
        sealed = {one.confidant_key_id: one.sealed for one in letter.keys}
        if of not in sealed:
            continue
        key = _open_key(letter.id, sealed[of], private)
        letter.keys += [
            LetterKey(confidant_key_id=one.id, sealed=_seal_key(letter.id, key, one.public_key))
            for one in readers
            if one.id not in sealed
        ]
    session.flush()


def _padded(words: Words) -> bytes:
    text = json.dumps(words).encode()
    framed = len(text).to_bytes(4, "big") + text
    return framed + bytes(-len(framed) % STEP)


def _open(letter: Letter, key: bytes) -> dict[str, object]:
    nonce, sealed = letter.content[:NONCE_BYTES], letter.content[NONCE_BYTES:]
    framed = ChaCha20Poly1305(key).decrypt(nonce, sealed, letter.id.bytes)
    length = int.from_bytes(framed[:4], "big")
    words: dict[str, object] = json.loads(framed[4 : 4 + length])
    return words


def _seal_key(letter_id: UUID, key: bytes, public_key: bytes) -> bytes:
    public = X25519PublicKey.from_public_bytes(public_key)
    return _SUITE.encrypt(key, public, info=letter_id.bytes)


def _open_key(letter_id: UUID, sealed: bytes, private: X25519PrivateKey) -> bytes:
    return _SUITE.decrypt(sealed, private, info=letter_id.bytes)


def _cipher_of(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(
        hash_secret_raw(
            passphrase.encode(), salt, 3, 64 * 1024, parallelism=1, hash_len=32, type=Type.ID
        )
    )

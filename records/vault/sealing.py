"""Sealing values so that they can only be opened with the key, and only where they belong."""

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

NONCE_BYTES = 12


class SealBroken(Exception):  # noqa: N818 - what stands in the way
    """The bytes were not sealed here: another key, another row, or somebody changed them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives; it opens nowhere else."""

    table: str
    column: str
    row_id: UUID

    @property
    def label(self) -> bytes:
        """The associated data of the encryption."""
        return f"{self.table}|{self.column}|{self.row_id}".encode()


class Key:
    """The vault key: 32 bytes from the environment, with one derived key for look-ups.

    While a key is being replaced it knows the one before, which opens and finds and seals nothing.
    """

    def __init__(self, secret: bytes, before: "Key | None" = None) -> None:
        if len(secret) != 32:
            raise ValueError("the vault key must be 32 bytes, written as 64 hexadecimal digits")
        self.before = before
        self._cipher = AESGCM(secret)
        self._lookup_key = hmac.digest(secret, b"proefplek lookup v1", "sha256")

    def seal(self, place: Place, value: object) -> bytes:
        """Return the JSON of value, encrypted and bound to its place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, json.dumps(value).encode(), place.label)

    def open(self, place: Place, sealed: bytes) -> object:
        """Return the value that was sealed for this place.

        Raises
        ------
        SealBroken
            If key, place or bytes are not those of the sealing.
        """
        try:
            return self._open(place, sealed)
        except InvalidTag as broken:
            if self.before is not None:
                return self.before.open(place, sealed)
            raise SealBroken(f"cannot open {place.table}.{place.column} {place.row_id}") from broken

    def seal_anew(self, place: Place, sealed: bytes) -> bytes | None:
        """Return what the key before has sealed under this one; None where this one opens it."""
        try:
            self._open(place, sealed)
        except InvalidTag:
            return self.seal(place, self.open(place, sealed))
        return None

    def digest(self, value: str) -> str:
        """Return the keyed digest under which a value can be found without being readable."""
        return hmac.new(self._lookup_key, value.encode(), hashlib.sha256).hexdigest()

    def digests(self, value: str) -> list[str]:
        """Return the digests under which a value may stand: of this key, and of the one before."""
        return [self.digest(value), *(self.before.digests(value) if self.before else ())]

    def _open(self, place: Place, sealed: bytes) -> object:
        text = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.label)
        return json.loads(text)


def key_of(session: Session) -> Key:
    """Return the key that the application gave its sessions."""
    key = session.info["vault_key"]
    assert isinstance(key, Key)  # noqa: S101 - set once, in the application factory
    return key

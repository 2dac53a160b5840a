"""Reading the vault as if everybody were somebody else, to see what depends on who somebody is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from records.vault.people import Person, facts_of
from records.vault.sealing import Key, Place, key_of

_OF_A_PERSON: Final = ("vault_person", "sealed")


class ExchangedKey(Key):
    """A key that opens some people as others, and is for reading only."""

    def __init__(self, key: Key, people: Mapping[UUID, Person]) -> None:
        self.before = None
        self._key = key
        self._people = people

    def seal(self, place: Place, _value: object) -> bytes:
        """Refuse: what is sealed now would be of somebody else."""
        raise RuntimeError(f"nothing is written to {place.table} while identities are exchanged")

    def open(self, place: Place, sealed: bytes) -> object:
        """Return what was sealed here, or who stands here instead."""
        if (place.table, place.column) == _OF_A_PERSON and place.row_id in self._people:
            return facts_of(self._people[place.row_id])
        return self._key.open(place, sealed)

    def digest(self, value: str) -> str:
        """Return the digest of the key behind this one."""
        return self._key.digest(value)

    def digests(self, value: str) -> list[str]:
        """Return the digests of the key behind this one."""
        return self._key.digests(value)


@contextmanager
def exchanged(session: Session, people: Mapping[UUID, Person]) -> Iterator[None]:
    """Let every read of the vault in this session find these people under these accounts."""
    usual = key_of(session)
    session.info["vault_key"] = ExchangedKey(usual, people)
    try:
        yield
    finally:
        session.info["vault_key"] = usual

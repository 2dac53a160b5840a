"""The demo's one source of chance: the same seed gives the same ids, codes, secrets and choices.

What still differs from one filling to the next: the nonces of the vault, the salt of the password,
the links in mails, and the ids of rows that are written in bulk, such as what lies on a desk.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from placements.codes import ALPHABET, CODE_LENGTH

SEED = 2026


class Chance:
    """Ids, codes, secrets and choices, each from its own stream: one more row changes no choice."""

    def __init__(self, seed: int) -> None:
        self._ids = _stream(seed, "ids")
        self._codes = _stream(seed, "codes")
        self._secrets = _stream(seed, "secrets")
        self.choices = _stream(seed, "choices")

    def draw_id(self) -> UUID:
        """Return a new id."""
        return UUID(int=self._ids.getrandbits(128), version=4)

    def draw_code(self) -> str:
        """Return a code for a candidate."""
        return "".join(self._codes.choices(ALPHABET, k=CODE_LENGTH))

    def draw_secret(self) -> str:
        """Return a secret for the lottery, as its party types it."""
        return self._secrets.randbytes(32).hex()

    @contextmanager
    def numbers_rows(self, session: Session) -> Iterator[None]:
        """Give every row that is added in this block an id of this chance."""

        def number(session: Session, _context: object, _rows: Sequence[object] | None) -> None:
            for row in session.new:
                if row.id is None:
                    row.id = self.draw_id()

        event.listen(session, "before_flush", number)
        try:
            yield
        finally:
            event.remove(session, "before_flush", number)


def _stream(seed: int, name: str) -> random.Random:
    return random.Random(f"{seed} {name}")  # noqa: S311 - a demo that is the same every time

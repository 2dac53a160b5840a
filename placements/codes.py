"""Codes: random ones that people can read aloud (Crockford's base 32), secrets, and a round's."""

import secrets

from matching.lottery import SECRET_BYTES
from records.models.round import Round

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26


def random_code() -> str:
    """Return a code of 130 random bits; the edge draws it and hands it to the act."""
    return "".join(secrets.choice(ALPHABET) for _position in range(CODE_LENGTH))


def random_secret() -> bytes:
    """Return a secret for a draw; the edge draws it and hands it to the act."""
    return secrets.token_bytes(SECRET_BYTES)


def round_code(round_: Round) -> str:
    """Return the name of a round in its frozen input and in every commitment to its lottery."""
    return str(round_.id)

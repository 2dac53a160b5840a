"""Random codes that people can read aloud: Crockford's base 32, without I, L, O and U."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26


def random_code() -> str:
    """Return a code of 130 random bits; the edge draws it and hands it to the act."""
    return "".join(secrets.choice(ALPHABET) for _position in range(CODE_LENGTH))

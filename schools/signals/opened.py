"""The key of a confidant between two pages: in the browser, sealed with the key of the vault.

The database never has it, and the server has it only while it answers: the browser brings what
only the server opens. Half an hour after the passphrase was typed it opens nothing.
"""

from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Final, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import abort, session

from placements.actors import Actor
from placements.policy.signals import may_keep_key
from records.database import current_session
from records.queries.signals import find_confidant_key
from records.vault.sealing import Place, SealBroken, key_of
from web.guards import current_actor

OPEN_FOR: Final = timedelta(minutes=30)
_NAME: Final = "desk"


def confidant_or_404() -> Actor:
    """Return the confidant; for everybody else there is no such page."""
    actor = current_actor()
    if not may_keep_key(actor):
        abort(404)
    return actor


def keep_open(actor: Actor, private: X25519PrivateKey, *, now: datetime) -> None:
    """Let this browser open letters for a while."""
    words = {"key": private.private_bytes_raw().hex(), "until": (now + OPEN_FOR).timestamp()}
    sealed = key_of(current_session()).seal(_place(actor), words)
    session[_NAME] = b64encode(sealed).decode()


def opened_key(actor: Actor, *, now: datetime) -> X25519PrivateKey | None:
    """Return the key that this browser holds open, if it does and no other one took its place."""
    if _NAME not in session:
        return None
    try:
        sealed = b64decode(session[_NAME])
        opened = key_of(current_session()).open(_place(actor), sealed)
    except SealBroken:
        return None
    words = cast("dict[str, object]", opened)
    if now.timestamp() > cast("float", words["until"]):
        return None
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(str(words["key"])))
    key = find_confidant_key(current_session(), actor.account_id)
    is_own = key is not None and key.public_key == private.public_key().public_bytes_raw()
    return private if is_own else None


def _place(actor: Actor) -> Place:
    return Place("session", _NAME, actor.account_id)

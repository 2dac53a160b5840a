"""The keys of confidants: made with a passphrase, vouched for by a colleague, opened to read."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import delete
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.signals import may_admit_key, may_keep_key
from placements.signals.guesses import note_guess, passphrase_guess, stop_after_guesses
from records.models.school import School
from records.models.signal import ConfidantKey
from records.queries.signals import (
    find_confidant_key,
    list_confidant_keys,
    list_signals_to_share,
)
from records.vault.letters import share_letters, unwrap_key, wrap_key
from records.vault.sealing import SealBroken

PASSPHRASE_LENGTH = range(16, 129)


def reads_here(key: ConfidantKey | None) -> bool:
    """Return whether somebody vouched for a key, so that letters are sealed to it."""
    return key is not None and key.admitted_by is not None


def make_key(
    session: Session, actor: Actor, passphrase: str, *, replaces: bool, now: datetime
) -> X25519PrivateKey:
    """Make the key of a confidant. The first of a school vouches for itself.

    With `replaces` the key so far goes, and with it what was sealed to nobody else: that is what
    losing a passphrase costs.

    Raises
    ------
    NotAllowed
        If the actor is no confidant.
    TooLate
        If there is a key already and it was not said that it is lost.
    Refusal
        If the passphrase is too short to stand against guessing.
    """
    require(may_keep_key(actor))
    if len(passphrase) not in PASSPHRASE_LENGTH:
        raise Refusal(
            msgid("Choose a passphrase of 16 to 128 characters: five words are fine."),
            field="passphrase",
        )
    school = session.get_one(School, actor.school_id)
    hold(session, school)  # of two who are first at once, one is second
    former = find_confidant_key(session, actor.account_id)
    if former is not None:
        if not replaces:
            raise TooLate(msgid("You have a key already."))
        session.execute(delete(ConfidantKey).where(ConfidantKey.id == former.id))
        session.expire_all()
    others = [one for one in list_confidant_keys(session, school.id) if one.admitted_by]
    private = X25519PrivateKey.generate()
    session.add(
        ConfidantKey(
            account_id=actor.account_id,
            school_id=school.id,
            public_key=private.public_key().public_bytes_raw(),
            wrapped=wrap_key(actor.account_id, private, passphrase),
            admitted_by=None if others else actor.account_id,
        )
    )
    session.flush()
    audit.record(session, actor, "confidant_key:made", actor.account_id, now=now)
    return private


def open_key(
    session: Session, actor: Actor, passphrase: str, *, now: datetime
) -> X25519PrivateKey | None:
    """Return the private key of a confidant, or None after a wrong passphrase.

    Raises
    ------
    TooLate
        After too many wrong ones.
    """
    key = find_confidant_key(session, actor.account_id)
    require(may_keep_key(actor) and key is not None)
    assert key is not None  # noqa: S101 - required just now
    guess = passphrase_guess(session, actor.account_id)
    stop_after_guesses(session, guess, now=now)
    if len(passphrase) in PASSPHRASE_LENGTH:
        try:
            return unwrap_key(actor.account_id, key.wrapped, passphrase)
        except SealBroken:
            pass
    note_guess(session, guess, now=now)
    return None


def admit_key(
    session: Session,
    actor: Actor,
    private: X25519PrivateKey,
    key: ConfidantKey,
    *,
    now: datetime,
) -> None:
    """Vouch for a colleague, who from now on reads every case of the school as well.

    An administrator can appoint a confidant, and appoint oneself; only a confidant who reads
    already can let another one read.

    Raises
    ------
    NotAllowed
        If the actor does not read for this school, or the key was vouched for already.
    """
    hold(session, key)
    own = find_confidant_key(session, actor.account_id)
    require(may_admit_key(actor, key, reads=reads_here(own)))
    assert own is not None  # noqa: S101 - required just now
    key.admitted_by = actor.account_id
    signals = list_signals_to_share(session, actor.school_id)
    share_letters(session, signals, private, of=own.id, to=[key])
    audit.record(session, actor, "confidant_key:admitted", key.account_id, now=now)

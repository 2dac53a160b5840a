"""The lottery's parties: each binds itself to a secret before scoring closes and shows it after.

Nobody can steer the lots: a secret is bound before the input is known, and the public value
comes from a draw that was named when the round was opened.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from matching.lottery import SECRET_BYTES, commitment, is_committed
from placements import audit
from placements.actors import Actor
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.policy import require
from placements.policy.rounds import (
    may_deposit_commitment,
    may_record_public_value,
    may_reveal_secret,
)
from records.models.round import LotterySecret, Round
from records.queries.match_runs import count_runs_of_round
from records.queries.rounds import find_own_party, list_parties

UNREADABLE: Final = msgid("A secret is 64 characters: the digits 0 to 9 and the letters a to f")


def round_code(round_: Round) -> str:
    """Return the name of a round in every commitment to its lottery."""
    return str(round_.id)


def commitment_to(round_: Round, secret: bytes) -> str:
    """Return what a party publishes: it binds the secret and tells nothing of it."""
    return commitment(round_code(round_), secret).hex()


def deposit_commitment(
    session: Session, actor: Actor, round_: Round, *, party: str, secret: str, now: datetime
) -> LotterySecret:
    """Bind a party to its secret. The secret itself is not kept: only the party has it.

    Doing it again, before scoring closes, replaces a secret that was lost; the log shows it.

    Raises
    ------
    NotAllowed
        If the actor is no party to this lottery, or scoring has closed.
    Refusal
        If the secret is not 32 bytes, or another party has this name.
    """
    hold(session, round_)
    require(
        may_deposit_commitment(actor, round_),
        msgid("Scoring has closed. The secrets of this round can no longer change."),
    )
    bound = commitment_to(round_, secret_from(secret))
    parties = [one for one, _role in list_parties(session, round_.id)]
    others = [one for one in parties if one.account_id != actor.account_id]
    if any(one.party.casefold() == party.casefold() for one in others):
        raise Refusal(
            msgid("Another party has this name already. Choose another one."), field="party"
        )
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    if own is None:
        position = max((one.position for one in parties), default=0) + 1
        own = LotterySecret(round_id=round_.id, account_id=actor.account_id, position=position)
        session.add(own)
    own.party = party
    own.commitment = bound
    session.flush()
    audit.record(
        session, actor, "lottery:committed", round_.id, now=now, party=party, commitment=bound
    )
    return own


def reveal_secret(
    session: Session, actor: Actor, round_: Round, *, secret: str, now: datetime
) -> None:
    """Show the secret of a party, once scoring has closed; it must be the one that was bound.

    Raises
    ------
    NotAllowed
        If the actor is no party to this lottery, or scoring has not closed.
    TooLate
        If it was shown already.
    Refusal
        If it is not the secret that was bound.
    """
    hold(session, round_)
    require(may_reveal_secret(actor, round_))
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    require(own is not None)
    assert own is not None  # noqa: S101 - the line above has seen to it; for the type checker
    if own.secret is not None:
        raise TooLate(msgid("You have shown this secret already."))
    shown = secret_from(secret)
    if not is_committed(round_code(round_), shown, bytes.fromhex(own.commitment)):
        raise Refusal(
            msgid("This is not the secret you bound yourself to. Look for the other one."),
            field="secret",
        )
    own.secret = shown.hex()
    audit.record(session, actor, "lottery:revealed", round_.id, now=now, party=own.party)


def record_public_value(
    session: Session, actor: Actor, round_: Round, *, value: str, now: datetime
) -> None:
    """Write down what the public draw gave; a mistake can be mended until the first run.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or scoring has not closed.
    TooLate
        If a match has been run with the value that stands there.
    """
    hold(session, round_)
    require(may_record_public_value(actor, round_))
    if round_.public_value is not None and count_runs_of_round(session, round_.id):
        raise TooLate(msgid("A match has been run with this value. It can no longer change."))
    round_.public_value = value
    audit.record(session, actor, "lottery:public_value_recorded", round_.id, now=now, value=value)


def secret_from(secret: str) -> bytes:
    """Return the bytes of a secret as it is written.

    Raises
    ------
    Refusal
        If it is not 32 bytes in hexadecimal.
    """
    try:
        found = bytes.fromhex(secret)
    except ValueError:
        raise Refusal(UNREADABLE, field="secret") from None
    if len(found) != SECRET_BYTES:
        raise Refusal(UNREADABLE, field="secret")
    return found

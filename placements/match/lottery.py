"""The lottery's parties: each binds itself to a secret before scoring closes and hands it in after.

Nobody can steer the lots: a secret is bound before the input is known, the input is frozen before
a secret or the public value is known, and that value comes from a draw that was named beforehand.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from matching.lottery import SECRET_BYTES, commitment, is_committed
from placements import audit
from placements.actors import Actor
from placements.codes import round_code
from placements.days import day_of
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.match.absence import drop_needless_absence, is_declared
from placements.policy import require
from placements.policy.rounds import (
    may_deposit_commitment,
    may_record_public_value,
    may_reveal_secret,
)
from records.models.round import LotterySecret, Round
from records.queries.match_runs import count_runs_of_round, is_input_frozen
from records.queries.rounds import find_absence, find_own_party, list_parties

NOT_FROZEN: Final = msgid(
    "The input of the match is not frozen yet. No secret or public value can be known before that."
)
UNREADABLE: Final = msgid("A secret is 64 characters: the digits 0 to 9 and the letters a to f")


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
    """Hand in the secret of a party, once the input is frozen; it must be the one that was bound.

    It stays closed until no party can choose any more, so that nobody computes the lots and then
    keeps a secret back.

    Raises
    ------
    NotAllowed
        If the actor is no party to this lottery, or the input is not frozen.
    TooLate
        If it was handed in already, or the party was declared absent.
    Refusal
        If it is not the secret that was bound.
    """
    hold(session, round_)
    is_frozen = is_input_frozen(session, round_.id)
    require(may_reveal_secret(actor, round_, is_frozen=is_frozen), NOT_FROZEN)
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    require(own is not None)
    assert own is not None  # noqa: S101 - the line above has seen to it; for the type checker
    if own.secret is not None:
        raise TooLate(msgid("You have shown this secret already."))
    if is_declared(find_absence(session, round_.id)):
        raise TooLate(
            msgid("Your party was declared absent. The draw goes on without this secret.")
        )
    shown = secret_from(secret)
    if not is_committed(round_code(round_), shown, bytes.fromhex(own.commitment)):
        raise Refusal(
            msgid("This is not the secret you bound yourself to. Look for the other one."),
            field="secret",
        )
    own.secret = shown.hex()
    audit.record(session, actor, "lottery:revealed", round_.id, now=now, party=own.party)
    session.flush()
    drop_needless_absence(session, actor, round_, now=now)


def record_public_value(
    session: Session, actor: Actor, round_: Round, *, value: str, now: datetime
) -> None:
    """Write down what the public draw gave; a mistake can be mended until the first run.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the input is not frozen.
    TooLate
        If a match has been run with the value that stands there.
    Refusal
        If a party is absent and the day of the later draw has not come.
    """
    hold(session, round_)
    is_frozen = is_input_frozen(session, round_.id)
    require(may_record_public_value(actor, round_, is_frozen=is_frozen), NOT_FROZEN)
    absence = find_absence(session, round_.id)
    if absence is not None and is_declared(absence) and day_of(now) < absence.drawn_on:
        raise Refusal(msgid("The draw that counts now has yet to come."), field="value")
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

"""The signed-in person as flask-login carries it."""

from uuid import UUID

from flask_login import UserMixin

from placements.actors import actor_of
from records.database import current_session
from records.models.account import Account
from records.vault.people import read_for_service


class SignedIn(UserMixin):
    """An account for the length of one request."""

    def __init__(self, account: Account) -> None:
        self.id = session_name(account)
        self.locale = account.locale
        self.actor = actor_of(account)

    @property
    def full_name(self) -> str:
        """The person's own name, for the person's own eyes."""
        account_id = self.actor.account_id
        return read_for_service(current_session(), [account_id])[account_id].full_name


def session_name(account: Account) -> str:
    """Return what the session cookie holds: it stops working when the version moves on."""
    return f"{account.id}.{account.session_version}"


def load_signed_in(name: str) -> SignedIn | None:
    """Return who a session cookie belongs to, or None when that session has ended."""
    account_id, _dot, version = name.partition(".")
    account = current_session().get(Account, UUID(account_id))
    if account is None or not account.is_active or str(account.session_version) != version:
        return None
    return SignedIn(account)

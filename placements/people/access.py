"""Getting in: passwords, links, codes, and counting what goes wrong."""

from datetime import datetime, timedelta
from hashlib import sha256

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.errors import NotAllowed, Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.links import REQUEST_LASTS, create_link, digest_of, is_code_of
from placements.policy import require
from placements.policy.people import may_require_second_factor
from records.models.account import (
    EMPLOYER_ROLES,
    STAFF_ROLES,
    AccessLink,
    Account,
    LinkKind,
    LinkRequest,
    SignInFailure,
)
from records.models.school import School
from records.queries.access import (
    count_failures_since,
    count_links,
    find_link_by_digest,
    list_code_links,
    list_link_requests,
    list_unused_links,
)
from records.queries.accounts import find_account_by_digest, find_account_by_email
from records.vault.candidates import NOBODY
from records.vault.people import email_digest, email_digests, read_for_service
from records.vault.rotation import totp_place
from records.vault.sealing import key_of

PASSWORD_LENGTH = range(12, 129)
FAILURES_ALLOWED = 5
FAILURES_COUNT_FOR = timedelta(minutes=15)
LINKS_AN_HOUR = 5

# 19 MiB, two passes: OWASP's minimum, so that a class of thirty signs in within seconds.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_HASH_OF_NOBODY = _hasher.hash("nobody has this password")


def find_password_hash(session: Session, email: str, *, now: datetime) -> str:
    """Return the hash to hold a password against; for unknown addresses that of nobody.

    Raises
    ------
    TooLate
        If this address has failed too often in the last quarter of an hour.
    """
    _stop_after_failures(session, email_digest(session, email), now=now)
    account = find_account_by_email(session, email)
    return (account.password_hash if account else None) or _HASH_OF_NOBODY


def is_password_of(password_hash: str, password: str) -> bool:
    """Whether this is the password; takes long on purpose, so nobody's transaction is open."""
    if len(password) >= PASSWORD_LENGTH.stop:
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def sign_in_with_password(
    session: Session, email: str, proved_hash: str | None, *, now: datetime
) -> Account | None:
    """Return the account whose password was proved, or None after a failed attempt.

    `proved_hash` is the hash of which somebody knew the password, as it stood a moment ago.

    Raises
    ------
    TooLate
        If this address has failed too often in the last quarter of an hour.
    """
    digest = email_digest(session, email)
    _stop_after_failures(session, digest, now=now)
    account = find_account_by_email(session, email)
    if account and proved_hash is not None and account.password_hash == proved_hash:
        audit.record(session, None, "account:signed_in", account.id, now=now)
        return account
    session.add(SignInFailure(email_digest=digest, failed_at=now))
    return None


def needs_second_factor(session: Session, account: Account) -> bool:
    """Whether this account must type a code after its password, or set one up first."""
    if account.sealed_totp_secret is not None:
        return True
    if account.role not in STAFF_ROLES or account.school_id is None:
        return False
    return session.get_one(School, account.school_id).requires_second_factor


def check_second_factor(session: Session, account: Account, code: str, *, now: datetime) -> bool:
    """Whether this authenticator code is right and was not used before.

    Raises
    ------
    TooLate
        If this account has failed too often in the last quarter of an hour.
    """
    hold(session, account)  # of two who type one code at once, one is second
    failures = sha256(f"second factor|{account.id}".encode()).hexdigest()
    _stop_after_failures(session, failures, now=now)
    sealed = account.sealed_totp_secret
    if sealed is not None:
        secret = str(key_of(session).open(totp_place(account.id), sealed))
        step = _matching_step(secret, code, now=now)
        if step is not None and step > (account.totp_last_step or 0):
            account.totp_last_step = step
            return True
    session.add(SignInFailure(email_digest=failures, failed_at=now))
    return False


def set_up_second_factor(
    session: Session, account: Account, secret: str, code: str, *, now: datetime
) -> None:
    """Keep the secret once the account has shown that its authenticator knows it.

    Raises
    ------
    Refusal
        If the code does not belong to the secret.
    NotAllowed
        If an authenticator is coupled already.
    """
    hold(session, account)
    require(account.sealed_totp_secret is None)
    step = _matching_step(secret, code, now=now)
    if step is None:
        raise Refusal(
            msgid("This code is not right. Wait for the next one and type it within 30 seconds."),
            field="code",
        )
    account.sealed_totp_secret = key_of(session).seal(totp_place(account.id), secret)
    account.totp_last_step = step
    audit.record(session, None, "account:second_factor_set", account.id, now=now)


def require_second_factor(
    session: Session, actor: Actor, school: School, *, is_required: bool, now: datetime
) -> None:
    """Say whether all staff of a school need an authenticator from their next sign-in on.

    Raises
    ------
    NotAllowed
        If the actor is no administrator of this school.
    """
    require(may_require_second_factor(actor, school_id=school.id))
    school.requires_second_factor = is_required
    event = "school:second_factor_required" if is_required else "school:second_factor_optional"
    audit.record(session, actor, event, school.id, now=now)


def reset_second_factor(session: Session, actor: Actor, account: Account, *, now: datetime) -> None:
    """Uncouple a lost authenticator of a colleague, who is signed out everywhere.

    Raises
    ------
    NotAllowed
        If the actor is no administrator of this school, or it is the actor's own account.
    """
    require(account.school_id is not None and account.id != actor.account_id)
    assert account.school_id is not None  # noqa: S101 - the line above; for the type checker
    require(may_require_second_factor(actor, school_id=account.school_id))
    account.sealed_totp_secret, account.totp_last_step = None, None
    end_sessions(account)
    audit.record(session, actor, "account:second_factor_reset", account.id, now=now)


def keep_account(session: Session, account: Account, email: str) -> Account | None:
    """Add an account, or return whose address it is; of two who add one at once one finds it."""
    existing = find_account_by_email(session, email)
    if existing is None:
        try:
            with session.begin_nested():
                session.add(account)
        except IntegrityError:
            existing = find_account_by_email(session, email)
    return existing


def request_link(session: Session, email: str, *, now: datetime) -> None:
    """Note that a link is wanted at this address.

    The same row for every address: only the worker looks whether it has an account, so that
    neither the answer nor its time tells who is known here. While the key is being replaced
    there are two, of which one leads to the account.
    """
    for digest in email_digests(session, email):
        session.add(LinkRequest(email_digest=digest, requested_at=now))


def send_requested_links(session: Session, *, now: datetime) -> int:
    """Mail the links that were asked for, a few an hour for an address; return how many wished.

    People at an employer get a link that signs them in, everyone else one to choose a password.
    """
    requests = list_link_requests(session)
    for request in requests:
        account = find_account_by_digest(session, request.email_digest)
        if account and _count_asked_links(session, account, now=now) < LINKS_AN_HOUR:
            _mail_link(session, account, now=now)
        session.delete(request)
        session.flush()
    return len(requests)


def renew_link(session: Session, account: Account, *, now: datetime) -> None:
    """Note that whoever holds an old link of this account wants a fresh one."""
    request_link(session, read_for_service(session, [account.id])[account.id].email, now=now)


def find_link(session: Session, token: str) -> AccessLink | None:
    """Return the link that this address belongs to, whatever its state."""
    return find_link_by_digest(session, digest_of(token))


def is_usable(link: AccessLink, *, now: datetime) -> bool:
    """Whether the link still does what it says."""
    return link.used_at is None and link.expires_at > now


def use_link(session: Session, link: AccessLink, *, now: datetime) -> Account:
    """Use the link up and return whom it lets in.

    Raises
    ------
    TooLate
        If it was used or has expired.
    """
    hold(session, link)  # of two who open it at once, one is second
    if not is_usable(link, now=now):
        raise TooLate(msgid("This link has been used or is too old."))
    link.used_at = now
    account = session.get_one(Account, link.account_id)
    if not account.is_active:
        raise NotAllowed(msgid("This account has been closed."))
    audit.record(session, None, "account:link_used", account.id, now=now, kind=link.kind.value)
    return account


def use_code(session: Session, email: str, code: str, *, now: datetime) -> Account | None:
    """Return whom the six digits from the newest mail let in, or None; five tries a mail."""
    digest = email_digest(session, email)
    _stop_after_failures(session, digest, now=now)
    account = find_account_by_email(session, email)
    # Where there is no account the same statements, whoever asks.
    for link in list_code_links(session, account.id if account else NOBODY, now=now):
        link.code_attempts += 1
        if is_code_of(session, link.id, code):
            return use_link(session, link, now=now)
    session.add(SignInFailure(email_digest=digest, failed_at=now))
    return None


def hash_of(password: str) -> str:
    """Return how a new password is kept; takes long on purpose.

    Raises
    ------
    Refusal
        If the password is too short, or too long to hash.
    """
    if len(password) not in PASSWORD_LENGTH:
        raise Refusal(
            msgid("Choose a password of 12 to 128 characters: four words are fine."),
            field="password",
        )
    return _hasher.hash(password)


def choose_password(
    session: Session, account: Account, password_hash: str, *, now: datetime
) -> None:
    """Set the password and end every other session of this account."""
    account.password_hash = password_hash
    end_sessions(account)
    for link in list_unused_links(session, account.id):
        link.used_at = now
    audit.record(session, None, "account:password_chosen", account.id, now=now)


def forget_failures(session: Session, *, now: datetime) -> bool:
    """Delete what no longer counts of failed sign-ins; whether there was any."""
    old = delete(SignInFailure).where(SignInFailure.failed_at <= now - FAILURES_COUNT_FOR)
    return bool(session.scalars(old.returning(SignInFailure.id)).all())


def end_sessions(account: Account) -> None:
    """Sign this account out everywhere."""
    account.session_version += 1


def _mail_link(session: Session, account: Account, *, now: datetime) -> None:
    kind = LinkKind.SIGN_IN if account.role in EMPLOYER_ROLES else LinkKind.PASSWORD
    link = create_link(session, account.id, kind, lasts=REQUEST_LASTS, now=now)
    notify(session, account.id, f"{kind.value}_link", now=now, link_id=str(link.id))


def _count_asked_links(session: Session, account: Account, *, now: datetime) -> int:
    """Return how many links were asked for in the last hour; those in notices last longer."""
    return count_links(
        session, account.id, since=now - timedelta(hours=1), expiring_by=now + REQUEST_LASTS
    )


def _stop_after_failures(session: Session, digest: str, *, now: datetime) -> None:
    since = now - FAILURES_COUNT_FOR
    if count_failures_since(session, digest, since=since) >= FAILURES_ALLOWED:
        raise TooLate(
            msgid("Signing in has failed too often. Wait 15 minutes, or ask for a link by mail.")
        )


def _matching_step(secret: str, code: str, *, now: datetime) -> int | None:
    """Return the 30-second step this code belongs to: the current one or a neighbour."""
    totp = pyotp.TOTP(secret)
    step = totp.timecode(now)
    for candidate in (step, step - 1, step + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(candidate), code):
            return candidate
    return None

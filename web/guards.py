"""The door of every page: each view says who may enter, and silence means nobody."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from placements.actors import EMPLOYER_ROLES, SCHOOL_ROLES, STAFF_ROLES, Actor, Role
from records.database import transaction_writes

P = ParamSpec("P")
R = TypeVar("R")

EVERYONE_SIGNED_IN = SCHOOL_ROLES | EMPLOYER_ROLES
ALL_STAFF = STAFF_ROLES
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def allow(*roles: Role) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let people with one of these roles in; put it directly under the route."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.__doors__ = frozenset(roles)  # type: ignore[attr-defined]  # views carry their door
        return view

    return mark


def allow_everyone(view: Callable[P, R]) -> Callable[P, R]:
    """Let visitors in without an account: sign-in, help, the accessibility statement."""
    view.__doors__ = None  # type: ignore[attr-defined]  # views carry their door
    return view


def opens_vault(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that reads identities: its GET writes ledger lines, so it takes the lock."""
    view.__opens_vault__ = True  # type: ignore[attr-defined]  # views carry their door
    return view


def check_door() -> ResponseReturnValue | None:
    """Refuse the request unless the view it is for has been opened to this visitor."""
    view = current_app.view_functions.get(request.endpoint or "")
    writes = request.method not in READING or getattr(view, "__opens_vault__", False)
    g.transaction_writes_token = transaction_writes.set(writes)
    if "\0" in request.path:  # PostgreSQL knows no text with a NUL in it
        abort(404)
    if view is None or request.endpoint == "static":
        return None
    doors: frozenset[Role] | None = getattr(view, "__doors__", frozenset())
    if doors is None:
        return None
    if not current_user.is_authenticated:
        if request.method in READING:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
        abort(401)
    if current_actor().role not in doors:
        abort(403)
    return None


def close_door(_error: BaseException | None) -> None:
    """Forget, after the request, whether it wrote."""
    token = g.pop("transaction_writes_token", None)
    if token is not None:
        transaction_writes.reset(token)


def current_actor() -> Actor:
    """Return the signed-in person as the rules see them."""
    actor: Actor = current_user.actor
    return actor


def utc_now() -> datetime:
    """Return the time of this request; the one place where the edges read the clock."""
    clock: Callable[[], datetime] | None = current_app.config.get("CLOCK")
    return clock() if clock else datetime.now(UTC)

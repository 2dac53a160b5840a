"""Signing in, the language, the own account: pages that every audience shares."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from accounts import (  # noqa: E402, F401 - views register themselves on the blueprint
    account,
    development,
    information,
    links,
    messages,
    second_factor,
    sign_in,
    simulation,
)

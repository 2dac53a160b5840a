"""Settings, read from the environment once and checked at start."""

import os
from datetime import timedelta
from urllib.parse import urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHORTEST_SECRET = 32
REQUIRED = ("SECRET_KEY", "VAULT_KEY", "SQLALCHEMY_DATABASE_URI")


def settings_from_environment() -> dict[str, object]:
    """Return the Flask settings; a missing one stops the service before it serves.

    Raises
    ------
    ValueError
        If a required variable is not set, or development would be open to the world.
    """
    is_development = os.environ.get("PROEFPLEK_DEVELOPMENT") == "1"
    if is_development and urlsplit(_required("PUBLIC_URL")).hostname not in LOOPBACK:
        raise ValueError("PROEFPLEK_DEVELOPMENT=1 lets anybody in: PUBLIC_URL must be 127.0.0.1")
    if len(_required("SECRET_KEY")) < SHORTEST_SECRET:
        raise ValueError(f"SECRET_KEY must have at least {SHORTEST_SECRET} characters")
    mail_host = os.environ.get("MAIL_HOST", "") if is_development else _required("MAIL_HOST")
    return {
        "SECRET_KEY": _required("SECRET_KEY"),
        "VAULT_KEY": _required("VAULT_KEY"),
        "VAULT_KEY_OLD": os.environ.get("VAULT_KEY_OLD"),
        "MONITORING_KEY": os.environ.get("MONITORING_KEY"),
        "SQLALCHEMY_DATABASE_URI": _required("DATABASE_URL"),
        "PUBLIC_URL": _required("PUBLIC_URL").rstrip("/"),
        "MAIL_HOST": mail_host,
        "MAIL_PORT": int(os.environ.get("MAIL_PORT", "25")),
        "MAIL_FROM": os.environ.get("MAIL_FROM", "proefplek@localhost"),
        "IS_DEVELOPMENT": is_development,
        "MAX_CONTENT_LENGTH": 128 * 1024,
        "MAX_FORM_PARTS": 400,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=8),
        "SESSION_COOKIE_NAME": "proefplek" if is_development else "__Host-proefplek",
        "SESSION_COOKIE_SECURE": not is_development,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ValueError(f"set {name} in the environment: docs/operations.md says to what")
    return value


def check_settings(settings: dict[str, object]) -> None:
    """Refuse to start without what the service cannot do without.

    Raises
    ------
    ValueError
        If a setting is missing or empty, or one key would open two stores.
    """
    missing = [name for name in REQUIRED if not settings.get(name)]
    if missing:
        raise ValueError(f"settings missing: {', '.join(missing)}")
    if settings.get("MONITORING_KEY") in {settings["VAULT_KEY"], settings.get("VAULT_KEY_OLD")} - {
        None
    }:
        raise ValueError("MONITORING_KEY must be another key than that of the vault")

"""Settings, read from the environment once and checked at start."""

import os
from datetime import timedelta

REQUIRED = ("SECRET_KEY", "VAULT_KEY", "SQLALCHEMY_DATABASE_URI")


def settings_from_environment() -> dict[str, object]:
    """Return the Flask settings; a missing one stops the service before it serves.

    Raises
    ------
    KeyError
        If a required variable is not set.
    """
    is_development = os.environ.get("PROEFPLEK_DEVELOPMENT") == "1"
    return {
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "VAULT_KEY": os.environ["VAULT_KEY"],
        "SQLALCHEMY_DATABASE_URI": os.environ["DATABASE_URL"],
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", "http://127.0.0.1:5000").rstrip("/"),
        "MAIL_HOST": os.environ.get("MAIL_HOST", ""),
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


def check_settings(settings: dict[str, object]) -> None:
    """Refuse to start without what the service cannot do without.

    Raises
    ------
    ValueError
        If a setting is missing or empty.
    """
    missing = [name for name in REQUIRED if not settings.get(name)]
    if missing:
        raise ValueError(f"settings missing: {', '.join(missing)}")

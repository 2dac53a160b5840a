"""Which language a page is in."""

from babel import Locale
from flask import has_request_context, session
from flask_login import current_user

LANGUAGES = {"nl": "Nederlands", "en": "English"}


def choose_locale() -> str:
    """Return the visitor's choice, else the account's, else Dutch."""
    if not has_request_context():
        return "nl"
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return str(current_user.locale) if current_user.is_authenticated else "nl"


def language_of(locale: Locale | None) -> str:
    """Return the two-letter language of a locale, Dutch when there is none."""
    return locale.language if locale and locale.language in LANGUAGES else "nl"

"""What a visitor sees when something is not there, not allowed, or broken."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from records.database import db

PAGES = frozenset({400, 401, 403, 404, 405, 410, 413, 429, 500})


def register_error_pages(app: Flask) -> None:
    """Answer every HTTP error with a page that says what to do next."""
    app.register_error_handler(HTTPException, show_error)


def show_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page of this status; whatever the request began is undone."""
    db.session.rollback()
    status = error.code or 500
    page = status if status in PAGES else (500 if status >= 500 else 400)
    return render_template(f"errors/{page}.html"), status

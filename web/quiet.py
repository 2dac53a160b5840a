"""Pages of which nobody may see that somebody was there: what was told to confidants.

Their addresses and titles say nothing, their answers come in whole KiB, the log names neither, and
the server keeps no log of who asked for what (`app/gunicorn.py`).
"""

import logging
from typing import Final

from flask import has_request_context, request

OF_WRITERS: Final = frozenset({"accounts.write_message", "accounts.read_message"})
"""What stands there was written by whoever holds the receipt, or to them."""
STEP: Final = 1024


def is_quiet(endpoint: str | None) -> bool:
    """Whether a page is one of these: those of writers, and those of confidants."""
    return endpoint in OF_WRITERS or (
        (endpoint or "").startswith("schools.") and ("message" in (endpoint or ""))
    )


def padded(page: str) -> str:
    """Return a page in whole KiB: its length tells nothing of what stands on it."""
    begin, end = "<!--", "-->"
    missing = -(len(page.encode()) + len(begin + end)) % STEP
    return page + begin + " " * missing + end


class QuietFilter(logging.Filter):
    """Keeps the address out of the log when such a page breaks: what kind of error is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the line by one that names no page and holds no traceback."""
        if has_request_context() and is_quiet(request.endpoint):
            kind = record.exc_info[0] if record.exc_info else None
            record.msg, record.args = "A page broke: %s", (kind.__name__ if kind else "-",)
            record.exc_info = record.exc_text = record.stack_info = None
        return True


QUIET: Final = QuietFilter()
"""One for all: a logger that had it twice would lose what kind of error it was."""

"""What the log says when something breaks: where, and of what kind, and never of whom.

The text of an error may hold what somebody typed, and PostgreSQL writes the whole row that it
refused beside it; a formatter for developers prints every variable. None of these is written down.
"""

import logging
import traceback
from types import TracebackType
from typing import Any, Final, TextIO, TypeAlias

import structlog

Broken: TypeAlias = "tuple[type[BaseException], BaseException, TracebackType | None]"
BEFORE: Final = "\nwhich led to\n"


def where_it_broke(error: BaseException) -> str:
    """Return files, lines and kinds of error, what came first on top; no text and no value."""
    chain = [error]
    while (before := _before(chain[-1])) and before not in chain:
        chain.append(before)
    return BEFORE.join(
        "".join(traceback.format_tb(one.__traceback__))
        + f"{type(one).__module__}.{type(one).__qualname__}"
        for one in reversed(chain)
    )


def _before(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class BlindRecord(logging.LogRecord):
    """A line of any logger, of the service or of a library, that tells of an error only where."""

    def __init__(self, *of: Any, **more: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(*of, **more)
        if isinstance(self.args, tuple):
            self.args = tuple(map(_without_question, self.args))
        if self.exc_info and self.exc_info[1]:
            self.exc_text = where_it_broke(self.exc_info[1])
            self.exc_info = (self.exc_info[0], None, None)  # type: ignore[assignment]  # no more


def keep_logs_blind() -> None:
    """Have every line of this process written so, through whichever logger it comes."""
    logging.setLogRecordFactory(BlindRecord)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_write_where),
        ]
    )


def _without_question(said: object) -> object:
    """Return an address without what was asked behind it: that may be a name."""
    return said.partition("?")[0] if isinstance(said, str) and said.startswith("/") else said


def _write_where(stream: TextIO, broken: Broken) -> None:
    stream.write("\n" + where_it_broke(broken[1]))

"""Everything that is written in a log, by the service and by the libraries below it."""

import logging
from contextlib import contextmanager, redirect_stdout
from io import StringIO

from tests.leaks.crawl import Answer
from tests.leaks.needles import found_in, read


class _Keeper(logging.Handler):
    """Keeps each line as it would be printed, and all that its record holds beside it."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(f"{self.format(record)}\n{vars(record)}")


@contextmanager
def everything_logged(kept: list[str]):
    """Add every line to a list, at the levels at which the service runs."""
    root, keeper, printed = logging.getLogger(), _Keeper(kept), StringIO()
    root.addHandler(keeper)
    try:
        with redirect_stdout(printed):
            yield
    finally:
        root.removeHandler(keeper)
        kept.extend(filter(None, [printed.getvalue()]))


def told_by(lines: list[str], needles: list[str]) -> set[str]:
    """Return which of these stand in a log, however they are written.

    Four digits are left out: so many are the number of a line in a file.
    """
    answers = {f"line {k}": Answer(0, (), line.encode()) for k, line in enumerate(lines)}
    sought = [one for one in needles if not (one.isdigit() and len(one) == 4)]
    return set().union(*found_in(read(answers), sought).values())

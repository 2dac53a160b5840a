"""Lines of the list of things to do on the first page of a company."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list of things to do."""

    label: str
    url: str
    status: str
    tone: str
    hint: str

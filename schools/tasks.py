"""Lines of the list of things to do on the first page of staff."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do now: what, where, and how urgent it looks."""

    label: str
    url: str
    status: str
    tone: str = "attention"
    hint: str = ""

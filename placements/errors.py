"""How the office says no. Each message is written for the person who reads it."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not an accident
    """A rule stands in the way; nothing has been changed.

    `message` is an English msgid; the page that shows it translates it. `facts` fill its
    ``%(name)s`` places. `field` names the question it belongs to, if any.
    """

    def __init__(self, message: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.field = field
        self.facts = facts


class NotAllowed(Refusal):
    """The actor may see the thing but may not do this to it."""


class TooLate(Refusal):
    """Somebody else, or the calendar, was first."""


def msgid(message: str) -> str:
    """Mark a message for translation where it is written; the page translates it."""
    return message

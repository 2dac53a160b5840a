"""Who may do what: one question per function, answered from plain facts; a file per subject.

A policy function reads its arguments and nothing else: no database, no clock, no request.
Pages ask it to decide what to show, acts ask it again before they change anything.
"""

from placements.errors import NotAllowed, msgid


def require(permitted: bool, message: str = msgid("You may not do this.")) -> None:  # noqa: FBT001 - it reads as a sentence: require(may_…)
    """Stop here unless permitted.

    Raises
    ------
    NotAllowed
        If `permitted` is false.
    """
    if not permitted:
        raise NotAllowed(message)

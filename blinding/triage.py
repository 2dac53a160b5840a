"""Which sentences a person must read first: those that say who someone is instead of what was done."""


def doubt_about(low: str, lang: str) -> str:
    """Give why a sentence is doubtful, or an empty text."""
    return ""

"""How a line of an answer reads once it is opened: entities, addresses and escapes as letters."""

import re
from html import unescape
from urllib.parse import unquote

# Without one of these nothing is written otherwise than it reads.
_CODED = re.compile(
    r"&#?\w|%[0-9a-f]{2}|\\[\w/\"\\]|\w</?(?:[abisu]|em|strong|span|small|mark|wbr|su[bp])\b", re.I
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|[bfnrt/\"\\])", re.IGNORECASE)
_WITHIN_A_WORD = re.compile(
    r"(?<=\w)(?:</?(?:[abisu]|em|strong|span|small|mark|wbr|su[bp])\b[^<>]*>)+(?=\w)", re.IGNORECASE
)


def as_read(line: str) -> str:
    r"""Return a line as its reader gets it, whatever it is a line of.

    >>> as_read("Zo&#235;"), as_read(r"Zo\u00eb"), as_read("?van=Zo%C3%AB"), as_read("Zo<b>ë</b>")
    ('Zoë', 'Zoë', '?van=Zoë', 'Zoë</b>')
    """
    if not _CODED.search(line):
        return line
    line = unescape(_WITHIN_A_WORD.sub("", line))
    line = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", line)
    return " ".join(unquote(line).splitlines())

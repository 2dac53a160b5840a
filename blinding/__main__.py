"""``python -m blinding``: JSON lines in, JSON lines out; a bad line gets an error line of its own.

In   {"id": 1, "text": "...", "lang": "nl", "known": {"first": "...", "dob": "2006-04-17", ...}}
Out  {"id": 1, "blind": "...", "spans": [[start, end, kind], ...], "withheld": [[start, end], ...],
      "doubtful": false, "version": "...", "rules_hash": "..."}
Bad  {"id": 1, "error": "..."}
Offsets count characters of the original text.
"""

import argparse
import json
import sys
from math import isfinite
from typing import Any

from blinding.blind import Verdict, blind
from blinding.known_facts import KnownFacts
from blinding.rules.proxies import LANGUAGES

MOST_CHARACTERS = 20_000
"""Fifty times what the service takes; time grows with the square of it."""


def blind_line(line: bytes) -> dict[str, Any]:
    """Blind one request; what is wrong with it is told, never raised, its text never repeated."""
    try:
        request = json.loads(line, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {type(error).__name__}"}
    if not isinstance(request, dict):
        return {"id": None, "error": "a line must be a JSON object"}
    request_id = request.get("id")
    text, lang = request.get("text"), request.get("lang", "nl")
    if not isinstance(text, str):
        return {"id": request_id, "error": "text must be a string"}
    if len(text) > MOST_CHARACTERS:
        return {"id": request_id, "error": f"text may have at most {MOST_CHARACTERS} characters"}
    if lang not in LANGUAGES:
        return {"id": request_id, "error": f"lang must be one of {', '.join(LANGUAGES)}"}
    try:
        known = KnownFacts.from_mapping(request.get("known") or {})
    except (AttributeError, TypeError, ValueError):
        return {
            "id": request_id,
            "error": "known must be an object of texts, others a list of them; dob as YYYY-MM-DD",
        }
    try:
        result = blind(text, known, lang)
    except RecursionError:
        return {"id": request_id, "error": "a word in text is too long to read"}
    return {
        "id": request_id,
        "blind": result.text,
        "spans": [[span.start, span.end, span.kind] for span in result.spans],
        "withheld": [[s.start, s.end] for s in result.sentences if s.verdict is Verdict.WITHHELD],
        "doubtful": result.is_doubtful,
        "version": result.version,
        "rules_hash": result.rules_hash,
    }


def _number(written: str) -> float:
    """Read a number that is no whole one; JSON has no infinity, and we write none back."""
    if not isfinite(number := float(written)):
        raise ValueError("a number must be finite")
    return number


def main() -> None:
    """Answer every line of standard input, in order, as it comes."""
    argparse.ArgumentParser(
        prog="python -m blinding",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    for line in sys.stdin.buffer:
        if line.strip():
            # Escaped, so that no odd character of a text can break the stream.
            sys.stdout.write(json.dumps(blind_line(line)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

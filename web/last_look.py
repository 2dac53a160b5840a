"""The last look: what leaves towards a blind reader is searched for every student's facts.

It fails closed. A page that would tell who a student is does not leave, whatever it was; nor does
a file in which the guard cannot read. The reader is told why there is no page, and the school that
something has to be repaired; nobody is told what stood there.
"""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from flask import Response, current_app, g, make_response, render_template, request, session
from flask_login import current_user
from markupsafe import escape

from blinding.known_facts import words_said
from placements.actors import Actor
from placements.guarding.incidents import raise_incident
from placements.guarding.watch import BLIND_ROLES, UNREADABLE, Finding, Watch
from records.database import current_session, db, transaction_writes
from records.vault.people import settle_looks
from web.guards import current_actor, utc_now
from web.quiet import OF_WRITERS

ROOT = Path(__file__).parent.parent
STOPPED = "X-Stopped"
"""By this header a page that asked with JavaScript knows that asking again is of no use."""
_OUR_WORDS = (
    "templates/**/*.html",
    "templates/**/*.txt",
    "translations/**/*.po",
    "placements/data/evidence/*.json",
)
_AS_TEXT = json.JSONEncoder(default=str, ensure_ascii=False).encode
_CARRIED_ALONG = frozenset({"Content-Length", "Date"})
_FOLD = re.compile(r"\r?\n[ \t]")


@cache
def house_words() -> frozenset[str]:
    """Return the words of every page, translation and list of answers: they are about nobody."""
    paths = [path for part in _OUR_WORDS for path in ROOT.glob(part)]
    return words_said(path.read_text("utf-8") for path in paths)


def watch() -> Watch:
    """Return the watch of this process."""
    found: Watch = current_app.extensions["watch"]
    return found


def look_once_more(response: Response) -> Response:
    """Let an answer go, or stop it and put a page in its place that explains."""
    if request.endpoint == "static" or not current_user.is_authenticated:
        return response
    if request.endpoint in OF_WRITERS:  # stopping it would write down that somebody was there
        return response
    actor = current_actor()
    if actor.role not in BLIND_ROLES:
        return response
    text = _text_of(response)
    if text is None:
        return _stop(actor, UNREADABLE)
    finding = watch().look(current_session(), actor, _without_typed(text))
    return response if finding is None else _stop(actor, finding)


def _without_typed(text: str) -> str:
    """Return a text without the echo of what the reader typed, in the address or on a form.

    A page that is stopped for it would tell who asks for a name that there is such a student.
    """
    # A page that is asked for has no form, and only looking for one costs time.
    fields = () if request.method == "GET" else request.form.values()
    for typed in (request.query_string.decode("latin-1"), *fields):
        if len(typed) > 1:
            written = {typed, str(escape(typed)), quote(typed), quote(typed, safe="")}
            # Whole words only: "an" that was typed may not take the heart out of a name.
            if echoes := "|".join(re.escape(one) for one in written if one in text):
                text = re.sub(rf"(?<!\w)(?:{echoes})(?!\w)", " ", text)
    return text


def _text_of(response: Response) -> str | None:
    """Return everything a reader can get out of an answer; None where that cannot be known."""
    session_cookie = f"{current_app.config['SESSION_COOKIE_NAME']}="
    head = [
        value
        for name, value in response.headers
        if name not in _CARRIED_ALONG
        and not (name == "Set-Cookie" and value.startswith(session_cookie))
    ]
    kept = _AS_TEXT(dict(session))
    if response.mimetype == "application/pdf":
        # Its letters are packed: what was printed was kept when it was printed.
        body = g.get("printed_text")
    else:
        response.direct_passthrough = False  # a file that is sent as it lies there is read too
        try:
            body = response.get_data().decode()
        except UnicodeDecodeError:
            return None
    if body is None or "\0" in body:
        return None
    if response.mimetype == "text/calendar":
        body = _FOLD.sub("", body)
    if token := g.get("csrf_token"):  # drawn by chance for this page: often all that is new on it
        body = body.replace(token, "")
    return "\n".join((*head, kept, body))


def _stop(actor: Actor, finding: Finding) -> Response:
    """Undo what the request did, raise the incident and explain."""
    keep = current_session()
    db.session.rollback()
    settle_looks(keep, is_undone=True)
    keep.commit()
    token = transaction_writes.set(True)
    raise_incident(keep, actor, finding, where=request.endpoint or "", now=utc_now())
    keep.commit()
    transaction_writes.reset(token)
    return make_response(render_template("errors/stopped.html"), 500, {STOPPED: "yes"})

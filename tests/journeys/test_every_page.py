"""Every page of the demo, as everybody who may enter it: axe finds nothing, nothing scrolls sideways.

The main journey shows its pages to axe as it goes; here are the pages that it never opens as well.
"""

import sqlite3
from collections import defaultdict, deque
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urldefrag

import pytest

from records.database import db
from records.queries.accounts import list_demo_accounts
from tests.journeys.stage import PHONE, Server
from tests.leaks.crawl import _answer, links

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("demo")]

EXAMPLES = 10
"""So many pages of one view are opened for one person in search of links to others."""
NOT_IN_DEMO = {}


@pytest.fixture
def server(demo_app, make_app, clock, tmp_path):
    """The demo, served from a copy: whatever is done here, other tests find it as it was."""
    with demo_app.app_context():
        original = db.engine.url
    if original.get_backend_name() != "sqlite":
        pytest.skip("pages look the same on every database")
    copy = tmp_path / "demo.db"
    with closing(sqlite3.connect(original.database)) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    app = make_app(
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{copy}",
        IS_DEVELOPMENT=True,
        SERVER_NAME=None,
        WTF_CSRF_ENABLED=True,
    )
    served = Server(app, clock, None)
    served.open()
    yield served
    served.close()


def pages_of(server):
    """Return, by role and view, one page and who may open it, found by following links."""
    app = server.app
    views = app.url_map.bind("localhost")
    with app.app_context():
        accounts = [account for account, _place in list_demo_accounts(db.session())]
        db.session.expunge_all()
    found, opened = {}, Counter()
    for account in accounts:
        client = app.test_client()
        client.set_cookie("session", server.cookie_of(account))
        ahead = deque(["/account", home_of(account)])
        met = set(ahead)
        while ahead:
            address = ahead.popleft()
            view = account.role, views.match(address.partition("?")[0])[0]
            if opened[view] == EXAMPLES and address not in STARTS:
                continue
            opened[view] += 1
            answer = client.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found.setdefault(view, (account, address))
            new = [one for one in links(answer) if one not in met]
            met.update(new)
            ahead.extend(new)
    return found

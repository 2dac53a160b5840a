"""The same pages once more, while the vault says that the students are other people."""

import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import cycle, islice

from records.vault.exchange import ExchangedKey
from tests.leaks.cast import STRANGERS
from tests.leaks.crawl import (
    ANYBODY,
    ONE_THING,
    Answer,
    Answers,
    one_of_each,
    sign_in,
    the_answer,
    without_chance,
)
from tests.leaks.identities import HERE, THERE

ORDERS = 7
"""In each of which everybody stands once in the place of every student: 56 other worlds."""
OF_STUDENTS = {
    "scoring": ("/school/desk/ID", "/school/reviews"),
    "accepted": ("/employer/proposals/ID", "/employer/proposals"),
}
"""By step: the kinds of page that are about students, which every other world reads."""
BESIDE = 3
"""Pages of other kinds that each world reads, in turn."""

Page = tuple[str, str]
"""Who reads it, and its address."""


def pages_by_kind(got: dict[str, Answers]) -> dict[str, list[Page]]:
    """Return every kind of page that is not for everybody: who has one, and where."""
    found: defaultdict[str, list[Page]] = defaultdict(list)
    for reader, answers in got.items():
        for address, answer in one_of_each(answers).items():
            is_page = address.startswith("/") and "?" not in address and answer.status == 200
            if is_page and address not in ANYBODY and reader not in STRANGERS:
                found[ONE_THING.sub("ID", address)].append((reader, address))
    return dict(found)


def differences_with_others(
    app, ids, step, got: dict[str, Answers], *, times=None
) -> tuple[list[str], Counter[str]]:
    """Return where an answer changes when the students are others, and what kinds were read."""
    rng, usual = random.Random(step), app.extensions["vault_key"]
    pages = pages_by_kind(got)
    readers = {kind: cycle(having) for kind, having in pages.items()}
    beside = cycle(sorted(pages.keys() - set(OF_STUDENTS[step])))
    clients = {reader: sign_in(app, reader, app.test_client()) for reader in got}
    found, looked = set(), Counter()
    for people in islice(_others(rng, ids), times):
        app.extensions["vault_key"] = ExchangedKey(usual, people)
        kinds = [*OF_STUDENTS[step], *islice(beside, BESIDE)]
        looked.update(kinds)
        for reader, address in [next(readers[kind]) for kind in kinds]:
            now = _read(clients[reader], address)
            if now != _but_cookie(address, got[reader][address]):
                # What was said once, above a page that was come to, is not said again.
                app.extensions["vault_key"] = usual
                found |= {address} if now != _read(clients[reader], address) else set()
                app.extensions["vault_key"] = ExchangedKey(usual, people)
    app.extensions["vault_key"] = usual
    return sorted(found), looked


def _read(client, address: str) -> Answers:
    return _but_cookie(address, the_answer(client.get(address)))


def _but_cookie(address: str, answer: Answer) -> Answers:
    """Return an answer without a session that begins: those are compared between two worlds."""
    kept = tuple(header for header in answer.headers if header[0] != "Set-Cookie")
    return without_chance({address: replace(answer, headers=kept)})


def _others(rng: random.Random, ids):
    """Yield who stands where: everybody in every place, one after another."""
    everybody = [one.person for one in (*HERE, *THERE)]
    for _order in range(ORDERS):
        order = rng.sample(everybody, len(everybody))
        for k in range(len(order)):
            yield dict(zip(ids, order[k:] + order[:k], strict=False))

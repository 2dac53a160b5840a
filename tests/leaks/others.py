"""The same pages once more, while the vault says that the students are other people."""

import random
from itertools import islice

from records.vault.exchange import ExchangedKey
from tests.leaks.crawl import Answers, one_of_each, sign_in, the_answer, without_chance
from tests.leaks.identities import HERE, THERE

ORDERS = 7
"""In each of which everybody stands once in the place of every student: 56 other worlds."""
READ_BY = {
    "scoring": {"anton": "/school/desk", "mehmet": "/school/reviews"},
    "accepted": {"noor": "/employer/proposals", "fenna": "/employer/proposals"},
}
"""Who reads what of the students, at which step, and where."""
MOST = 2
"""Pages of each reader, each of another kind."""


def differences_with_others(app, world, step, got: dict[str, Answers], *, times=None) -> list[str]:
    """Return the addresses at which an answer changes when the students are others."""
    rng, usual = random.Random(step), app.extensions["vault_key"]
    ids = [world.student_id(k) for k in range(len(HERE))]
    clients = {reader: sign_in(app, reader, app.test_client()) for reader in READ_BY[step]}
    pages = [
        (reader, address)
        for reader, within in READ_BY[step].items()
        for address in _pages_of(one_of_each(got[reader]), within)
    ]

    def read() -> Answers:
        return without_chance(
            {address: the_answer(clients[reader].get(address)) for reader, address in pages}
        )

    read()  # a first visit begins a session
    before, found = read(), set()
    for people in islice(_others(rng, ids), times):
        app.extensions["vault_key"] = ExchangedKey(usual, people)
        after = read()
        found |= {address for address in before if after[address] != before[address]}
    app.extensions["vault_key"] = usual
    return sorted(found)


def _others(rng: random.Random, ids):
    """Yield who stands where: everybody in every place, one after another."""
    everybody = [one.person for one in (*HERE, *THERE)]
    for _order in range(ORDERS):
        order = rng.sample(everybody, len(everybody))
        for k in range(len(order)):
            yield dict(zip(ids, order[k:] + order[:k], strict=False))


def _pages_of(answers: Answers, within: str) -> list[str]:
    """Return pages that hold something of a student, the longest first."""
    return sorted(
        (
            address
            for address, answer in answers.items()
            if address.startswith(within) and "?" not in address and answer.status == 200
        ),
        key=lambda address: (-len(answers[address].body), address),
    )[:MOST]

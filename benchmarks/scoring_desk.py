"""What one text costs the server at 2,000 candidates; run as ``python -m benchmarks.scoring_desk``.

Fills a database of its own with a round of which every text lies on the desks of one pair, and
answers text after text through the whole service, the guard included: the answer that is sent,
and the next text that comes back. Times are of this process alone.
"""

import argparse
import json
import random
import re
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import product

from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from benchmarks.blinding_measures import DATA
from benchmarks.guard import settings
from benchmarks.round_from_rows import Market
from placements.assessments.queues import prepare_queues
from placements.calibration.cases import calibrated_letters
from records.database import db
from records.models.account import Role
from records.models.candidate import Candidate, Evidence, EvidenceSetting, ReviewState
from records.models.desk.assessment import Assessment, RoundAssessor
from records.models.desk.practice import Practice
from records.models.review import TextReader
from records.models.round import RoundPhase
from records.vault.people import Person
from web.last_look import house_words
from web.signed_in import session_name

WORD = re.compile(r"\w+")
TEXTS = (
    "In een groepje van vier verdeelde ik de taken en vroeg ik iedere dag hoe ver iedereen was.",
    "Ik maakte een lijst en deed het belangrijkste eerst. Toen iets misging, belde ik meteen.",
    "Een klant wilde iets ruilen zonder bon. Ik luisterde, vroeg door en zocht een oplossing.",
)


@cache
def _names() -> tuple[list[str], list[str]]:
    """Return given and family names of many origins that are no words of our pages too."""
    listed = json.loads((DATA / "names.json").read_text(encoding="utf-8")).values()
    firsts, lasts = (
        [
            name
            for one in listed
            for name in one[kind]
            if house_words().isdisjoint(WORD.findall(name.lower()))
        ]
        for kind in ("first", "last")
    )
    return firsts, lasts


class Scored(Market):
    """A round that is being scored: everybody told something on five competences."""

    phase = RoundPhase.SCORING

    def _fill_school(self) -> None:
        super()._fill_school()
        self.reviewer = self._account(Role.MENTOR, school_id=self.school.id)
        third = self._account(Role.ASSESSOR, school_id=self.school.id)
        now = datetime.now(UTC)
        for account, letter in product(self.pair, sorted(calibrated_letters())):
            self._add(
                Practice(
                    account_id=account.id,
                    letter=letter,
                    number=1,
                    case_ids=[],
                    begun_at=now,
                    finished_at=now,
                    is_passed=True,
                )
            )
        for programme in self.programmes:
            self.round.programmes.append(programme)
            for seat, account in enumerate((*self.pair, third), start=1):
                self._add(
                    RoundAssessor(
                        round_id=self.round.id,
                        programme_id=programme.id,
                        account_id=account.id,
                        seat=seat,
                    )
                )

    def _person(self, n: int) -> Person:
        """Return somebody with a name, for which the guard looks on every page."""
        firsts, lasts = _names()
        return replace(
            super()._person(n),
            given_name=firsts[n % len(firsts)],
            family_name=lasts[n * 7 % len(lasts)],
        )

    def _score(self, candidate: Candidate) -> None:
        self._add(TextReader(candidate_id=candidate.id, account_id=self.reviewer.id))
        self.session.flush()
        for letter in self.letters[:5]:
            self._add(
                Evidence(
                    candidate_id=candidate.id,
                    letter=letter,
                    setting=EvidenceSetting.SCHOOL,
                    blind_text=" ".join(self.rng.sample(TEXTS, 2)),
                    blinding_version="benchmark",
                    review=ReviewState.CLEARED,
                    reviewed_by=self.reviewer.id,
                )
            )


def answer_texts(client: FlaskClient, first: str, count: int) -> list[tuple[float, float]]:
    """Answer so many texts; return the milliseconds of each answer and of the next text."""
    page, took = first, []
    for number in range(count):
        begun = time.process_time()
        saved = client.post(page, data={"level": str(1 + number % 4)})
        between = time.process_time()
        page = saved.location
        assert "/school/desk/" in page, saved.status
        shown = client.get(page)
        assert shown.status_code == 200, shown.text[-2000:]
        took.append((1000 * (between - begun), 1000 * (time.process_time() - between)))
    return took


def main() -> None:
    """Fill, lay the texts on the desks, answer and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=2_000)
    parser.add_argument("--texts", type=int, default=400)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(folder) | {"WTF_CSRF_ENABLED": False})
        with app.app_context():
            upgrade(directory="migrations")
            market = Scored(db.session(), students=asked.students, places=40)
            begun = time.process_time()
            prepare_queues(db.session(), market.round, rng=random.Random(1))
            db.session.commit()
            laid = time.process_time() - begun
            name = session_name(market.pair[0])
            first = db.session.scalars(
                select(Assessment.desk_code)
                .where(Assessment.assessor_id == market.pair[0].id, Assessment.position == 1)
                .order_by(Assessment.letter)
            ).first()
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = name, True
        answer_texts(client, f"/school/desk/{first}", 5)  # what a process reads once
        with app.app_context():
            onward = db.session.scalars(
                select(Assessment.desk_code)
                .where(Assessment.assessor_id == market.pair[0].id, Assessment.position == 6)
                .order_by(Assessment.letter)
            ).first()
            db.session.remove()
        took = answer_texts(client, f"/school/desk/{onward}", asked.texts)
        begun = time.process_time()
        client.get("/school/desk")
        desk = time.process_time() - begun
    print(f"{asked.students:,} candidates, {asked.students} texts in a pile")
    print(f"laying every text on two desks: {laid:.1f} s; the desk itself: {1000 * desk:.0f} ms")
    for what, figures in (
        ("the answer", [post for post, _get in took]),
        ("the next text", [get for _post, get in took]),
        ("both", [sum(one) for one in took]),
    ):
        cuts = statistics.quantiles(figures, n=20)
        print(f"{what:>14}: p50 {statistics.median(figures):5.1f} ms, p95 {cuts[-1]:5.1f} ms")


if __name__ == "__main__":
    main()

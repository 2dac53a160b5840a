"""One round from rows to proposals: 2,000 students, 1,500 places, with the share of each step.

``python -m benchmarks.round_from_rows`` fills a database of its own with a seeded round of four
programmes, then does what a coordinator does, and says where the time goes.
"""

import argparse
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from time import process_time
from uuid import UUID

from flask_migrate import upgrade
from sqlalchemy.orm import Session

from app import create_app
from matching.lottery import commitment
from placements.actors import Actor, Role
from placements.catalogue import competences
from placements.codes import round_code
from placements.match import run as office
from placements.match.input import await_freeze, perform_freeze
from placements.proposals.answers import publish_run
from records.database import current_session, db
from records.models.account import Account
from records.models.candidate import Candidate, TravelMeans, Wish
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.employer import Employer
from records.models.match import MatchRunState
from records.models.proposal import Proposal, Seat
from records.models.round import LotterySecret, Round, RoundPhase
from records.models.school import Programme, School
from records.models.student import Student
from records.models.vacancy import Criterion, Vacancy, VacancyState
from records.vault.candidates import link_candidate
from records.vault.people import Person, store_person

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SECRETS = [bytes([1] * 32), bytes([2] * 32)]
PROGRAMMES = 4


class Market:
    """A seeded round in a database."""

    phase = RoundPhase.MATCHING

    def __init__(self, session: Session, *, students: int, places: int) -> None:
        self.session, self.rng = session, random.Random(20261123)
        # One region, as a school has: the towns around Utrecht.
        self.postcodes = [f"{n}" for n in range(3400, 4000)]
        self.letters = [one.letter for one in competences()][:8]
        self._fill_school()
        self._fill_places(places)
        self._fill_students(students)
        session.commit()

    def _add(self, row: object) -> None:
        row.id = row.id or UUID(int=self.rng.getrandbits(128), version=4)  # type: ignore[attr-defined]  # any table
        self.session.add(row)

    def _account(self, role: Role, **organisation: UUID) -> Account:
        account = Account(
            role=role, email_digest=f"{self.rng.getrandbits(256):064x}", **organisation
        )
        self._add(account)
        return account

    def _fill_school(self) -> None:
        self.school = School(name="ROC Meetlat", phone="030")
        self._add(self.school)
        self.session.flush()
        self.programmes = [
            Programme(school_id=self.school.id, crebo=f"2500{n}", name=f"Opleiding {n}", level=3)
            for n in range(PROGRAMMES)
        ]
        self.round = Round(
            school_id=self.school.id,
            name="Meting",
            phase=self.phase,
            vacancies_open_on=date(2026, 10, 1),
            profiles_open_on=date(2026, 10, 15),
            scoring_opens_on=date(2026, 11, 9),
            matching_opens_on=date(2026, 11, 20),
            results_on=date(2026, 11, 27),
            period_starts_on=date(2027, 2, 1),
            period_ends_on=date(2027, 6, 25),
            public_value_source="drand",
            public_value="ab" * 32,
        )
        for row in [*self.programmes, self.round]:
            self._add(row)
        self.coordinator = self._account(Role.COORDINATOR, school_id=self.school.id)
        self.pair = [self._account(Role.ASSESSOR, school_id=self.school.id) for _ in range(2)]
        self.session.flush()
        code = round_code(self.round)
        for position, secret in enumerate(SECRETS):
            self._add(
                LotterySecret(
                    round_id=self.round.id,
                    account_id=self.pair[position].id,
                    party=f"partij {position}",
                    position=position,
                    commitment=commitment(code, secret).hex(),
                    secret=secret.hex(),
                )
            )

    def _fill_places(self, count: int) -> None:
        self.places = []
        for n in range(count):
            employer = Employer(
                name=f"Bedrijf {n}",
                kvk_number=f"{n:08d}",
                leerbedrijf_id=f"LB{n}",
                street="Straat 1",
                postcode=self.rng.choice(self.postcodes) + "AA",
                town="Stad",
            )
            self._add(employer)
            vacancy = Vacancy(
                employer=employer,
                round_id=self.round.id,
                programme_id=self.programmes[n % PROGRAMMES].id,
                state=VacancyState.FROZEN,
                title=f"Plek {n}",
                tasks=["a", "b", "c"],
                seats=self.rng.choice([1, 1, 1, 2]),
                weekly_hours=32,
                weekdays=0b0001111,
                starts_at=time(8, 30),
                ends_at=time(17, 0),
                monthly_allowance=300,
                offers=[],
                assessment_at=time(15, 0),
                norms_signed_at=NOW,
                frozen_at=NOW,
                frozen_digest=sha256(str(n).encode()).hexdigest(),
            )
            self._add(vacancy)
            self.session.flush()
            for position, letter in enumerate(self.rng.sample(self.letters, 5)):
                self._add(
                    Criterion(
                        vacancy_id=vacancy.id,
                        letter=letter,
                        position=position,
                        required_level=self.rng.choice([2, 2, 3]),
                        level_at_end=3,
                        weight=self.rng.choice([1, 2, 3]),
                        needed_at_start=True,
                        why="Omdat het werk het vraagt.",
                    )
                )
            for number in range(1, vacancy.seats + 1):
                self._add(Seat(vacancy_id=vacancy.id, number=number))
            self.places.append(vacancy)

    def _fill_students(self, count: int) -> None:
        for n in range(count):
            programme = self.programmes[n % PROGRAMMES]
            account = self._account(Role.STUDENT, school_id=self.school.id)
            candidate = Candidate(
                round_id=self.round.id,
                programme_id=programme.id,
                code=f"{self.rng.getrandbits(130):026X}"[:26],
                weekdays=0b0011111,
                travel_means=self.rng.choice(list(TravelMeans)),
                travel_limit_minutes=self.rng.choice([45, 60, 90]),
                approved_digest="0" * 64,
                approved_at=NOW,
                certified_at=NOW,
            )
            self._add(candidate)
            self.session.flush()
            self._add(Student(id=account.id, programme_id=programme.id))
            store_person(
                self.session,
                account.id,
                self._person(n),
            )
            link_candidate(
                self.session,
                candidate_id=candidate.id,
                round_id=self.round.id,
                student_id=account.id,
            )
            own = [place for place in self.places if place.programme_id == programme.id]
            for rank, place in enumerate(self.rng.sample(own, min(6, len(own))), start=1):
                self._add(Wish(candidate_id=candidate.id, vacancy_id=place.id, rank=rank))
            self._score(candidate)

    def _person(self, n: int) -> Person:
        return Person(
            given_name=f"Student {n}",
            family_name="Meting",
            email=f"s{n}@school.example",
            postcode=self.rng.choice(self.postcodes) + "AB",
        )

    def _score(self, candidate: Candidate) -> None:
        for letter in self.letters:
            skill = self.rng.choice([1, 2, 2, 3, 3, 4])
            for assessor in self.pair:
                level = min(4, max(1, skill + self.rng.choice([-1, 0, 0, 0, 1])))
                self._add(
                    Assessment(
                        round_id=self.round.id,
                        candidate_id=candidate.id,
                        assessor_id=assessor.id,
                        letter=letter,
                        desk_code=f"{self.rng.getrandbits(130):026X}"[:26],
                        position=self.rng.getrandbits(31),
                        state=AssessmentState.FINAL,
                        level=level,
                        first_level=level,
                        locked_at=NOW,
                    )
                )


@contextmanager
def timed(shares: dict[str, float], step: str) -> Iterator[None]:
    """Add the processor seconds of a step to the table."""
    begun = process_time()
    yield
    shares[step] = shares.get(step, 0.0) + process_time() - begun


def play(session: Session, market: Market) -> dict[str, float]:
    """Do what coordinator and worker do, and return the processor seconds of each step."""
    seconds: dict[str, float] = {}
    actor = Actor(
        account_id=market.coordinator.id, role=Role.COORDINATOR, school_id=market.school.id
    )
    waiting = await_freeze(session, market.round)
    session.commit()
    with timed(seconds, "read rows, travel, hard requirements, freeze"):
        for _step in perform_freeze(session, waiting, now=NOW):
            session.commit()
        session.commit()
    with timed(seconds, "checks and request"):
        run = office.request_run(session, actor, market.round, now=NOW)
        session.commit()
    steps = office.perform_run(session, run, now=NOW)
    run.state = MatchRunState.RUNNING
    next(steps)
    with timed(seconds, "read the frozen input"):
        next(steps)
    with timed(seconds, "fit, bands, lots, deferred acceptance, stability, receipt"):
        next(steps)
    with timed(seconds, "keep the result"):
        for _share in steps:
            pass
        session.commit()
    with timed(seconds, "confirm and publish proposals"):
        office.confirm_run(session, actor, run, now=NOW)
        publish_run(session, actor, run, now=NOW)
        session.commit()
    with timed(seconds, "(replay from the receipt alone)"):
        assert office.replay_run(run) is None
    return seconds


def main() -> None:
    """Fill, play, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=2_000)
    parser.add_argument("--places", type=int, default=1_500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            {
                "SECRET_KEY": "benchmark",
                "VAULT_KEY": "00" * 32,
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{Path(folder) / 'round'}.db",
            }
        )
        with app.app_context():
            upgrade()
            session = current_session()
            begun = process_time()
            market = Market(session, students=options.students, places=options.places)
            print(f"filled in {process_time() - begun:.1f} s")
            seconds = play(session, market)
            placed = session.query(Proposal).count()
            db.engine.dispose()
    own = {step: took for step, took in seconds.items() if not step.startswith("(")}
    total = sum(own.values())
    print(
        f"{options.students} students x {options.places} places: {placed} proposals, {total:.2f} s"
    )
    for step, took in seconds.items():
        share = f"{took / total:6.1%}" if step in own else "      "
        print(f"  {took:7.2f} s {share}  {step}")


if __name__ == "__main__":
    main()

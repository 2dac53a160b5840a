"""One round, played act by act; only who the students are differs from one world to another.

Everything else is the same: staff, companies, places, codes, levels, wishes, and chance itself.
"""

import random
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from sqlalchemy import select

from matching.receipt import run_round
from placements.assessments import scores as desk
from placements.assessments.assessors import appoint_assessors
from placements.match.input import read_input
from placements.match.lottery import deposit_commitment, record_public_value, reveal_secret
from placements.match.run import confirm_run, perform_run, request_run
from placements.profiles.blind_copy import blind_copy, blind_evidence
from placements.profiles.evidence import EvidenceTerms, write_evidence
from placements.profiles.profile import (
    Availability,
    approve_blind_copy,
    certify_profile,
    profile_digest,
    set_availability,
    start_profile,
)
from placements.profiles.reviews import clear_evidence
from placements.profiles.wishes import rank_place
from placements.proposals.answers import accept_proposal, confirm_proposal, publish_run
from placements.proposals.reveal import reveal_identity
from placements.rounds.course import advance_round
from records.database import Base, db
from records.models.account import Account
from records.models.candidate import Candidate, Evidence, EvidenceSetting, TravelMeans
from records.models.desk.assessment import Assessment, AssessmentState
from records.models.match import MatchRun
from records.models.proposal import Proposal
from records.models.round import Round, RoundPhase
from records.models.school import Programme
from records.queries.proposals import list_proposals_of_round
from tests.factories import (
    AccountFactory,
    AccreditationFactory,
    EmployerFactory,
    ProgrammeFactory,
    RoundFactory,
    SchoolFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.leaks.cast import (
    ACTIONS,
    ASSESSORS,
    BAKERY,
    CAFE,
    CODES,
    COMPANIES,
    LETTERS,
    LEVELS,
    NOTE,
    OTHERS,
    SAME,
    SCHOOL,
    SCHOOLS,
    STAFF,
    WISHES,
    WORDS,
    at,
    same_id,
)
from tests.leaks.identities import ANSWERS_AFTER
from tests.practices import practised
from tests.rounds import actor_of, frozen_input
from tests.words import FACTS


class World:
    """One round with these students. Each step needs an application context of its own."""

    def __init__(self, identities) -> None:
        self.identities = identities
        self.now = at(9, 28)
        self.chance = random.Random(17)
        self.rows: dict[str, list[UUID]] = {}
        self.proposals: dict[str, list[str]] = {}

    @property
    def steps(self):
        """The steps of the round, by what a blind reader finds after each."""
        return {
            "vacancies": self.collect_places,
            "profiles": self.write_profiles,
            "scoring": self.lay_on_desks,
            "second look": self.differ,
            "third look": self.stay_apart,
            "matching": self.match,
            "proposed": self.publish,
            "accepted": self.accept,
            "confirmed": self.confirm,
        }

    @property
    def in_order_of_sign_up(self) -> list[int]:
        """The numbers of the students, who came first first."""
        return sorted(range(4), key=lambda k: self.identities[k].signed_up)

    def student_id(self, k: int) -> UUID:
        """Return the account of a student: who it is, so not the same in another world."""
        return uuid5(SAME, self.identities[k].person.email)

    def act(self, name: str):
        return actor_of(db.session().get_one(Account, same_id(name)))

    def student(self, k: int):
        return actor_of(db.session().get_one(Account, self.student_id(k)))

    def candidate(self, k: int) -> Candidate:
        return db.session().get_one(Candidate, same_id(CODES[k]))

    @property
    def round(self) -> Round:
        return db.session().get_one(Round, same_id("round"))

    def collect_places(self) -> None:
        """Open the doors of two schools and three companies, and freeze three places."""
        houses = {name: SchoolFactory(id=same_id(name), name=name) for name in SCHOOLS}
        school = houses[SCHOOL]
        programme = ProgrammeFactory(id=same_id("programme"), school=school, crebo="25191")
        for number, name in enumerate(COMPANIES, start=10_000_001):
            houses[name] = EmployerFactory(
                id=same_id(name), name=name, kvk_number=str(number), leerbedrijf_id=f"LB{number}"
            )
        for name in (BAKERY, CAFE):
            AccreditationFactory(employer_id=same_id(name), crebo=programme.crebo)
        for name, (role, house) in STAFF.items():
            AccountFactory(
                id=same_id(name),
                role=role,
                given_name=name.title(),
                family_name="Medewerker",
                email=f"{name}@werk.example",
                school_id=same_id(house) if house in SCHOOLS else None,
                employer_id=same_id(house) if house in COMPANIES else None,
            )
        round_ = RoundFactory(
            id=same_id("round"), school=school, programmes=[programme], phase=RoundPhase.PREPARING
        )
        for k in self.in_order_of_sign_up:
            person = self.identities[k].person
            StudentFactory(
                programme=programme,
                account__id=self.student_id(k),
                account__person=person,
                account__email=person.email,
            )
        db.session.flush()
        self.advance(RoundPhase.PREPARING, at(10, 1))
        for number, (title, company) in enumerate(
            (("Banketbakker", BAKERY), ("Broodbakker", BAKERY), ("Lunchroom", CAFE))
        ):
            VacancyFactory(
                id=same_id(f"place {number}"),
                employer=houses[company],
                programme=programme,
                round=round_,
                title=title,
                seats=1 if company == BAKERY else 2,
                criteria=list(LETTERS),
                trainer_id=same_id("noor" if company == BAKERY else "fenna"),
                frozen=True,
            )
        db.session.flush()

    def write_profiles(self) -> None:
        """Let the students write, each when this student does; nobody has read along yet."""
        self.advance(RoundPhase.VACANCIES, at(10, 15))
        appoint_assessors(
            db.session(),
            self.act("carla"),
            self.round,
            db.session().get_one(Programme, same_id("programme")),
            tuple(same_id(name) for name in ASSESSORS),
            rng=self.chance,
            now=self.now,
        )
        for name in ASSESSORS:
            practised(db.session().get_one(Account, same_id(name)), at=self.now)
        for k in self.in_order_of_sign_up:
            self._write_profile(k)
        self.now = at(10, 30)

    def _write_profile(self, k: int) -> None:
        session, actor, identity = db.session(), self.student(k), self.identities[k]
        now = identity.acts_at
        candidate = start_profile(session, actor, self.round, code=CODES[k], now=now)
        session.flush()
        availability = Availability(
            weekdays=0b0011111, travel_means=TravelMeans.CAR, travel_limit_minutes=120
        )
        set_availability(session, actor, candidate, availability, now=now)
        for letter in LETTERS:
            words = WORDS[letter].format(
                given=identity.person.given_name,
                family=identity.person.family_name,
                others=OTHERS[k],
            )
            facts, setting = FACTS | {"actions": ACTIONS[letter]}, EvidenceSetting.SCHOOL
            terms = EvidenceTerms(
                letter=letter, setting=setting, facts=facts, words=words, language="nl"
            )
            write_evidence(session, actor, candidate, terms, now=now)
            session.flush()
        session.expire(candidate)
        digest = blind_copy(candidate).digest
        approve_blind_copy(session, actor, candidate, seen_digest=digest, now=now)
        for number in WISHES[k]:
            rank_place(session, actor, candidate, same_id(f"place {number}"), now=now)
            session.flush()
        session.expire(candidate)
        digest = profile_digest(candidate)
        certify_profile(session, actor, candidate, seen_digest=digest, now=now)
        session.flush()

    def lay_on_desks(self) -> None:
        """Let somebody who does not score read every text, and lay them on the desks."""
        session = db.session()
        for text in session.scalars(select(Evidence).order_by(Evidence.id)):
            digest = blind_evidence(text).digest
            clear_evidence(session, self.act("mehmet"), text, seen_digest=digest, now=self.now)
            text.review_note = NOTE
        session.flush()
        self.advance(RoundPhase.PROFILES, at(11, 9))

    def differ(self) -> None:
        """Let the two score everything, and differ widely on one text."""
        for name in ("anton", "berna"):
            for letter in LETTERS:
                for view in self._on_desk(name, letter):
                    k = CODES.index(view.candidate.code)
                    level = LEVELS[letter][k]
                    if (name, letter, k) == ("berna", "E", 0):
                        level = 1
                    desk.score(db.session(), self.act(name), view, level, now=self.now)
                desk.lock_scores(
                    db.session(),
                    self.act(name),
                    self.round,
                    letter,
                    rng=self.chance,
                    now=self.now,
                )
                db.session.flush()
        self.now = at(11, 12)

    def _on_desk(self, name: str, letter: str):
        return db.session.scalars(
            select(Assessment)
            .where(Assessment.assessor_id == same_id(name), Assessment.letter == letter)
            .order_by(Assessment.position)
        ).all()

    def _to_look_at_again(self, name: str) -> Assessment:
        (view,) = (
            one for one in self._on_desk(name, "E") if one.state is AssessmentState.RECONSIDERING
        )
        return view

    def stay_apart(self) -> None:
        """Let the two look again and stay with what they gave, so that a third is called."""
        session = db.session()
        for name in ("anton", "berna"):
            view = self._to_look_at_again(name)
            desk.describe_behaviour(
                session, self.act(name), view, "Vroeg elke dag hoe het ging.", now=self.now
            )
            session.flush()
        for name in ("anton", "berna"):
            view = self._to_look_at_again(name)
            desk.reconsider(
                session, self.act(name), view, view.level, rng=self.chance, now=self.now
            )
            session.flush()
        self.now = at(11, 14)

    def match(self) -> None:
        """Let the third decide, bind the lottery and run the match."""
        session = db.session()
        secrets = {}
        for name in ("carla", "vera"):
            secrets[name] = sha256(name.encode()).hexdigest()
            deposit_commitment(
                session, self.act(name), self.round, party=name, secret=secrets[name], now=self.now
            )
            session.flush()
        (view,) = self._on_desk("cees", "E")
        desk.score(session, self.act("cees"), view, 3, now=self.now)
        desk.lock_scores(session, self.act("cees"), self.round, "E", rng=self.chance, now=self.now)
        session.flush()
        self.advance(RoundPhase.SCORING, at(11, 20))
        frozen_input(session, self.round, now=self.now)
        for name, secret in secrets.items():
            reveal_secret(session, self.act(name), self.round, secret=secret, now=self.now)
        value = self._value_by_which_the_first_goes_to_the_bakery(list(secrets.values()))
        record_public_value(session, self.act("carla"), self.round, value=value, now=self.now)
        session.flush()
        run = request_run(session, self.act("carla"), self.round, now=self.now)
        for _share in perform_run(session, run, now=self.now):
            session.flush()
        confirm_run(session, self.act("carla"), run, now=self.now)

    def _value_by_which_the_first_goes_to_the_bakery(self, secrets: list[str]) -> str:
        """Return a public value that gives the first student a place of Noor's company.

        The lots rest on the version of the code too: without this, a change of the core would
        now and then send the first student to a company that the tests do not look at.
        """
        frozen = read_input(db.session(), self.round.id).frozen
        keys = [bytes.fromhex(secret) for secret in secrets]
        bakery = {str(same_id("place 0")), str(same_id("place 1"))}
        for number in range(4711, 4811):
            receipt = run_round(frozen, secrets=keys, public_value=f"drand {number}")
            if receipt["result"]["candidates"][CODES[0]]["place"] in bakery:
                return f"drand {number}"
        raise AssertionError("no draw sends the first student to the bakery")

    def publish(self) -> None:
        """Tell everybody the result."""
        self.now = at(11, 27)
        run = db.session.scalars(select(MatchRun)).one()
        publish_run(db.session(), self.act("carla"), run, now=self.now)

    def accept(self) -> None:
        """Let every student say yes, each when this student does."""
        session = db.session()
        for k in self.in_order_of_sign_up:
            accept_proposal(
                session,
                self.student(k),
                self.proposal(k),
                now=self.identities[k].acts_at + ANSWERS_AFTER,
            )
            session.flush()
        self.now = at(12, 4)

    def confirm(self) -> None:
        """Let the company say yes to what it was proposed."""
        session = db.session()
        for proposal in list_proposals_of_round(session, self.round.id):
            if proposal.vacancy.employer_id == same_id(BAKERY):
                confirm_proposal(session, self.act("noor"), proposal, now=self.now)
                session.flush()
        self.now = at(12, 5)

    def reveal(self) -> None:
        """Let the first student share the name: from here on the company may know it."""
        reveal_identity(db.session(), self.student(0), self.proposal(0), now=self.now)

    def proposal(self, k: int) -> Proposal:
        """Return what was proposed to a student."""
        return db.session.scalars(
            select(Proposal).where(Proposal.candidate_id == same_id(CODES[k]))
        ).one()

    def advance(self, leaving: RoundPhase, now: datetime) -> None:
        self.now = now
        advance_round(
            db.session(), self.act("carla"), self.round, leaving=leaving, rng=self.chance, now=now
        )
        db.session.flush()

    def proposals_by_company(self) -> dict[str, list[str]]:
        """Return the ids of the proposals to each company."""
        found: dict[str, list[str]] = {}
        for proposal in list_proposals_of_round(db.session(), self.round.id):
            found.setdefault(proposal.vacancy.employer.name, []).append(str(proposal.id))
        return found

    def rows_of_students(self) -> dict[str, list[UUID]]:
        """Return the id of every row about a student, by its table."""
        return {
            table.name: list(db.session.scalars(select(table.c.id).order_by(table.c.id)))
            for table in Base.metadata.sorted_tables
            if "candidate_id" in table.c
        }

"""One factory per table; traits name the situations that tests speak of."""

from datetime import UTC, date, datetime, time
from hashlib import sha256

import factory
from factory.alchemy import SQLAlchemyModelFactory

from records.database import db
from records.models.account import Account, Role
from records.models.candidate import (
    Candidate,
    Document,
    Evidence,
    EvidenceSetting,
    LearningWish,
    ReviewState,
    Wish,
)
from records.models.desk.assessment import Assessment, RoundAssessor
from records.models.employer import Accreditation, Employer
from records.models.match import (
    FrozenInput,
    InputState,
    MatchOverride,
    MatchRun,
    MatchRunState,
)
from records.models.proposal import Proposal, Refusal, RefusalReason, Seat
from records.models.review import TextReader
from records.models.round import LotterySecret, Round, RoundPhase
from records.models.school import Programme, School
from records.models.student import Student
from records.models.trial import Trial
from records.models.vacancy import (
    Criterion,
    HardRequirement,
    HardRequirementKind,
    Vacancy,
    VacancyState,
)
from records.queries.blind.words import is_reader
from records.vault.candidates import link_candidate
from records.vault.evidence import store_words
from records.vault.people import Person, email_digest, store_person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The time at which tests happen, unless they say otherwise."""


class RecordFactory(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session()  # noqa: E731 - factory_boy reads it here
        sqlalchemy_session_persistence = "flush"


class SchoolFactory(RecordFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"ROC Proefstad {n}")
    phone = "030 123 45 67"
    street = "Vondellaan 174"
    postcode = "3521GH"
    town = "Utrecht"


class ProgrammeFactory(RecordFactory):
    class Meta:
        model = Programme

    school = factory.SubFactory(SchoolFactory)
    crebo = factory.Sequence(lambda n: f"{25_000 + n}")
    name = "Allround medewerker IT systems and devices"
    level = 3


class EmployerFactory(RecordFactory):
    class Meta:
        model = Employer

    name = factory.Sequence(lambda n: f"Leerbedrijf {n}")
    kvk_number = factory.Sequence(lambda n: f"{10_000_000 + n}")
    leerbedrijf_id = factory.Sequence(lambda n: f"LB{100_000 + n}")
    street = "Dorpsstraat 1"
    postcode = "3511AA"
    town = "Utrecht"


class AccreditationFactory(RecordFactory):
    class Meta:
        model = Accreditation

    crebo = "25000"
    valid_until = date(2030, 1, 1)


class AccountFactory(RecordFactory):
    """Anyone who can sign in. `given_name`, `family_name` and `email` go to the vault."""

    class Meta:
        model = Account
        exclude = ("given_name", "family_name", "email", "facts")

    given_name = factory.Sequence(lambda n: f"Voornaam{n}")
    family_name = factory.Sequence(lambda n: f"Achternaam{n}")
    email = factory.Sequence(lambda n: f"persoon{n}@school.example")
    facts = factory.LazyFunction(dict)
    role = Role.COORDINATOR
    school_id = None
    employer_id = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        person = kwargs.pop("person")
        session = db.session()
        kwargs["email_digest"] = email_digest(session, person.email)
        if kwargs["school_id"] is None and kwargs["employer_id"] is None:
            if kwargs["role"] in {Role.TRAINER, Role.OWNER}:
                kwargs["employer_id"] = EmployerFactory().id
            else:
                kwargs["school_id"] = SchoolFactory().id
        account = super()._create(model_class, *args, **kwargs)
        store_person(session, account.id, person)
        session.flush()
        return account

    person = factory.LazyAttribute(
        lambda o: Person(
            given_name=o.given_name, family_name=o.family_name, email=o.email, **o.facts
        )
    )


class StudentFactory(RecordFactory):
    """A student with an account; `account__given_name="Amina"` names it."""

    class Meta:
        model = Student
        exclude = ("account",)

    programme = factory.SubFactory(ProgrammeFactory)
    account = factory.SubFactory(
        AccountFactory,
        role=Role.STUDENT,
        school_id=factory.LazyAttribute(lambda o: o.factory_parent.programme.school_id),
    )
    id = factory.LazyAttribute(lambda o: o.account.id)
    mentor_id = None


class RoundFactory(RecordFactory):
    class Meta:
        model = Round

    school = factory.SubFactory(SchoolFactory)
    name = "Periode 3"
    vacancies_open_on = date(2026, 10, 1)
    profiles_open_on = date(2026, 10, 15)
    scoring_opens_on = date(2026, 11, 9)
    matching_opens_on = date(2026, 11, 20)
    results_on = date(2026, 11, 27)
    period_starts_on = date(2027, 2, 1)
    period_ends_on = date(2027, 6, 25)
    public_value_source = "drand quicknet, eerste ronde na 27-11-2026 09:00"
    phase = RoundPhase.PROFILES

    @factory.post_generation
    def programmes(self, create, extracted, **kwargs):
        if extracted:
            self.programmes.extend(extracted)
            db.session.flush()


class LotterySecretFactory(RecordFactory):
    class Meta:
        model = LotterySecret


class FrozenInputFactory(RecordFactory):
    class Meta:
        model = FrozenInput

    number = 1
    state = InputState.FROZEN
    content = b"{}"
    digest = sha256(b"{}").hexdigest()
    frozen_at = NOW
    reopened_at = NOW


class CriterionFactory(RecordFactory):
    class Meta:
        model = Criterion

    letter = "E"
    position = 1
    required_level = 2
    level_at_end = 3
    weight = 2
    needed_at_start = True
    why = "Wij werken in duo's en dragen werk aan elkaar over."


class HardRequirementFactory(RecordFactory):
    class Meta:
        model = HardRequirement

    kind = HardRequirementKind.VOG
    rule = "Wet kwaliteit, klachten en geschillen zorg, artikel 4"


class VacancyFactory(RecordFactory):
    """A draft vacancy; `frozen=True` is one that students can rank, with its seats."""

    class Meta:
        model = Vacancy

    class Params:
        frozen = factory.Trait(
            state=VacancyState.FROZEN,
            submitted_at=NOW,
            norms_signed_at=NOW,
            frozen_at=NOW,
            frozen_digest=sha256(b"form").hexdigest(),
        )

    employer = factory.SubFactory(EmployerFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    round = factory.SubFactory(RoundFactory, school=factory.SelfAttribute("..programme.school"))
    title = "Netwerkbeheer"
    tasks = factory.LazyFunction(
        lambda: ["Werkplekken inrichten", "Storingen oplossen", "Uitleg geven aan collega's"]
    )
    seats = 1
    weekly_hours = 32
    weekdays = 0b0011111
    starts_at = time(8, 30)
    ends_at = time(17, 0)
    monthly_allowance = 350
    offers = factory.LazyFunction(list)
    assessment_at = time(15, 0)

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        letters = extracted if extracted is not None else ["E", "K", "Q"]
        for position, letter in enumerate(letters, start=1):
            CriterionFactory(vacancy_id=self.id, letter=letter, position=position)
        if self.state is VacancyState.FROZEN:
            for number in range(1, self.seats + 1):
                SeatFactory(vacancy_id=self.id, number=number)
        db.session.refresh(self)


class SeatFactory(RecordFactory):
    class Meta:
        model = Seat


class CandidateFactory(RecordFactory):
    """One student in one round; `student=` links it in the vault."""

    class Meta:
        model = Candidate
        exclude = ("student",)

    student = factory.SubFactory(StudentFactory)
    programme = factory.SelfAttribute("student.programme")
    round = factory.SubFactory(RoundFactory, school=factory.SelfAttribute("..programme.school"))
    code = factory.Sequence(lambda n: f"{sha256(str(n).encode()).hexdigest()[:26].upper()}")
    weekdays = 0b0011111

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        student = kwargs.pop("owner")
        candidate = super()._create(model_class, *args, **kwargs)
        link_candidate(
            db.session(),
            candidate_id=candidate.id,
            round_id=candidate.round_id,
            student_id=student.id,
        )
        db.session.flush()
        return candidate

    owner = factory.LazyAttribute(lambda o: o.student)


class TextReaderFactory(RecordFactory):
    class Meta:
        model = TextReader


class EvidenceFactory(RecordFactory):
    """Evidence that a reviewer has cleared; `words` are the student's own, in the vault."""

    class Meta:
        model = Evidence

    letter = "E"
    setting = EvidenceSetting.SCHOOL
    blind_text = "In een groepje verdeelde ik de taken en vroeg ik elke dag hoe het ging."
    blinding_version = "test"
    review = ReviewState.CLEARED
    words = "In een groepje verdeelde ik de taken en vroeg ik elke dag hoe het ging."

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        words = kwargs.pop("words")
        if kwargs["review"] is ReviewState.CLEARED and "reviewed_by" not in kwargs:
            kwargs["reviewed_by"] = AccountFactory(role=Role.MENTOR).id
        if kwargs.get("reviewed_by"):
            reader = {"candidate_id": kwargs["candidate_id"], "account_id": kwargs["reviewed_by"]}
            if not is_reader(db.session(), **reader):
                TextReaderFactory(**reader)
        evidence = super()._create(model_class, *args, **kwargs)
        store_words(db.session(), evidence.id, words)
        db.session.flush()
        return evidence


class WishFactory(RecordFactory):
    class Meta:
        model = Wish


class LearningWishFactory(RecordFactory):
    class Meta:
        model = LearningWish


class DocumentFactory(RecordFactory):
    class Meta:
        model = Document


class RoundAssessorFactory(RecordFactory):
    class Meta:
        model = RoundAssessor


class AssessmentFactory(RecordFactory):
    class Meta:
        model = Assessment

    letter = "E"
    position = factory.Sequence(lambda n: n)
    desk_code = factory.Sequence(lambda n: f"D{n:025d}")


class MatchRunFactory(RecordFactory):
    class Meta:
        model = MatchRun

    number = factory.Sequence(lambda n: n + 1)
    state = MatchRunState.PUBLISHED
    progress_share = 100
    digest = "0" * 64
    receipt = b"{}"
    requested_at = NOW


class MatchOverrideFactory(RecordFactory):
    class Meta:
        model = MatchOverride

    reason = "De student verhuist en kan niet meer naar deze plek reizen."


class RefusalFactory(RecordFactory):
    class Meta:
        model = Refusal

    reason = RefusalReason.CAPACITY_GONE
    explanation = "Onze andere vestiging is gesloten, er is geen werkplek meer."
    refused_at = NOW


class ProposalFactory(RecordFactory):
    class Meta:
        model = Proposal

    explanation = factory.LazyFunction(dict)
    student_decides_by = date(2026, 12, 4)
    employer_decides_by = date(2026, 12, 11)


class TrialFactory(RecordFactory):
    class Meta:
        model = Trial

    starts_on = date(2027, 2, 1)
    ends_on = date(2027, 2, 12)
    assessment_at = datetime(2027, 2, 12, 14, 0, tzinfo=UTC)

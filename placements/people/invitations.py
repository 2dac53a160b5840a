"""Bringing people in: an account, who it is in the vault, and a mail with a link."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor, Role
from placements.days import day_of, refuse_day_outside
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.access import keep_account
from placements.people.known import forget_words_of
from placements.people.links import INVITATION_LASTS, create_link
from placements.policy import require
from placements.policy.people import may_invite, may_manage_company
from records.models.account import EMPLOYER_ROLES, Account, LinkKind
from records.models.employer import Accreditation, Employer
from records.models.school import Programme, School
from records.models.student import Student
from records.queries.accounts import list_accounts_of_employer
from records.queries.employers import find_employer_by_leerbedrijf_id, find_employer_of_school
from records.vault.people import Person, email_digest, read_for_service, store_person

YEAR = timedelta(days=365)
YOUNGEST, OLDEST = 12, 100
LONGEST_ACCREDITATION = 10 * YEAR
NO_FACTS: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyTerms:
    """A training company as SBB knows it, and for what it is accredited."""

    name: str
    kvk_number: str
    leerbedrijf_id: str
    street: str
    postcode: str
    town: str
    crebos: tuple[str, ...]
    accredited_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of a company, as the company itself may know them."""

    account_id: UUID | None = None
    """Empty for who has yet to be invited."""
    role: Role
    given_name: str
    family_name: str
    email: str
    phone: str

    @property
    def full_name(self) -> str:
        """The name as colleagues write it."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a school is."""

    street: str
    postcode: str
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A qualification, and whether the school teaches it as bbl."""

    crebo: str
    name: str
    level: int
    is_work_based: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """A school with its programmes and its first administrator."""

    name: str
    phone: str
    address: Address
    programmes: tuple[Taught, ...]
    given_name: str
    family_name: str
    email: str


def open_school(session: Session, beginning: Beginning, *, school_id: UUID, now: datetime) -> None:
    """Bring a school in; its first administrator is mailed an invitation and brings in the rest."""
    address = asdict(beginning.address)
    session.add(School(id=school_id, name=beginning.name, phone=beginning.phone, **address))
    session.flush()
    session.add_all(Programme(school_id=school_id, **asdict(one)) for one in beginning.programmes)
    person = Person(
        given_name=beginning.given_name,
        family_name=beginning.family_name,
        email=beginning.email,
    )
    invite(session, None, Role.ADMINISTRATOR, person, school_id=school_id, now=now)


def move_school(session: Session, school: School, address: Address, *, now: datetime) -> None:
    """Say where a school is, as its agreements print it from now on."""
    school.street, school.postcode, school.town = address.street, address.postcode, address.town
    audit.record(session, None, "school:moved", school.id, now=now, school_id=school.id)


def invite_staff(
    session: Session, actor: Actor, role: Role, person: Person, *, now: datetime
) -> None:
    """Invite a member of staff of the actor's school.

    Raises
    ------
    Refusal
        If the actor may not, or the address already has an account at this school.
    """
    require(may_invite(actor, role) and role not in EMPLOYER_ROLES)
    invite(session, actor, role, person, school_id=actor.school_id, now=now)


def invite_student(
    session: Session,
    actor: Actor,
    person: Person,
    *,
    programme_id: UUID,
    mentor_id: UUID | None,
    now: datetime,
) -> None:
    """Invite a student of the actor's school into a programme.

    Raises
    ------
    Refusal
        If nobody of that birth date is at school now.
    """
    require(may_invite(actor, Role.STUDENT))
    if person.birth_date is not None:
        first, last = (day_of(now) - years * YEAR for years in (OLDEST, YOUNGEST))
        refuse_day_outside(person.birth_date, first=first, last=last, field="birth_date")
    account = invite(session, actor, Role.STUDENT, person, school_id=actor.school_id, now=now)
    if account is not None:
        session.add(Student(id=account.id, programme_id=programme_id, mentor_id=mentor_id))


def invite_company(
    session: Session, actor: Actor, terms: CompanyTerms, owner: Person, *, now: datetime
) -> None:
    """Put a training company on the school's list: a new one is invited through its owner.

    One that is known gets what it is accredited for beside what it has, and its owners hear with
    whom they work now. Who asks is told the same in both cases, and nothing about the company.

    Raises
    ------
    Refusal
        If the numbers do not belong together, the school has the company on its list already, or
        its accreditation has ended.
    """
    require(may_invite(actor, Role.OWNER) and actor.is_staff)
    first, last = day_of(now), day_of(now) + LONGEST_ACCREDITATION
    refuse_day_outside(terms.accredited_until, first=first, last=last, field="accredited_until")
    employer = _new_employer(session, terms)
    if employer is None:
        known = find_employer_by_leerbedrijf_id(session, terms.leerbedrijf_id)
        assert known is not None  # noqa: S101 - its number stands in the records
        _work_with(session, actor, known, terms, now=now)
        return
    invite(session, actor, Role.OWNER, owner, employer_id=employer.id, now=now)


def invite_colleague(
    session: Session, actor: Actor, colleague: Colleague, *, now: datetime
) -> None:
    """Invite somebody of the actor's own company."""
    require(may_invite(actor, colleague.role) and colleague.role in EMPLOYER_ROLES)
    person = Person(
        given_name=colleague.given_name,
        family_name=colleague.family_name,
        email=colleague.email,
        phone=colleague.phone,
    )
    invite(session, actor, colleague.role, person, employer_id=actor.employer_id, now=now)


def invite_owner(
    session: Session, actor: Actor, employer: Employer, owner: Person, *, now: datetime
) -> None:
    """Invite a new owner for a company that has none left.

    Raises
    ------
    NotAllowed
        If the school does not work with this company.
    TooLate
        If the company has an owner.
    Refusal
        If the address has an account at this company.
    """
    hold(session, employer)
    require(may_manage_company(actor, is_worked_with=is_worked_with(session, actor, employer)))
    if has_owner(session, employer):
        raise TooLate(msgid("This company has an owner, who invites colleagues."))
    invite(session, actor, Role.OWNER, owner, employer_id=employer.id, now=now)


def has_owner(session: Session, employer: Employer) -> bool:
    """Whether somebody can sign in for this company and bring others in."""
    accounts = list_accounts_of_employer(session, employer_id=employer.id)
    return any(account.role is Role.OWNER for account in accounts)


def list_colleagues_of(session: Session, employer_id: UUID) -> list[Colleague]:
    """Return everyone who can sign in for a company, by name."""
    accounts = list_accounts_of_employer(session, employer_id=employer_id)
    people = read_for_service(session, [account.id for account in accounts])
    colleagues = [
        Colleague(
            account_id=account.id,
            role=account.role,
            given_name=people[account.id].given_name,
            family_name=people[account.id].family_name,
            email=people[account.id].email,
            phone=people[account.id].phone,
        )
        for account in accounts
    ]
    return sorted(colleagues, key=lambda colleague: (colleague.full_name, colleague.email))


def _new_employer(session: Session, terms: CompanyTerms) -> Employer | None:
    """Add a company that nobody knows yet; of two who add it at once one finds it known."""
    if find_employer_by_leerbedrijf_id(session, terms.leerbedrijf_id) is not None:
        return None
    employer = Employer(
        id=uuid4(),
        name=terms.name,
        kvk_number=terms.kvk_number,
        leerbedrijf_id=terms.leerbedrijf_id,
        street=terms.street,
        postcode=terms.postcode,
        town=terms.town,
        accreditations=[
            Accreditation(crebo=crebo, valid_until=terms.accredited_until) for crebo in terms.crebos
        ],
    )
    try:
        with session.begin_nested():
            session.add(employer)
    except IntegrityError:
        return None
    return employer


def _work_with(
    session: Session, actor: Actor, employer: Employer, terms: CompanyTerms, *, now: datetime
) -> None:
    """Add what a known company is accredited for, and tell its owners who works with it."""
    hold(session, employer)
    if employer.kvk_number != terms.kvk_number:
        raise Refusal(
            msgid("This KvK number and this leerbedrijf ID do not belong together. Check both."),
            field="kvk_number",
        )
    known = {one.crebo for one in employer.accreditations}
    added = [crebo for crebo in terms.crebos if crebo not in known]
    if not added and is_worked_with(session, actor, employer):
        raise Refusal(
            msgid("This company is on your list already. Its owner can invite colleagues."),
            field="leerbedrijf_id",
        )
    employer.accreditations += [
        Accreditation(crebo=crebo, valid_until=terms.accredited_until) for crebo in added
    ]
    audit.record(session, actor, "company:accredited", employer.id, now=now, crebos=added)
    assert actor.school_id is not None  # noqa: S101 - staff belong to a school, the database says so
    school = session.get_one(School, actor.school_id)
    for account in list_accounts_of_employer(session, employer_id=employer.id):
        if account.role is Role.OWNER:
            notify(session, account.id, "school_works_with", now=now, school=school.name)


def is_worked_with(session: Session, actor: Actor, employer: Employer) -> bool:
    """Whether the school of this person works with a company."""
    return find_employer_of_school(session, employer.id, school_id=actor.school_id) is not None


def invite(
    session: Session,
    actor: Actor | None,
    role: Role,
    person: Person,
    *,
    now: datetime,
    school_id: UUID | None = None,
    employer_id: UUID | None = None,
    mail: str = "invitation",
    facts: Mapping[str, object] = NO_FACTS,
) -> Account | None:
    """Make the account and mail its link; an address that is in use elsewhere gets nothing.

    Whoever invites is told so only about the own organisation, whose accounts they see anyway.
    """
    account = Account(
        id=uuid4(),
        role=role,
        school_id=school_id,
        employer_id=employer_id,
        email_digest=email_digest(session, person.email),
    )
    existing = keep_account(session, account, person.email)
    if existing is not None:
        if (existing.school_id, existing.employer_id) == (school_id, employer_id):
            raise Refusal(msgid("This address already has an account here."), field="email")
        return None
    store_person(session, account.id, person)
    if role is Role.STUDENT and school_id is not None:
        forget_words_of(session, school_id, person)
    kind = LinkKind.SIGN_IN if role in EMPLOYER_ROLES else LinkKind.INVITATION
    link = create_link(session, account.id, kind, lasts=INVITATION_LASTS, now=now)
    notify(session, account.id, mail, now=now, link_id=str(link.id), **facts)
    audit.record(session, actor, "account:invited", account.id, now=now, role=role.value)
    return account

"""Forms with which a school brings people in."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from stdnum.nl import postcode as dutch_postcode
from wtforms import EmailField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import (
    InputRequired,
    Length,
    Optional,
    Regexp,
    StopValidation,
    ValidationError,
)

from placements.actors import STAFF_ROLES, Role
from placements.choices import labels
from placements.people.invitations import CompanyTerms
from records.models.school import Programme
from records.vault.people import Person
from web.forms import DayField, PageForm, strip

_CREBO = re.compile(r"[0-9]{5}")
_SHORT = Length(max=80, message=_l("Keep it within %(max)d characters"))


def _postcode(_form: PageForm, field: Field) -> None:
    if not dutch_postcode.is_valid(field.data or ""):
        raise StopValidation(_l("Enter a postcode such as 3511 AB"))


class PersonForm(PageForm):
    """Whom to invite."""

    given_name = StringField(
        _l("Given name"), [InputRequired(_l("Enter the given name")), _SHORT], filters=[strip]
    )
    family_name = StringField(
        _l("Family name"), [InputRequired(_l("Enter the family name")), _SHORT], filters=[strip]
    )
    email = EmailField(
        _l("E-mail address"),
        [
            InputRequired(_l("Enter the address to which the invitation goes")),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("Enter an address with an @ and a dot")
            ),
            Length(max=254, message=_l("Keep the address within %(max)d characters")),
        ],
        filters=[strip],
    )
    phone = StringField(_l("Phone"), [Optional(), _SHORT], filters=[strip])

    def person(self) -> Person:
        """Return who it is."""
        answers = self.data
        return Person(
            given_name=answers["given_name"],
            family_name=answers["family_name"],
            email=answers["email"],
            phone=answers["phone"] or "",
        )


class StaffForm(PersonForm):
    """A member of staff."""

    role = SelectField(_l("Role"), [InputRequired(_l("Choose a role"))])

    def __init__(self, locale: str, **values: Any) -> None:  # noqa: ANN401 - WTForms takes anything
        super().__init__(**values)
        self.role.choices = [
            SelectChoice(value, label)
            for value, label in labels(Role, locale)
            if Role(value) in STAFF_ROLES
        ]


class StudentForm(PersonForm):
    """A student, with what an agreement needs."""

    student_number = StringField(
        _l("Student number"),
        [InputRequired(_l("Enter the student number")), _SHORT],
        filters=[strip],
    )
    birth_date = DayField(_l("Birth date"), [InputRequired(_l("Enter the birth date"))])
    street = StringField(
        _l("Street and number"),
        [InputRequired(_l("Enter street and number")), _SHORT],
        filters=[strip],
    )
    postcode = StringField(
        _l("Postcode"),
        [InputRequired(_l("Enter a postcode such as 3511 AB")), _postcode],
        filters=[strip],
    )
    town = StringField(_l("Town"), [InputRequired(_l("Enter the town")), _SHORT], filters=[strip])
    programme_id = SelectField(_l("Programme"), [InputRequired(_l("Choose a programme"))])
    mentor_id = SelectField(_l("Mentor (SLB'er)"), [Optional()])

    def __init__(
        self,
        programmes: Sequence[Programme],
        mentors: Sequence[tuple[UUID, str]],
        **values: Any,  # noqa: ANN401 - WTForms takes anything
    ) -> None:
        super().__init__(**values)
        self.programme_id.choices = [
            SelectChoice(str(programme.id), programme.name) for programme in programmes
        ]
        self.mentor_id.choices = [
            SelectChoice("", _l("No mentor yet")),
            *(SelectChoice(str(mentor_id), name) for mentor_id, name in mentors),
        ]

    def person(self) -> Person:
        """Return who it is, address and birth date included."""
        answers = self.data
        return replace(
            super().person(),
            student_number=answers["student_number"],
            birth_date=answers["birth_date"],
            street=answers["street"],
            postcode=dutch_postcode.compact(answers["postcode"]),
            town=answers["town"],
        )


class CompanyForm(PersonForm):
    """A training company and its owner."""

    name = StringField(
        _l("Name of the company"),
        [InputRequired(_l("Enter the name of the company")), _SHORT],
        filters=[strip],
    )
    kvk_number = StringField(
        _l("KvK number"),
        [
            InputRequired(_l("Enter the KvK number")),
            Regexp(r"[0-9]{8}$", message=_l("Enter the eight digits of the KvK number")),
        ],
        filters=[strip],
    )
    leerbedrijf_id = StringField(
        _l("Leerbedrijf ID"),
        [
            InputRequired(_l("Enter the leerbedrijf ID that SBB gave")),
            Length(max=24, message=_l("Keep it within %(max)d characters")),
        ],
        filters=[strip],
    )
    company_street = StringField(
        _l("Street and number"),
        [InputRequired(_l("Enter street and number")), _SHORT],
        filters=[strip],
    )
    company_postcode = StringField(
        _l("Postcode"),
        [InputRequired(_l("Enter a postcode such as 3511 AB")), _postcode],
        filters=[strip],
    )
    company_town = StringField(
        _l("Town"), [InputRequired(_l("Enter the town")), _SHORT], filters=[strip]
    )
    crebos = StringField(
        _l("Accredited for (crebo codes)"),
        [
            InputRequired(_l("Enter at least one crebo code, such as 25187")),
            Length(max=400, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Five digits each, with a comma between them"),
        filters=[strip],
    )
    accredited_until = DayField(
        _l("Accredited until"),
        [InputRequired(_l("Enter the date until which the accreditation holds"))],
    )

    def validate_crebos(self, field: Field) -> None:
        """Every code has five digits."""
        codes = _codes(field.data or "")
        if not codes or any(not _CREBO.fullmatch(code) for code in codes):
            raise ValidationError(_l("Enter crebo codes of five digits, such as 25187"))

    def company(self) -> CompanyTerms:
        """Return the company."""
        answers = self.data
        return CompanyTerms(
            name=answers["name"],
            kvk_number=answers["kvk_number"],
            leerbedrijf_id=answers["leerbedrijf_id"],
            street=answers["company_street"],
            postcode=dutch_postcode.compact(answers["company_postcode"]),
            town=answers["company_town"],
            crebos=_codes(answers["crebos"]),
            accredited_until=answers["accredited_until"],
        )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.replace(",", " ").split()))

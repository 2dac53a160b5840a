"""The competency form as questions on a page; it ends in plain data."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from placements.catalogue import LEVELS, Competence, competences, level_names
from placements.choices import WorkOffer, labels, rule
from placements.vacancies.drafts import Trainer
from placements.vacancies.terms import (
    CRITERIA_COUNT,
    TASK_COUNT,
    CriterionTerms,
    HardRequirementTerms,
    VacancyTerms,
    form_digest,
    terms_of,
)
from placements.vacancies.wording import Finding, check_wording
from records.models.vacancy import HardRequirementKind, Vacancy
from web.formatting import weekday_name
from web.forms import ClockField, PageForm, WholeNumberField, options, strip
from web.language import language_of

LETTERS = frozenset(one.letter for one in competences())
MOST_CRITERIA = CRITERIA_COUNT[-1]
WEIGHTS = [(1, _l("A little")), (2, _l("As much as most")), (3, _l("More than the rest"))]
SHORT_TEXT = Length(max=300, message=_l("Use %(max)d characters at most"))


class CriterionForm(Form):
    """What the work asks of one competence."""

    letter = HiddenField(validators=[AnyOf(LETTERS)])
    why = TextAreaField(
        _l("Why does the work need this?"),
        [SHORT_TEXT],
        filters=[strip],
        description=_l("One sentence, such as: We work in pairs and hand work over."),
    )
    needed_at_start = RadioField(
        _l("When must the student be able to do this?"),
        choices=options(
            [("yes", _l("From the first day")), ("no", _l("The student learns it here"))]
        ),
        default="yes",
    )
    required_level = RadioField(
        _l("What must the student show on the first day?"),
        coerce=int,
        choices=options((level, level) for level in LEVELS[:-1]),
        default=2,
    )
    level_at_end = RadioField(_l("And at the end of the trial?"), coerce=int, default=3)
    weight = RadioField(
        _l("How much does it count?"),
        coerce=int,
        choices=options(WEIGHTS),
        default=2,
    )
    is_essential = BooleanField(
        _l("Without this it cannot work: a must"),
        description=_l("At most two. It cannot be made up for by something else."),
    )
    essential_reason = TextAreaField(
        _l("Why can this not be learned in the first weeks?"), [SHORT_TEXT], filters=[strip]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own signature
        super().__init__(*args, **kwargs)
        locale = language_of(get_locale())
        self.level_at_end.choices = options(
            (level, level_names()[level](locale)) for level in LEVELS
        )

    def rubric(self, asked: Competence) -> list[tuple[int, str, str]]:
        """Return each level with its name and what you see someone do."""
        locale = language_of(get_locale())
        return [
            (level, level_names()[level](locale), asked.anchor(level).text(locale))
            for level in LEVELS
        ]

    def weight_in_words(self) -> str:
        """Return how much it counts, as the question says it."""
        return str(dict(WEIGHTS)[self.weight.data])

    def is_intact(self) -> bool:
        """Whether what is chosen was on the page."""
        return (
            self.letter.data in LETTERS
            and self.required_level.data in LEVELS
            and self.level_at_end.data in LEVELS
            and self.weight.data in dict(WEIGHTS)
        )

    def validate_level_at_end(self, field: Field) -> None:
        """Refuse an end that lies below the start."""
        if field.data is not None and field.data < self._level_at_start():
            raise ValidationError(_("Choose the same level as at the start, or a higher one"))

    def validate_essential_reason(self, field: Field) -> None:
        """Ask why, when something is a must."""
        if self._is_a_must() and not field.data:
            raise ValidationError(_("Say why this cannot be learned, or untick “a must”"))

    def terms(self) -> CriterionTerms:
        """Return the answers; what is learned here asks nothing at the start."""
        return CriterionTerms(
            letter=self.letter.data or "",
            why=self.why.data or "",
            needed_at_start=self.needed_at_start.data == "yes",
            required_level=self._level_at_start(),
            level_at_end=self.level_at_end.data or 1,
            weight=self.weight.data or 1,
            is_essential=self._is_a_must(),
            essential_reason=(self.essential_reason.data or "") if self._is_a_must() else "",
        )

    def _level_at_start(self) -> int:
        return (self.required_level.data or 1) if self.needed_at_start.data == "yes" else 1

    def _is_a_must(self) -> bool:
        return bool(self.is_essential.data) and self.needed_at_start.data == "yes"


class HardRequirementForm(Form):
    """One document of the closed list, asked or not."""

    kind = HiddenField(validators=[AnyOf(frozenset(HardRequirementKind))])
    is_asked = BooleanField()
    rule = TextAreaField(
        _l("The rule it rests on"),
        [Length(max=200, message=_l("Use %(max)d characters at most"))],
        filters=[strip],
    )

    def validate_rule(self, field: Field) -> None:
        """Ask for the rule, when the document is asked."""
        if self.is_asked.data and not field.data:
            raise ValidationError(_("Name the law or safety rule that asks for this"))


class VacancyForm(PageForm):
    """Everything a company says about one place."""

    is_overtaken = False
    """Whether somebody else changed what was stored since this page was opened."""
    trainer_ids: Mapping[str, UUID] = MappingProxyType({})
    """The answers to the question who assesses, and whom each means."""
    based_on = HiddenField()
    title = StringField(
        _l("What do you call the place?"),
        [Length(max=120, message=_l("Use %(max)d characters at most"))],
        filters=[strip],
        description=_l("Such as: Pastry baker, or Network support"),
    )
    tasks = FieldList(
        StringField(
            validators=[Length(max=200, message=_l("Use %(max)d characters at most"))],
            filters=[strip],
        ),
        _l("What will the student do?"),
        min_entries=TASK_COUNT[-1],
        max_entries=TASK_COUNT[-1],
    )
    seats = WholeNumberField(
        _l("How many students at the same time?"),
        [NumberRange(1, 40, _l("Enter a number from %(min)d to %(max)d"))],
    )
    weekly_hours = WholeNumberField(
        _l("Hours a week"),
        [NumberRange(8, 40, _l("Enter a number from %(min)d to %(max)d"))],
        description=_l("Without school days"),
    )
    weekdays = SelectMultipleField(
        _l("On which days?"), [InputRequired(_l("Choose at least one day"))], coerce=int
    )
    starts_at = ClockField(_l("From"), [DataRequired(_l("Enter a time, such as 08:30"))])
    ends_at = ClockField(_l("Until"), [DataRequired(_l("Enter a time, such as 17:00"))])
    monthly_allowance = WholeNumberField(
        _l("Allowance a month"),
        [NumberRange(0, 5000, _l("Enter whole euros, from %(min)d to %(max)d"))],
        description=_l("Enter 0 if there is none"),
    )
    offers = SelectMultipleField(_l("What else do you offer?"))
    add = SelectMultipleField(_l("What does the work ask?"))
    criteria = FieldList(
        FormField(CriterionForm), _l("What the work asks"), max_entries=MOST_CRITERIA
    )
    hard_requirements = FieldList(
        FormField(HardRequirementForm), max_entries=len(HardRequirementKind)
    )
    trial_days = WholeNumberField(
        _l("How many working days does the trial last?"),
        [NumberRange(5, 30, _l("Enter a number from %(min)d to %(max)d"))],
        description=_l("Ten is usual. At least five, at most a third of the period."),
    )
    assessment_at = ClockField(
        _l("At what time on the last day do you assess?"),
        [DataRequired(_l("Enter a time, such as 15:00"))],
    )
    trainer = RadioField(_l("Who assesses for your company?"))

    @classmethod
    def about(cls, vacancy: Vacancy, trainers: Sequence[Trainer]) -> "VacancyForm":
        """Return the form of a vacancy, with what was sent over what was stored."""
        locale = language_of(get_locale())
        trainer_ids = {str(trainer.account_id): trainer.account_id for trainer in trainers}
        stored = str(vacancy.trainer_id)
        form = cls(
            data=_answers(terms_of(vacancy), locale)
            | {
                "based_on": form_digest(vacancy),
                "trainer": stored if stored in trainer_ids else "",
            }
        )
        form.trainer_ids = trainer_ids
        form.weekdays.choices = options((day, weekday_name(day)) for day in range(7))
        form.offers.choices = options(labels(WorkOffer, locale))
        form.add.choices = options((one.letter, one.name(locale)) for one in competences())
        form.trainer.choices = options(
            [
                *((str(trainer.account_id), trainer.name) for trainer in trainers),
                ("", _("We do not know yet")),
            ]
        )
        for number, task in enumerate(form.tasks, 1):
            task.label.text = _("Task %(number)s", number=number)
        for (_kind, name), requirement in zip(
            labels(HardRequirementKind, locale), form.hard_requirements, strict=False
        ):
            requirement.form.is_asked.label.text = name
        return form

    def validate_criteria(self, _field: Field) -> None:
        """Refuse the same competence twice."""
        chosen = self._chosen_letters()
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Each competence stands on the form once"))

    def add_criteria(self) -> str | None:
        """Put the ticked competences on the form, as far as there is room; return the first."""
        first = None
        for letter in self.add.data or ():
            if letter not in LETTERS or letter in self._chosen_letters():
                continue
            if len(self.criteria) == MOST_CRITERIA:
                message = _("Seven is the most. Take one off first.")
                self.criteria.errors = [*self.criteria.errors, message]
                break
            self.criteria.append_entry({"letter": letter})
            first = first or letter
        self.add.data = []
        return first

    def remove_criterion(self, letter: str) -> None:
        """Take a competence off the form."""
        if letter in self._chosen_letters():
            place = self._chosen_letters().index(letter)
            self.criteria.pop_entry(place)  # type: ignore[call-arg]  # the stubs are of WTForms 3.2

    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """Return what the wording check says, by the id of the question."""
        return {field.id: check_wording(field.data or "") for field in self._texts()}

    def is_intact(self) -> bool:
        """Whether the parts that nobody types are as the page had them."""
        kinds = {one.form.kind.data for one in self.hard_requirements}
        return kinds <= set(HardRequirementKind) and all(
            criterion.form.is_intact() for criterion in self.criteria
        )

    def terms(self) -> VacancyTerms:
        """Return the validated answers."""
        return VacancyTerms(**self._said())

    def terms_so_far(self, stored: VacancyTerms) -> VacancyTerms:
        """Return the answers as they are being typed, with the stored one for a broken one."""
        return VacancyTerms(
            **{
                name: getattr(stored, name) if answer is None else answer
                for name, answer in self._said().items()
            }
        )

    def _said(self) -> dict[str, Any]:
        return {
            "title": self.title.data or "",
            "tasks": tuple(task.data for task in self.tasks if task.data),
            "seats": self.seats.data,
            "weekly_hours": self.weekly_hours.data,
            "weekdays": tuple(self.weekdays.data or ()),
            "starts_at": self.starts_at.data,
            "ends_at": self.ends_at.data,
            "monthly_allowance": self.monthly_allowance.data,
            "offers": tuple(code for code in self.offers.data or () if code in set(WorkOffer)),
            "trial_days": self.trial_days.data,
            "assessment_at": self.assessment_at.data,
            "trainer_id": self.trainer_ids.get(self.trainer.data or ""),
            "criteria": tuple(criterion.form.terms() for criterion in self.criteria),
            "hard_requirements": tuple(
                HardRequirementTerms(
                    kind=HardRequirementKind(one.form.kind.data or ""),
                    rule=one.form.rule.data or "",
                )
                for one in self.hard_requirements
                if one.form.is_asked.data
            ),
        }

    def _chosen_letters(self) -> list[str]:
        return [criterion.form.letter.data or "" for criterion in self.criteria]

    def _texts(self) -> Iterator[Field]:
        yield self.title
        yield from self.tasks
        for criterion in self.criteria:
            yield criterion.form.why
            yield criterion.form.essential_reason
        for requirement in self.hard_requirements:
            yield requirement.form.rule


def _answers(terms: VacancyTerms, locale: str) -> dict[str, Any]:
    """Return what was stored as answers to the questions of the form."""
    rules = {requirement.kind: requirement.rule for requirement in terms.hard_requirements}
    said = {name: getattr(terms, name) for name in terms.__slots__}
    return said | {
        "criteria": [
            {name: getattr(criterion, name) for name in criterion.__slots__}
            | {"needed_at_start": "yes" if criterion.needed_at_start else "no"}
            for criterion in terms.criteria
        ],
        "hard_requirements": [
            {
                "kind": kind.value,
                "is_asked": kind in rules,
                "rule": rules.get(kind) or rule(kind, locale),
            }
            for kind in HardRequirementKind
        ],
    }

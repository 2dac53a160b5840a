"""Forms about rounds, assessors and the lottery. A form ends in plain data."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional

from placements.rounds.course import RoundTerms
from records.models.round import Objective, RoundPhase
from records.models.school import Programme
from web.forms import DayField, PageForm, strip


class RoundForm(PageForm):
    """What a coordinator decides about a round."""

    name = StringField(
        _l("Name of the round"),
        [
            DataRequired(_l("Enter a name, such as Period 3 2027")),
            Length(max=80, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Students and companies see this name."),
        filters=[strip],
    )
    programme_ids = SelectMultipleField(
        _l("Programmes that take part"),
        [InputRequired(_l("Choose at least one programme"))],
    )
    objective = RadioField(
        _l("What the match aims at"),
        [InputRequired(_l("Choose what the match aims at"))],
        choices=[
            SelectChoice(
                Objective.STABLE.value, _l("Everybody the best place that is possible for them")
            ),
            SelectChoice(Objective.MOST_PLACED.value, _l("As many students as possible a place")),
        ],
    )
    vacancies_open_on = DayField(
        _l("Companies fill in their forms from"), [InputRequired(_l("Enter a day"))]
    )
    profiles_open_on = DayField(
        _l("Students write their profiles from"),
        [InputRequired(_l("Enter a day"))],
        description=_l("The day before is the last day for companies."),
    )
    scoring_opens_on = DayField(
        _l("Assessors score from"),
        [InputRequired(_l("Enter a day"))],
        description=_l("The day before is the last day for students."),
    )
    matching_opens_on = DayField(
        _l("The match is made from"),
        [InputRequired(_l("Enter a day"))],
        description=_l("The day before is the last day for assessors."),
    )
    results_on = DayField(
        _l("Everybody hears the result on"),
        [InputRequired(_l("Enter a day"))],
        description=_l("Six weeks before the first working day is good; less is stressful."),
    )
    period_starts_on = DayField(
        _l("First day of the internships"), [InputRequired(_l("Enter a day"))]
    )
    period_ends_on = DayField(_l("Last day of the internships"), [InputRequired(_l("Enter a day"))])
    public_value_source = StringField(
        _l("Public draw for the lottery"),
        [
            DataRequired(_l("Name a public draw, with its day and time")),
            Length(max=200, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l(
            "A draw that nobody here controls, on a day after scoring closes. For example: the "
            "first drand quicknet round after 27 November 2026, 9:00."
        ),
        filters=[strip],
    )

    def __init__(self, programmes: Sequence[Programme], **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(**options)
        self.programme_ids.choices = [
            SelectChoice(
                str(one.id),
                _(
                    "%(name)s (crebo %(crebo)s, level %(level)s)",
                    name=one.name,
                    crebo=one.crebo,
                    level=one.level,
                ),
            )
            for one in programmes
        ]

    def terms(self) -> RoundTerms:
        """Return the validated answers."""
        answers = self.data
        return RoundTerms(
            name=answers["name"],
            programme_ids=tuple(UUID(key) for key in answers["programme_ids"]),
            objective=Objective(answers["objective"]),
            vacancies_open_on=answers["vacancies_open_on"],
            profiles_open_on=answers["profiles_open_on"],
            scoring_opens_on=answers["scoring_opens_on"],
            matching_opens_on=answers["matching_opens_on"],
            results_on=answers["results_on"],
            period_starts_on=answers["period_starts_on"],
            period_ends_on=answers["period_ends_on"],
            public_value_source=answers["public_value_source"],
        )


class AdvanceForm(PageForm):
    """The button that moves a round on, from the phase that was on the screen."""

    leaving = HiddenField(
        validators=[AnyOf([one.value for one in RoundPhase], _l("Look where the round stands now"))]
    )


class AssessorsForm(PageForm):
    """Who scores one programme."""

    first = SelectField(_l("First assessor"), [InputRequired(_l("Choose the first assessor"))])
    second = SelectField(_l("Second assessor"), [InputRequired(_l("Choose the second assessor"))])
    reserve = SelectField(_l("Reserve"), [InputRequired(_l("Choose a reserve"))])
    second_reserve = SelectField(_l("Second reserve"), [Optional()])
    third_reserve = SelectField(_l("Third reserve"), [Optional()])

    def __init__(self, names: Sequence[tuple[UUID, str]], **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(**options)
        for field in self.seats():
            field.choices = [
                SelectChoice("", _("Choose somebody")),
                *(SelectChoice(str(key), name) for key, name in names),
            ]

    def seats(self) -> tuple[SelectField, ...]:
        """Return the questions in the order of the seats."""
        return (self.first, self.second, self.reserve, self.second_reserve, self.third_reserve)

    def assessor_ids(self) -> tuple[UUID, ...]:
        """Return the validated answers."""
        return tuple(UUID(field.data) for field in self.seats() if field.data)


class CommitmentForm(PageForm):
    """A party, its secret, and the word that the secret is kept."""

    party = StringField(
        _l("For whom do you speak?"),
        [
            DataRequired(_l("Enter for whom you speak, such as the students' council")),
            Length(max=80, message=_l("Keep it within %(max)d characters")),
        ],
        filters=[strip],
    )
    secret = TextAreaField(
        _l("Your secret"),
        [
            DataRequired(_l("The secret is missing. Open this page again for a new one.")),
            Length(max=200, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Copy all of it to a place that only you can open. It is not kept here."),
        filters=[strip],
    )
    is_kept = BooleanField(
        _l("I have kept the secret. I know that the draw is held up without it."),
        [InputRequired(_l("Keep the secret first, then tick this"))],
    )


class SecretForm(PageForm):
    """The secret of a party, once the input is frozen."""

    secret = StringField(
        _l("The secret you kept"),
        [
            DataRequired(_l("Paste the secret you kept")),
            Length(max=200, message=_l("Keep it within %(max)d characters")),
        ],
        filters=[strip],
    )


class PublicValueForm(PageForm):
    """What the public draw gave."""

    value = StringField(
        _l("What the draw gave"),
        [
            DataRequired(_l("Copy the value exactly as it was published")),
            Length(max=200, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Exactly as it was published: anyone can look it up."),
        filters=[strip],
    )

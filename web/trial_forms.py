"""Forms of the trial that more than one audience fills in: levels, observations, talks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Form,
    FormField,
    HiddenField,
    RadioField,
    TextAreaField,
    ValidationError,
    validators,
)
from wtforms.validators import InputRequired, Length, Optional

from placements.catalogue import LEVELS, Competence, competence, level_names
from placements.choices import label
from placements.errors import Refusal
from placements.trials.course import ContactTerms, ObservationTerms
from placements.trials.ratings import Rated, RatingIncomplete
from records.models.trial import ContactKind, Rater, Trial, TrialRating
from web.formatting import spoken
from web.forms import DayField, PageForm, strip
from web.language import language_of

NOT_SEEN = "not_seen"
LONGEST_OBSERVATION = 500
LONGEST_NOTE = 1000
TOO_LONG = _l("Make it shorter: at most %(max)d characters")


class RatedForm(Form):
    """One competence: a level, and what it rests on."""

    level = RadioField(validate_choice=False)
    observed_on = DayField(_l("On which day?"))
    text = TextAreaField(
        _l("What did you see?"),
        [Length(max=LONGEST_OBSERVATION, message=TOO_LONG)],
        filters=[strip],
    )
    observation_id = HiddenField(validators=[validators.UUID()])

    def validate_observed_on(self, field: DayField) -> None:
        """Ask for the day of what was seen."""
        if self.text.data and field.data is None:
            raise ValidationError(_("Enter the day on which you saw this"))


class RatingForm(PageForm):
    """The levels of one person at the end of a trial, a part per competence of the place."""

    @classmethod
    def about(cls, trial: Trial, rater: Rater | None, *, today: date) -> "RatingForm":
        """Return the form with what this person has kept so far; of nobody, an empty one."""
        letters = [criterion.letter for criterion in trial.proposal.vacancy.criteria]
        parts = {
            letter: FormField(RatedForm, description=competence(letter).name(_language()))
            for letter in letters
        }
        kept = {one.letter: one for one in trial.ratings if one.rater is rater}
        form: RatingForm = type("RatingForm", (cls,), parts)(
            data={letter: _kept(kept.get(letter), min(today, trial.ends_on)) for letter in letters}
        )
        for letter in letters:
            form[letter].form.level.label.text = form[letter].description
        return form

    def answers(self) -> list[Rated]:
        """Return what was answered, complete or not."""
        return [_rated(part.name, part.form) for part in self if isinstance(part, FormField)]

    def refuse(self, refusal: Refusal) -> None:
        """Show what is missing at the competence where it is missing."""
        if not isinstance(refusal, RatingIncomplete):
            super().refuse(refusal)
            return
        for letter, gap in refusal.gaps.items():
            part = self[letter].form
            field = part[gap.field or "level"]
            field.errors = [*field.errors, spoken(gap)]


class ObservationForm(PageForm):
    """Something seen on a day."""

    letter = RadioField(_l("Which competence?"), [InputRequired(_l("Choose a competence"))])
    observed_on = DayField(_l("On which day?"), [InputRequired(_l("Enter the day"))])
    text = TextAreaField(
        _l("What did you see?"),
        [
            InputRequired(_l("Write in a sentence what the student did")),
            Length(max=LONGEST_OBSERVATION, message=TOO_LONG),
        ],
        description=_l("What someone did and what came of it. The student reads this later."),
        filters=[strip],
    )
    observation_id = HiddenField(validators=[validators.UUID()])

    def __init__(self, trial: Trial, *, today: date) -> None:
        super().__init__(
            data={"observation_id": str(uuid4()), "observed_on": min(today, trial.ends_on)}
        )
        self.letter.choices = [
            (criterion.letter, competence(criterion.letter).name(_language()))
            for criterion in trial.proposal.vacancy.criteria
        ]

    def terms(self) -> ObservationTerms:
        """Return the validated answers."""
        assert self.observed_on.data is not None  # noqa: S101 - required above
        return ObservationTerms(
            id=UUID(self.observation_id.data),
            letter=self.letter.data,
            observed_on=self.observed_on.data,
            text=self.text.data or "",
        )


class ContactForm(PageForm):
    """One of the three contact moments."""

    kind = RadioField(_l("Which talk was it?"), [InputRequired(_l("Choose which talk it was"))])
    held_on = DayField(_l("On which day?"), [InputRequired(_l("Enter the day"))])
    note = TextAreaField(
        _l("What did you agree?"),
        [Optional(), Length(max=LONGEST_NOTE, message=TOO_LONG)],
        description=_l("Only agreements, no levels. Student, company and school all read this."),
        filters=[strip],
    )

    def __init__(self, kinds: Iterable[ContactKind], *, today: date) -> None:
        super().__init__(data={"held_on": today})
        self.kind.choices = [(kind.value, label(kind, _language())) for kind in kinds]

    def terms(self) -> ContactTerms:
        """Return the validated answers."""
        assert self.held_on.data is not None  # noqa: S101 - required above
        return ContactTerms(
            kind=ContactKind(self.kind.data), held_on=self.held_on.data, note=self.note.data or None
        )


def levels_of(asked: Competence) -> list[tuple[str, str, str]]:
    """Return the answers to one competence: four anchored levels, and "not seen here"."""
    names, language = level_names(), _language()
    return [
        *(
            (str(level), names[level](language), asked.anchor(level).text(language))
            for level in LEVELS
        ),
        (NOT_SEEN, _("Not seen here"), _("This never counts as low.")),
    ]


def contacts_to_hold(trial: Trial) -> list[ContactKind]:
    """Return the contact moments that have not been noted yet."""
    held = {contact.kind for contact in trial.contacts}
    return [kind for kind in ContactKind if kind not in held]


def _kept(rating: TrialRating | None, today: date) -> Mapping[str, Any]:
    level = None
    if rating is not None:
        level = NOT_SEEN if rating.is_not_observed else str(rating.level)
    return {"level": level, "observed_on": today, "observation_id": str(uuid4())}


def _rated(letter: str, part: Any) -> Rated:  # noqa: ANN401 - a WTForms form, known by its fields
    levels = {str(level): level for level in LEVELS}
    observation = None
    if part.text.data and part.observed_on.data:
        observation = ObservationTerms(
            id=UUID(part.observation_id.data),
            letter=letter,
            observed_on=part.observed_on.data,
            text=part.text.data,
        )
    return Rated(
        letter=letter,
        level=levels.get(part.level.data),
        is_not_observed=part.level.data == NOT_SEEN,
        observation=observation,
    )


def _language() -> str:
    return language_of(get_locale())

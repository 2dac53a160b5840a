"""Forms of the student pages. A form ends in plain data; it never touches the records."""

from collections.abc import Iterable, Mapping

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from placements.catalogue import competence
from placements.choices import labels
from placements.profiles.evidence import FEWEST_CHARACTERS, MOST_CHARACTERS, EvidenceTerms
from placements.profiles.profile import DECLARED_DOCUMENTS, Availability
from records.models.candidate import Candidate, EvidenceSetting, TravelMeans
from records.models.vacancy import HardRequirementKind
from web.formatting import weekday_name
from web.forms import PageForm, options, strip
from web.language import language_of

TRAVEL_LIMITS = (15, 30, 45, 60, 75, 90, 120)


def plain_newlines(value: str | None) -> str | None:
    """Count an Enter as one character, as the counter on the page does."""
    return value.replace("\r\n", "\n") if value else value


class EvidenceForm(PageForm):
    """What a student did that shows one competence."""

    setting = RadioField(
        _l("Where was this?"),
        [InputRequired(_l("Choose where this was"))],
        description=_l("Every place counts the same. Nobody who reads your text sees this."),
    )
    words = TextAreaField(
        _l("What happened?"),
        [
            InputRequired(_l("Write what was there, what you did and what came of it")),
            Length(
                min=FEWEST_CHARACTERS,
                message=_l("Write a little more: at least %(min)d characters"),
            ),
            Length(max=MOST_CHARACTERS, message=_l("Make it shorter: at most %(max)d characters")),
        ],
        filters=[strip, plain_newlines],
    )

    def __init__(self, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(data=answers)
        self.setting.choices = options(labels(EvidenceSetting, language_of(get_locale())))

    def terms(self, letter: str) -> EvidenceTerms:
        """Return the validated answers."""
        return EvidenceTerms(
            letter=letter,
            setting=EvidenceSetting(self.setting.data),
            words=self.words.data or "",
            language=language_of(get_locale()),
        )


class AvailabilityForm(PageForm):
    """When a student can work, and how far away."""

    weekdays = SelectMultipleField(
        _l("On which days can you work?"),
        [InputRequired(_l("Choose at least one day"))],
        coerce=int,
        description=_l("Do not count the days on which you go to school."),
    )
    travel_means = RadioField(
        _l("How do you travel to work?"), [InputRequired(_l("Choose how you travel"))]
    )
    travel_limit_minutes = SelectField(
        _l("How long may the journey take, one way?"),
        coerce=int,
        description=_l("Places further away are never proposed to you."),
    )

    def __init__(self, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(data=answers)
        self.weekdays.choices = options((number, weekday_name(number)) for number in range(7))
        self.travel_means.choices = options(labels(TravelMeans, language_of(get_locale())))
        self.travel_limit_minutes.choices = options(
            (minutes, _l("%(minutes)d minutes", minutes=minutes)) for minutes in TRAVEL_LIMITS
        )

    def terms(self) -> Availability:
        """Return the validated answers."""
        return Availability(
            weekdays=sum(1 << number for number in set(self.weekdays.data or ())),
            travel_means=TravelMeans(self.travel_means.data),
            travel_limit_minutes=self.travel_limit_minutes.data,
        )


def availability_answers(candidate: Candidate) -> dict[str, object]:
    """Return what a student answered before, as the form asks it."""
    return {
        "weekdays": [number for number in range(7) if candidate.weekdays >> number & 1],
        "travel_means": candidate.travel_means.value,
        "travel_limit_minutes": candidate.travel_limit_minutes,
    }


class DocumentsForm(PageForm):
    """Which documents a student has."""

    kinds = SelectMultipleField(
        _l("Which of these do you have?"),
        [Optional()],
        description=_l("Some places ask for one by law. No document? Then leave it open."),
    )

    def __init__(self, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(data=answers)
        words = dict(labels(HardRequirementKind, language_of(get_locale())))
        self.kinds.choices = options((kind.value, words[kind.value]) for kind in DECLARED_DOCUMENTS)

    def terms(self) -> tuple[HardRequirementKind, ...]:
        """Return the validated answers."""
        return tuple(HardRequirementKind(kind) for kind in self.kinds.data or ())


class LearningWishesForm(PageForm):
    """What a student wants to learn, the dearest first."""

    first = SelectField(_l("This most of all"), [Optional()])
    second = SelectField(_l("Then this"), [Optional()])
    third = SelectField(_l("And this"), [Optional()])

    def __init__(self, letters: Iterable[str], answers: Mapping[str, object]) -> None:
        super().__init__(data=answers)
        language = language_of(get_locale())
        offered = [(letter, competence(letter).name(language)) for letter in letters]
        for field in (self.first, self.second, self.third):
            field.choices = options([("", _l("No choice")), *offered])

    def terms(self) -> tuple[str, ...]:
        """Return the validated answers."""
        return tuple(
            letter for letter in (self.first.data, self.second.data, self.third.data) if letter
        )


class SeenForm(PageForm):
    """One button that agrees with what the visitor has just read, and with nothing newer."""

    seen = HiddenField(validators=[InputRequired()])


class RemainingForm(PageForm):
    """Whether the other suitable places follow after the student's own list."""

    adds_remaining = BooleanField(
        _l("After my list, go on with the other places that fit me"),
        description=_l("Then you are far more likely to have a place. Your own list comes first."),
    )

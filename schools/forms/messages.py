"""Forms of the confidant's desk."""

from collections.abc import Sequence
from datetime import date

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from placements.choices import labels
from placements.signals.kinds import Route, SignalEnding, Step
from records.models.vacancy import Vacancy
from web.forms import DayField, PageForm, options, strip
from web.language import language_of

LONGEST_TEXT = 4000
TOO_LONG = _l("Keep it within %(max)d characters")
REPLY = "reply"
STEPS, ASK, CLOSE = _l("Note a step: only confidants read it"), _l("Ask the writer"), _l("Close")


class PassphraseForm(PageForm):
    """What opens the key of a confidant."""

    passphrase = PasswordField(_l("Your passphrase"), [InputRequired(_l("Enter your passphrase"))])


class NewKeyForm(PageForm):
    """The passphrase under which a key will be kept."""

    passphrase = PasswordField(
        _l("Choose a passphrase"),
        [InputRequired(_l("Choose a passphrase"))],
        description=_l("At least 16 characters: five words that do not belong together are fine."),
    )
    replaces = BooleanField(
        _l("I lost my passphrase"),
        description=_l(
            "Your key so far goes. What no other confidant can open nobody can open ever again."
        ),
    )


class EntryForm(PageForm):
    """What a confidant adds to a case."""

    what = SelectField(_l("What do you add?"), [InputRequired(_l("Choose what you add"))])
    text = TextAreaField(
        _l("Text"), [Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)], filters=[strip]
    )
    on = DayField(
        _l("On which day was the step?"),
        [Optional()],
        description=_l("Only for a step that you note. Leave it as it is for today."),
    )

    def __init__(self, *, today: date, is_open: bool) -> None:
        super().__init__(on=today)
        locale = language_of(get_locale())
        choices = {
            _l("Write"): [(REPLY, _l("An answer to the writer"))],
            STEPS: [(f"step:{value}", words) for value, words in labels(Step, locale)],
            ASK: [
                (f"ask:{value}", _l("May %(desk)s know?", desk=words))
                for value, words in labels(Route, locale)
            ],
        }
        if is_open:
            endings = labels(SignalEnding, locale)
            choices[CLOSE] = [(f"close:{value}", words) for value, words in endings]
        self.what.choices = [
            SelectChoice(value, words, optgroup=group)
            for group, entries in choices.items()
            for value, words in entries
        ]


class PlaceForm(PageForm):
    """Which place a seat is kept free at."""

    vacancy_id = RadioField(
        _l("At which place do you keep a seat free?"), [InputRequired(_l("Choose a place"))]
    )

    def __init__(self, places: Sequence[Vacancy]) -> None:
        super().__init__()
        self.vacancy_id.choices = options(
            (str(place.id), f"{place.title}, {place.employer.name}, {place.employer.town}")
            for place in places
        )


class PeriodForm(PageForm):
    """Which half year is published."""

    period = RadioField(_l("Which half year?"), [InputRequired(_l("Choose a half year"))])

    def __init__(self, periods: Sequence[str]) -> None:
        super().__init__()
        self.period.choices = options((period, period) for period in periods)

"""The forms with which a coordinator judges a match: each no or exception has a reason."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from placements.match.absence import AbsenceTerms
from placements.match.overrides import SHORTEST_REASON
from records.models.vacancy import Vacancy
from web.forms import DayField, PageForm, strip

NO_PLACE = ""


def _public_reason(label: LazyString, missing: LazyString, *, at_most: int = 300) -> TextAreaField:
    """Ask for a reason that everybody can read in the report of the round."""
    return TextAreaField(
        label,
        [
            InputRequired(missing),
            Length(
                min=SHORTEST_REASON,
                max=at_most,
                message=_l("Use %(min)d to %(max)d characters"),
            ),
        ],
        description=_l("This is printed in the report of the round. Name nobody."),
        filters=[strip],
    )


class ReturnForm(PageForm):
    """Why a run goes back."""

    reason = _public_reason(
        _l("Why do you send this run back?"),
        _l("Give the reason, such as: the days of one place were wrong"),
    )


class ReopenForm(PageForm):
    """Why the input of the match is opened again."""

    reason = _public_reason(
        _l("Why must the input change?"),
        _l("Give the reason, such as: a company has withdrawn its place"),
    )


class AbsenceForm(PageForm):
    """Why a party is absent, and which later draw counts."""

    reason = _public_reason(
        _l("Why is the secret missing?"),
        _l("Give the reason, such as: the party has lost its secret"),
    )
    drawn_on = DayField(
        _l("On which day is the draw that counts now?"),
        [InputRequired(_l("Enter a day, such as next Monday"))],
        description=_l("A later day than today: the second person has to agree before it."),
    )
    source = StringField(
        _l("Which public draw is it?"),
        [
            DataRequired(_l("Name one exact draw, such as: drand quicknet, first round after …")),
            Length(max=200, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("So exact that everybody finds the same value, with the time of the draw."),
        filters=[strip],
    )

    def terms(self) -> AbsenceTerms:
        """Return the validated answers."""
        answers = self.data
        return AbsenceTerms(
            reason=answers["reason"], source=answers["source"], drawn_on=answers["drawn_on"]
        )


class OverrideForm(PageForm):
    """Another place for one student, and why."""

    place = SelectField(_l("Place instead"))
    reason = _public_reason(
        _l("Why is an exception needed?"),
        _l("Give the reason, such as: the bus line to this place has stopped"),
        at_most=500,
    )

    def __init__(self, places: Sequence[Vacancy], no_place: str) -> None:
        super().__init__()
        self.place.choices = [
            *(
                SelectChoice(str(place.id), f"{place.title}, {place.employer.name}")
                for place in places
            ),
            SelectChoice(NO_PLACE, no_place),
        ]

    def vacancy_id(self) -> UUID | None:
        """Return the place that was chosen, or None for no place."""
        chosen = self.data["place"]
        return UUID(chosen) if chosen != NO_PLACE else None


class ReviewForm(PageForm):
    """Whether an employer's refusal stands."""

    verdict = RadioField(
        _l("Does this reason hold?"),
        [InputRequired(_l("Choose whether the reason holds"))],
        choices=[
            SelectChoice(
                "uphold", _l("Yes: the proposal ends and the student gets a new match first")
            ),
            SelectChoice("reject", _l("No: the company is asked again")),
        ],
    )

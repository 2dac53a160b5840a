"""Forms of meetings that a company or a school fills in: what is offered, when, and who came."""

from collections.abc import Iterable
from datetime import date, time
from uuid import UUID, uuid4

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from placements.choices import labels
from placements.meetings.offers import MeetingTerms
from records.models.employer import Employer
from records.models.meeting import CancelReason, Meeting, MeetingAnswer, MeetingKind
from records.models.school import Programme
from web.formatting import HOME_ZONE
from web.forms import ClockField, DayField, PageForm, WholeNumberField, options, strip
from web.language import language_of

TOO_LONG = _l("Make it shorter: at most %(max)d characters")
MOST_PLACES = 200


class TicksField(SelectMultipleField):
    """Several answers, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TimeForm(PageForm):
    """When a meeting is."""

    held_on = DayField(_l("On which day?"), [InputRequired(_l("Enter the day"))])
    starts_at = ClockField(_l("From"), [DataRequired(_l("Enter a time, such as 09:00"))])
    ends_at = ClockField(_l("Until"), [DataRequired(_l("Enter a time, such as 16:00"))])

    @classmethod
    def of(cls, meeting: Meeting) -> "TimeForm":
        """Return the form with the time as it is now."""
        begins, ends = (one.astimezone(HOME_ZONE) for one in (meeting.starts_at, meeting.ends_at))
        return cls(
            data={"held_on": begins.date(), "starts_at": begins.time(), "ends_at": ends.time()}
        )

    def times(self) -> tuple[date, time, time]:
        """Return the validated day and hours."""
        assert self.held_on.data is not None  # noqa: S101 - required above
        assert self.starts_at.data is not None  # noqa: S101 - required above
        assert self.ends_at.data is not None  # noqa: S101 - required above
        return self.held_on.data, self.starts_at.data, self.ends_at.data


class OfferForm(TimeForm):
    """What a company offers, on one screen."""

    kind = RadioField(_l("What do you offer?"), [InputRequired(_l("Choose what you offer"))])
    programme_ids = TicksField(
        _l("For which programmes?"), [InputRequired(_l("Choose at least one programme"))]
    )
    about = TextAreaField(
        _l("What will students see or do?"),
        [
            DataRequired(_l("Write in a sentence or two what students will see or do")),
            Length(max=300, message=TOO_LONG),
        ],
        filters=[strip],
    )
    places = WholeNumberField(
        _l("For how many students?"),
        [
            InputRequired(_l("Enter a number of 1 or more")),
            NumberRange(1, MOST_PLACES, message=_l("Enter a number from %(min)s to %(max)s")),
        ],
    )
    venue = StringField(
        _l("Where?"),
        [DataRequired(_l("Enter where it is")), Length(max=200, message=TOO_LONG)],
        filters=[strip],
    )
    bring = StringField(
        _l("What should students bring or wear?"),
        [Optional(), Length(max=200, message=TOO_LONG)],
        filters=[strip],
    )
    last_day_on = DayField(
        _l("Until which day can students ask for a place?"),
        [InputRequired(_l("Enter the day"))],
        description=_l("At least two days before the meeting. The places are drawn the day after."),
    )

    def __init__(self, programmes: Iterable[Programme], *, venue: str = "") -> None:
        super().__init__(data={"venue": venue})
        self._programmes = {str(one.id): one for one in programmes}
        self.kind.choices = options(labels(MeetingKind, _language()))
        self.programme_ids.choices = options(
            (value, f"{one.name}, {_('level %(level)s', level=one.level)} ({one.school.name})")
            for value, one in self._programmes.items()
        )

    def chosen(self) -> list[Programme]:
        """Return the programmes that were ticked."""
        return [self._programmes[value] for value in self.programme_ids.data or []]

    def terms(self) -> MeetingTerms:
        """Return the validated answers."""
        held_on, starts_at, ends_at = self.times()
        assert self.last_day_on.data is not None  # noqa: S101 - required above
        return MeetingTerms(
            id=uuid4(),
            kind=MeetingKind(self.kind.data),
            about=self.about.data or "",
            held_on=held_on,
            starts_at=starts_at,
            ends_at=ends_at,
            venue=self.venue.data or "",
            bring=self.bring.data or "",
            places=self.places.data or 1,
            last_day_on=self.last_day_on.data,
        )


class OfferForCompanyForm(OfferForm):
    """What a coordinator offers for a company that rather calls."""

    employer_id = SelectField(_l("Which company?"), [InputRequired(_l("Choose a company"))])

    def __init__(self, programmes: Iterable[Programme], employers: Iterable[Employer]) -> None:
        super().__init__(programmes)
        self.employer_id.choices = options(
            [("", ""), *((str(one.id), f"{one.name}, {one.town}") for one in employers)]
        )

    def company(self) -> UUID:
        """Return the company that was chosen."""
        return UUID(self.employer_id.data)


class CancelForm(PageForm):
    """Why a meeting does not go on."""

    reason = RadioField(
        _l("Why does it not go on?"),
        [InputRequired(_l("Choose one of the reasons"))],
        description=_l("Everybody who asked for a place reads this."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.reason.choices = options(labels(CancelReason, _language()))

    def chosen(self) -> CancelReason:
        """Return the reason that was chosen."""
        return CancelReason(self.reason.data)


class AttendanceForm(PageForm):
    """Which of the numbers came."""

    came = TicksField(_l("Who came?"), [Optional()], description=_l("Tick everybody who came."))

    def __init__(self, visitors: Iterable[tuple[int, str]], came: Iterable[int] = ()) -> None:
        super().__init__(data={"came": [str(number) for number in came]})
        self.came.choices = options((str(number), words) for number, words in visitors)

    def numbers(self) -> set[int]:
        """Return the numbers that were ticked."""
        return {int(value) for value in self.came.data or []}


class AnswerForm(PageForm):
    """The one question for a company: about the meeting, never about who came."""

    answer = RadioField(
        _l("What would make it better next time?"), [InputRequired(_l("Choose one of the answers"))]
    )

    def __init__(self) -> None:
        super().__init__()
        self.answer.choices = options(labels(MeetingAnswer, _language()))


def _language() -> str:
    return language_of(get_locale())

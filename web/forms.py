"""The form every page builds on."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from placements.errors import Refusal
from web.formatting import spoken

YEARS: Final = range(1900, 2100)
"""In which every day on a form lies, from a birth to an accreditation."""


def strip(value: str | None) -> str | None:
    """Drop the spaces around an answer, and the characters no database or reader wants."""
    if value is None:
        return None
    return "".join(c for c in value if c >= " " or c in "\r\n\t").strip()


def options(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Return stored values and their words as a question with choices takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


class WholeNumberField(IntegerField):
    """A number; what is no number is left to the validators, which say what to enter."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or nothing."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class ClockField(TimeField):
    """A time of day; what is no time is left to the validators, which say what to enter."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, or nothing."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class DayField(DateField):
    """A day in our time; anything else is answered with an example."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how to write one."""
        if valuelist and not valuelist[0]:
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            example = date(2027, 3, 14).isoformat()
            raise ValueError(_("Enter a day, such as %(example)s", example=example)) from None
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            first, last = YEARS[0], YEARS[-1]
            raise ValueError(
                _(
                    "Look at the year: it lies between %(first)s and %(last)s",
                    first=first,
                    last=last,
                )
            )


class PageForm(FlaskForm):
    """A form that is a page: it knows its HTTP status and can carry a refusal."""

    @property
    def status(self) -> int:
        """422 when the answers were not accepted, so that nothing is committed either."""
        return 422 if self.errors else 200

    def refuse(self, refusal: Refusal) -> None:
        """Show a rule's refusal where the reader will look for it."""
        message = spoken(refusal)
        if refusal.field is None or refusal.field not in self:
            self.form_errors.append(message)
        else:
            self[refusal.field].errors = [*self[refusal.field].errors, message]


class ActForm(PageForm):
    """A form with nothing to fill in: one button, one act."""

"""Forms about companies: a step, a file of SBB, a day, and what was typed over from paper."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from placements.norms.ladder import SHORTEST_REASON, StepTerms
from records.models.norms import LadderStep
from web.forms import DayField, PageForm, strip
from web.trial_forms import RatingForm


def _reason(label: LazyString) -> TextAreaField:
    return TextAreaField(
        label,
        [
            InputRequired(_l("Say in a sentence why")),
            Length(min=SHORTEST_REASON, max=500, message=_l("Use %(min)d to %(max)d characters")),
        ],
        description=_l("The company reads this. Write what happened, and name no student."),
        filters=[strip],
    )


class StepForm(PageForm):
    """The next step that somebody took with a company."""

    step = HiddenField()
    taken_on = DayField(_l("On which day?"), [InputRequired(_l("Enter the day"))])
    reason = _reason(_l("Why, and what was agreed?"))

    def terms(self) -> StepTerms:
        """Return the validated answers."""
        assert self.taken_on.data is not None  # noqa: S101 - required above
        return StepTerms(
            step=LadderStep(self.step.data or ""),
            taken_on=self.taken_on.data,
            reason=self.reason.data or "",
        )

    def is_intact(self) -> bool:
        """Whether the page still says which step it was about."""
        return self.step.data in set(LadderStep)


class LiftForm(PageForm):
    """Why the course with a company ends."""

    reason = _reason(_l("Why does it end?"))


class AccreditationForm(PageForm):
    """Until when a company is accredited."""

    valid_until = DayField(
        _l("Accredited until"),
        [InputRequired(_l("Enter the date until which the accreditation holds"))],
        description=_l("As SBB says it."),
    )


class ImportForm(PageForm):
    """A file of accreditations, first to compare and then to take over."""

    file = FileField(
        _l("The CSV file"), description=_l("At most 128 kilobytes, about a thousand rows.")
    )
    text = HiddenField()
    read_digest = HiddenField()

    def content(self) -> bytes | None:
        """Return the file that was sent along, if one was."""
        sent = self.file.data
        if not hasattr(sent, "read") or not sent.filename:
            return None
        content: bytes = sent.read()
        return content


class PaperRatingForm(RatingForm):
    """The trainer's levels as they stand on paper."""

    paper_on = DayField(
        _l("Which day stands on the paper?"),
        [InputRequired(_l("Enter the day on which the trainer signed"))],
    )

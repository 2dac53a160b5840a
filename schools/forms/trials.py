"""Forms with which the school ends a trial or notes a signature."""

from collections.abc import Sequence

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from placements.choices import labels
from placements.trials.outcomes import Conclusion
from records.models.trial import EarlyStopReason, Outcome
from web.forms import DayField, PageForm, options, strip
from web.language import language_of
from web.trial_forms import LONGEST_NOTE, TOO_LONG


class ConclusionForm(PageForm):
    """What follows from the assessment."""

    outcome = RadioField(_l("What follows?"), [InputRequired(_l("Choose what follows"))])
    agreements = TextAreaField(
        _l("What did you agree?"),
        [Optional(), Length(max=LONGEST_NOTE, message=TOO_LONG)],
        description=_l("Needed to continue with agreements. Student and company read this."),
        filters=[strip],
    )
    three_way_talk_on = DayField(
        _l("When did student, company and school talk about it?"),
        [Optional()],
        description=_l("Needed to stop."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.outcome.choices = labels(Outcome, language_of(get_locale()))

    def terms(self) -> Conclusion:
        """Return the validated answers."""
        return Conclusion(
            outcome=Outcome(self.outcome.data),
            agreements=self.agreements.data or None,
            three_way_talk_on=self.three_way_talk_on.data,
        )


class EarlyStopForm(PageForm):
    """Why a trial ends before its date."""

    reason = RadioField(
        _l("Why does this trial end now?"), [InputRequired(_l("Choose one of the reasons"))]
    )

    def __init__(self) -> None:
        super().__init__()
        self.reason.choices = labels(EarlyStopReason, language_of(get_locale()))


class ReassignmentForm(PageForm):
    """Who assesses for the school from now on."""

    assessor_id = RadioField(
        _l("Who assesses this trial from now on?"), [InputRequired(_l("Choose somebody"))]
    )

    def __init__(self, colleagues: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.assessor_id.choices = options(colleagues)


class SignatureForm(PageForm):
    """When the agreement was signed, elsewhere."""

    signed_on = DayField(
        _l("On which day had everybody signed?"),
        [InputRequired(_l("Enter the day"))],
        description=_l("Student, company and school; for a minor a parent or guardian too."),
    )

"""The form with which a company says why it cannot host."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from placements.choices import labels
from placements.proposals.refusals import RefusalTerms
from records.models.proposal import RefusalReason
from web.forms import PageForm, strip


class RefusalForm(PageForm):
    """A listed reason about the place, and what changed."""

    reason = RadioField(
        _l("Why can this trial internship not go ahead?"),
        [InputRequired(_l("Choose a reason. Is yours not there? Then call the school."))],
    )
    explanation = TextAreaField(
        _l("What has changed since you sent the form?"),
        [
            InputRequired(_l("Write in one sentence what has changed, such as: our trainer left.")),
            Length(max=300, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Only the school reads this. It says whether the reason holds."),
        filters=[strip],
    )

    def __init__(self, locale: str) -> None:
        super().__init__()
        self.reason.choices = [
            SelectChoice(value, text) for value, text in labels(RefusalReason, locale)
        ]

    def terms(self) -> RefusalTerms:
        """Return the validated answers."""
        return RefusalTerms(
            reason=RefusalReason(self.data["reason"]), explanation=self.data["explanation"]
        )

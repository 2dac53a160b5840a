"""The form with which an administrator asks to compare groups."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from placements.monitoring.groups import MonitoringTerms
from records.models.monitoring import Route
from web.forms import DayField, PageForm, strip

TOO_LONG = _l("Keep it within %(max)d characters")


class MonitoringForm(PageForm):
    """On what the comparing rests, how it is done, and until when."""

    route = RadioField(
        _l("How are groups compared?"),
        [InputRequired(_l("Choose how groups are compared"))],
        choices=[
            SelectChoice(
                Route.THIRD_PARTY.value,
                _l("A trusted third party does it: outcomes go out without a name, counts return"),
            ),
            SelectChoice(
                Route.QUESTION.value, _l("We ask students one question, which nobody has to answer")
            ),
        ],
    )
    dpia_reference = StringField(
        _l("Where does the assessment (DPIA) stand?"),
        [
            DataRequired(
                _l("Say where it stands, such as: DPIA 2026-14, file of the privacy officer")
            ),
            Length(max=200, message=TOO_LONG),
        ],
        filters=[strip],
    )
    legal_basis = StringField(
        _l("What is the legal basis?"),
        [
            DataRequired(_l("Name the articles and the reason, as the privacy officer wrote them")),
            Length(max=300, message=TOO_LONG),
        ],
        filters=[strip],
    )
    runs_until = DayField(
        _l("What is the last day?"),
        [InputRequired(_l("Enter a day, such as the last day of the school year"))],
        description=_l(
            "It ends by itself, and what was answered and not yet counted is deleted. A half year "
            "is counted 31 days after it ends."
        ),
    )

    def terms(self) -> MonitoringTerms:
        """Return the validated answers."""
        answers = self.data
        return MonitoringTerms(
            route=Route(answers["route"]),
            dpia_reference=answers["dpia_reference"],
            legal_basis=answers["legal_basis"],
            runs_until=answers["runs_until"],
        )

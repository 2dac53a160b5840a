"""Forms on which a company signs the statement or is heard about a refusal."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from web.forms import PageForm, strip


class StatementForm(PageForm):
    """The signature of the management under exactly the words on the page."""

    read_version = HiddenField()
    function = StringField(
        _l("What is your function?"),
        [
            InputRequired(_l("Enter your function, such as: director")),
            Length(max=80, message=_l("Keep it within %(max)d characters")),
        ],
        description=_l("Students read your name and your function."),
        filters=[strip],
    )


class HearingForm(PageForm):
    """What a company has to say about a refusal that the school doubts."""

    said = TextAreaField(
        _l("What do you want the school to know?"),
        [Optional(), Length(max=600, message=_l("Keep it within %(max)d characters"))],
        description=_l("You may leave it empty. Write about the place, never about a person."),
        filters=[strip],
    )

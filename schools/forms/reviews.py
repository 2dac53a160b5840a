"""Forms of the blind review."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from web.forms import PageForm, options, strip


class ReviewForm(PageForm):
    """What a reviewer says about one blind text: good, or write it again with a note."""

    seen = HiddenField(validators=[InputRequired()])
    verdict = RadioField(
        _l("Can others read this?"),
        [InputRequired(_l("Choose what you think of the text"))],
        choices=options(
            [
                ("clear", _l("Yes: it tells what was done, not who did it")),
                ("return", _l("No: the student writes it again")),
            ]
        ),
    )
    note = TextAreaField(
        _l("What should the student write in another way?"),
        [Length(max=300, message=_l("Keep the note within %(max)d characters"))],
        filters=[strip],
        description=_l(
            "Only when it has to be written again. Only the student reads it. "
            "Such as: leave out the name of the club."
        ),
    )

    def validate_note(self, field: TextAreaField) -> None:
        """Ask for a note where the student needs one.

        Raises
        ------
        ValidationError
            If the text goes back without a word.
        """
        if self.verdict.data == "return" and not field.data:
            raise ValidationError(_l("Write what the student should change"))

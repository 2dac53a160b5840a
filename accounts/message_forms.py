"""Forms with which anybody writes to the confidants, with or without an account."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from placements.choices import labels
from placements.signals.kinds import SignalKind
from placements.signals.writing import SignalTerms
from records.vault.letters import RECEIPT_DIGITS
from web.forms import PageForm, options, strip
from web.language import language_of

LONGEST_TEXT = 4000
TOO_LONG = _l("Keep it within %(max)d characters")


class MessageForm(PageForm):
    """What somebody wants to ask, keep, tell or have."""

    kind = RadioField(_l("What would you like?"), [InputRequired(_l("Choose one of the four"))])
    text = TextAreaField(
        _l("Write it down"),
        [
            DataRequired(_l("Write something, however short")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
        description=_l("You do not have to give it a name. What happened, when, who was there?"),
        filters=[strip],
    )
    company = StringField(
        _l("Which company is it about?"),
        [Optional(), Length(max=120, message=TOO_LONG)],
        description=_l("As it stands in the agreement. Leave it empty if it is about no company."),
        filters=[strip],
    )
    waits = BooleanField(
        _l("Wait with my message until somebody else tells about the same company"),
        description=_l(
            "For when you want to tell what happened. Nobody reads it until then. As soon as "
            "another message about this company comes in, the confidants get both. You can send "
            "it or take it back any day before."
        ),
    )
    is_named = BooleanField(
        _l("The confidant may know who I am"),
        description=_l("Your name is sealed with your message. Without it nobody knows."),
    )
    school_id = SelectField(_l("Which school?"), [InputRequired(_l("Choose a school"))])

    def __init__(
        self,
        schools: Sequence[tuple[UUID, str]],
        *,
        knows_writer: bool,
        may_wait: bool,
        company: str,
    ) -> None:
        super().__init__(company=company)
        self.kind.choices = labels(SignalKind, language_of(get_locale()))
        self.school_id.choices = options((str(id_), name) for id_, name in schools)
        if not knows_writer:
            del self.is_named
        if not may_wait:
            del self.waits
        if len(schools) == 1:
            del self.school_id

    def terms(self, name: str) -> SignalTerms:
        """Return the validated answers; the name only where the writer said so."""
        is_named = "is_named" in self and self.is_named.data
        return SignalTerms(
            kind=SignalKind(self.kind.data),
            text=self.data["text"],
            company=self.company.data or "",
            name=name if is_named else "",
            waits="waits" in self and self.waits.data,
        )


class ReceiptForm(PageForm):
    """The receipt, and what its holder does."""

    receipt = StringField(
        _l("Your sixteen digits"),
        [
            InputRequired(_l("Enter the sixteen digits")),
            Regexp(
                rf"(?:[0-9][ -]*){{{RECEIPT_DIGITS}}}$",
                message=_l("Enter sixteen digits, such as 1234 5678 9012 3456"),
            ),
        ],
        filters=[strip],
    )
    text = TextAreaField(
        _l("Write more"),
        [Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)],
        filters=[strip],
    )
    name = BooleanField(_l("My name"))
    company = BooleanField(_l("The company"))
    story = BooleanField(_l("What I wrote"))

    @property
    def digits(self) -> str:
        """The receipt without what people type between its digits."""
        return "".join(filter(str.isdigit, self.data["receipt"]))

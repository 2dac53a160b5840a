"""Forms about people of a company: inviting one, handing over to one, and the own name."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from placements.actors import Role
from placements.people.invitations import Colleague
from web.forms import PageForm, strip

_ADDRESS = [
    Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("Enter an address with an @ and a dot")),
    Length(max=254, message=_l("Keep the address within %(max)d characters")),
]
_SHORT = Length(max=80, message=_l("Keep it within %(max)d characters"))


class ColleagueForm(PageForm):
    """Whom to invite."""

    given_name = StringField(
        _l("Given name"), [InputRequired(_l("Enter the given name")), _SHORT], filters=[strip]
    )
    family_name = StringField(
        _l("Family name"), [InputRequired(_l("Enter the family name")), _SHORT], filters=[strip]
    )
    email = EmailField(
        _l("E-mail address"),
        [InputRequired(_l("Enter the address to which the invitation goes")), *_ADDRESS],
        filters=[strip],
    )
    phone = StringField(_l("Phone"), [Optional(), _SHORT], filters=[strip])
    may_sign = BooleanField(
        _l("May sign for the company"),
        description=_l("Who may sign the statement of norms and invite others"),
    )

    def colleague(self) -> Colleague:
        """Return who it is and what they may do."""
        answers = self.data
        return Colleague(
            role=Role.OWNER if answers["may_sign"] else Role.TRAINER,
            given_name=answers["given_name"],
            family_name=answers["family_name"],
            email=answers["email"],
            phone=answers["phone"] or "",
        )


class HandoverForm(PageForm):
    """To whom it is handed over."""

    email = EmailField(
        _l("E-mail address of your colleague"),
        [InputRequired(_l("Enter the address of your colleague")), *_ADDRESS],
        filters=[strip],
    )


class NameForm(PageForm):
    """What somebody is called who was invited by an address alone."""

    given_name = StringField(
        _l("Given name"), [InputRequired(_l("Enter your given name")), _SHORT], filters=[strip]
    )
    family_name = StringField(
        _l("Family name"), [InputRequired(_l("Enter your family name")), _SHORT], filters=[strip]
    )
    phone = StringField(_l("Phone"), [Optional(), _SHORT], filters=[strip])

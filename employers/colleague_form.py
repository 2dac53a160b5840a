"""The form with which an owner invites a colleague."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from placements.actors import Role
from placements.people.invitations import Colleague
from web.forms import PageForm, strip

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
        [
            InputRequired(_l("Enter the address to which the invitation goes")),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("Enter an address with an @ and a dot")
            ),
            Length(max=254, message=_l("Keep the address within %(max)d characters")),
        ],
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

"""Forms of the account pages."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from web.forms import PageForm, strip

_EMAIL = (
    InputRequired(_l("Enter your e-mail address, such as naam@school.nl")),
    Length(max=254, message=_l("Keep the address within %(max)d characters")),
    Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("Enter an address with an @ and a dot")),
)
_SIX_DIGITS = (
    InputRequired(_l("Enter the six digits")),
    Regexp(r"[0-9]{6}$", message=_l("Enter six digits, such as 123456")),
)


def only_digits(value: str | None) -> str | None:
    """Drop the spaces that people type between digits."""
    return "".join(value.split()) if value else value


class SignInForm(PageForm):
    """E-mail and password."""

    email = EmailField(_l("E-mail address"), _EMAIL, filters=[strip])
    password = PasswordField(
        _l("Password"),
        [
            InputRequired(_l("Enter your password")),
            Length(max=200, message=_l("That is longer than any password here")),
        ],
    )


class LinkForm(PageForm):
    """Ask for a link by mail."""

    email = EmailField(
        _l("E-mail address"),
        _EMAIL,
        filters=[strip],
        description=_l("The address on which Proefplek mails you"),
    )


class MailCodeForm(PageForm):
    """The six digits from a mail."""

    email = EmailField(_l("E-mail address"), _EMAIL, filters=[strip])
    code = StringField(_l("The six digits in the mail"), _SIX_DIGITS, filters=[only_digits])


class AuthenticatorForm(PageForm):
    """The six digits of an authenticator."""

    code = StringField(
        _l("The six digits in your authenticator app"), _SIX_DIGITS, filters=[only_digits]
    )


class PasswordForm(PageForm):
    """Choose a password."""

    password = PasswordField(
        _l("New password"),
        [
            InputRequired(_l("Choose a password")),
            Length(max=128, message=_l("Make it shorter: at most %(max)d characters")),
        ],
        description=_l("At least 12 characters. Four words you can remember are fine."),
    )

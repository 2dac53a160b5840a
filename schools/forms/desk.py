"""Forms of the scoring desk. Nothing is chosen beforehand."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from placements.catalogue import LEVELS, level_names
from web.forms import PageForm, strip

NOT_OBSERVED = "not_observed"


class AnswerForm(PageForm):
    """One level, or the answer that there is none to see."""

    level = RadioField(
        _l("What does this text show?"),
        [InputRequired(_l("Choose a level, or that you do not see it in this text"))],
    )

    def __init__(self, language: str, **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(**options)
        names = level_names()
        self.level.choices = [
            *(SelectChoice(str(level), names[level](language)) for level in LEVELS),
            SelectChoice(NOT_OBSERVED, names[None](language)),
        ]

    def answer(self) -> int | None:
        """Return the level, or None for "not yet observed"."""
        return None if self.level.data == NOT_OBSERVED else int(self.level.data)


class CaseForm(PageForm):
    """The level of a case: each of them shows one."""

    level = RadioField(
        _l("What does this text show?"), [InputRequired(_l("Choose one of the four levels"))]
    )

    def __init__(self, language: str, **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(**options)
        names = level_names()
        self.level.choices = [SelectChoice(str(level), names[level](language)) for level in LEVELS]


class BehaviourForm(PageForm):
    """What was seen in a text on which two assessors differ."""

    behaviour = TextAreaField(
        _l("What did the student do, according to this text?"),
        [
            InputRequired(_l("Write what you saw in the text")),
            Length(min=20, message=_l("Write a little more: at least %(min)d characters")),
            Length(max=600, message=_l("Make it shorter: at most %(max)d characters")),
        ],
        description=_l(
            "Only what stands there, no level and no opinion. The other assessor reads this."
        ),
        filters=[strip],
    )

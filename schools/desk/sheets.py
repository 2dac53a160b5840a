"""What an assessor reads beside a text, the same at the desk, in practice and in a preview."""

from collections.abc import Sequence

from flask_babel import get_locale
from flask_babel import gettext as _

from placements.calibration.cases import Case
from placements.catalogue import Anchor, level_names
from placements.profiles.blind_copy import BlindEvidence
from schools.forms.desk import NOT_OBSERVED
from web.language import language_of


def answers_to(steps: Sequence[Anchor]) -> list[tuple[str, str, str]]:
    """Return the answers to choose from: value, name and anchor."""
    nothing = _("This text does not say anything about it. That is not a low level.")
    return [
        *levels_of(steps),
        (NOT_OBSERVED, level_names()[None](language_of(get_locale())), nothing),
    ]


def levels_of(steps: Sequence[Anchor]) -> list[tuple[str, str, str]]:
    """Return the four levels to choose from: value, name and anchor."""
    return [(str(level), f"{level}. {name}", text) for level, name, text in anchors_of(steps)]


def anchors_of(steps: Sequence[Anchor]) -> list[tuple[int, str, str]]:
    """Return the rubric to read: level, name and anchor."""
    names, language = level_names(), language_of(get_locale())
    return [(step.level, names[step.level](language), step.text(language)) for step in steps]


def shown_case(case: Case) -> BlindEvidence:
    """Return a case as the blind text of a student looks."""
    return BlindEvidence(case.letter, case.text(language_of(get_locale())), case.facts)

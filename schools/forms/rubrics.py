"""Forms with which a school writes what it adds to the rubric."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, TextAreaField
from wtforms.validators import InputRequired, StopValidation

from placements.catalogue import LEVELS, Phrase
from placements.rubrics.additions import LONGEST, Addition
from placements.rubrics.reading import LANGUAGES, wrong_words
from web.formatting import spoken
from web.forms import PageForm, strip

IN_DUTCH, IN_ENGLISH = _l("In Dutch"), _l("In English")


def _can_be_said(_form: PageForm, field: Field) -> None:
    for problem in wrong_words(field.data or ""):
        raise StopValidation(spoken(problem))


def _text(label: str) -> TextAreaField:
    return TextAreaField(label, [_can_be_said], filters=[strip], render_kw={"maxlength": LONGEST})


class AdditionForm(PageForm):
    """An example of each level, what does not count, and what to ask; each in two languages."""

    level_1_nl, level_1_en = _text(IN_DUTCH), _text(IN_ENGLISH)
    level_2_nl, level_2_en = _text(IN_DUTCH), _text(IN_ENGLISH)
    level_3_nl, level_3_en = _text(IN_DUTCH), _text(IN_ENGLISH)
    level_4_nl, level_4_en = _text(IN_DUTCH), _text(IN_ENGLISH)
    does_not_count_nl, does_not_count_en = _text(IN_DUTCH), _text(IN_ENGLISH)
    evidence_prompt_nl, evidence_prompt_en = _text(IN_DUTCH), _text(IN_ENGLISH)

    def addition(self, letter: str) -> Addition:
        """Return what was written."""
        return Addition(
            letter=letter,
            levels=tuple(self._phrase(f"level_{level}") for level in LEVELS),
            does_not_count=self._phrase("does_not_count"),
            evidence_prompt=self._phrase("evidence_prompt"),
        )

    def _phrase(self, name: str) -> Phrase:
        nl, en = (self[f"{name}_{language}"].data or "" for language in LANGUAGES)
        return Phrase(nl=nl, en=en)


def answers_of(addition: Addition | None) -> dict[str, str]:
    """Return an addition as the form holds it."""
    return {
        f"{name}_{language}": text(language)
        for name, text in (addition.texts() if addition else ())
        for language in LANGUAGES
    }


class ImportForm(PageForm):
    """A file with additions."""

    file = FileField(
        _l("File with additions"),
        [InputRequired(_l("Choose a file"))],
        description=_l("A JSON file as another school, or you, downloaded it here."),
    )

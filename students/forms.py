"""Forms of the student pages. A form ends in plain data; it never touches the records."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from placements.catalogue import competence
from placements.choices import labels
from placements.guidance.practice import QuizAnswer
from placements.profiles.assignments import MOST_CHARACTERS as MOST_OF_ASSIGNMENT
from placements.profiles.evidence import MOST_CHARACTERS, EvidenceTerms
from placements.profiles.facts import QUESTIONS, Facts, answers_to
from placements.profiles.profile import DECLARED_DOCUMENTS, Availability
from records.models.candidate import Candidate, Evidence, EvidenceSetting, TravelMeans
from records.models.vacancy import HardRequirementKind
from web.formatting import weekday_name
from web.forms import PageForm, options, strip
from web.language import language_of

TRAVEL_LIMITS = (15, 30, 45, 60, 75, 90, 120)


def plain_newlines(value: str | None) -> str | None:
    """Count an Enter as one character, as the counter on the page does."""
    return value.replace("\r\n", "\n") if value else value


class OneOfListField(SelectField):
    """One answer from a closed list; where it may be left open the list says so."""

    def __init__(self, label: str, missing: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own signature
        """Make a question; `missing` says what to do where nothing was chosen."""
        super().__init__(label, [InputRequired(missing) if missing else Optional()], **kwargs)
        self.invalid_choice_message = missing or _l("Choose one from the list")


class AssignmentForm(PageForm):
    """The answer to a standard assignment: kept as a draft, or handed in as it was seen."""

    words = TextAreaField(
        _l("Your answer"),
        [Length(max=MOST_OF_ASSIGNMENT, message=_l("Make it shorter: at most %(max)d characters"))],
        filters=[strip, plain_newlines],
    )

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        super().__init__(**options)
        # It stands with the preview, which changes while somebody writes.
        self.seen = request.form.get("seen", "")
        self.hands_in = request.form.get("act") == "hand_in"
        begins, _dash, ends = request.form.get("place", "").partition("-")
        is_place = begins.isdecimal() and ends.isdecimal()
        self.place = (int(begins[:6]), int(ends[:6])) if is_place else (-1, -1)


class EvidenceForm(PageForm):
    """What a student did that shows one competence: chosen from lists, told only if needed."""

    setting = RadioField(
        _l("Where was this?"),
        [InputRequired(_l("Choose where this was"))],
        description=_l(
            "Every place counts the same. Readers only see: at school, at work, "
            "or outside school and work."
        ),
    )
    task = OneOfListField(_l("What was it about?"), _l("Choose what it was about"))
    actions = SelectMultipleField(
        _l("What did you do yourself?"),
        [InputRequired(_l("Choose what you did"))],
        description=_l("Choose one, two or three: what you did most."),
    )
    help = RadioField(
        _l("How much help did you get?"),
        [InputRequired(_l("Choose how much help you got"))],
        description=_l("Asking counts as much as doing it alone."),
    )
    hitch = OneOfListField(_l("What made it hard?"))
    frequency = OneOfListField(_l("How often did you do this?"), _l("Choose how often you did it"))
    duration = OneOfListField(_l("For how long?"))
    people = OneOfListField(
        _l("With or for how many people?"), _l("Choose how many people there were")
    )
    tool = OneOfListField(_l("What did you use?"))
    certificate = OneOfListField(_l("Do you have a certificate for it?"))
    result = OneOfListField(_l("What came of it?"), _l("Choose what came of it"))
    seen_by = OneOfListField(_l("Who saw it?"), _l("Choose who saw it"))
    words = TextAreaField(
        _l("In your own words"),
        [
            Optional(),
            Length(max=MOST_CHARACTERS, message=_l("Make it shorter: at most %(max)d characters")),
        ],
        filters=[strip, plain_newlines],
    )

    def __init__(
        self,
        letter: str,
        sector: str | None,
        answers: Mapping[str, object] | None = None,
        *,
        is_sent: bool = True,
    ) -> None:
        # Beside it on the page stands a button that sends something else.
        super().__init__(data=answers, **({} if is_sent else {"formdata": None}))
        language = language_of(get_locale())
        self.setting.choices = options(labels(EvidenceSetting, language))
        for question in QUESTIONS:
            field = self[question.name]
            offered = [
                SelectChoice(code, said(language), optgroup=group.name and group.name(language))
                for group in answers_to(question.name, letter, sector)
                for code, said in group.choices.items()
            ]
            if not isinstance(field, SelectMultipleField | RadioField):
                first = _l("Choose") if question.is_required else _l("Leave open")
                offered.insert(0, SelectChoice("", first))
            field.choices = offered

    @property
    def facts(self) -> Facts:
        """What was chosen, by question; also what is on no list."""
        chosen = {one.name: self[one.name].data or () for one in QUESTIONS}
        return {name: [one] if isinstance(one, str) else one for name, one in chosen.items() if one}

    def terms(self, letter: str) -> EvidenceTerms:
        """Return the validated answers."""
        return EvidenceTerms(
            letter=letter,
            setting=EvidenceSetting(self.setting.data),
            facts=self.facts,
            words=self.words.data or "",
            language=language_of(get_locale()),
        )


def evidence_answers(evidence: Evidence, words: str) -> dict[str, object]:
    """Return what a student told before, as the form asks it."""
    chosen: dict[str, object] = {
        name: codes if name == "actions" else codes[0] for name, codes in evidence.facts.items()
    }
    return {"words": words, "setting": evidence.setting.value} | chosen


class AvailabilityForm(PageForm):
    """When a student can work, and how far away."""

    weekdays = SelectMultipleField(
        _l("On which days can you work?"),
        [InputRequired(_l("Choose at least one day"))],
        coerce=int,
        description=_l("Do not count the days on which you go to school."),
    )
    travel_means = RadioField(
        _l("How do you travel to work?"), [InputRequired(_l("Choose how you travel"))]
    )
    travel_limit_minutes = SelectField(
        _l("How long may the journey take, one way?"),
        coerce=int,
        description=_l("Places further away are never proposed to you."),
    )

    def __init__(self, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(data=answers)
        self.weekdays.choices = options((number, weekday_name(number)) for number in range(7))
        self.travel_means.choices = options(labels(TravelMeans, language_of(get_locale())))
        self.travel_limit_minutes.choices = options(
            (minutes, _l("%(minutes)d minutes", minutes=minutes)) for minutes in TRAVEL_LIMITS
        )

    def terms(self) -> Availability:
        """Return the validated answers."""
        return Availability(
            weekdays=sum(1 << number for number in set(self.weekdays.data or ())),
            travel_means=TravelMeans(self.travel_means.data),
            travel_limit_minutes=self.travel_limit_minutes.data,
        )


def availability_answers(candidate: Candidate) -> dict[str, object]:
    """Return what a student answered before, as the form asks it."""
    return {
        "weekdays": [number for number in range(7) if candidate.weekdays >> number & 1],
        "travel_means": candidate.travel_means.value,
        "travel_limit_minutes": candidate.travel_limit_minutes,
    }


class DocumentsForm(PageForm):
    """Which documents a student has."""

    kinds = SelectMultipleField(
        _l("Which of these do you have?"),
        [Optional()],
        description=_l("Some places ask for one by law. No document? Then leave it open."),
    )

    def __init__(self, answers: Mapping[str, object] | None = None) -> None:
        super().__init__(data=answers)
        words = dict(labels(HardRequirementKind, language_of(get_locale())))
        self.kinds.choices = options((kind.value, words[kind.value]) for kind in DECLARED_DOCUMENTS)

    def terms(self) -> tuple[HardRequirementKind, ...]:
        """Return the validated answers."""
        return tuple(HardRequirementKind(kind) for kind in self.kinds.data or ())


class LearningWishesForm(PageForm):
    """What a student wants to learn, the dearest first."""

    first = SelectField(_l("This most of all"), [Optional()])
    second = SelectField(_l("Then this"), [Optional()])
    third = SelectField(_l("And this"), [Optional()])

    def __init__(self, letters: Iterable[str], answers: Mapping[str, object]) -> None:
        super().__init__(data=answers)
        language = language_of(get_locale())
        offered = [(letter, competence(letter).name(language)) for letter in letters]
        for field in (self.first, self.second, self.third):
            field.choices = options([("", _l("No choice")), *offered])

    def terms(self) -> tuple[str, ...]:
        """Return the validated answers."""
        return tuple(
            letter for letter in (self.first.data, self.second.data, self.third.data) if letter
        )


class SeenForm(PageForm):
    """One button that agrees with what the visitor has just read, and with nothing newer."""

    seen = HiddenField(validators=[InputRequired()])


class RemainingForm(PageForm):
    """Whether the other suitable places follow after the student's own list."""

    adds_remaining = BooleanField(
        _l("After my list, go on with the other places that fit me"),
        description=_l("Then you are far more likely to have a place. Your own list comes first."),
    )


class QuizForm(PageForm):
    """One question, to see that an honest list cannot hurt."""

    first = RadioField(
        _l("What do you put at number 1?"),
        [InputRequired(_l("Choose one of the two"))],
        choices=options(
            [
                (QuizAnswer.DREAM.value, _l("The place I like most")),
                (QuizAnswer.SAFE.value, _l("The place with the most room")),
            ]
        ),
    )

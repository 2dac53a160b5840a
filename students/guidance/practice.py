"""Pages to practise on: a company's form about oneself, and cards. Nothing typed here is kept."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from placements.actors import Role
from placements.catalogue import LEVELS, competence, level_names
from placements.guidance.practice import CardKind, cards, practised_rows
from placements.proposals.blind import Standing
from records.models.vacancy import Criterion, Vacancy
from students import bp
from students.own import own_candidate, own_places
from students.proposals import STANDINGS
from web.forms import PageForm, options
from web.guards import allow
from web.language import language_of

NOT_YET = "not_yet"


class PractiseForm(PageForm):
    """The own level on everything that a place asks from the first day."""

    @classmethod
    def about(cls, vacancy: Vacancy) -> "PractiseForm":
        """Return the form with a question for each criterion that is needed at the start."""
        language = language_of(get_locale())
        asked = [one.letter for one in vacancy.criteria if one.needed_at_start]
        questions = {
            letter: RadioField(
                competence(letter).name(language),
                [InputRequired(_l("Choose what you do now"))],
                choices=options((one, one) for one in (*map(str, LEVELS), NOT_YET)),
            )
            for letter in asked
        }
        form: PractiseForm = type("PractiseForm", (cls,), questions)()
        return form

    def levels(self, vacancy: Vacancy) -> dict[str, int | None]:
        """Return the chosen level of every criterion; None where nothing is to be seen yet."""
        chosen = {one.letter: NOT_YET for one in vacancy.criteria}
        chosen |= {one.letter: self[one.letter].data for one in self.asked(vacancy)}
        return {letter: None if one == NOT_YET else int(one) for letter, one in chosen.items()}

    @staticmethod
    def asked(vacancy: Vacancy) -> list[Criterion]:
        """Return the criteria that are asked about."""
        return [one for one in vacancy.criteria if one.needed_at_start]

    @staticmethod
    def anchors(letter: str) -> list[tuple[str, str, str]]:
        """Return the levels of a competence to choose from, in the sentences of the rubric."""
        language, names = language_of(get_locale()), level_names()
        anchors = competence(letter).levels
        return [
            *((str(one.level), names[one.level](language), one.text(language)) for one in anchors),
            (NOT_YET, names[None](language), ""),
        ]


@bp.route("/places/<uuid:vacancy_id>/practise", methods=["GET", "POST"])
@allow(Role.STUDENT)
def practise_place(vacancy_id: UUID) -> ResponseReturnValue:
    """Let a student fill in what a place asks, and read it as the company would."""
    candidate = own_candidate()
    places = [one.vacancy for one in own_places(candidate)]
    vacancy = next((one for one in places if one.id == vacancy_id), None) or abort(404)
    form = PractiseForm.about(vacancy)
    rows = practised_rows(vacancy, form.levels(vacancy)) if form.validate_on_submit() else []
    page = render_template(
        "students/practise_place.html",
        form=form,
        vacancy=vacancy,
        rows=rows,
        standings=STANDINGS,
        met_count=sum(row.standing is not Standing.LEARNS_HERE for row in rows),
        written={one.letter for one in candidate.evidence},
    )
    return page, form.status


@bp.get("/practice")
@allow(Role.STUDENT)
def list_practice() -> ResponseReturnValue:
    """Show short exercises for the first talk and for a letter."""
    language = language_of(get_locale())
    return render_template(
        "students/list_practice.html",
        piles=[(kind, [card for card in cards() if card.kind is kind]) for kind in CardKind],
        kinds=CardKind,
        language=language,
    )

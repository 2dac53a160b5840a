"""What helps students on the way: stories, figures, reflections, and how sure they are."""

from collections.abc import Iterable
from itertools import cycle
from typing import Final

from app.demo.people import read
from app.demo.stage import Stage
from placements.actors import Actor, Role
from placements.guidance.figures import SAMPLE, import_figures, read_figures
from placements.guidance.reflections import CareerCompetence, Occasion, write_reflection
from placements.guidance.self_checks import answer_self_check, find_open_moment
from placements.guidance.stories import StoryTerms, publish_story, write_story
from records.models.round import Round

ANSWERS: Final = ((4, 3, 5), (2, 3, 2), (3, 4, 4), (5, 4, 3), (4, 5, 4), (3, 2, 4), (4, 4, 5))
LATER_BY: Final = 1
"""So many steps surer of oneself after the result and after the trial."""
REFLECTIONS: Final = (
    (CareerCompetence.QUALITIES, "Ik bleef rustig toen twee klanten tegelijk iets vroegen."),
    (CareerCompetence.STEERING, "Volgende week vraag ik of ik zelf een klus mag plannen."),
    (CareerCompetence.MOTIVES, "Ik vind het fijn als ik 's avonds zie wat er af is."),
    (CareerCompetence.NETWORK, "De collega van de planning wil mij later nog helpen."),
    (CareerCompetence.WORK, "Ik wist niet dat er zoveel overleg bij hoort. Dat past bij mij."),
)


def give_stories_and_figures(stage: Stage) -> None:
    """Let mentors write down stories and coordinators publish them and import figures."""
    for told in read("stories.json"):
        programme = stage.cast.programmes[told["crebo"]]
        school_id = programme.school_id
        mentor = stage.cast.staff[school_id, Role.MENTOR][0]
        terms = StoryTerms(programme_id=programme.id, title=told["title"], text=told["text"])
        story = write_story(stage.session, mentor, school_id, terms, now=stage.now)
        if told["is_published"]:
            coordinator = stage.cast.staff[school_id, Role.COORDINATOR][0]
            publish_story(stage.session, coordinator, story, now=stage.now)
    rows, _faults = read_figures(SAMPLE.read_bytes())
    for school in stage.cast.schools.values():
        coordinator = stage.cast.staff[school.id, Role.COORDINATOR][0]
        import_figures(stage.session, coordinator, school.id, rows, now=stage.now)


def say_how_sure(stage: Stage, round_: Round, students: Iterable[Actor]) -> None:
    """Let students answer the three questions that are open to them, a little surer each time."""
    for actor, answers in zip(students, cycle(ANSWERS), strict=False):
        moment = find_open_moment(stage.session, actor, round_)
        if moment is not None:
            surer = 0 if moment.value == "before" else LATER_BY
            given = tuple(min(one + surer, 5) for one in answers)
            answer_self_check(stage.session, actor, round_, given, moment=moment)


def think_back(stage: Stage, students: Iterable[Actor]) -> None:
    """Let students write a reflection after their trial."""
    for actor, (competence, text) in zip(students, cycle(REFLECTIONS), strict=False):
        write_reflection(
            stage.session,
            actor,
            competence=competence,
            occasion=Occasion.TRIAL,
            text=text,
            now=stage.now,
        )

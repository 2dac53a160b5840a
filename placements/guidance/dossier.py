"""The career file: what a student takes along, made for the student alone and kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.catalogue import RUBRIC_VERSION
from placements.days import day_of
from placements.guidance.growth import Growth, growth_of
from placements.guidance.reflections import Reflection, list_reflections
from records.models.trial import Trial
from records.queries.students import get_student
from records.queries.trials import list_trials_of_student
from records.vault.people import open_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything in a career file."""

    name: str
    programme: str
    school: str
    made_on: date
    growth: Sequence[Growth]
    trials: Sequence[Trial]
    """Those that began, the newest first, each with the student's reaction."""
    reflections: Sequence[Reflection]
    """Empty unless the student wants them in it."""


def dossier_of(session: Session, actor: Actor, *, with_reflections: bool, now: datetime) -> Dossier:
    """Return the actor's own career file."""
    programme = get_student(session, actor.account_id).programme
    own = actor.account_id
    person = open_person(session, own, reader_id=own, purpose="own career file", now=now)
    today = day_of(now)
    trials = list_trials_of_student(session, student_id=own)
    return Dossier(
        name=person.full_name,
        programme=programme.name,
        school=programme.school.name,
        made_on=today,
        growth=growth_of(session, actor),
        trials=[trial for trial in trials if trial.starts_on <= today],
        reflections=list_reflections(session, actor) if with_reflections else (),
    )


def dossier_facts(dossier: Dossier, locale: str) -> Mapping[str, Any]:
    """Return a career file as a file for other programs holds it."""
    return {
        "name": dossier.name,
        "programme": dossier.programme,
        "school": dossier.school,
        "made_on": dossier.made_on.isoformat(),
        "rubric": RUBRIC_VERSION,
        "competences": [_competence(one, locale) for one in dossier.growth],
        "trials": [
            {
                "company": trial.proposal.vacancy.employer.name,
                "title": trial.proposal.vacancy.title,
                "tasks": trial.proposal.vacancy.tasks,
                "starts_on": trial.starts_on.isoformat(),
                "ends_on": trial.ends_on.isoformat(),
                "reaction": trial.student_reaction,
            }
            for trial in dossier.trials
        ],
        "reflections": [
            {
                "competence": one.competence.value,
                "occasion": one.occasion.value,
                "text": one.text,
                "written_on": one.written_on.isoformat(),
            }
            for one in dossier.reflections
        ],
    }


def _competence(growth: Growth, locale: str) -> Mapping[str, Any]:
    return {
        "letter": growth.competence.letter,
        "name": growth.competence.name(locale),
        "points": [
            {
                "day": point.day.isoformat(),
                "where": point.where,
                "kind": "trial" if point.is_trial else "school",
                "level": str(point.level),
            }
            for point in growth.points
        ],
        "evidence": [one.text for one in growth.evidence],
        "observations": list(growth.observations),
    }

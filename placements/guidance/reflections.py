"""Reflections on the five career competences: short, optional, and the student's own.

They are sealed in the vault and no page of anybody else reads them. They leave only in the
student's own career file, if the student says so. The log has no line about them.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from placements.actors import Actor
from placements.catalogue import Phrase, phrase, read_data
from placements.days import day_of
from placements.policy import require
from placements.policy.guidance import may_reflect
from records.database import forget_for_good
from records.vault.guidance import forget_reflection, open_reflections, store_reflection

MOST_CHARACTERS: Final = 600


class CareerCompetence(enum.StrEnum):
    """The five career competences (loopbaancompetenties)."""

    QUALITIES = "qualities"
    MOTIVES = "motives"
    WORK = "work"
    STEERING = "steering"
    NETWORK = "network"


class Occasion(enum.StrEnum):
    """After what somebody thinks back."""

    VISIT = "visit"
    TRIAL = "trial"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a page asks about one career competence."""

    name: Phrase
    question: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """What a student wrote down."""

    id: UUID
    competence: CareerCompetence
    occasion: Occasion
    text: str
    written_on: date


def write_reflection(
    session: Session,
    actor: Actor,
    *,
    competence: CareerCompetence,
    occasion: Occasion,
    text: str,
    now: datetime,
) -> UUID:
    """Keep a reflection for this student, where only this student reads it.

    Raises
    ------
    NotAllowed
        If the actor is no student.
    """
    require(may_reflect(actor))
    facts = {
        "competence": competence.value,
        "occasion": occasion.value,
        "text": text,
        "written_on": day_of(now).isoformat(),
    }
    return store_reflection(session, actor.account_id, facts)


def list_reflections(session: Session, actor: Actor) -> Sequence[Reflection]:
    """Return the actor's own reflections, the newest first."""
    found = [
        Reflection(
            id=id_,
            competence=CareerCompetence(facts["competence"]),
            occasion=Occasion(facts["occasion"]),
            text=facts["text"],
            written_on=date.fromisoformat(facts["written_on"]),
        )
        for id_, facts in open_reflections(session, actor.account_id).items()
    ]
    return sorted(found, key=lambda one: (one.written_on, one.id), reverse=True)


def remove_reflection(session: Session, actor: Actor, reflection_id: UUID) -> bool:
    """Forget one of the actor's own reflections for good; say whether there was one."""
    is_gone = forget_reflection(session, actor.account_id, reflection_id)
    if is_gone:
        forget_for_good(session)
    return is_gone


@cache
def asked() -> Mapping[CareerCompetence, Asked]:
    """Return how each career competence is asked about."""
    return {
        CareerCompetence(code): Asked(phrase(words["name"]), phrase(words["question"]))
        for code, words in read_data("reflections.json")["competences"].items()
    }


@cache
def occasions() -> Mapping[Occasion, Phrase]:
    """Return what each occasion is called."""
    return {
        Occasion(code): phrase(words)
        for code, words in read_data("reflections.json")["occasions"].items()
    }

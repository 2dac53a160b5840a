"""Figures of the two halves before the demo begins: of earlier students, none of whom is in it."""

import random
from datetime import timedelta
from typing import Final

from app.demo.chance import SEED
from app.demo.people import read
from app.demo.stage import Stage
from placements.monitoring.counts import (
    PLACED,
    Answer,
    Ending,
    Happened,
    Second,
    Spread,
    Taught,
    Tries,
    Wait,
)
from placements.monitoring.figures import publish_figures
from placements.monitoring.periods import half_of, last_half
from records.models.school import School

A_DAY: Final = timedelta(days=1)
STUDENTS: Final = 140
"""Of each programme, in each half."""


def publish_earlier_halves(stage: Stage) -> None:
    """Publish what happened before the rounds of the demo, at both schools."""
    stage.tell("Figures of earlier half years")
    last = last_half(stage.now)
    for half in (half_of(last.starts_on - A_DAY), last):
        for school in stage.cast.schools.values():
            out = half.next.begins_at + timedelta(hours=9)
            publish_figures(
                stage.session, school, half, _happened(stage, school, str(half)), now=out
            )


def _happened(stage: Stage, school: School, seed: str) -> Happened:
    draw = random.Random(f"{SEED} {school.name} {seed}")  # noqa: S311 - a demo that is the same every time
    programmes = [one for one in stage.cast.programmes.values() if one.school_id == school.id]
    taught = [Taught(one.level, one.name) for one in programmes for _student in range(STUDENTS)]
    companies = {
        Taught(one.level, one.name): [
            company["name"]
            for company in read("employers.json")
            if any(kind["crebo"] == one.crebo for kind in company["accreditations"])
        ]
        for one in programmes
    }
    answers = draw.choices(list(Answer), [86, 9, 5], k=len(taught))
    placed = [one for one, answer in zip(taught, answers, strict=True) if answer is Answer.SAID_YES]
    texts = len(taught) * 4
    return Happened(
        answers=[
            (one, draw.choice(companies[one]), answer)
            for one, answer in zip(taught, answers, strict=True)
        ],
        endings=[(one, draw.choices(list(Ending), [90, 4, 6])[0]) for one in placed],
        proposed=[(one, draw.choices(list(Wait), [45, 35, 20])[0]) for one in taught],
        placed=[(one, draw.choices(list(Wait), [30, 50, 20])[0]) for one in placed],
        tries=draw.choices(list(Tries), [78, 15, 7], k=len(placed)),
        views=draw.choices(list(Second), [97, 3], k=texts),
        spreads=draw.choices(list(Spread), [62, 33, 5], k=texts),
        limits={
            PLACED: len(taught),
            "travel": draw.randint(8, 16),
            "days": draw.randint(5, 14),
            "seats": draw.randint(12, 25),
        },
    )

"""What a school adds to the rubric, and assessors who practise before they score."""

from datetime import datetime, timedelta
from pathlib import Path

from app.demo.stage import Stage
from placements.actors import Actor, Role
from placements.calibration.cases import calibrated_letters, practice_cases
from placements.calibration.rights import is_good_enough
from placements.rubrics.reading import read_additions
from placements.rubrics.versions import (
    begin_draft,
    publish_rubric,
    replace_additions,
    write_addition,
)
from records.models.desk.practice import Practice, PracticeAnswer

FILE = Path(__file__).parent / "data" / "rubric.json"
LONG_AGO, LONGER_AGO = timedelta(days=170), timedelta(days=190)
"""Both before the first round: what was practised longer ago does not count any more today."""


def publish_additions(stage: Stage) -> None:
    """Let a school publish a first version, and begin a second one."""
    keeper = stage.cast.staff[stage.cast.schools["lekstroom"].id, Role.COORDINATOR][0]
    *first, later = read_additions(FILE.read_bytes())
    then = stage.now - LONGER_AGO
    draft = begin_draft(stage.session, keeper, now=then)
    replace_additions(stage.session, keeper, draft, first, now=then)
    publish_rubric(stage.session, keeper, draft, now=then)
    draft = begin_draft(stage.session, keeper, now=stage.now)
    write_addition(stage.session, keeper, draft, later, now=stage.now)


def practise_everything(stage: Stage, *, again: tuple[str, int, str]) -> None:
    """Let every assessor practise; of one, the right to score a competence ends before today.

    `again` names that one: a school, the number of the assessor there, and the crebo of which
    the last competence, in the order of the letters, is practised too long ago.
    """
    school, number, crebo = again
    asked = {
        one["letter"]
        for place in stage.cast.places[crebo]
        for one in place.facts["criteria"]
        if one["required_level"] > 1
    }
    late = (
        stage.cast.staff[stage.cast.schools[school].id, Role.ASSESSOR][number],
        max(asked & calibrated_letters()),
    )
    for (_school_id, role), people in stage.cast.staff.items():
        for actor in people if role is Role.ASSESSOR else ():
            for letter in sorted(calibrated_letters()):
                ago = LONGER_AGO if (actor, letter) == late else LONG_AGO
                stage.session.add(_practised(actor, letter, now=stage.now - ago))


def _practised(actor: Actor, letter: str, *, now: datetime) -> Practice:
    """Return a practice in which every case got its reasoned level but one, a level off."""
    cases = practice_cases(letter)
    reasoned = [case.level for case in cases]
    given = [max(reasoned[0] - 1, 1), *reasoned[1:]]
    return Practice(
        account_id=actor.account_id,
        letter=letter,
        number=1,
        case_ids=[case.id for case in cases],
        begun_at=now,
        finished_at=now,
        is_passed=is_good_enough(given, reasoned),
        answers=[
            PracticeAnswer(case_id=case.id, level=level, answered_at=now)
            for case, level in zip(cases, given, strict=True)
        ],
    )

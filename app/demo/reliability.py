"""How alike a larger school scores: counts of competences that no place of its demo asks.

A demo has few students, so few double scores. These stand for the rest of a school, and change
nothing for anybody: nobody is scored on these competences here.
"""

from datetime import timedelta
from typing import Final

import numpy as np

from app.demo.stage import Stage
from placements.reliability.judgements import judge
from records.models.round import Round

DOUBLE_SCORES: Final = {
    "N": (17, 3, 0, 0, 2, 16, 3, 0, 0, 3, 14, 1, 0, 0, 2, 9),
    "H": (7, 3, 0, 1, 2, 8, 2, 0, 0, 2, 7, 1, 0, 0, 2, 5),
    "O": (2, 3, 0, 3, 3, 2, 3, 0, 0, 3, 2, 3, 3, 0, 3, 2),
}
"""Green, orange on few, red: by the level of the one, then of the other."""
ORANGE: Final = (12, 5, 0, 2, 5, 12, 5, 0, 0, 5, 12, 5, 2, 0, 5, 12)

BEFORE_IT_CLOSES: Final = timedelta(days=2)


def remember_double_scores(stage: Stage, round_: Round, *, orange: str) -> None:
    """Let these competences be judged in a round, shortly before its scoring closed."""
    day = round_.matching_opens_on - BEFORE_IT_CLOSES
    for letter, counts in {**DOUBLE_SCORES, orange: ORANGE}.items():
        table = np.array(counts, dtype=np.int64).reshape(4, 4)
        judge(stage.session, round_, letter, table, now=stage.between(day, day))

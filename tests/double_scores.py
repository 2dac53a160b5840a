"""Tables of double scores, row by row, that stand on each step of the ladder, and judgements."""

import factory

from placements.catalogue import RUBRIC_VERSION
from records.models.desk.judgement import JudgedLight, Judgement
from tests.factories import NOW, RecordFactory

GREEN = [15, 4, 0, 0, 4, 15, 4, 0, 0, 4, 15, 4, 0, 0, 4, 15]
ORANGE = [12, 5, 0, 2, 5, 12, 5, 0, 0, 5, 12, 5, 2, 0, 5, 12]
FEW_ORANGE = [5, 3, 0, 2, 3, 5, 3, 0, 0, 3, 5, 3, 2, 0, 3, 5]
RED = [2, 3, 0, 3, 3, 2, 3, 0, 0, 3, 2, 3, 3, 0, 3, 2]


class JudgementFactory(RecordFactory):
    class Meta:
        model = Judgement

    letter = "E"
    rubric_version = RUBRIC_VERSION
    counts = factory.LazyFunction(lambda: [0] * 16)
    double_scores = factory.LazyAttribute(lambda judged: sum(judged.counts))
    light = JudgedLight.TOO_EARLY
    judged_at = NOW

    class Params:
        red = factory.Trait(light=JudgedLight.RED, alpha=412, low=220, high=583)
        orange = factory.Trait(light=JudgedLight.ORANGE, alpha=701, low=560, high=790)

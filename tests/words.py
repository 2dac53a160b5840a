"""What students choose and ask for: answers from the lists, and ordinary words."""

from records.models.review import AllowedWord, AskedWord
from tests.factories import NOW, RecordFactory

FACTS = {
    "task": ["group_task"],
    "actions": ["E.agree", "E.report"],
    "help": ["asked"],
    "frequency": ["weekly"],
    "people": ["few"],
    "result": ["in_time"],
    "seen_by": ["teacher"],
}
"""Answers about E that are complete, for a programme of any sector."""


class AskedWordFactory(RecordFactory):
    class Meta:
        model = AskedWord


class AllowedWordFactory(RecordFactory):
    class Meta:
        model = AllowedWord

    allowed_at = NOW

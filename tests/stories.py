"""Stories of former students, for tests that need one."""

import factory

from records.models.guidance import AlumniStory
from tests.factories import NOW, RecordFactory


class AlumniStoryFactory(RecordFactory):
    """A story that waits; `published=True` is one that students read."""

    class Meta:
        model = AlumniStory

    class Params:
        published = factory.Trait(
            published_at=NOW, published_by=factory.SelfAttribute("written_by")
        )

    title = "Van stage naar vaste baan"
    text = "Ik begon op de servicedesk. Na drie maanden deed ik zelf de werkplekken."
    written_at = NOW

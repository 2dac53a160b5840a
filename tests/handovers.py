"""What was handed over within a company."""

from datetime import timedelta

from records.models.handover import Handover
from tests.factories import NOW, RecordFactory


class HandoverFactory(RecordFactory):
    """It settles in half an hour."""

    class Meta:
        model = Handover

    sealed_address = b"sealed"
    made_at = NOW
    settles_at = NOW + timedelta(minutes=30)

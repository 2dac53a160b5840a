"""What assessors practised, for tests that begin there."""

import factory
from sqlalchemy import insert

from placements.calibration.cases import calibrated_letters, practice_cases
from records.database import db
from records.models.desk.practice import Practice
from tests.factories import NOW, RecordFactory


class PracticeFactory(RecordFactory):
    """A practice that was begun: the cases of E in their own order."""

    class Meta:
        model = Practice

    letter = "E"
    number = 1
    case_ids = factory.LazyAttribute(lambda o: [case.id for case in practice_cases(o.letter)])
    begun_at = NOW


def practised(account, *, letters=None, at=NOW, is_passed=True, number=1):
    """Let an assessor have passed the cases of these competences, or of all that have any."""
    db.session().execute(
        insert(Practice),
        [
            {
                "account_id": account.id,
                "letter": letter,
                "number": number,
                "case_ids": [],
                "begun_at": at,
                "finished_at": at,
                "is_passed": is_passed,
            }
            for letter in sorted(letters or calibrated_letters())
        ],
    )

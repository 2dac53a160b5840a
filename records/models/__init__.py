"""Every table, one file per aggregate. Importing this package makes all of them known."""

from records.models import (
    account,
    audit,
    candidate,
    employer,
    match,
    outbox,
    proposal,
    review,
    round,
    school,
    student,
    trial,
    vacancy,
)
from records.models.desk import anchor, assessment, practice, rubric
from records.vault import tables as vault_tables

__all__ = [
    "account",
    "anchor",
    "assessment",
    "audit",
    "candidate",
    "employer",
    "match",
    "outbox",
    "practice",
    "proposal",
    "review",
    "round",
    "rubric",
    "school",
    "student",
    "trial",
    "vacancy",
    "vault_tables",
]

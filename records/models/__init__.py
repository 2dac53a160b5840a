"""Every table, one file per aggregate. Importing this package makes all of them known."""

from records.groups import tables as group_tables
from records.models import (
    account,
    audit,
    candidate,
    employer,
    guidance,
    match,
    meeting,
    monitoring,
    norms,
    outbox,
    proposal,
    review,
    round,
    school,
    signal,
    student,
    trial,
    vacancy,
)
from records.models.desk import anchor, assessment, judgement, practice, rubric
from records.vault import tables as vault_tables

__all__ = [
    "account",
    "anchor",
    "assessment",
    "audit",
    "candidate",
    "employer",
    "group_tables",
    "guidance",
    "judgement",
    "match",
    "meeting",
    "monitoring",
    "norms",
    "outbox",
    "practice",
    "proposal",
    "review",
    "round",
    "rubric",
    "school",
    "signal",
    "student",
    "trial",
    "vacancy",
    "vault_tables",
]

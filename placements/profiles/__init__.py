"""The student's side: evidence, blind copy, wishes, and what suits."""

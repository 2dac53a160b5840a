"""Whom at a company a place is about."""

from uuid import UUID

from sqlalchemy.orm import Session

from records.models.account import Role
from records.models.vacancy import Vacancy
from records.queries.accounts import list_accounts_of_employer


def contact_ids_of(session: Session, vacancy: Vacancy) -> list[UUID]:
    """Return the trainer of a place, or everyone of the company if it names none.

    For a trainer who left the owners stand in. Empty if nobody of the company can sign in.
    """
    everyone = list_accounts_of_employer(session, employer_id=vacancy.employer_id)
    named = [account.id for account in everyone if account.id == vacancy.trainer_now_id]
    owners = [account.id for account in everyone if account.role is Role.OWNER]
    if vacancy.trainer_id is not None and (named or owners):
        return named or owners
    return [account.id for account in everyone]


def contact_id_of(session: Session, vacancy: Vacancy) -> UUID:
    """Return who stands for a place on paper: whoever signed for it, if all have left."""
    reachable = contact_ids_of(session, vacancy)
    known = reachable[0] if reachable else vacancy.trainer_now_id or vacancy.norms_signed_by
    assert known is not None  # noqa: S101 - an owner signed every place that is in a match
    return known

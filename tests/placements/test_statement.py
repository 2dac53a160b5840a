"""The statement: signed once for a company, anew when its text changes, and never unsigned."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from placements.errors import NotAllowed, TooLate
from placements.norms import statement as subject
from placements.norms.statement import (
    list_signatures,
    sign_statement,
    signature_of,
    statement_version,
)
from placements.vacancies.freezing import submit_vacancy
from placements.vacancies.terms import form_digest
from tests.factories import NOW
from tests.rounds import actor_of


def sign(session, account, bakery, function="directeur", version=None):
    sign_statement(
        session,
        actor_of(account),
        bakery,
        function=function,
        read_version=version or statement_version(),
        now=NOW,
    )


def test_it_says_who_as_what_when_and_which_text(session, bakery, otto):
    sign(session, otto, bakery)

    one = signature_of(session, bakery)
    assert one.name.startswith("Otto")
    assert (one.function, one.signed_on, one.version, one.is_current) == (
        "directeur",
        NOW.date(),
        statement_version(),
        True,
    )


def test_signing_the_same_twice_leaves_one(session, bakery, otto):
    sign(session, otto, bakery)
    sign(session, otto, bakery)
    sign(session, otto, bakery, function="eigenaar")

    assert [one.function for one in list_signatures(session, bakery)].count("directeur") == 1
    assert len(list_signatures(session, bakery)) == 2


def test_only_an_owner_of_the_company_signs(session, bakery, noor, carla):
    for somebody in (noor, carla):
        with pytest.raises(NotAllowed):
            sign(session, somebody, bakery)


def test_a_new_text_is_signed_anew_and_the_old_signature_stays(session, bakery, otto, monkeypatch):
    sign(session, otto, bakery)
    monkeypatch.setattr(subject, "statement_version", lambda: "2027.1")

    assert not signature_of(session, bakery).is_current
    with pytest.raises(TooLate):
        sign(session, otto, bakery, version="2026.1")
    sign(session, otto, bakery, version="2027.1")
    assert {one.version for one in list_signatures(session, bakery)} == {"2026.1", "2027.1"}


def test_whoever_signs_a_form_has_signed_for_the_company(session, draft, bakery, otto):
    submit_vacancy(session, actor_of(otto), draft, read_digest=form_digest(draft), now=NOW)

    assert signature_of(session, bakery).is_current


@pytest.mark.parametrize(
    "change", ["UPDATE signed_statement SET version = '2020.1'", "DELETE FROM signed_statement"]
)
def test_the_database_keeps_a_signature(session, bakery, otto, change):
    sign(session, otto, bakery)

    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text(change))

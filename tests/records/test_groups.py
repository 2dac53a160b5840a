"""The store of what students answered: sealed, under its own key, out of the match's reach."""

import re

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from app.config import check_settings
from records.groups.store import (
    Result,
    find_link,
    forget_answers_of,
    groups_key,
    groups_open,
    read_answers,
    use_link,
)
from records.groups.tables import GroupAnswer, GroupLink
from records.vault.opening import vault_open
from records.vault.sealing import Key, key_of
from tests.house.house import ROOT, tracked_files
from tests.monitoring_stage import AUTUMN, GroupMonitoringFactory, question_for


@pytest.fixture
def monitoring(session, school):
    return GroupMonitoringFactory(school_id=school.id)


@pytest.fixture
def answered(session, monitoring, amina):
    """Amina's link, with which she answered."""
    (token,) = question_for(session, monitoring, amina.id)
    key = groups_key(session)
    use_link(session, key, find_link(session, key, token, account_id=amina.id), "elsewhere")
    return token


def rows_of(session, table):
    with groups_open(session):
        return session.execute(select(table.__table__)).all()


def test_an_answer_holds_no_account_no_code_and_no_moment(session, answered, amina):
    (link,), (answer,) = rows_of(session, GroupLink), rows_of(session, GroupAnswer)

    assert set(answer._fields) == {"id", "monitoring_id", "pseudonym", "starts_on", "sealed"}
    assert not {str(amina.id), amina.id.hex} & {str(one) for one in (*link, *answer)}
    assert not {link.owner, link.token_digest, answered} & {str(one) for one in answer}
    assert b"elsewhere" not in bytes(answer.sealed)


def test_the_key_of_the_vault_opens_nothing_here(session, answered, monitoring):
    with pytest.raises(Exception, match="cannot open"):
        read_answers(session, key_of(session), monitoring_id=monitoring.id, starts_on=AUTUMN)


def test_with_another_key_the_student_behind_a_link_is_not_found(session, answered, amina):
    key = Key(bytes(32))

    assert find_link(session, key, answered, account_id=amina.id) is None
    forget_answers_of(session, key, account_id=amina.id)
    assert len(rows_of(session, GroupAnswer)) == 1


def test_the_answer_is_read_for_counting_and_for_nothing_else(session, answered, monitoring):
    found = read_answers(
        session, groups_key(session), monitoring_id=monitoring.id, starts_on=AUTUMN
    )

    assert found == [("elsewhere", Result(crebo="25000", level=3, is_placed=True))]


@pytest.mark.parametrize("table", [GroupAnswer, GroupLink], ids=["answer", "link"])
def test_the_role_of_pages_and_match_reads_nothing(session, answered, table):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has no roles: whoever reads the file reads what is sealed, sealed")

    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(select(func.count()).select_from(table))


def test_the_role_of_the_vault_reads_nothing_either(session, answered):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has no roles")

    with pytest.raises(ProgrammingError, match="permission denied"), vault_open(session):
        session.execute(select(func.count()).select_from(GroupAnswer))


def test_the_role_of_this_store_reads_nothing_else(session, answered):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has no roles")

    with pytest.raises(ProgrammingError, match="permission denied"), groups_open(session):
        session.execute(text("SELECT count(*) FROM candidate"))


def test_nothing_that_scores_matches_or_blinds_imports_monitoring():
    """Nobody beneath or beside the store knows it: only monitoring, erasing and the mail do."""
    may_know = (
        "placements/monitoring/",
        "records/groups/",
        "schools/monitoring/",
        "app/",
        "tests/",
    )
    may_import = {
        "accounts/simulation.py",  # the model, which knows no student
        "placements/people/erasure.py",
        "records/models/__init__.py",
        "schools/__init__.py",
        "schools/forms/monitoring.py",
        "students/question.py",
        "web/mail.py",
    }
    imports = re.compile(r"^ *(from|import) (placements\.monitoring|records\.groups)", re.MULTILINE)
    knowing = {
        name
        for path in tracked_files(".py")
        if imports.search(path.read_text(encoding="utf-8"))
        and not (name := path.relative_to(ROOT).as_posix()).startswith(may_know)
    }

    assert knowing <= may_import
    assert "web/mail.py" in knowing


def test_one_key_never_opens_two_stores():
    settings = {"SECRET_KEY": "s", "VAULT_KEY": "07" * 32, "SQLALCHEMY_DATABASE_URI": "sqlite://"}

    check_settings(settings)
    with pytest.raises(ValueError, match="another key"):
        check_settings(settings | {"MONITORING_KEY": "07" * 32})
    with pytest.raises(ValueError, match="another key"):
        check_settings(settings | {"MONITORING_KEY": "08" * 32, "VAULT_KEY_OLD": "08" * 32})


def test_who_is_erased_leaves_neither_answer_nor_link(session, answered, amina):
    forget_answers_of(session, groups_key(session), account_id=amina.id, with_links=True)

    assert rows_of(session, GroupAnswer) == rows_of(session, GroupLink) == []

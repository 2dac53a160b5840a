"""A school publishes a year once: true, without small cells, and never changed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from placements.errors import NotAllowed, Refusal, TooLate
from placements.norms.reports import digest_of, publish_year, years_to_publish
from records.models.account import Role
from records.models.norms import YearReport
from records.models.outbox import OutboxMessage
from tests.factories import NOW, AccountFactory, RoundFactory
from tests.norms import asked, neighbours
from tests.rounds import actor_of

LAST_YEAR = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
YEAR = 2025


@pytest.fixture
def past(school, programme):
    return RoundFactory(school=school, programmes=[programme])


@pytest.fixture
def report(session, school, past, programme, bakery, carla, otto):
    """Nine proposals of last year, two of them at the bakery, and one of this year."""
    for company in neighbours(7):
        asked(past, programme, company, at=LAST_YEAR)
    for _one in range(2):
        asked(past, programme, bakery, at=LAST_YEAR, yes=False, refused=True)
    asked(past, programme, bakery, at=LAST_YEAR + timedelta(days=200))
    made = publish_year(session, actor_of(carla), school, YEAR, now=NOW)
    session.flush()
    return made


def cells(report):
    return report.content["tables"]["answers"]


def test_a_year_counts_what_happened_in_it_and_hides_what_is_small(report):
    assert cells(report)["total"] == 9
    assert cells(report)["capacity_gone"] is None
    assert cells(report)["yes"] is None
    assert report.content["companies"] == 8
    assert report.digest == digest_of(report.content)


def test_each_company_gets_its_own_and_hears_of_it(session, report, bakery, otto):
    own = session.scalars(select(YearReport).where(YearReport.employer_id == bakery.id)).one()

    assert set(cells(own).values()) == {None}
    told = session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "year_report_out")
    ).all()
    assert told.count(otto.id) == 1


def test_a_year_is_published_once(session, report, school, carla):
    with pytest.raises(TooLate):
        publish_year(session, actor_of(carla), school, YEAR, now=NOW)
    assert YEAR not in years_to_publish(session, school, now=NOW)


def test_a_year_that_runs_cannot(session, school, carla):
    with pytest.raises(Refusal, match="not over"):
        publish_year(session, actor_of(carla), school, YEAR + 1, now=NOW)


def test_only_who_answers_for_the_school(session, school):
    for account in (
        AccountFactory(role=Role.MENTOR, school_id=school.id),
        AccountFactory(role=Role.COORDINATOR),
    ):
        with pytest.raises(NotAllowed):
            publish_year(session, actor_of(account), school, YEAR, now=NOW)


@pytest.mark.parametrize(
    "change", ["UPDATE year_report SET year = 2020", "DELETE FROM year_report"]
)
def test_the_database_keeps_what_was_published(session, report, change):
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text(change))


def test_what_was_published_stays_when_the_rows_change(
    session, as_carla, report, past, programme, bakery
):
    page = f"/school/years/{report.id}"
    before = as_carla.get(page).text.partition("<main")[2]
    asked(past, programme, bakery, at=LAST_YEAR)

    assert as_carla.get(page).text.partition("<main")[2] == before


def test_it_is_published_and_printed_from_the_page(
    sign_in, as_carla, school, past, programme, bakery, pdf_text
):
    for company in neighbours(6):
        asked(past, programme, company, at=LAST_YEAR)
    listed = as_carla.get("/school/years").text

    answer = as_carla.post("/school/years", data={"year": YEAR})
    page = as_carla.get(answer.location).text
    printed = pdf_text(as_carla.get(f"{answer.location}/report.pdf"))
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert "Publiceer 2025\N{EN DASH}2026" in listed
    assert "Samen" in page
    assert "Jaarverslag schooljaar 2025\N{EN DASH}2026" in printed
    assert "Samen" in printed
    assert stranger.get(answer.location).status_code == 404
    assert stranger.get(f"{answer.location}/report.pdf").status_code == 404
    assert as_carla.post("/school/years", data={"year": YEAR}).status_code == 422

"""Every proposal of the demo explains itself, to student and coordinator, in rows that add up."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select

from placements.match.results import result_of
from records.database import db
from records.models.account import Account, Role
from records.models.match import MatchRun
from records.models.proposal import Proposal
from records.models.round import Round
from records.vault.candidates import student_ids_of_candidates
from tests.conftest import Browser
from tests.undone import everything_undone
from web.signed_in import session_name

pytestmark = pytest.mark.xdist_group("demo")

TABLE = re.compile(r"<tbody.*?</tbody>\s*<tfoot.*?</tfoot>", re.DOTALL)
LAST_CELLS = re.compile(r"govuk-table__cell--numeric\"[^>]*>([^<]+)</td>")


@pytest.fixture
def browser_of(demo_app):
    """A function that returns a browser in which somebody of the demo is signed in."""
    with everything_undone(demo_app):

        def sign_in(account):
            client = Browser(demo_app)
            with client.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = session_name(account), True
            return client

        yield sign_in


def last_column(table):
    return [cell.strip().replace("niets eraf", "0") for cell in LAST_CELLS.findall(table)]


def number(text):
    return Decimal(text.replace(",", ".").replace("\N{MINUS SIGN}", "-"))


def test_a_student_sees_points_that_add_up_to_those_of_the_place(browser_of):
    proposals = db.session.scalars(select(Proposal)).all()
    students = student_ids_of_candidates(db.session(), [one.candidate_id for one in proposals])

    for proposal in proposals:
        student = db.session.get_one(Account, students[proposal.candidate_id])
        page = browser_of(student).get(f"/student/proposals/{proposal.id}").text
        (table,) = TABLE.findall(page)
        *parts, total = (number(cell) for cell in last_column(table))

        fit = 1 - sum(Fraction(row["loss"]) for row in proposal.explanation["rows"])
        fit -= Fraction(proposal.explanation["clip_loss"])
        assert sum(parts) == total
        assert abs(Fraction(total) - 100 * fit) <= Fraction(1, 20)

    assert len(proposals) > 10


def test_a_coordinator_sees_fractions_and_percentages_that_add_up(browser_of):
    shown = 0
    for run in db.session.scalars(select(MatchRun).where(MatchRun.summary.is_not(None))).all():
        school_id = db.session.get_one(Round, run.round_id).school_id
        coordinator = db.session.scalars(
            select(Account).where(Account.school_id == school_id, Account.role == Role.COORDINATOR)
        ).first()
        result = result_of(run)

        page = browser_of(coordinator).get(f"/school/match-runs/{run.id}").text
        for table in TABLE.findall(page):
            cells = last_column(table)
            percents = [number(cell.rstrip("%)").rpartition("(")[2]) for cell in cells]
            exact = [Fraction(cell.split(" ")[0]) if " " in cell else None for cell in cells]
            exact = [
                Fraction(percent) / 100 if fraction is None else fraction
                for fraction, percent in zip(exact, percents, strict=True)
            ]
            for *rows, missing, _fit in (percents, exact):
                assert sum(rows) == missing
            assert percents[-2] + percents[-1] == 100
            assert exact[-2] + exact[-1] == 1
            shown += 1
        placed = [code for code in result.codes if result.place_of(code)]
        assert len(TABLE.findall(page)) == len(placed)

    assert shown > 10

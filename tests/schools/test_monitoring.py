"""The figures of a half year: who reads them, what stands there, and that they never change."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from placements.monitoring.counts import Answer, Happened, Second, Taught
from placements.monitoring.figures import happened_in, publish_due_figures, publish_figures
from placements.monitoring.periods import Half, half_of
from placements.proposals.refusals import RefusalTerms, refuse_proposal, uphold_refusal
from placements.trials.outcomes import stop_early
from records.models.account import Role
from records.models.desk.assessment import Assessment
from records.models.monitoring import MonitoringFigures
from records.models.proposal import RefusalReason
from records.models.trial import EarlyStopReason
from records.queries.monitoring import list_figures_of_school
from tests.factories import NOW, AccountFactory
from tests.house.house import ROOMS, ROOT, tracked_files
from tests.rounds import RESULTS_DAY, actor_of

AUTUMN = Half(date(2026, 8, 1))
FEBRUARY = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
ICT = Taught(3, "=ICT beheer")


@pytest.fixture
def figures(session, school):
    """A published half: 120 answers, of which 3 were no."""
    happened = Happened(
        answers=[(ICT, "@Bakker", Answer.SAID_YES)] * 117 + [(ICT, "@Bakker", Answer.SAID_NO)] * 3,
        views=[Second.TWO_VIEWS] * 60 + [Second.ONE_VIEW] * 20,
        limits={"travel": 30, "placed": 90},
    )
    return publish_figures(session, school, AUTUMN, happened, now=FEBRUARY)


@pytest.fixture
def as_berend(sign_in, school):
    """Berend is administrator."""
    return sign_in(AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id))


def test_what_happened_is_counted_in_the_half_in_which_it_happened(
    session, school, revealed_proposal
):
    autumn = happened_in(session, school, AUTUMN)
    taught = Taught(3, "Allround medewerker IT systems and devices")

    assert autumn.answers == [(taught, "Bakkerij De Vries", "said_yes")]
    assert autumn.proposed == autumn.placed == [(taught, "four_weeks")]
    assert autumn.tries == ["one"]
    assert autumn.limits == {"placed": 1}
    assert autumn.endings == []
    spring = happened_in(session, school, AUTUMN.next)
    assert (spring.answers, spring.placed, spring.limits) == ([], [], {})


def test_a_refusal_counts_before_the_name_and_an_early_stop_after_it(
    session, school, accepted_proposal, noor, carla, by_noor
):
    terms = RefusalTerms(
        reason=RefusalReason.CAPACITY_GONE, explanation="De vestiging is gesloten."
    )
    refusal = refuse_proposal(session, by_noor, accepted_proposal, terms, now=RESULTS_DAY)
    session.flush()
    uphold_refusal(session, actor_of(carla), refusal, now=RESULTS_DAY)
    session.flush()

    assert [answer for _t, _c, answer in happened_in(session, school, AUTUMN).answers] == [
        "said_no"
    ]


@pytest.mark.parametrize(
    ("reason", "ending"),
    [
        (EarlyStopReason.ACCREDITATION_LOST, "early"),
        (EarlyStopReason.STUDENT_WISH, "early_by_student"),
    ],
)
def test_who_broke_a_trial_off_decides_where_it_counts(
    session, school, trial, carla, reason, ending
):
    stop_early(session, actor_of(carla), trial, reason, now=FEBRUARY)
    session.flush()

    assert [how for _t, how in happened_in(session, school, AUTUMN.next).endings] == [ending]
    assert happened_in(session, school, AUTUMN).endings == []


def test_both_assessors_of_a_text_are_one_view_apart(session, school, amina_in_round):
    session.execute(update(Assessment).values(locked_at=NOW))

    happened = happened_in(session, school, AUTUMN)

    assert (happened.views, happened.spreads) == (["two_views"] * 2, ["equal"] * 2)


def test_a_half_comes_out_by_itself_once_it_is_over_and_only_once(session, school, proposal):
    assert publish_due_figures(session, now=FEBRUARY - timedelta(days=1)) == 0
    assert publish_due_figures(session, now=FEBRUARY) == 1
    assert publish_due_figures(session, now=FEBRUARY) == 0

    (found,) = list_figures_of_school(session, school_id=school.id)
    assert half_of(found.starts_on) == AUTUMN


def test_a_half_cannot_be_published_again_with_one_person_less(session, school, figures):
    with pytest.raises(IntegrityError), session.begin_nested():
        publish_figures(session, school, AUTUMN, Happened(), now=FEBRUARY)


@pytest.mark.parametrize(
    "statement",
    [update(MonitoringFigures).values(tables={}), delete(MonitoringFigures)],
    ids=["change", "delete"],
)
def test_the_database_keeps_what_was_published(session, figures, statement):
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL ROLE NONE"))

    with pytest.raises(DatabaseError, match="monitoring_figures_is_added_to_only"):
        session.execute(statement)


def test_the_page_shows_counts_pictures_and_what_is_hidden(as_carla, figures):
    home = as_carla.get("/school/monitoring").get_data(as_text=True)
    page = as_carla.get(f"/school/monitoring/{figures.id}").get_data(as_text=True)

    assert "augustus 2026 tot en met januari 2027" in home
    assert f"/school/monitoring/{figures.id}" in home
    assert "60 (75 %)" in page
    assert page.count("verborgen") >= 3
    assert "<svg" in page
    assert "117" not in page


def test_an_administrator_reads_it_too(as_berend, figures):
    assert as_berend.get(f"/school/monitoring/{figures.id}").status_code == 200


def test_the_file_holds_no_percentage_below_a_hundred_and_nothing_a_sheet_computes(
    as_carla, figures
):
    sheet = as_carla.get(f"/school/monitoring/{figures.id}/figures.csv")
    lines = sheet.get_data().decode("utf-8-sig").splitlines()

    assert sheet.headers["Content-Disposition"].endswith('"cijfers-2026-08-01.csv"')
    (twice,) = [one for one in lines if "twee beoordelaars of meer" in one]
    assert twice.endswith('"60";""')
    (placed,) = [one for one in lines if "Een plek" in one]
    assert placed.endswith('"90";"75"')
    assert any('"\'@Bakker"' in one for one in lines)


def test_another_school_has_no_such_figures(sign_in, figures):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))

    assert stranger.get(f"/school/monitoring/{figures.id}").status_code == 404
    assert stranger.get(f"/school/monitoring/{figures.id}/figures.csv").status_code == 404
    assert str(figures.id) not in stranger.get("/school/monitoring").get_data(as_text=True)


def test_who_scores_or_mentors_does_not_enter(as_anton, as_mehmet, figures):
    for browser in (as_anton, as_mehmet):
        assert browser.get("/school/monitoring").status_code == 403


def test_no_screen_and_no_name_in_the_code_promises_what_figures_cannot_show():
    promise = re.compile(r"\b(un)?fair(ness)?\b|\b(un|de)biased?\b", re.IGNORECASE)
    rooms = (*ROOMS, "templates", "translations")

    promising = {
        path.relative_to(ROOT).as_posix()
        for path in tracked_files(".py", ".html", ".txt", ".po")
        if path.relative_to(ROOT).parts[0] in rooms
        and promise.search(path.read_text(encoding="utf-8").replace("_", " "))
    }

    words = ("blinding/words/", "blinding/rules/things.py")
    assert {path for path in promising if not path.startswith(words)} == set()

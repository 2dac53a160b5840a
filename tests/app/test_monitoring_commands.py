"""``flask monitoring``: the model, and what goes to a trusted third party and comes back."""

import pytest
from sqlalchemy import select

from placements.errors import Refusal
from placements.monitoring.exchange import pseudonym_of, read_returned
from records.database import db
from records.models.monitoring import GroupFigures, Route
from records.vault.people import Person, store_person
from tests.monitoring_stage import COUNTED, GroupMonitoringFactory


def test_the_simulation_prints_every_world_and_its_check(app):
    runner = app.test_cli_runner()

    result = runner.invoke(args=["monitoring", "simulate", "--rounds", "2", "--students", "100"])

    assert result.exit_code == 0
    assert [result.output.count(name) for name in ("names_off", "veto", "formal_only")] == [1, 2, 2]
    assert "the model says 11% and 27%; observed 11% and 24%" in result.output


SECRET = "een geheim van de school en de derde"
HEAD = "crebo;level;group_placed;group_count;other_placed;other_count"


@pytest.fixture
def third_party(session, school):
    """A school that lets a third party compare, from the day its results came out."""
    return GroupMonitoringFactory(school_id=school.id, route=Route.THIRD_PARTY)


@pytest.fixture
def run_command(app, school, tmp_path, at):
    """A function that runs a command about the autumn of this school, once it is over."""
    at(COUNTED)
    (tmp_path / "secret").write_text(SECRET + "\n")

    def run_command(name, *arguments):
        db.session.commit()
        command = ["monitoring", name, "--school", school.name, "--half", "2026-11-01"]
        return app.test_cli_runner().invoke(args=[*command, *arguments])

    return run_command


def test_outcomes_go_out_under_a_pseudonym_that_the_other_side_can_make(
    third_party, proposal, session, amina, run_command, tmp_path
):
    known = Person(
        given_name="Amina", family_name="El Idrissi", email="a@b.example", student_number="s1"
    )
    store_person(session, amina.id, known)
    files = ["--secret", str(tmp_path / "secret"), "--out", str(tmp_path / "out.csv")]

    result = run_command("export", *files)

    assert result.output.startswith("1 lines; 0 students")
    head, line = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert head == '"pseudonym";"half_year";"crebo";"level";"placed"'
    pseudonym, *rest = line.split(";")
    assert pseudonym.strip('"') == pseudonym_of(SECRET, "S1")
    assert rest[0] == '"2026-08-01"'
    assert rest[2:] == ['"3"', '"1"']
    assert str(amina.id) not in line


def test_nothing_goes_out_while_it_is_off_or_with_a_short_secret(
    school, run_command, tmp_path, session
):
    files = ["--secret", str(tmp_path / "secret"), "--out", str(tmp_path / "out.csv")]

    assert "does not compare groups" in run_command("export", *files).output
    GroupMonitoringFactory(school_id=school.id)
    assert "asks its students itself" in run_command("export", *files).output
    assert not (tmp_path / "out.csv").exists()


def test_a_short_secret_is_refused(third_party, run_command, tmp_path):
    (tmp_path / "secret").write_text("kort")
    files = ["--secret", str(tmp_path / "secret"), "--out", str(tmp_path / "out.csv")]

    assert "at least 32 characters" in run_command("export", *files).output


def test_what_comes_back_is_published_once_under_the_same_rules(
    third_party, session, run_command, tmp_path
):
    (tmp_path / "back.csv").write_text(f"{HEAD}\n25187;3;31;52;88;104\n25480;4;9;12;3;4\n")

    assert "Published" in run_command("import", str(tmp_path / "back.csv")).output
    (tmp_path / "back.csv").write_text(f"{HEAD}\n25187;3;30;51;88;104\n25480;4;9;12;3;4\n")
    assert "out already" in run_command("import", str(tmp_path / "back.csv")).output

    (figures,) = session.scalars(select(GroupFigures))
    assert figures.content["cells"] == [[40, 25], [90, 15]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The first line must be"),
        ("crebo;level", "The first line must be"),
        (f"{HEAD}\n25187;3;53;52;88;104", "Line 2 cannot be read"),
        (f"{HEAD}\n25187;3;-1;52;88;104", "Line 2 cannot be read"),
        (f"{HEAD}\n25187;3;1;52;88", "Line 2 cannot be read"),
        (f"{HEAD}\n25187;3;1;2;3;4\n25187;3;1;2;3;4", "Line 3 cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_which_line(text, message):
    with pytest.raises(Refusal, match=message):
        read_returned(text)

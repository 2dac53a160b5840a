"""``flask monitoring``."""


def test_the_simulation_prints_every_world_and_its_check(app):
    runner = app.test_cli_runner()

    result = runner.invoke(args=["monitoring", "simulate", "--rounds", "2", "--students", "100"])

    assert result.exit_code == 0
    assert [result.output.count(name) for name in ("names_off", "veto", "formal_only")] == [1, 2, 2]
    assert "the model says 11% and 27%; observed 11% and 24%" in result.output

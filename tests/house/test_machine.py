"""What a machine has to have, and what is said where it is missing."""

import subprocess
import sys

import pytest

from tests import postgresql
from tests.house.house import ROOT

PANGO = "libpango-1.0-0"


def install(*packages, path="/nowhere"):
    """Run the script where nothing can be installed."""
    return subprocess.run(
        ["/bin/sh", str(ROOT / "app/install_packages.sh"), *packages],
        env={"PATH": str(path), "PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )


def test_what_is_there_however_it_came_is_not_installed(tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    answer = install(PANGO, "libpangoft2-1.0-0", "libharfbuzz-subset0", "chromium", path=tmp_path)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_what_is_missing_is_named_where_there_is_no_apt():
    answer = install(PANGO, "libnowhere-2.0-0", "chromium")

    assert answer.returncode == 1
    assert "libnowhere-2.0-0 chromium" in answer.stderr
    assert PANGO not in answer.stderr
    assert "Fedora" in answer.stderr


@pytest.mark.parametrize(
    ("versions", "newest"), [(("9.6", "15", "17"), "17"), (("9.6",), "9.6"), (("9.6", "13"), "13")]
)
def test_the_newest_server_of_the_machine_is_started(tmp_path, versions, newest):
    for version in versions:
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()

    assert postgresql.find_binaries(tmp_path) == tmp_path / newest / "bin"


def test_a_server_on_the_path_is_started_where_debian_has_none(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert postgresql.find_binaries(tmp_path) is None

    (tmp_path / "initdb").write_text("#!/bin/sh\n")
    (tmp_path / "initdb").chmod(0o755)

    assert postgresql.find_binaries(tmp_path) == tmp_path.resolve()

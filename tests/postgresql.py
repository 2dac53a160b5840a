"""A PostgreSQL server for one test run: an ordinary user starts it on a free port, then it goes.

`python -m tests.postgresql` says whether one can be started on this machine.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
ABSENT = (
    f"PostgreSQL is not installed here (no initdb in {DEBIAN}/*/bin and none on PATH): "
    "its half of the tests did not run."
)


@dataclass
class Server:
    folder: Path
    url: str

    def stop(self):
        _run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def find_binaries(debian=DEBIAN):
    """Return the folder of the newest server's programs, or None where there is no server."""
    versions = [path.parent for path in debian.glob("[0-9]*/bin/initdb")]
    if versions:
        return max(versions, key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def start():
    folder = Path(tempfile.mkdtemp(prefix="proefplek-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "-k")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run(
        "pg_ctl",
        "-D",
        str(folder / "data"),
        "-l",
        str(folder / "log"),
        "-o",
        options,
        "-w",
        "start",
    )
    url = f"postgresql://{USER}@127.0.0.1:{port}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        # Roles are of the whole server: two migrations at once would both make them.
        connection.execute("CREATE ROLE proefplek_web")
        connection.execute("CREATE ROLE proefplek_vault IN ROLE proefplek_web")
        connection.execute("CREATE ROLE proefplek_monitoring")
        connection.execute(f"GRANT proefplek_web, proefplek_vault, proefplek_monitoring TO {USER}")
    return Server(folder, url)


def create_database(server_url, name, like=None):
    """Make a database, empty or as another is that nobody is connected to; return its address."""
    template = (like or "template1").rpartition("/")[2]
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server_url}/{name}"


def _run(binary, *arguments):
    folder = find_binaries()
    if folder is None:
        sys.exit(ABSENT)
    command = [str(folder / binary), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    # A server that inherits our pipes would keep them open for as long as it runs.
    subprocess.run(
        command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


if __name__ == "__main__":
    sys.exit(None if find_binaries() else ABSENT)

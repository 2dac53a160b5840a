"""Where the house stands and what its rooms are called."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = [
    "accounts",
    "app",
    "blinding",
    "employers",
    "matching",
    "placements",
    "records",
    "schools",
    "scoring",
    "students",
    "web",
]
EDGES = ["accounts", "employers", "schools", "students"]


def tracked_files(*suffixes):
    """Return every file of the repository, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [ROOT / name for name in listed]
    return sorted(
        path for path in paths if path.exists() and (not suffixes or path.suffix in suffixes)
    )

"""The library deduce (LGPL) beside our engine, in an environment of its own that this file makes.

python -m benchmarks.blinding_deduce
"""

import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from benchmarks.blinding_measures import DATA, read_lines
from blinding.blind import blind
from blinding.known_facts import KnownFacts

RELEASE = "deduce==3.0.6"
HOME = Path(tempfile.gettempdir()) / RELEASE.replace("=", "-")
THEIRS = """
import json, resource, sys, time
started = time.process_time()
from deduce import Deduce
engine = Deduce()
engine.deidentify("Ik werk.")
loaded = time.process_time() - started
cases = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
started, found, sought = time.process_time(), 0, 0
for case in cases:
    marks = [(a.start_char, a.end_char) for a in engine.deidentify(case["text"]).annotations]
    for start, end, kind in case["spans"]:
        if kind == "NAME":
            sought += 1
            found += any(a <= start and end <= b for a, b in marks)
took = time.process_time() - started
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([len(cases) / took, loaded, memory, found / sought]))
"""


def theirs() -> list[float] | None:
    """Give texts a second, seconds to load, megabytes and share of names, or None without it."""
    python = HOME / "bin" / "python"
    try:
        if not (HOME / "ready").exists():
            venv.create(HOME, with_pip=True, clear=True)
            subprocess.run([python, "-m", "pip", "install", "--quiet", RELEASE], check=True)
            (HOME / "ready").touch()
        program = [python, "-c", THEIRS, DATA / "development.jsonl"]
        said = subprocess.run(program, check=True, capture_output=True, text=True).stdout
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"deduce cannot be run here: {error}", file=sys.stderr)
        return None
    return list(json.loads(said.splitlines()[-1]))


def main() -> None:
    """Print both, and how many times as fast ours is."""
    other = theirs()
    if other is None:
        return
    cases = [json.loads(line) for line in read_lines("development.jsonl")]
    blind("Ik werk met flurpels.", KnownFacts(), "nl")
    started = time.process_time()
    for case in cases:
        blind(case["text"], KnownFacts.from_mapping(case["known"]), case["lang"])
    ours = len(cases) / (time.process_time() - started)
    speed, loading, memory, names = other
    print(f"deduce                      {speed:8.0f} texts/s, {loading:.1f} s to load")
    print(f"                            {memory:8.0f} MB, {names:.0%} of the names")
    print(f"ours, on the same texts     {ours:8.0f} texts/s")
    print(f"ours is                     {ours / speed:8.1f} times as fast")


if __name__ == "__main__":
    main()

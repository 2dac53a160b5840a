"""The core against others, as ratios in one run; writes ``benchmarks/results.md``.

``python -m benchmarks.core [--sizes 1000 10000] [--runs 5]``. Every figure is the median of runs in
fresh processes, one after the other. The peers, and our own extra `fast`, are installed into
environments of their own, under the system's temporary folder: one peer has the name of our own
room, and the service itself shall be measured as it is installed.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.core_tables import written
from benchmarks.markets import SIZES

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
ENVIRONMENTS = {"peers": ["matching==1.4.3", "ortools==9.15.6755"], "fast": ["numpy", "numba"]}
LARGEST = {"matching": 10_000, "placed": 10_000}
"""Beyond these a peer, or our own pure Python, takes minutes."""
RECEIPT = 40_000


def main():
    """Measure, write the tables, show them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, choices=SIZES, default=list(SIZES))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--runs-of-largest", type=int, default=5, help="at 500,000 students")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.runs)
        bench.case("plain", "write", 10_000, runs=1)  # what machine code is warmed on
        found = {}
        for size in options.sizes:
            runs = options.runs_of_largest if size == max(SIZES) else options.runs
            found[size] = bench.measure(size, runs)
            report(found, options, bench)
        bench.receipts(found)
        bench.rounds(found, options.sizes)
        report(found, options, bench)
    print(RESULTS.read_text())


def report(found, options, bench):
    """Write what is known so far, so that a long run can be read before it ends."""
    about = {
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} processors, {platform.machine()}",
        "runs": options.runs,
        "runs_of_largest": options.runs_of_largest,
        "load": max(bench.loads, default=0.0),
    }
    RESULTS.write_text(written(found, about))


class Bench:
    """The environments, the folder with the markets, and how often to run."""

    def __init__(self, folder, runs):
        self.folder, self.runs, self.loads = folder, runs, []
        self.python = {"plain": sys.executable}
        uv = Path(sys.executable).with_name("uv")
        for name, packages in ENVIRONMENTS.items():
            python = folder / name / "bin" / "python"
            subprocess.run(
                [uv, "venv", "-q", "--python", sys.executable, folder / name], check=True
            )
            subprocess.run([uv, "pip", "install", "-q", "--python", python, *packages], check=True)
            self.python[name] = str(python)

    def measure(self, size, runs):
        """Return every figure for one size."""
        found = {"market": self.case("plain", "write", size, runs=1)}
        for mode in ("plain", "fast"):
            found[mode, "acceptance"] = self.case(mode, "acceptance", size, runs=runs)
            found[mode, "graph"] = self.case(mode, "graph", size, runs=runs)
            if mode == "fast" or size <= LARGEST["placed"]:
                found[mode, "placed"] = self.case(mode, "placed", size, runs=runs)
        found["ortools"] = self.oracle("ortools", size, min(runs, 3))
        agree(found["fast", "placed"], found["ortools"], "placed", "weight")
        for name in ("acceptance", "graph", "placed"):
            if ("plain", name) in found:
                agree(found["plain", name], found["fast", name], "assignment", "result", "placed")
        if size <= LARGEST["matching"]:
            found["matching"] = self.oracle("matching", size, 1)
            agree(found["plain", "acceptance"], found["matching"], "placed", "assignment")
        return found

    def case(self, mode, name, size, *, runs):
        """Run one of our cases some times and take the median of every figure."""
        command = [self.python[mode], "-m", "benchmarks.core_cases", name, str(size)]
        return median([self.run([*command, str(self.folder)]) for _ in range(runs)])

    def oracle(self, name, size, runs):
        """Let another program solve the same market."""
        market = str(self.folder / f"market-{size}.npz")
        command = [self.python["peers"], str(HERE / "oracles.py"), name, market]
        return median([self.run(command, path=None) for _ in range(runs)])

    def receipts(self, found):
        """Time the command that strangers use, as a whole process."""
        if RECEIPT not in found:
            return
        file = str(self.folder / "receipt.json")
        self.run([sys.executable, "-m", "benchmarks.receipts", str(RECEIPT), file], answer=False)
        runs = [
            self.run([sys.executable, str(HERE / "whole_process.py"), "matching.receipt", file])
            for _ in range(self.runs)
        ]
        found[RECEIPT]["receipt"] = median(runs)

    def rounds(self, found, sizes):
        """Time a whole round step by step, in both modes, at the largest size asked for."""
        size = str(max(sizes))
        for mode in ("plain", "fast"):
            command = [self.python[mode], "-m", "benchmarks.national", size]
            found[max(sizes)][mode, "round"] = self.run(command)

    def run(self, command, *, path=".", answer=True):
        """Run one measurement and read its line of JSON."""
        self.loads.append(os.getloadavg()[0])
        environment = {"PATH": os.environ["PATH"], "OPENBLAS_NUM_THREADS": "1"}
        if path:
            environment["PYTHONPATH"] = str(HERE.parent)
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=HERE.parent
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
        return json.loads(done.stdout) if answer else None


def median(found):
    """Take the median of every figure; what is no figure must be the same in all runs."""
    taken = {}
    for key, first in found[0].items():
        values = [one[key] for one in found]
        if isinstance(first, str) and len(set(values)) > 1:
            raise SystemExit(f"{key} differs from run to run: {values}")
        taken[key] = first if isinstance(first, str) else statistics.median(values)
    return taken


def agree(ours, theirs, *names):
    """Refuse to compare the speed of different answers."""
    for name in names:
        if name in ours and ours[name] != theirs[name]:
            raise SystemExit(f"{name} differs: {ours[name]} and {theirs[name]}")


if __name__ == "__main__":
    main()

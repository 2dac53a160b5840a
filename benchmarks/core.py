"""The core against others, as ratios in one run; writes ``benchmarks/core-results.md``.

``python -m benchmarks.core [--sizes 1000 10000] [--runs 5]``. Every figure is the median of runs in
fresh processes. The peers are installed into an environment of their own, under the system's
temporary folder, because one of them has the name of our own room.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.markets import SIZES

HERE = Path(__file__).parent
RESULTS = HERE / "core-results.md"
PEERS = ["matching==1.4.3", "ortools==9.15.6755"]
LARGEST = {"matching": 10_000, "ortools": 100_000, "placed": 10_000}
"""Beyond these a peer, or our own pure Python, takes minutes."""


def main():
    """Measure, write the table, show it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", nargs="+", type=int, choices=SIZES, default=[1_000, 10_000, 40_000]
    )
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peers = environment_with_peers(Path(folder))
        rows = [row for size in options.sizes for row in measure(size, options.runs, peers, folder)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in [*HEADER, *rows])
    RESULTS.write_text(f"# The core, measured\n\n{INTRODUCTION}\n\n{table}\n")
    print(RESULTS.read_text())


INTRODUCTION = (
    "CPU seconds of all threads, medians; written by `python -m benchmarks.core`. "
    "A ratio is ours beside what is named."
)
HEADER = [
    ("students", "what", "ours (s)", "beside", "that (s)", "ratio"),
    ("---:", "---", "---:", "---", "---:", "---:"),
]


def measure(size, runs, peers, folder):
    """Yield the table's rows for one size."""
    match = case("acceptance", size, runs)
    whole = match["building_cpu"] + match["cpu"]
    yield row(
        size,
        "acceptance, market ready",
        match["cpu"],
        "one read of its arrays",
        match["stream_cpu"],
    )
    yield row(size, "check by cut-offs", match["verifying_cpu"], "acceptance", match["cpu"])
    market = str(Path(folder) / f"{size}.npz")
    run([sys.executable, "-m", "benchmarks.core_cases", "write", str(size), market])
    if size <= LARGEST["matching"]:
        other = run([peers, str(HERE / "oracles.py"), "matching", market])
        agree(match, other, "placed")
        yield row(size, "acceptance, market built", whole, "PyPI matching", other["cpu"])
    graph = case("graph", size, runs)
    yield row(
        size, "possible pairs and fits", graph["cpu"], "bare matrix product", graph["product_cpu"]
    )
    if size <= LARGEST["placed"]:
        most = case("placed", size, 1)
        other = run([peers, str(HERE / "oracles.py"), "ortools", market])
        agree(most, other, "placed", "weight")
        yield row(size, "most placed", most["cpu"], "OR-Tools", other["cpu"])


def row(size, what, ours, beside, theirs):
    """Write one comparison."""
    ratio = theirs / ours
    text = f"{ratio:,.0f} times faster" if ratio >= 1.5 else f"{ours / theirs:,.2f} times"
    return f"{size:,}", what, f"{ours:.4f}", beside, f"{theirs:.4f}", text


def agree(ours, theirs, *names):
    """Refuse to compare the speed of different answers."""
    for name in names:
        if ours[name] != theirs[name]:
            raise SystemExit(f"{name} differs: {ours[name]} and {theirs[name]}")


def case(name, size, runs):
    """Run one of our cases some times and take the median of every figure."""
    found = [
        run([sys.executable, "-m", "benchmarks.core_cases", name, str(size)]) for _ in range(runs)
    ]
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def run(command):
    """Run one measurement and read its line of JSON."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def environment_with_peers(folder):
    """Make an environment with the peers and return its Python."""
    uv = Path(sys.executable).with_name("uv")
    python = folder / "peers" / "bin" / "python"
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder / "peers"], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", python, *PEERS], check=True)
    return str(python)


if __name__ == "__main__":
    main()

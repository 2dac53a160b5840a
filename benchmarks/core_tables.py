"""The tables of ``benchmarks/results.md``, from the figures of one run."""

from math import log

INTRODUCTION = """# The core, measured

Written by `make bench` (`python -m benchmarks.core`). Every row is of one run on one machine, so
read the ratios.

- Processor seconds of all threads, not wall time, because the machine may be shared. Inside a
  process the least of some repeats; over fresh processes the median.
- "Plain" is Python and NumPy, as the service is installed. "Fast" is the same with the optional
  extra `fast` (numba), after its code is loaded from disk; below 100,000 pairs both are the same.
- Every answer is compared before its speed is: plain with fast to the last number, acceptance with
  the distribution `matching` student by student, most placed with OR-Tools by number and weight
  and by its own certificate.
- The yardstick for the graph is a matrix product over the same groups on one thread, in tiles that
  stay in the cache: it writes no result anywhere.
- The markets are synthetic (`benchmarks/markets.py`): they say something about programs and nothing
  about the Netherlands.

Targets are those of the issue; a dash means that a figure was not measured at this size.
"""


def written(found, about):
    """Return the whole page."""
    parts = [INTRODUCTION, _about(about), _markets(found)]
    parts += [_ratios(found), _seconds(found)]
    parts += [_receipt(one["receipt"]) for one in found.values() if "receipt" in one]
    for size, one in found.items():
        parts += [_round(size, one)] if ("plain", "round") in one else []
    return "\n".join(parts)


def _about(about):
    return (
        f"Python {about['python']}, {about['machine']}; medians of {about['runs']} processes "
        f"({about['runs_of_largest']} at 500,000 students; the peers fewer). The highest load "
        f"average seen meanwhile was {about['load']:.1f}: above the number of processors, others "
        "were using the machine, and processor seconds are then too high for everyone.\n"
    )


def _table(header, rows):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _sizes(found):
    return [f"{size:,}" for size in found]


def _row(name, found, figure):
    cells = []
    for one in found.values():
        try:
            cells.append(figure(one))
        except KeyError:
            cells.append("-")
    return [name, *cells]


def _markets(found):
    rows = [
        _row("possible pairs", found, lambda one: f"{one['market']['suitable']:,}"),
        _row("wished pairs", found, lambda one: f"{one['market']['wished']:,}"),
        _row("pairs of groups", found, lambda one: f"{one['plain', 'graph']['group_pairs']:,}"),
        _row("placed, stable", found, lambda one: f"{one['plain', 'acceptance']['placed']:,}"),
        _row("placed, most", found, lambda one: f"{one['fast', 'placed']['placed']:,}"),
    ]
    return "## The markets\n\n" + _table(["students", *_sizes(found)], rows)


def _ratios(found):
    def beside_matching(mode, *parts):
        def figure(one):
            ours = one[mode, "acceptance"]
            return f"{one['matching']['cpu'] / sum(ours[part] for part in parts):,.0f}"

        return figure

    def of(mode, case, key):
        return lambda one: f"{one[mode, case]['cpu'] / one[mode, case][key]:,.2f}"

    def memory(mode):
        return lambda one: f"{one[mode, 'graph']['grown_mb'] / one[mode, 'graph']['output_mb']:.2f}"

    def beside_ortools(mode, key):
        return lambda one: f"{one[mode, 'placed'][key] / one['ortools'][key]:.2f}"

    def checking(mode):
        def figure(one):
            ours = one[mode, "acceptance"]
            return f"{ours['verifying_cpu'] / ours['cpu']:.2f}"

        return figure

    rows = [
        _row(
            "`matching` / acceptance with building, plain (≥ 2,000)",
            found,
            beside_matching("plain", "cpu", "building_cpu"),
        ),
        _row(
            "`matching` / acceptance from arrays, fast (≥ 50,000)",
            found,
            beside_matching("fast", "cpu"),
        ),
        _row(
            "acceptance / one stream read, plain (≤ 1,000)",
            found,
            of("plain", "acceptance", "stream_cpu"),
        ),
        _row(
            "acceptance / one stream read, fast (≤ 60)",
            found,
            of("fast", "acceptance", "stream_cpu"),
        ),
        _row(
            "graph and fits / matrix product, plain (≤ 4)",
            found,
            of("plain", "graph", "product_cpu"),
        ),
        _row(
            "graph and fits / matrix product, fast (≤ 0.7)",
            found,
            of("fast", "graph", "product_cpu"),
        ),
        _row("peak memory / output, plain (≤ 3)", found, memory("plain")),
        _row("peak memory / output, fast (≤ 3)", found, memory("fast")),
        _row("most placed / OR-Tools, plain", found, beside_ortools("plain", "cpu")),
        _row("most placed / OR-Tools, fast (≤ 0.7)", found, beside_ortools("fast", "cpu")),
        _row("the same, memory, fast (≤ 0.1)", found, beside_ortools("fast", "grown_mb")),
        _row("check from cut-offs / acceptance, plain (≤ 0.3)", found, checking("plain")),
        _row("check from cut-offs / acceptance, fast", found, checking("fast")),
    ]
    return "\n## Ratios\n\n" + _table(["what (target)", *_sizes(found)], rows)


def _seconds(found):
    def seconds(*keys):
        *way, last = keys

        def figure(one):
            return f"{one[tuple(way) if len(way) > 1 else way[0]][last]:,.4f}"

        return figure

    rows = [
        _row("building the market", found, seconds("plain", "acceptance", "building_cpu")),
        _row("acceptance, plain", found, seconds("plain", "acceptance", "cpu")),
        _row("acceptance, fast", found, seconds("fast", "acceptance", "cpu")),
        _row("one stream read", found, seconds("plain", "acceptance", "stream_cpu")),
        _row("graph and fits, plain", found, seconds("plain", "graph", "cpu")),
        _row("graph and fits, fast", found, seconds("fast", "graph", "cpu")),
        _row("matrix product", found, seconds("plain", "graph", "product_cpu")),
        _row("most placed, plain", found, seconds("plain", "placed", "cpu")),
        _row("most placed, fast", found, seconds("fast", "placed", "cpu")),
        _row("OR-Tools", found, seconds("ortools", "cpu")),
        _row("`matching`", found, seconds("matching", "cpu")),
        _row("loading machine code, first use", found, seconds("fast", "graph", "first_cpu")),
    ]
    return "\n## Processor seconds\n\n" + _table(["what", *_sizes(found)], rows) + _growth(found)


def _growth(found):
    """Say how acceptance grows from 10,000 to the largest size."""
    if 10_000 not in found or max(found) == 10_000:
        return ""
    largest = max(found)
    exponents = {
        mode: log(
            found[largest][mode, "acceptance"]["cpu"] / found[10_000][mode, "acceptance"]["cpu"]
        )
        / log(largest / 10_000)
        for mode in ("plain", "fast")
    }
    return (
        f"\nGrowth exponent of acceptance from 10,000 to {largest:,} (target ≤ 1.3): "
        f"{exponents['plain']:.2f} plain, {exponents['fast']:.2f} fast.\n"
    )


def _receipt(spent):
    return (
        "\n## A receipt of 40,000 students, recomputed\n\n"
        f"`python -m matching.receipt FILE` as a whole process (target ≤ 3 s): "
        f"{spent['cpu']:.2f} processor seconds, {spent['wall']:.2f} s by the clock, "
        f"{spent['mb']:,.0f} MB.\n"
    )


def _round(size, one):
    """Write the table of a whole round."""
    plain, fast = one["plain", "round"]["steps"], one["fast", "round"]["steps"]
    totals = [sum(spent[k] for spent in steps.values()) for steps in (plain, fast) for k in (0, 1)]
    rows = [
        [
            step,
            f"{plain[step][0]:.2f}",
            f"{plain[step][1]:.2f}",
            f"{plain[step][1] / totals[1]:.0%}",
            f"{fast[step][0]:.2f}",
            f"{fast[step][1]:.2f}",
            f"{fast[step][1] / totals[3]:.0%}",
        ]
        for step in plain
    ]
    rows.append(
        [
            "**everything**",
            *(f"{one:.2f}" for one in totals[:2]),
            "100%",
            *(f"{one:.2f}" for one in totals[2:]),
            "100%",
        ]
    )
    header = ["step", "plain, clock (s)", "plain, processor (s)", "share"]
    return (
        f"\n## A whole round of {size:,} students\n\nLevels in memory to explained proposals: "
        f"{one['plain', 'round']['placed']:,} proposals out of "
        f"{one['plain', 'round']['pairs']:,} possible pairs.\n\n"
        + _table([*header, "fast, clock (s)", "fast, processor (s)", "share"], rows)
    )

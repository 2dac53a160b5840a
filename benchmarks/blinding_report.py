"""Write `docs/blinding-report.md` and its picture: what the engine finds, by kind and by origin.

python -m benchmarks.blinding_report
"""

from html import escape
from pathlib import Path

from benchmarks import blinding_measures as measures
from benchmarks import blinding_triage as triage
from benchmarks.blinding_own import others_names, own_facts
from blinding.blind import ENGINE_VERSION, rules_hash

DOCS = Path(__file__).parent.parent / "docs"
ROW, LEFT, WIDE = 22, 150, 420
SETS = {
    "unseen.txt": "One hundred telling sentences, most of them hints without a single telling "
    "word, and clean ones, written after the lists and numbers were fixed. Shown for the first "
    "time: 77 of 100 (47 by the lists alone). Then more hints of other wording were learnt from.",
    "unseen_two.txt": "Half of what a second author wrote who had seen no rule and no list: nearly "
    "all allusions, and clean sentences as near the grounds as work comes. The other half is among "
    "what the triage learns from.",
    "unseen_three.txt": "By a third author, who had seen no rule, list or sentence of ours. Shown "
    "for the first time, to engine 1.3: 254 of 300, clean touched 11.0%.",
    "unseen_four.txt": "By a fourth author, in the same way. Shown for the first time, to engine "
    "1.4: 322 of 340, clean touched 4.8%.",
    "unseen_five.txt": "By a fifth author, with brands and machines in the clean ones. Shown for "
    "the first time, to engine 1.4: 332 of 340, clean touched 12.2%.",
}
"""What was written in each set that nothing is learnt from, and its first showing."""
MARKED = {
    "marked_unseen.txt": "Shown for the first time, to engine 1.4: .924.",
    "marked_unseen_two.txt": "By another author. Shown for the first time, to engine 1.4: .897; at "
    ".946 what was missed was read and some of it repaired.",
    "marked_unseen_three.txt": "By a third author. Shown for the first time, to engine 1.4: .915.",
    "marked_unseen_four.txt": "By a fourth author, hard on purpose: names that are words in small "
    "letters, ages told sideways, firms of one ordinary word. Shown for the first time, to engine "
    "1.5: .802.",
    "alike_unseen.txt": "Every kind, protected grounds too, written to be like the development set "
    "without one of its names or sentences, its hard corners most of all. Shown for the first "
    "time, to engine 1.5: .943, of what identifies .919.",
    "alike_unseen_two.txt": "The same by another author, as plain as students write. Shown for the "
    "first time, to engine 1.5: .976, of what identifies .972.",
}


def table(title: str, tally: measures.Tally) -> str:
    """Give a tally as a table, worst first."""
    rows = sorted(tally.sought, key=lambda label: (tally.share(label), label))
    lines = [f"| {title} | found | of | share |", "|---|---|---|---|"]
    lines += [
        f"| {label} | {tally.found[label]} | {tally.sought[label]} | {tally.share(label):.3f} |"
        for label in rows
    ]
    total = sum(tally.sought.values())
    lines.append(f"| **all** | {sum(tally.found.values())} | {total} | {tally.share():.3f} |")
    return "\n".join(lines)


def picture(tally: measures.Tally) -> str:
    """Draw recall by origin as bars."""
    labels = sorted(tally.sought)
    height = ROW * len(labels) + 30
    bars = []
    for row, label in enumerate(labels):
        y, share = 10 + row * ROW, tally.share(label)
        bars.append(
            f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{LEFT}" y="{y}" width="{WIDE * share:.1f}" height="{ROW - 6}" '
            f'fill="#1d70b8"/>'
            f'<text x="{LEFT + WIDE + 8}" y="{y + 14}">{share:.3f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDE + 70}" height="{height}" '
        f'font-family="sans-serif" font-size="14" role="img">'
        f"<title>Share of lower-case names found, by origin</title>{''.join(bars)}</svg>\n"
    )


def of_clean(measured: measures.Outcome) -> str:
    """Give what was done to clean sentences."""
    return (
        f"Clean texts touched {measured.touched / measured.clean:.1%}, sent to a reviewer "
        f"{measured.reviewed / measured.clean:.1%}; of their words "
        f"{measured.hidden / measured.words:.2%} hidden."
    )


def of_sets(unseen: dict[str, measures.Outcome]) -> list[str]:
    """Give what was found in each set that nothing was learnt from."""
    parts = []
    for name, measured in unseen.items():
        heading = name.removesuffix(".txt").replace("_", ", ").capitalize()
        parts += [
            f"### {heading}\n\n{SETS[name]}",
            table("ground", measured.telling),
            of_clean(measured),
        ]
    return parts


def of_marked() -> list[str]:
    """Give what was found of the marked pieces in texts that nothing was learnt from."""
    parts = []
    for name, showing in MARKED.items():
        found, touched = measures.marked(name)
        parts += [showing, table("kind", found), f"Clean texts touched {touched:.1%}."]
    return parts


def clean(measured: dict[str, measures.Outcome]) -> str:
    """Give what was done to clean sentences, by author."""
    lines = ["| clean, by author | texts | touched | reviewed |", "|---|---|---|---|"]
    lines += [
        f"| {author} | {m.clean} | {m.touched / m.clean:.3f} | {m.reviewed / m.clean:.3f} |"
        for author, m in sorted(measured.items())
        if m.clean
    ]
    return "\n".join(lines)


def around(measured: measures.Names) -> str:
    """Give what was done around names, by origin: too much hidden, or sent to a person."""
    lines = ["| origin of the name | more hidden than the name | reviewed |", "|---|---|---|"]
    lines += [
        f"| {origin} | {measured.touched.share(origin):.3f} | "
        f"{measured.reviewed.share(origin):.3f} |"
        for origin in sorted(measured.touched.sought)
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure everything and write the report."""
    names = measures.names()
    parts = [
        "# What the blinding engine finds",
        f"Engine {ENGINE_VERSION}, rules `{rules_hash()[:16]}`. Written by "
        "`make blinding-report`; data: `tests/blinding/data/README.md`. R religion, O origin, "
        "L language, G gender, S orientation, H health, F family, A age, N neighbourhood. Found "
        "is: masked, withheld, or read by a person before anyone else.",
        *of_grounds(),
        *of_clean_and_marked(),
        "## What the records know of the writer, in any form",
        table("fact", own_facts()),
        "## Names of any origin in others' sentences\n\nIn every sentence of `marked.txt` that "
        "holds a name, another stands in its place, drawn from 38 origins.",
        table("form", others_names()),
        "## Other people's names, by origin\n\n![Lower-case names by origin](blinding-report.svg)",
        *(table(form, tally) for form, tally in names.forms.items()),
        around(names),
    ]
    (DOCS / "blinding-report.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    drawn = picture(names.forms["lower case"])
    (DOCS / "blinding-report.svg").write_text(drawn, encoding="utf-8")


def of_grounds() -> list[str]:
    """Give what was found of the protected grounds, and of the set that was developed on."""
    development, touched, reviewed = measures.development()
    seen = [kind for kind in development.sought if kind in measures.PROXIES]
    seen_share = sum(development.found[k] for k in seen) / sum(development.sought[k] for k in seen)
    unseen = {name: measures.unseen(name) for name in SETS}
    first = next(iter(unseen.values())).telling.share()
    curve, apart = triage.by_author()
    everybody = curve[triage.REVIEWED]
    work_touched, work_reviewed = measures.work()
    return [
        "## Protected grounds: development minus unseen\n\n"
        f"**{seen_share:.3f} - {first:.3f} = {seen_share - first:.3f}**",
        *of_sets(unseen),
        "### Every author as if never read\n\nThe numbers of the triage learnt without the "
        "author; the lists have been read beside some of these sentences, so this is between seen "
        "and unseen. Every author wrote hard clean sentences on purpose: clients' conditions, "
        "halal products, customers' children.",
        by_share(curve, apart),
        table("ground", everybody.telling),
        table("author", by_author_of(apart)),
        of_clean(everybody),
        clean(apart),
        "## Development set\n\nDeveloped on, so not a proof: unseen texts score lower.",
        table("kind", development),
        f"Clean texts touched {touched:.1%}, sent to a reviewer {reviewed:.1%}; of the first "
        f"sentences about work {work_touched:.1%} and {work_reviewed:.1%}.",
    ]


def of_clean_and_marked() -> list[str]:
    """Give what was found of what identifies, and what was done to clean texts about a trade."""
    return [
        "## Identifiers in the words of students\n\nFirst showing 93 of 97; then developed on.",
        table("kind", measures.identifiers()),
        "## Clean texts about a trade\n\nOne to three sentences each, with brands, machines, slips "
        "and words that are also names, on purpose. Half of what one author wrote, never read; "
        "shown for the first time, to engine 1.4: clean touched 28%.",
        of_clean(measures.trades()),
        "By another author, shown for the first time while 1.5 was made: clean touched 10.5%.",
        of_clean(measures.trades("trades_unseen_two.txt")),
        "By a third author, shown for the first time to engine 1.5: clean touched 14.6%.",
        of_clean(measures.trades("trades_unseen_three.txt")),
        "## What identifies somebody, in texts of other authors\n\nWritten by who had seen no "
        "rule, with every piece marked by who wrote it. Clean texts look as if they held "
        "something, on purpose.",
        *of_marked(),
    ]


def by_share(curve: dict[float, measures.Outcome], apart: dict[str, measures.Outcome]) -> str:
    """Give what is found by how much of the plain sentences the sum sends to a person."""
    count = sum(m.clean for author, m in apart.items() if author in triage.PLAIN)
    lines = [
        f"The limit is chosen on {count:,} plain sentences; the row in bold is the engine.",
        "",
        "| of plain sentences over the limit | telling found | all clean ones read |",
        "|---|---|---|",
    ]
    for share, measured in curve.items():
        bold = "**" if share == triage.REVIEWED else ""
        lines.append(
            f"| {bold}{share:.0%}{bold} | {bold}{measured.telling.share():.3f}{bold} | "
            f"{measured.reviewed / measured.clean:.3f} |"
        )
    return "\n".join(lines)


def by_author_of(apart: dict[str, measures.Outcome]) -> measures.Tally:
    """Give the telling sentences found, by author."""
    tally = measures.Tally()
    for author, measured in apart.items():
        if not measured.telling.sought:
            continue
        tally.found[author] = sum(measured.telling.found.values())
        tally.sought[author] = sum(measured.telling.sought.values())
    return tally


if __name__ == "__main__":
    main()

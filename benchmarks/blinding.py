"""How fast blinding is and how much room it takes; run as `python -m benchmarks.blinding`.

Times are of this process alone (processor time): other work on the machine does not count.
"""

import json
import resource
import statistics
import time
from datetime import date

from benchmarks.blinding_measures import DATA, read_lines
from blinding.blind import blind
from blinding.known_facts import Guard, KnownFacts

PEOPLE = 2_000
PAGE_CHARACTERS = 30_000


def main() -> None:
    """Print texts a second, the slowest twentieth at 1,500 characters, the guard, and memory."""
    started = time.process_time()
    blind("Ik werk met kassarolhouders en flurpels.", KnownFacts(), "nl")
    print(f"loading the word lists      {time.process_time() - started:8.2f} s")

    work = " ".join(read_lines("work.txt"))
    time_texts(work)
    time_guard(work)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"memory at most              {memory:8.0f} MB")


def time_texts(work: str) -> None:
    """Time the short texts of the development set, and long ones cut from a text about work."""
    cases = [json.loads(line) for line in read_lines("development.jsonl")]
    known = [KnownFacts.from_mapping(case["known"]) for case in cases]
    for label in ("first time", "again"):
        started = time.process_time()
        for case, facts in zip(cases, known, strict=True):
            blind(case["text"], facts, case["lang"])
        took = time.process_time() - started
        print(f"short texts, {label:10}     {len(cases) / took:8.0f} texts/s")

    long = [work[at : at + 1_500] for at in range(0, len(work) - 1_500, 50)]
    took_each = []
    for text, facts in zip(long, known * 2, strict=False):
        started = time.process_time()
        blind(text, facts, "nl")
        took_each.append((time.process_time() - started) * 1_000)
    p95 = statistics.quantiles(took_each, n=20)[-1]
    print(f"1,500 characters, p95       {p95:8.1f} ms")


def time_guard(work: str) -> None:
    """Time the search of a page for the facts of everybody."""
    names = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    firsts = [name for listed in names.values() for name in listed["first"]]
    lasts = [name for listed in names.values() for name in listed["last"]]
    people = [
        KnownFacts(
            first=firsts[n % len(firsts)],
            last=lasts[n * 7 % len(lasts)],
            dob=date(2000 + n % 10, 1 + n % 12, 1 + n % 28),
            phone=f"06{20_000_000 + n}",
            student_no=str(5_000_000 + n),
            email=f"student{n}@example.org",
        )
        for n in range(PEOPLE)
    ]
    started = time.process_time()
    guard = Guard(people)
    print(f"guard, compiling {PEOPLE:,}     {(time.process_time() - started) * 1_000:8.0f} ms")
    page = (work * (1 + PAGE_CHARACTERS // len(work)))[:PAGE_CHARACTERS]
    guard.find(page)
    started = time.process_time()
    for _ in range(10):
        guard.find(page)
    print(f"guard, a page of 30 kB      {(time.process_time() - started) * 100:8.1f} ms")


if __name__ == "__main__":
    main()

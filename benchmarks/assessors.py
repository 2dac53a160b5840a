"""Do the figures about assessors find what is there? ``python -m benchmarks.assessors``.

Two assessors score the same texts of made-up students. One of them is strict, or lets a level
depend on the one before, or grows stricter, or lets one impression colour all levels of a student:
by an amount that is put in. Rounding to four levels leaves a little less of it. The figures of
`scoring.severity` and `scoring.double_scores` must find what is left, with intervals that hold it
in about 95 of 100 seasons, and find nothing where nothing was put in.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from scoring.double_scores import Light, agreement_of, table_of
from scoring.severity import drift, halo, order_effect, strictness

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "assessors.svg"
SEED = 20261126
STUDENTS, CRITERIA = 60, 5
"""Of one season: three hundred texts, a queue for each criterion."""
SEASONS = 200
MIDDLE, SPREAD, SHARED = 2.5, 0.9, 0.5
"""Where skill lies, how far it spreads, and which part of it the criteria of a student share."""


@dataclass(frozen=True)
class Habits:
    """What one assessor does, in levels; everything is 0 for an exact reader."""

    strict: float = 0.0
    order: float = 0.0
    """What one level more on the text before adds."""
    drift: float = 0.0
    """From the first text of the season to the last."""
    halo: float = 0.0
    """Part of every level that is the impression of the whole student."""
    noise: float = 0.45


EXACT = Habits()
PUT_IN = {
    "strict": (-0.6, -0.3, 0.0, 0.3, 0.6),
    "order": (-0.4, -0.2, 0.0, 0.2, 0.4),
    "drift": (-1.0, -0.5, 0.0, 0.5, 1.0),
    "halo": (0.0, 0.25, 0.5, 0.75, 1.0),
}
NOISES = (0.2, 0.4, 0.6, 0.8, 1.0)


def skills(rng, seasons):
    """Draw what every text is worth, shape (seasons, students, criteria)."""
    shared = rng.normal(size=(seasons, STUDENTS, 1))
    own = rng.normal(size=(seasons, STUDENTS, CRITERIA))
    return MIDDLE + SPREAD * (np.sqrt(SHARED) * shared + np.sqrt(1 - SHARED) * own)


def scored(worth, habits, rng):
    """Score every text, one criterion after the other, each in an order drawn by lot.

    Returns the levels as `worth` has them, and the place of each text in the season.
    """
    seasons, students, criteria = worth.shape
    whole = worth.mean(axis=2, keepdims=True)
    seen = (1 - habits.halo) * worth + habits.halo * whole + habits.strict
    seen = seen + habits.noise * rng.normal(size=worth.shape)
    order = np.argsort(rng.random((seasons, criteria, students)), axis=2)
    levels, places = np.empty(worth.shape), np.empty(worth.shape, dtype=int)
    rows = np.arange(seasons)
    for criterion in range(criteria):
        before = np.full(seasons, MIDDLE)
        for turn in range(students):
            student = order[:, criterion, turn]
            place = criterion * students + turn
            moved = habits.order * (before - MIDDLE)
            moved += habits.drift * place / (criteria * students - 1)
            before = np.clip(np.rint(seen[rows, student, criterion] + moved), 1, 4)
            levels[rows, student, criterion] = before
            places[rows, student, criterion] = place
    return levels, places


def seasons_of(habits, rng, seasons=SEASONS):
    """Return, season by season, own and other levels as tables and in the order of the queues."""
    worth = skills(rng, seasons)
    own, places = scored(worth, habits, rng)
    others, _places = scored(worth, replace(EXACT, noise=habits.noise), rng)
    return [
        (mine, theirs, np.argsort(place, axis=None))
        for mine, theirs, place in zip(own, others, places, strict=True)
    ]


def figure(kind, season, rng):
    """Compute one figure over one season, as the pages do."""
    mine, theirs, order = season
    in_turn, beside = mine.ravel()[order], theirs.ravel()[order]
    queues = np.repeat(np.arange(CRITERIA), STUDENTS)
    match kind:
        case "strict":
            return strictness(in_turn, beside, rng=rng)
        case "order":
            return order_effect(in_turn, beside, queues, rng=rng)
        case "drift":
            return drift(in_turn, beside, np.linspace(0, 1, mine.size), rng=rng)
        case _:
            return halo(mine, theirs, rng=rng)


def left(kind, seasons):
    """Compute what rounding leaves of what was put in, over all seasons at once, another way."""
    apart = np.concatenate([(mine - theirs).ravel()[order] for mine, theirs, order in seasons])
    if kind == "strict":
        return apart.mean()
    if kind == "drift":
        when = np.tile(np.linspace(0, 1, STUDENTS * CRITERIA), len(seasons))
        return np.polyfit(when, apart, 1)[0]
    if kind == "order":
        own = np.concatenate([mine.ravel()[order] for mine, _theirs, order in seasons])
        has_before = np.arange(len(own)) % STUDENTS > 0
        return np.polyfit(own[np.flatnonzero(has_before) - 1], apart[has_before], 1)[0]
    upper = np.triu_indices(CRITERIA, 1)
    sides = (np.concatenate([season[side] for season in seasons]) for side in (0, 1))
    mine, theirs = (np.corrcoef(side.T)[upper].mean() for side in sides)
    return mine - theirs


def recovered(kind, amount, *, seasons=SEASONS, many=400, seed=SEED):
    """Return what rounding left, the figures of every season, and how many intervals hold it.

    `many` seasons tell what rounding leaves, another `seasons` are measured.
    """
    rng = np.random.default_rng([seed, list(PUT_IN).index(kind), round(1000 * (amount + 2))])
    habits = replace(EXACT, **{kind: amount})
    truth = left(kind, seasons_of(habits, rng, many))
    found = [figure(kind, season, rng) for season in seasons_of(habits, rng, seasons)]
    return truth, found, sum(one.low <= truth <= one.high for one in found)


def agreement_recovered(noise, *, seasons=SEASONS, many=1000, seed=SEED):
    """Return alpha over very many double scores, what every season gave, and the same count."""
    rng = np.random.default_rng([seed, 9, round(1000 * noise)])
    habits = replace(EXACT, noise=noise)

    def table(some):
        pairs = [(mine[:, 0], theirs[:, 0]) for mine, theirs, _order in some]
        first, second = (np.concatenate(side).astype(int) for side in zip(*pairs, strict=True))
        return table_of(first, second)

    truth = agreement_of(table(seasons_of(habits, rng, many)), rng=rng).alpha.value
    found = [agreement_of(table([season]), rng=rng) for season in seasons_of(habits, rng, seasons)]
    return truth, found, sum(one.alpha.low <= truth <= one.alpha.high for one in found)


def main():
    """Print the tables of ``docs/method.md`` and draw its picture."""
    points = {}
    print("| put in | left by rounding | found, mean | intervals that hold it | stands out |")
    print("|---|---|---|---|---|")
    for kind, amounts in PUT_IN.items():
        for amount in amounts:
            truth, found, held = recovered(kind, amount)
            values = [one.value for one in found]
            points.setdefault(kind, []).append((truth, values))
            outs = sum(one.stands_out for one in found)
            print(
                f"| {kind} {amount:+.2f} | {truth:+.2f} | {np.mean(values):+.2f} "
                f"| {held / len(found):.0%} | {outs / len(found):.0%} |"
            )
    print("\n| noise | alpha | found, mean | intervals that hold it | green | orange | red |")
    print("|---|---|---|---|---|---|---|")
    for noise in NOISES:
        truth, found, held = agreement_recovered(noise)
        values = [one.alpha.value for one in found]
        points.setdefault("agreement", []).append((truth, values))
        lights = Counter(one.light for one in found)
        shares = " | ".join(
            f"{lights[light] / len(found):.0%}" for light in (Light.GREEN, Light.ORANGE, Light.RED)
        )
        print(
            f"| {noise:.1f} | {truth:.2f} | {np.mean(values):.2f} | {held / len(found):.0%} "
            f"| {shares} |"
        )
    PICTURE.write_text(drawn(points), encoding="utf-8")


TITLES = {
    "strict": "strictness, levels",
    "order": "order, level per level",
    "drift": "drift, levels a season",
    "halo": "halo, correlation",
    "agreement": "agreement, alpha",
}
WIDE, GAP = 150, 34


def drawn(points):
    """Draw a panel per figure: what was there to the right, what was found upwards."""
    panels = []
    for number, (kind, of_kind) in enumerate(points.items()):
        reach = max(abs(number) for truth, values in of_kind for number in (truth, *values))
        low = 0.0 if kind in ("halo", "agreement") else -reach
        scale = WIDE / (reach - low)
        x0, y0 = GAP + number * (WIDE + GAP), 40

        def at(value, low=low, scale=scale):
            return (value - low) * scale

        panels.append(
            f'<text x="{x0}" y="24" font-size="13">{TITLES[kind]}</text>'
            f'<rect x="{x0}" y="{y0}" width="{WIDE}" height="{WIDE}" fill="#f6f1e6"/>'
            f'<path d="M{x0} {y0 + WIDE}L{x0 + WIDE} {y0}" stroke="#8a7f68"/>'
            f'<text x="{x0}" y="{y0 + WIDE + 16}" font-size="11">{low:.1f}</text>'
            f'<text x="{x0 + WIDE}" y="{y0 + WIDE + 16}" font-size="11" text-anchor="end">'
            f"{reach:.1f}</text>"
        )
        for truth, values in of_kind:
            x = x0 + at(truth)
            bottom, middle, top = (
                y0 + WIDE - at(max(value, low))
                for value in np.quantile(values, [0.025, 0.5, 0.975])
            )
            panels.append(
                f'<path d="M{x:.1f} {bottom:.1f}V{top:.1f}" stroke="#1f5c43" stroke-width="3"/>'
                f'<circle cx="{x:.1f}" cy="{middle:.1f}" r="5" fill="#1f5c43"/>'
            )
    width, height = GAP + len(points) * (WIDE + GAP), 40 + WIDE + 30
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" role="img"><title>What was there, and what '
        "the figures found: every panel lies along its diagonal</title>"
        f"{''.join(panels)}</svg>\n"
    )


if __name__ == "__main__":
    main()

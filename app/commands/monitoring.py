"""``flask monitoring``: what the figures say about the rules."""

import sys

import click
from flask.cli import AppGroup

from placements.monitoring.simulation import (
    NEEDED_FOUR,
    PLENTY,
    SCARCE,
    SEED,
    WORLDS,
    World,
    names_off,
    needs_four,
    simulate,
)

monitoring = AppGroup("monitoring", help="What the figures say about the rules.")


@monitoring.command("simulate")
@click.option("--rounds", default=40, show_default=True, type=click.IntRange(min=2))
@click.option("--students", default=600, show_default=True, type=click.IntRange(min=100))
@click.option("--seed", default=SEED, show_default=True)
def simulate_worlds(*, rounds: int, students: int, seed: int) -> None:
    """Show how much of today's gap each set of rules removes, in invented rounds.

    The same seed gives the same table. It is a model: see docs/method.md, section 14.
    """
    click.echo(f"{'world':<14}{'places per 100 students':>25}{'of the gap removed':>22}")
    click.echo(f"{'names_off':<14}{'any':>25}{names_off().removed:>21.0%}")
    worlds = [(name, places) for name in WORLDS for places in (PLENTY, SCARCE)]
    with click.progressbar(worlds, file=sys.stderr) as bar:
        for name, places in bar:
            world = World(places=places, **WORLDS[name])
            outcome = simulate(world, seed=seed, n_rounds=rounds, n_students=students)
            figure = f"{outcome.removed:.0%} ± {outcome.removed_half_width:.0%}"
            click.echo(f"{name:<14}{places:>25}{figure:>22}")
    predicted = " and ".join(f"{share:.0%}" for share in needs_four())
    observed = " and ".join(f"{share:.0%}" for share in NEEDED_FOUR)
    click.echo(f"Four applications or more: the model says {predicted}; observed {observed}.")

"""``python -m matching INSTANCE.json``: solve any two-sided instance, without the website."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.instances import PROPOSERS, RECEIVERS, solve
from matching.shapes import NotAsShaped, one_sentence, read_json


def main(arguments: Sequence[str] | None = None) -> int:
    """Read an instance, write its result to stdout.

    Returns
    -------
    int
        0, or 2 with one sentence on stderr if the instance cannot be read.
    """
    parser = argparse.ArgumentParser(
        prog="python -m matching",
        description="Match two sides that rank each other. docs/method.md describes the file.",
    )
    parser.add_argument("instance", type=Path, help="the instance, a JSON file")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument(
        "--objective",
        choices=["stable", "most-placed"],
        default="stable",
        help="what to look for (default: stable)",
    )
    wanted.add_argument(
        "--proposing",
        choices=[PROPOSERS, RECEIVERS],
        default=PROPOSERS,
        help="who proposes in a stable match (default: proposers)",
    )
    options = parser.parse_args(arguments)
    try:
        result = solve(
            read_json(options.instance.read_bytes()),
            is_most_placed=options.objective == "most-placed",
            proposing=options.proposing,
        )
    except (OSError, NotAsShaped) as unreadable:
        sys.stderr.write(one_sentence(f"{options.instance}: {unreadable}") + "\n")
        return 2
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Loops of this room as machine code, where the optional extra `fast` (numba) is installed.

Decision 0007. The loops are plain functions: without the extra they are what the tests compare
whole arrays with, and where a market is small nothing is loaded or compiled at all.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeAlias

Loop: TypeAlias = Callable[..., Any]

WORTH_COMPILING: Final = 100_000
"""Pairs from which loading machine code costs less than it saves."""


@cache
def compiled(loop: Loop) -> Loop | None:
    """Return a loop as machine code, or None where the extra is not installed.

    Serial, and kept on disk beside the source: the first round of a machine waits for the
    compiler, later ones do not.
    """
    try:
        from numba import njit
    except ImportError:
        return None
    machine_code: Loop = njit(cache=True, nogil=True)(loop)
    return machine_code


def compiled_for(loop: Loop, n_pairs: int) -> Loop | None:
    """Return a loop as machine code if that is worth it for so many pairs, else None."""
    return compiled(loop) if n_pairs >= WORTH_COMPILING else None

"""The match of a round: its lottery, its runs and what a person changes in them."""

from schools.match import (
    draws,  # noqa: F401
    lottery,  # noqa: F401
    overrides,  # noqa: F401
    runs,  # noqa: F401
)

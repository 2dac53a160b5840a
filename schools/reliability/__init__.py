"""Pages on how far scores can be relied on."""

from schools.reliability import (
    figures,  # noqa: F401
    ledger,  # noqa: F401
)

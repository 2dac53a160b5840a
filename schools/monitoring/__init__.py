"""The pages on which a school reads what its rounds do."""

from schools.monitoring import (
    figures,  # noqa: F401
    groups,  # noqa: F401
)

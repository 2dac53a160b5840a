"""The scoring desk: what an assessor reads, answers and looks at again."""

from schools.desk import (
    open_scores,  # noqa: F401
    own,  # noqa: F401
    practice,  # noqa: F401
    scores,  # noqa: F401
)

"""What the school gives students on the way: stories and figures; and what cohorts say back."""

from schools.guidance import (
    confidence,  # noqa: F401
    figures,  # noqa: F401
    stories,  # noqa: F401
)

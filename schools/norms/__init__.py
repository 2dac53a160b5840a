"""The school and its companies: the ladder, accreditations, years, and forms on paper."""

from schools.norms import (
    accreditations,  # noqa: F401
    paper,  # noqa: F401
    reports,  # noqa: F401
    steps,  # noqa: F401
)

"""Pages of the rubric: its versions, what a school adds, and how that looks to who reads it."""

from schools.rubrics import (
    pages,  # noqa: F401
    preview,  # noqa: F401
)

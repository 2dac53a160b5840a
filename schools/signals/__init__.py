"""The confidant's desk, the figures, and the talking guide."""

from schools.signals import (
    desk,  # noqa: F401
    figures,  # noqa: F401
    guide,  # noqa: F401
    places,  # noqa: F401
)

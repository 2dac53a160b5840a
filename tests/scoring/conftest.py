"""Property tests of this room try a thousand examples unless the command line names a profile."""

import pytest
from hypothesis import settings

import tests.hypothesis_profiles  # noqa: F401 - registers the profiles


def pytest_configure(config):
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("quick")


@pytest.fixture(autouse=True, scope="module")
def _a_thousand_examples(request):
    """Other rooms, whose examples cost more, go on with few."""
    if request.config.getoption("--hypothesis-profile", None) is not None:
        yield
        return
    settings.load_profile("proof")
    yield
    settings.load_profile("quick")

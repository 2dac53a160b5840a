"""Property tests run with few examples unless the command line names a profile."""

from hypothesis import settings

import tests.hypothesis_profiles  # noqa: F401 - registers the profiles


def pytest_configure(config):
    if config.getoption("--hypothesis-profile", None) is None:
        settings.load_profile("quick")

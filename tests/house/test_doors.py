"""Every page says who may enter, and every address says what it expects."""

import re
from importlib.metadata import packages_distributions

import pytest

from tests.house.house import ROOMS


def test_every_page_says_who_may_enter(app):
    silent = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint != "static" and not hasattr(view, "__doors__")
    ]

    assert silent == []


def test_every_part_of_an_address_is_typed(app):
    loose = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.search(r"<[^:>]*>", rule.rule) and rule.endpoint != "static"
    ]

    assert loose == []


def test_every_id_in_an_address_is_a_uuid(app):
    loose = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.search(r"<(?!uuid)[a-z]+:[a-z_]*_id>", rule.rule)
    ]

    assert loose == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_claims_our_rooms(room):
    owners = set(packages_distributions().get(room, []))

    assert owners <= {"proefplek"}

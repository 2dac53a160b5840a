"""Leaks planted on purpose: each lets one page or mail of a blind reader tell who a student is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

import pytest
from flask import request
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

import app.mail
import employers.proposals
import schools.assessments
from records.database import db
from records.models.assessment import Assessment
from tests.leaks.world import CODES, World
from web import headers

Plant = Callable[[pytest.MonkeyPatch, object, World], None]


@dataclass(frozen=True, slots=True)
class PlantedLeak:
    """Where a leak is planted, and how."""

    name: str
    step: str
    reader: str
    plant: Plant


def _said(world: World, proposal_id, tell) -> str:
    """Return what a leak tells of the student behind a proposal, if there is one here."""
    for k, identity in enumerate(world.identities):
        if world.proposal(k).id == proposal_id:
            return tell(identity)
    return ""


def _in_the_place(tell) -> Plant:
    """Return a leak that writes something behind the name of the place, on every page of it."""

    def plant(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
        def told(blind):
            return blind and replace(blind, title=blind.title + _said(world, blind.id, tell))

        find, every = (
            employers.proposals.find_blind_proposal,
            employers.proposals.list_blind_proposals,
        )
        patch.setattr(employers.proposals, "find_blind_proposal", lambda *of: told(find(*of)))
        patch.setattr(
            employers.proposals,
            "list_blind_proposals",
            lambda *of: [told(one) for one in every(*of)],
        )

    return plant


def _order_of_sign_up(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    every = employers.proposals.list_blind_proposals
    patch.setattr(
        employers.proposals,
        "list_blind_proposals",
        lambda *of: sorted(every(*of), key=lambda one: _said(world, one.id, _sign_up)),
    )


def _sign_up(identity) -> str:
    return str(identity.signed_up)


def _sort_parameter(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    every = employers.proposals.list_blind_proposals

    def sorted_by_name(*of):
        found = every(*of)
        if "sort" not in request.args:
            return found
        return sorted(
            found, key=lambda one: _said(world, one.id, lambda it: it.person.full_name.casefold())
        )

    patch.setattr(employers.proposals, "list_blind_proposals", sorted_by_name)


def _search(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    every = employers.proposals.list_blind_proposals

    def found_by_name(*of):
        asked = request.args.get("q", "")
        return [
            one
            for one in every(*of)
            if not asked or asked in _said(world, one.id, lambda it: it.person.full_name)
        ]

    patch.setattr(employers.proposals, "list_blind_proposals", found_by_name)


def _status(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    find = employers.proposals.find_blind_proposal

    def found_when_born_late(session, actor, proposal_id):
        born = _said(world, proposal_id, lambda it: it.person.birth_date.isoformat())
        return None if born < "2008-03" else find(session, actor, proposal_id)

    patch.setattr(employers.proposals, "find_blind_proposal", found_when_born_late)


def _etag(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    row = sha256(str(world.student_id(0)).encode()).hexdigest()
    patch.setitem(headers.HEADERS, "ETag", f'"{row[:16]}"')


def _page_title(patch: pytest.MonkeyPatch, application, world: World) -> None:
    name = "employers/show_proposal.html"
    environment = application.jinja_env
    source, _file, _is_current = environment.loader.get_source(environment, name)
    initial = world.identities[1].person.given_name[0]
    marked = source.replace("{% block title %}", "{% block title %}" + initial)
    assert marked != source
    patch.setattr(
        environment, "loader", ChoiceLoader([DictLoader({name: marked}), environment.loader])
    )
    patch.setattr(environment, "cache", None)


def _mail_header(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    compose = app.mail._as_email

    def with_reply_to(*of, now):
        email = compose(*of, now=now)
        email["Reply-To"] = world.identities[0].person.email
        return email

    patch.setattr(app.mail, "_as_email", with_reply_to)


def _writer(world: World, desk_code: str) -> int:
    view = db.session.scalars(select(Assessment).where(Assessment.desk_code == desk_code)).one()
    return world.identities[CODES.index(view.candidate.code)].signed_up


def _desk_in_order_of_sign_up(patch: pytest.MonkeyPatch, _app: object, world: World) -> None:
    piles = schools.assessments.piles_of

    def sorted_piles(*of):
        return [
            replace(pile, sheets=sorted(pile.sheets, key=lambda sheet: _writer(world, sheet.code)))
            for pile in piles(*of)
        ]

    patch.setattr(schools.assessments, "piles_of", sorted_piles)


LEAKS = (
    PlantedLeak("a name", "accepted", "noor", _in_the_place(lambda it: it.person.full_name)),
    PlantedLeak("a town", "accepted", "otto", _in_the_place(lambda it: it.person.town)),
    PlantedLeak("a timestamp", "accepted", "noor", _in_the_place(lambda it: f"{it.acts_at:%H:%M}")),
    PlantedLeak(
        "a count",
        "accepted",
        "noor",
        _in_the_place(lambda it: f" {sum(map(str.isalpha, it.person.street))}"),
    ),
    PlantedLeak(
        "a number with gaps", "accepted", "noor", _in_the_place(lambda it: f" #{it.signed_up}")
    ),
    PlantedLeak(
        "a length", "accepted", "noor", _in_the_place(lambda it: " " * len(it.person.full_name))
    ),
    PlantedLeak("order by sign-up", "accepted", "noor", _order_of_sign_up),
    PlantedLeak("a sort parameter", "accepted", "noor", _sort_parameter),
    PlantedLeak("a search", "accepted", "noor", _search),
    PlantedLeak("a status code", "accepted", "noor", _status),
    PlantedLeak("a tag of a vault row", "scoring", "anton", _etag),
    PlantedLeak("a desk in order of sign-up", "scoring", "anton", _desk_in_order_of_sign_up),
    PlantedLeak("a page title", "accepted", "otto", _page_title),
    PlantedLeak("a mail header", "accepted", "noor", _mail_header),
)

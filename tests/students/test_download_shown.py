"""Amina downloads exactly what the bakery saw of her before her name."""

import json
import re
from hashlib import sha256
from html import unescape

from sqlalchemy import select

from placements.catalogue import competence, level_names
from placements.proposals.answers import confirm_proposal
from placements.proposals.blind import find_shown, what_company_sees
from placements.proposals.reveal import reveal_identity
from records.models.audit import AuditEvent
from records.models.vacancy import HardRequirementKind
from tests.factories import HardRequirementFactory
from tests.rounds import RESULTS_DAY

CELL = re.compile(r"<t[hd][^>]*>\s*(.*?)\s*</t[hd]>", re.DOTALL)
BODY = re.compile(r"<tbody.*?</tbody>", re.DOTALL)
WORDS = {"meets": "Kan dit", "learns_here": "Leert het hier", "more": "Meer dan gevraagd"}


def address(proposal):
    return f"/student/proposals/{proposal.id}/shown.json"


def cells(page):
    """Return what stands in the first table of a page."""
    return [unescape(cell) for cell in CELL.findall(BODY.findall(page)[0])]


def test_its_rows_are_those_that_the_company_reads(as_noor, as_amina, accepted_proposal):
    names = level_names()

    seen = cells(as_noor.get(f"/employer/proposals/{accepted_proposal.id}").text)
    file = json.loads(as_amina.get(address(accepted_proposal)).data)

    assert seen == [
        word
        for row in file["rows"]
        for word in (
            competence(row["letter"]).name("nl"),
            names[row["required_level"]]("nl"),
            WORDS[row["standing"]],
        )
    ]


def test_its_fingerprint_was_kept_when_she_said_yes(session, as_amina, accepted_proposal):
    response = as_amina.get(address(accepted_proposal))

    digest = sha256(response.data).hexdigest()
    (kept,) = session.scalars(select(AuditEvent).where(AuditEvent.event == "proposal:accepted"))
    assert kept.details["digest"] == digest
    assert digest in as_amina.get(f"/student/proposals/{accepted_proposal.id}").text


def test_until_her_name_the_company_sees_the_same(
    session, accepted_proposal, by_noor, by_amina, as_amina
):
    before = as_amina.get(address(accepted_proposal)).data
    confirm_proposal(session, by_noor, accepted_proposal, now=RESULTS_DAY)
    reveal_identity(session, by_amina, accepted_proposal, now=RESULTS_DAY)
    session.flush()
    session.expire_all()

    assert as_amina.get(address(accepted_proposal)).data == before
    assert what_company_sees(accepted_proposal).content.encode() == before


def test_whatever_else_the_company_would_see_gives_another_fingerprint(session, accepted_proposal):
    kept = find_shown(session, accepted_proposal)
    vacancy = accepted_proposal.vacancy
    HardRequirementFactory(vacancy_id=vacancy.id, kind=HardRequirementKind.VOG)
    session.expire(vacancy)

    assert what_company_sees(accepted_proposal).digest != kept.digest


def test_it_tells_nobody_who_she_is(as_amina, accepted_proposal, amina_in_round):
    file = as_amina.get(address(accepted_proposal)).text

    facts = ("Amina", "Idrissi", "leerling.example", amina_in_round.code, str(amina_in_round.id))
    assert [fact for fact in facts if fact in file] == []


def test_her_ledger_leads_to_it(as_amina, accepted_proposal):
    ledger = as_amina.get("/student/ledger").text
    page = as_amina.get(f"/student/proposals/{accepted_proposal.id}").text

    assert f"/student/proposals/{accepted_proposal.id}#shown" in ledger
    assert address(accepted_proposal) in page
    assert 'id="shown"' in page


def test_before_she_said_yes_there_is_nothing(as_amina, proposal):
    assert as_amina.get(address(proposal)).status_code == 404
    assert "#shown" not in as_amina.get("/student/ledger").text

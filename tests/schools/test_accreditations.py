"""Accreditations: changed by hand, taken over from a file whole or not at all, and told in time."""

from datetime import date, timedelta
from html import unescape
from io import BytesIO
from re import search

import pytest
from sqlalchemy import select

from placements.errors import TooLate
from placements.people.accreditations import announce_expiries
from placements.proposals.answers import confirm_proposal
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.employer import Accreditation
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState
from records.queries.proposals import list_free_seats, list_withdrawn_seats
from tests.factories import NOW, AccountFactory, AccreditationFactory, EmployerFactory
from tests.rounds import RESULTS_DAY

PAGE = "/school/companies/accreditations"
HEAD = "leerbedrijf_id;crebo;straat;postcode;plaats;geldig_van;geldig_tot"


@pytest.fixture
def accreditation(session, draft, bakery, programme):
    return session.scalars(
        select(Accreditation).where(Accreditation.employer_id == bakery.id)
    ).one()


def row(company, crebo, until="31-12-2031", **other):
    """Return a row of a file as SBB would send it."""
    cells = {
        "id": company.leerbedrijf_id,
        "crebo": crebo,
        "street": company.street,
        "postcode": company.postcode,
        "town": company.town,
        "begins": "01-01-2024",
        "until": until,
    } | other
    return ";".join(cells.values())


def compare(client, *rows, head=HEAD):
    content = "\r\n".join((head, *rows)).encode("utf-8-sig")
    return client.post(
        PAGE,
        data={"file": (BytesIO(content), "sbb.csv"), "button": "compare"},
        content_type="multipart/form-data",
    )


def agreed(page):
    """Return what the page would send back when somebody agrees."""
    return {
        name: unescape(search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1])
        for name in ("text", "read_digest")
    } | {"button": "take_over"}


def test_a_file_is_compared_first_and_then_taken_over(
    session, as_carla, bakery, programme, accreditation
):
    before = accreditation.valid_until
    page = compare(as_carla, row(bakery, programme.crebo), row(bakery, "25999"))
    same = accreditation.valid_until
    answer = as_carla.post(PAGE, data=agreed(page.text))

    assert page.status_code == 200
    assert "Langer" in page.text
    assert "Nieuw" in page.text
    assert same == before
    assert answer.status_code == 302
    session.expire_all()
    found = {one.crebo: one.valid_until for one in bakery.accreditations}
    assert found == {programme.crebo: date(2031, 12, 31), "25999": date(2031, 12, 31)}
    line = session.scalars(
        select(AuditEvent).where(AuditEvent.event == "accreditation:imported")
    ).one()
    assert line.subject_id == bakery.id


def test_taking_over_twice_changes_nothing_more(
    session, as_carla, bakery, programme, accreditation
):
    sent = agreed(compare(as_carla, row(bakery, programme.crebo)).text)
    as_carla.post(PAGE, data=sent)

    second = as_carla.post(PAGE, data=sent)

    assert second.status_code == 422
    assert "Vergelijk opnieuw" in second.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"until": "31-02-2031"}, "geen dag"),
        ({"until": "31-12-2301"}, "te ver weg"),
        ({"until": "01-01-2020"}, "eerder dan de eerste"),
        ({"postcode": "0000ZZ"}, "geen postcode"),
        ({"crebo": "25"}, "geen crebocode"),
        ({"town": ""}, "is leeg"),
        ({"street": "x" * 130}, "is te lang"),
    ],
)
def test_one_wrong_row_and_nothing_is_taken_over(
    session, as_carla, bakery, programme, accreditation, wrong, words
):
    before = accreditation.valid_until
    page = compare(
        as_carla,
        row(bakery, programme.crebo),
        row(bakery, **({"crebo": "25999"} | wrong)),
    )
    forced = as_carla.post(PAGE, data=agreed(page.text))

    assert page.status_code == 422
    assert words in page.text
    assert "Regel 3" in page.text
    assert forced.status_code == 422
    session.expire_all()
    assert [one.valid_until for one in bakery.accreditations] == [before]


def test_a_company_stands_once_for_a_crebo_and_at_one_address(as_carla, bakery, programme, draft):
    page = compare(
        as_carla,
        row(bakery, programme.crebo),
        row(bakery, programme.crebo),
        row(bakery, "25999", street="Elders 4"),
    ).text

    assert "Regel 3" in page
    assert "Regel 4" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 een werkblad", "geen CSV-bestand"),
        (b"naam;plaats\r\nx;y", "ontbreken deze kolommen"),
        (HEAD.encode(), "staan geen regels"),
        (b"", "Kies eerst een bestand"),
    ],
)
def test_another_file_is_not_read(as_carla, content, words):
    page = as_carla.post(
        PAGE,
        data={"file": (BytesIO(content), "x.csv"), "button": "compare"},
        content_type="multipart/form-data",
    )

    assert page.status_code == 422
    assert words in page.text


def test_of_other_companies_nothing_is_said_or_changed(session, as_carla, draft, bakery):
    unknown, elsewhere = EmployerFactory(), EmployerFactory()
    AccreditationFactory(employer_id=elsewhere.id, crebo="25998")

    page = compare(as_carla, row(unknown, "25998"), row(elsewhere, "25998")).text

    assert elsewhere.name not in page
    assert "2 gaan over bedrijven waar je niet mee werkt" in page
    assert elsewhere.accreditations[0].valid_until == date(2030, 1, 1)


def test_a_file_that_changed_under_ones_eyes_is_compared_again(
    session, by_carla, as_carla, bakery, programme, accreditation
):
    sent = agreed(compare(as_carla, row(bakery, programme.crebo)).text)
    accreditation.valid_until = date(2029, 1, 1)
    session.flush()

    assert as_carla.post(PAGE, data=sent).status_code == 422


def test_the_end_is_changed_by_hand(session, as_carla, bakery, accreditation):
    page = f"/school/people/companies/{bakery.id}/accreditations/{accreditation.id}"
    wrong = as_carla.post(page, data={"valid_until": "2020-01-01"})
    answer = as_carla.post(page, data={"valid_until": "2031-05-01"})

    assert page in as_carla.get(f"/school/people/companies/{bakery.id}").text
    assert (wrong.status_code, answer.status_code) == (422, 302)
    assert accreditation.valid_until == date(2031, 5, 1)


def test_a_stranger_changes_nothing(sign_in, bakery, accreditation):
    stranger = sign_in(AccountFactory(role=Role.COORDINATOR))
    page = f"/school/people/companies/{bakery.id}/accreditations/{accreditation.id}"

    assert stranger.post(page, data={"valid_until": "2031-05-01"}).status_code == 404


def told(session):
    return session.scalars(
        select(OutboxMessage.account_id).where(OutboxMessage.kind == "accreditation_ends")
    ).all()


def test_company_and_school_hear_it_60_and_14_days_before_each_once(
    session, draft, accreditation, otto, carla
):
    accreditation.valid_until = NOW.date() + timedelta(days=60)
    session.flush()

    counts = [
        announce_expiries(session, now=NOW + timedelta(days=days))
        for days in (-1, 0, 1, 45, 46, 47, 61)
    ]

    assert counts == [0, 1, 0, 0, 1, 0, 0]
    assert sorted(told(session)) == sorted([otto.id, carla.id] * 2)


def test_a_place_that_lost_its_accreditation_gets_no_proposal(
    session, accepted_proposal, bakery, programme, bakery_place, by_noor
):
    one = AccreditationFactory(employer_id=bakery.id, crebo=programme.crebo)
    round_id = accepted_proposal.round_id
    before = len(list_withdrawn_seats(session, round_id))
    one.valid_until = date(2027, 3, 1)
    session.flush()

    with pytest.raises(TooLate):
        confirm_proposal(session, by_noor, accepted_proposal, now=RESULTS_DAY)
    assert before == len(list_withdrawn_seats(session, round_id)) == 0
    accepted_proposal.state = ProposalState.EXPIRED
    session.flush()
    assert bakery_place.id not in {seat.vacancy_id for seat in list_free_seats(session, round_id)}
    gone = {seat.vacancy_id for seat in list_withdrawn_seats(session, round_id)}
    assert gone == {bakery_place.id}

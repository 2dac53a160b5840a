"""Carla opens the input again, mends what was wrong, and freezes it anew."""

from hashlib import sha256

import pytest
from sqlalchemy import select

from app.commands.matching import freeze_waiting_inputs
from records.models.outbox import OutboxMessage
from records.queries.match_runs import find_standing_input, list_inputs_of_round
from records.queries.rounds import list_parties
from tests.factories import NOW, RoundFactory
from tests.rounds import frozen_input, published_run
from web.mail import compose

REASON = {"reason": "Een bedrijf heeft zijn plek ingetrokken, 100% zeker."}


@pytest.fixture
def url(session, matching_round, amina_in_round):
    """Where the input is frozen and nothing of the draw is known."""
    matching_round.public_value = None
    for party, _role in list_parties(session, matching_round.id):
        party.secret = None
    frozen_input(session, matching_round)
    return f"/school/rounds/{matching_round.id}/lottery"


def test_it_is_opened_mended_and_frozen_anew(
    as_carla, as_otto, as_amina, url, session, matching_round, bakery_place
):
    first = find_standing_input(session, matching_round.id)
    offered = as_carla.get(url).text
    closed = as_otto.get(f"/employer/vacancies/{bakery_place.id}").text
    opened = as_carla.post(f"{url}/input/reopen", data=REASON)
    page, home = as_carla.get(url).text, as_carla.get("/school/home").text
    as_otto.post(f"/employer/vacancies/{bakery_place.id}/withdraw")
    again = as_carla.post(f"{url}/input")
    busy = as_carla.get(url).text
    freeze_waiting_inputs(session, now=NOW)

    second = find_standing_input(session, matching_round.id)
    assert "Open de invoer weer" in offered
    assert "/withdraw" not in closed
    assert (opened.status_code, again.status_code) == (302, 302)
    assert REASON["reason"] in page
    assert "Bevries de invoer" in page
    assert "Bevries de invoer van de match" in home
    assert "Wordt bevroren" in busy
    assert second.digest != first.digest
    assert second.digest in as_carla.get(url).text


def test_a_student_steps_out_while_it_is_open(as_carla, as_amina, url, session, amina_in_round):
    closed = as_amina.get("/student/profile/certify").text
    as_carla.post(f"{url}/input/reopen", data=REASON)
    opened = as_amina.get("/student/profile/certify").text
    answer = as_amina.post("/student/profile/reopen", data={"act": "step_out"})

    assert "Ik stop met deze ronde" not in closed
    assert "Ik stop met deze ronde" in opened
    assert answer.status_code == 302
    assert amina_in_round.certified_at is None
    assert "Ik stop met deze ronde" not in as_amina.get("/student/profile/certify").text


def test_a_student_does_not_step_out_of_a_frozen_input(as_amina, url, amina_in_round):
    as_amina.post("/student/profile/reopen", data={"act": "step_out"})

    assert amina_in_round.certified_at == NOW


def test_the_fingerprint_comes_by_mail(as_carla, url, session, matching_round):
    as_carla.post(f"{url}/input/reopen", data=REASON)
    as_carla.post(f"{url}/input")
    freeze_waiting_inputs(session, now=NOW)

    told = {
        kind: compose(
            session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind)).first()
        )
        for kind in ("input_frozen", "input_reopened")
    }

    assert "telt niet meer" in told["input_reopened"].text
    digests = [one.digest for one in list_inputs_of_round(session, matching_round.id)]
    assert any(digest in told["input_frozen"].text for digest in digests)


def test_a_reason_is_needed(as_carla, url, session, matching_round):
    answer = as_carla.post(f"{url}/input/reopen", data={"reason": "Fout."})

    assert answer.status_code == 422
    assert "Fout." in answer.text
    assert find_standing_input(session, matching_round.id).reason is None


def test_once_a_secret_is_in_it_stays_frozen(as_carla, url, session, matching_round):
    list_parties(session, matching_round.id)[0][0].secret = "0a" * 32

    answer = as_carla.post(f"{url}/input/reopen", data=REASON)

    assert answer.status_code == 422
    assert "kan niet meer open" in answer.text
    assert "Open de invoer weer" not in as_carla.get(url).text


def test_the_report_prints_every_input_and_the_reason(
    as_carla, as_mehmet, url, session, matching_round, carla
):
    as_carla.post(f"{url}/input/reopen", data=REASON)
    as_carla.post(f"{url}/input")
    freeze_waiting_inputs(session, now=NOW)
    matching_round.public_value = "drand 4711"
    for number, (party, _role) in enumerate(list_parties(session, matching_round.id), start=1):
        party.secret = _secret(number)
    published_run(session, matching_round, carla)

    report = as_mehmet.get(f"/school/rounds/{matching_round.id}/report").text

    assert REASON["reason"] in report
    assert report.count(find_standing_input(session, matching_round.id).digest) >= 3


def test_a_round_of_another_school_does_not_exist(as_carla):
    theirs = f"/school/rounds/{RoundFactory().id}/lottery/input"

    assert as_carla.post(theirs).status_code == 404
    assert as_carla.get(f"{theirs}/reopen").status_code == 404


def test_visitors_sign_in_first(visitor, url):
    assert visitor.get(f"{url}/input/reopen").status_code == 303


@pytest.mark.parametrize("browser", ["as_mehmet", "as_anton", "as_amina", "as_noor"])
def test_others_may_not_open_it(browser, url, request):
    person = request.getfixturevalue(browser)

    assert person.post(f"{url}/input/reopen", data=REASON).status_code == 403
    assert person.post(f"{url}/input").status_code == 403


def _secret(number):
    return sha256(f"secret {number}".encode()).hexdigest()

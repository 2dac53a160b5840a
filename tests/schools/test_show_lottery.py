"""The parties bind themselves to secrets and hand them in once the input is frozen."""

import re

import pytest
from sqlalchemy import select

from matching.lottery import commitment
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.match import FrozenInput, InputState
from records.models.round import LotterySecret, RoundPhase
from tests.factories import (
    AccountFactory,
    FrozenInputFactory,
    LotterySecretFactory,
    MatchRunFactory,
    ProgrammeFactory,
    RoundFactory,
)

SECRET = "0a" * 32
ANSWERS = {"party": "De studentenraad", "secret": SECRET, "is_kept": "y"}


@pytest.fixture
def vera(school):
    """Vera is confidant; in the lottery she speaks for the students' council."""
    return AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Vera")


@pytest.fixture
def as_vera(sign_in, vera):
    return sign_in(vera)


@pytest.fixture
def url(round_):
    return f"/school/rounds/{round_.id}/lottery"


@pytest.fixture
def bound(round_, vera):
    """Vera is bound to SECRET, scoring has closed and the input is frozen."""
    round_.phase = RoundPhase.MATCHING
    FrozenInputFactory(round_id=round_.id)
    return LotterySecretFactory(
        round_id=round_.id,
        account_id=vera.id,
        party="De studentenraad",
        position=1,
        commitment=commitment(str(round_.id), bytes.fromhex(SECRET)).hex(),
    )


def test_every_look_draws_another_secret_and_keeps_none(as_vera, url, round_, session):
    drawn = {re.search(r"<textarea[^>]*>\s*([0-9a-f]{64})", as_vera.get(url).text)[1] for _ in "12"}

    assert len(drawn) == 2
    assert session.scalars(select(LotterySecret)).all() == []


def test_the_page_shows_the_fingerprint_that_it_will_keep(as_vera, url, round_, session):
    page = as_vera.get(url)
    secret = re.search(r"<textarea[^>]*>\s*([0-9a-f]{64})", page.text)[1]

    as_vera.post(f"{url}/commitment", data=ANSWERS | {"secret": secret})

    kept = session.scalars(select(LotterySecret)).one().commitment
    assert kept == commitment(str(round_.id), bytes.fromhex(secret)).hex()
    assert kept in page.text


def test_it_keeps_the_commitment_and_not_the_secret(as_vera, url, vera, session):
    answer = as_vera.post(f"{url}/commitment", data=ANSWERS)

    row = session.scalars(select(LotterySecret)).one()
    assert answer.status_code == 302
    assert (row.account_id, row.party, row.position) == (vera.id, "De studentenraad", 1)
    assert row.secret is None
    line = session.scalars(select(AuditEvent)).one()
    assert line.event == "lottery:committed"
    assert SECRET not in str(line.details)
    assert SECRET not in as_vera.get(url).text


def test_a_lost_secret_can_be_replaced_until_scoring_closes(as_vera, url, round_, session):
    as_vera.post(f"{url}/commitment", data=ANSWERS)
    as_vera.post(f"{url}/commitment", data=ANSWERS | {"secret": "0b" * 32})
    round_.phase = RoundPhase.MATCHING
    too_late = as_vera.post(f"{url}/commitment", data=ANSWERS)

    row = session.scalars(select(LotterySecret)).one()
    assert row.commitment == commitment(str(round_.id), bytes.fromhex("0b" * 32)).hex()
    assert too_late.status_code == 422
    assert len(session.scalars(select(AuditEvent)).all()) == 2


def test_two_parties_have_two_names_and_two_places(as_vera, as_carla, url, session):
    as_carla.post(f"{url}/commitment", data=ANSWERS | {"party": "De school"})

    same = as_vera.post(f"{url}/commitment", data=ANSWERS | {"party": "de SCHOOL"})
    other = as_vera.post(f"{url}/commitment", data=ANSWERS)

    assert (same.status_code, other.status_code) == (422, 302)
    rows = session.scalars(select(LotterySecret).order_by(LotterySecret.position)).all()
    assert [(row.party, row.position) for row in rows] == [
        ("De school", 1),
        ("De studentenraad", 2),
    ]


@pytest.mark.parametrize(
    "wrong", [{"is_kept": ""}, {"secret": "0a"}, {"secret": "zz" * 32}, {"party": " "}]
)
def test_wrong_answers_are_refused_and_what_was_typed_stays(as_vera, url, wrong, session):
    answer = as_vera.post(f"{url}/commitment", data=ANSWERS | wrong)

    assert answer.status_code == 422
    assert f'href="#{next(iter(wrong))}"' in answer.text
    assert (ANSWERS | wrong)["secret"] in answer.text
    assert session.scalars(select(LotterySecret)).all() == []


def test_after_scoring_the_party_shows_the_secret_it_was_bound_to(as_vera, url, bound):
    wrong = as_vera.post(f"{url}/secret", data={"secret": "0b" * 32})
    right = as_vera.post(f"{url}/secret", data={"secret": SECRET.upper()})
    again = as_vera.post(f"{url}/secret", data={"secret": SECRET})

    assert (wrong.status_code, right.status_code, again.status_code) == (422, 302, 422)
    assert bound.secret == SECRET
    assert SECRET in as_vera.get(url).text


def test_a_secret_stays_closed_until_the_last_one_is_in(
    as_carla, as_vera, url, bound, round_, carla
):
    LotterySecretFactory(
        round_id=round_.id,
        account_id=carla.id,
        party="De school",
        position=2,
        commitment=commitment(str(round_.id), bytes.fromhex("0b" * 32)).hex(),
    )
    as_vera.post(f"{url}/secret", data={"secret": SECRET})
    after_one = as_carla.get(url).text
    as_carla.post(f"{url}/secret", data={"secret": "0b" * 32})
    after_both = as_carla.get(url).text

    assert SECRET not in after_one
    assert "Ingeleverd" in after_one
    assert SECRET in after_both
    assert "0b" * 32 in after_both


@pytest.mark.parametrize("state", [None, InputState.WAITING, InputState.REOPENED])
def test_before_the_input_is_frozen_no_secret_and_no_value_can_be_known(
    as_carla, as_vera, url, bound, round_, session, state
):
    session.delete(session.scalars(select(FrozenInput)).one())
    session.flush()
    if state is not None:
        FrozenInputFactory(
            round_id=round_.id, state=state, content=None, digest=None, reason="Een plek is weg."
        )

    secret = as_vera.post(f"{url}/secret", data={"secret": SECRET})
    value = as_carla.post(f"{url}/value", data={"value": "4711"})

    assert (secret.status_code, value.status_code) == (422, 422)
    assert "nog niet bevroren" in secret.text
    assert (bound.secret, round_.public_value) == (None, None)
    assert "Lever je geheim in" not in as_vera.get(url).text
    assert "Bewaar" not in as_carla.get(url).text


def test_the_page_shows_the_fingerprint_of_the_input(as_vera, url, bound, session):
    assert session.scalars(select(FrozenInput)).one().digest in as_vera.get(url).text


def test_a_secret_is_not_shown_before_scoring_closes(as_vera, url, round_, session):
    as_vera.post(f"{url}/commitment", data=ANSWERS)
    bound = session.scalars(select(LotterySecret)).one()

    assert as_vera.post(f"{url}/secret", data={"secret": SECRET}).status_code == 422
    assert bound.secret is None


def test_nobody_shows_a_secret_without_being_bound(as_carla, url, bound):
    assert as_carla.post(f"{url}/secret", data={"secret": SECRET}).status_code == 422
    assert bound.secret is None


def test_the_coordinator_types_in_the_public_value_and_mends_it_until_the_first_run(
    as_carla, url, bound, round_, carla
):
    typed = as_carla.post(f"{url}/value", data={"value": "4711"})
    mended = as_carla.post(f"{url}/value", data={"value": "4712"})
    MatchRunFactory(round_id=round_.id, requested_by=carla.id)
    too_late = as_carla.post(f"{url}/value", data={"value": "4713"})

    assert (typed.status_code, mended.status_code, too_late.status_code) == (302, 302, 422)
    assert round_.public_value == "4712"


def test_the_public_value_waits_for_the_end_of_scoring(as_carla, url, round_):
    answer = as_carla.post(f"{url}/value", data={"value": "4711"})

    assert answer.status_code == 422
    assert round_.public_value is None


def test_only_a_coordinator_types_in_the_public_value(as_vera, url, bound, round_):
    assert as_vera.post(f"{url}/value", data={"value": "4711"}).status_code == 403


def test_a_round_of_another_school_does_not_exist(as_vera):
    theirs = f"/school/rounds/{RoundFactory(programmes=[ProgrammeFactory()]).id}/lottery"

    assert as_vera.get(theirs).status_code == 404
    assert as_vera.post(f"{theirs}/commitment", data=ANSWERS).status_code == 404
    assert as_vera.post(f"{theirs}/secret", data={"secret": SECRET}).status_code == 404


@pytest.mark.parametrize("browser", ["as_mehmet", "as_anton", "as_amina", "as_noor"])
def test_others_are_no_party(browser, url, request):
    person = request.getfixturevalue(browser)

    assert person.get(url).status_code == 403
    assert person.post(f"{url}/commitment", data=ANSWERS).status_code == 403


def test_visitors_sign_in_first(visitor, url):
    assert visitor.get(url).status_code == 303

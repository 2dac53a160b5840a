"""Noor reads what a student can do, and after the last tap who it is."""

from placements.proposals.answers import veto_proposal
from records.models.account import Role
from records.vault.ledger import list_reveal_lines
from tests.factories import NOW, AccountFactory
from tests.rounds import actor_of

SECRETS = ("Amina", "Idrissi", "amina@leerling.example", "ROC Lekstroom")


def address(proposal):
    return f"/employer/proposals/{proposal.id}"


def test_it_shows_requirement_rows_and_no_person(as_noor, accepted_proposal, amina_in_round, amina):
    response = as_noor.get(address(accepted_proposal))

    assert response.status_code == 200
    assert response.text.count("Meer dan gevraagd") == 2
    for secret in (*SECRETS, amina_in_round.code[:8], amina_in_round.label, str(amina.id)):
        assert secret not in response.text


def test_what_was_scored_too_differently_is_not_told_to_a_company(
    as_noor, accepted_proposal, session
):
    kept = accepted_proposal.explanation
    rows = [row | {"is_left_out": row["letter"] == "E"} for row in kept["rows"]]
    accepted_proposal.explanation = kept | {"rows": rows}
    session.flush()

    page = as_noor.get(address(accepted_proposal)).text

    assert (page.count("Meer dan gevraagd"), page.count("Leert het hier")) == (1, 1)


def test_before_the_last_tap_a_look_leaves_no_line(as_noor, confirmed_proposal, amina, session):
    response = as_noor.get(address(confirmed_proposal))

    assert "Idrissi" not in response.text
    assert list_reveal_lines(session, amina.id) == []


def test_after_the_last_tap_it_shows_the_name_and_every_look_is_a_line(
    as_noor, revealed_proposal, amina, session
):
    response = as_noor.get(address(revealed_proposal))
    as_noor.get(address(revealed_proposal))

    assert "Amina El Idrissi" in response.text
    assert "amina@leerling.example" in response.text
    assert len(list_reveal_lines(session, amina.id)) == 2


def test_a_proposal_that_the_student_has_not_accepted_does_not_exist(as_noor, proposal):
    assert as_noor.get(address(proposal)).status_code == 404


def test_a_proposal_of_another_company_does_not_exist(sign_in, accepted_proposal, session):
    stranger = sign_in(AccountFactory(role=Role.OWNER))

    assert stranger.get(address(accepted_proposal)).status_code == 404


def test_visitors_sign_in_first(visitor, accepted_proposal):
    assert visitor.get(address(accepted_proposal)).status_code == 303


def test_a_coordinator_may_not_enter(as_carla, accepted_proposal):
    assert as_carla.get(address(accepted_proposal)).status_code == 403


def test_one_that_has_ended_says_so_and_nothing_else(as_noor, session, accepted_proposal, amina):
    veto_proposal(session, actor_of(amina), accepted_proposal, now=NOW)
    session.flush()

    response = as_noor.get(address(accepted_proposal))

    assert "Dit voorstel is gestopt" in response.text
    assert "Meer dan gevraagd" not in response.text
    assert "kan komen" not in response.text

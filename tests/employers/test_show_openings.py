"""Where the mail about a round leads: one page, one button, and the form is there to sign."""

import re
from datetime import date

import pytest

from records.models.account import Role
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from tests.factories import NOW, AccountFactory, EmployerFactory, RoundFactory, VacancyFactory
from web.mail import compose


@pytest.fixture
def former(school, programme, bakery, noor):
    """The bakery's place of last year."""
    round_ = RoundFactory(
        school=school, phase=RoundPhase.CLOSED, period_starts_on=date(2026, 12, 1)
    )
    return VacancyFactory(
        employer=bakery,
        programme=programme,
        round=round_,
        trainer_id=noor.id,
        frozen=True,
        title="Banketbakker",
    )


def page(round_):
    return f"/employer/rounds/{round_.id}/openings"


def test_the_link_in_the_mail_opens_a_page_with_one_button(
    app, session, as_noor, noor, former, collecting
):
    facts = {
        "opens": "openings",
        "round_id": str(collecting.id),
        "round": collecting.name,
        "school": "ROC Lekstroom",
        "until_on": "2026-10-14",
    }
    message = OutboxMessage(account_id=noor.id, kind="vacancies_wait", facts=facts, queued_at=NOW)
    session.add(message)
    session.flush()
    with app.test_request_context("/"):
        mail = compose(message)

    text = as_noor.get(page(collecting)).text

    assert f"/sign-in?next={page(collecting)}" in mail.text
    assert "Ja, hetzelfde: Banketbakker" in text
    target = re.search(r'action="(/employer/vacancies/[^"]*/again)"', text)[1]
    signed = as_noor.post(target, data={"round_id": str(collecting.id)})
    assert signed.location.endswith("/sign")


def test_once_answered_or_closed_it_leads_to_the_own_places(session, as_noor, draft, collecting):
    collecting.phase = RoundPhase.PROFILES
    session.flush()

    response = as_noor.get(page(collecting))

    assert (response.status_code, response.location) == (302, "/employer/vacancies")


def test_a_round_that_asks_this_company_nothing_does_not_exist(sign_in, collecting):
    outsider = AccountFactory(role=Role.OWNER, employer_id=EmployerFactory().id)

    assert sign_in(outsider).get(page(collecting)).status_code == 404

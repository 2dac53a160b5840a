"""Noor sees which proposals wait for the bakery."""

import re

from sqlalchemy import select

from placements.proposals.answers import accept_proposal, confirm_proposal
from records.models.outbox import OutboxMessage
from records.models.proposal import Proposal
from tests.factories import StudentFactory
from tests.rounds import RESULTS_DAY, actor_of, frozen_place, published_run, scored_candidate
from web.mail import compose


def test_without_proposals_it_says_what_will_happen(as_noor):
    response = as_noor.get("/employer/proposals")

    assert response.status_code == 200
    assert "Nu geen voorstellen" in response.text


def test_it_lists_what_the_student_accepted(as_noor, accepted_proposal):
    response = as_noor.get("/employer/proposals")

    assert "Banketbakker" in response.text
    assert "Wacht op u" in response.text


def test_it_says_nothing_of_what_no_student_accepted(as_noor, proposal):
    assert "Banketbakker" not in as_noor.get("/employer/proposals").text


def test_visitors_sign_in_first(visitor):
    assert visitor.get("/employer/proposals").status_code == 303


def test_a_student_may_not_enter(as_amina):
    assert as_amina.get("/employer/proposals").status_code == 403


def test_the_first_page_says_that_a_student_waits(as_noor, accepted_proposal):
    response = as_noor.get("/employer/home")

    assert "Zeg of Banketbakker door kan gaan" in response.text


def test_what_waits_for_the_company_comes_first(
    as_noor, by_noor, session, matching_round, programme, bakery, bakery_place, carla
):
    places = [frozen_place(matching_round, programme, employer=bakery, title="Afwashulp")]
    places.append(bakery_place)
    students = [StudentFactory(programme=programme) for _place in places]
    for student, place in zip(students, places, strict=True):
        scored_candidate(matching_round, programme, wishes=[place], student=student)
    published_run(session, matching_round, carla)
    found = {one.vacancy_id: one for one in session.scalars(select(Proposal))}
    for student, place in zip(students, places, strict=True):
        accept_proposal(session, actor_of(student), found[place.id], now=RESULTS_DAY)
    confirm_proposal(session, by_noor, found[places[0].id], now=RESULTS_DAY)
    session.flush()

    page = as_noor.get("/employer/proposals").text

    assert page.index("Banketbakker") < page.index("Afwashulp")


def test_the_mail_opens_the_list_and_tells_of_nobody(app, session, visitor, accepted_proposal):
    message = session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "proposal_to_confirm")
    ).one()
    link = re.search(r"/open/\S+", compose(message).text).group()

    response = visitor.post(link)

    assert response.location == "/employer/proposals"
    assert str(accepted_proposal.id) not in str(message.facts)

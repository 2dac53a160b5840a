"""The guard: whatever goes wrong, nothing tells a blind reader who somebody is."""

from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Response
from sqlalchemy import select

import app.mail
import employers.proposals
from app.mail import ATTEMPTS, deliver_waiting
from placements.actors import Actor
from placements.guarding.watch import Watch
from placements.notifications import notify
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.proposal import ProposalState
from records.models.round import Round
from records.vault.people import forget_person, list_people, store_person
from tests.factories import NOW, AccountFactory, StudentFactory
from tests.rounds import actor_of
from tests.web.conftest import AMINA


def incidents(session):
    stopped = select(AuditEvent).where(AuditEvent.event == "guard:stopped")
    return session.scalars(stopped).all()


def mails_of(session, account):
    return session.scalars(
        select(OutboxMessage).where(OutboxMessage.account_id == account.id)
    ).all()


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("Amina", "name"),
        ("EL IDRISSI", "name"),
        ("a m i n a", "name"),
        ("Minoeska", "nickname"),
        ("amina.idrissi@leerling.example", "email"),
        ("+31 6 9173 4028", "phone"),
        ("7719342", "student_number"),
        ("Vlinderdwarsgaarde", "street"),
        ("3524 qx", "postcode"),
        ("29-2-2008", "birth_date"),
        ("29 februari 2008", "birth_date"),
    ],
)
def test_a_page_that_would_tell_is_stopped_and_the_school_hears_of_it(
    as_noor, session, accepted_proposal, in_the_vault, administrator, school, tell, told, kind
):
    tell(told)

    response = as_noor.get(f"/employer/proposals/{accepted_proposal.id}")

    assert response.status_code == 500
    assert "Deze pagina is tegengehouden" in response.text
    assert told.casefold() not in response.text.casefold()
    (incident,) = incidents(session)
    assert incident.school_id == school.id
    assert kind in incident.details["kinds"]
    assert incident.details["where"] == "employers.show_proposal"
    assert told not in str(incident.details)
    assert [mail.kind for mail in mails_of(session, administrator)] == ["guard_stopped"]


def test_a_header_that_would_tell_is_stopped_too(as_noor, session, in_the_vault, answer_with):
    answer_with("Clean", 200, {"X-Sorted-By": "El Idrissi"})

    response = as_noor.get("/employer/proposals")

    assert response.status_code == 500
    assert "X-Sorted-By" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Location": "/employer?van=Zo%C3%AB"},
        {"Set-Cookie": "who=celikoglu; Path=/"},
        {"Content-Type": 'text/plain; name="Celikoglu"'},
        {"ETag": '"Celikoglu"'},
        {"Last-Modified": "Celikoglu"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_is_beyond_the_guard(as_noor, session, zoe, answer_with, headers):
    answer_with("Clean", 200, headers)

    assert as_noor.get("/employer/proposals").status_code == 500


@pytest.mark.parametrize(
    "told",
    [
        "Zo&#235; en",
        "Zo&euml; en",
        "O&#39;Conn&oacute;r",
        "zoe.c&#64;leerling.example",
        "3524&nbsp;QX",
        "06&nbsp;91&nbsp;73&nbsp;40&nbsp;28",
        "29&nbsp;februari&nbsp;2008",
        "Çelik&shy;oğlu",
        "Çelik<wbr>oğlu",
        "<b>Ç</b><i>elik</i>oğlu",
        '<a href="tel:+31%206%209173%204028">',
        '<a href="/?van=%C3%87eliko%C4%9Flu">',
        r'{"naam": "Zo\u00eb"}',
        r'{"brief": "Groet,\n\u00c7elikoglu"}',
        r"<p data-all='{&#34;van&#34;: &#34;Zo\u00eb&#34;}'>",
        "Zo&euml;\nis hier",
    ],
)
def test_a_fact_is_found_however_its_letters_are_written(app, session, noor, zoe, told):
    watch = app.extensions["watch"]

    assert [bool(watch.look(session, actor_of(noor), told)) for _look in range(2)] == [True, True]


def test_what_only_looks_written_otherwise_passes(app, session, noor, zoe):
    plain = "100 %celsius & 5&nbsp;%\nC:\\nieuw\\zoek &amp; <b>oven</b>heet"

    assert app.extensions["watch"].look(session, actor_of(noor), plain) is None


def test_a_name_that_is_spoilt_by_opening_is_found_as_it_stands(app, session, noor, zoe):
    assert app.extensions["watch"].look(session, actor_of(noor), "9%Celikoglu")


def test_a_file_that_is_sent_as_it_lies_there_is_read(as_noor, zoe, answer_with, tmp_path):
    file = tmp_path / "lijst.csv"
    file.write_text("nummer;van\n7719342;2026\n")
    with file.open("rb") as content:
        answer_with(Response(content, direct_passthrough=True), 200)
        response = as_noor.get("/employer/proposals")

    assert response.status_code == 500
    assert "7719342" not in response.text


def test_a_word_that_was_typed_does_not_take_the_heart_out_of_a_name(
    as_noor, draft, in_the_vault, answer_with
):
    answer_with("Dag Amina", 422, page="employers.edit_vacancy")

    answer = as_noor.post(f"/employer/vacancies/{draft.id}/edit", data={"title": "in"})

    assert answer.status_code == 500


def test_what_a_stopped_request_did_is_undone(
    as_noor, session, accepted_proposal, in_the_vault, monkeypatch
):
    monkeypatch.setattr(employers.proposals, "url_for", lambda *_, **__: "/employer?who=Amina")

    response = as_noor.post(f"/employer/proposals/{accepted_proposal.id}/confirm")

    session.refresh(accepted_proposal)
    assert response.status_code == 500
    assert "Location" not in response.headers
    assert accepted_proposal.state is ProposalState.ACCEPTED


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe", "application/zip"),
        (b"%PDF-1.7", "application/pdf"),
        ("Amina".encode("utf-16-le"), "text/plain; charset=utf-16le"),
    ],
)
def test_a_file_that_cannot_be_searched_is_stopped(
    as_noor, session, in_the_vault, answer_with, body, kind
):
    answer_with(body, 200, {"Content-Type": kind})

    response = as_noor.get("/employer/proposals")

    assert response.status_code == 500
    assert response.mimetype == "text/html"
    assert {tuple(one.details["kinds"]) for one in incidents(session)} == {("unreadable",)}


def test_a_guard_that_breaks_lets_nothing_through(
    app, as_noor, session, accepted_proposal, in_the_vault, tell, monkeypatch
):
    tell("Amina")
    monkeypatch.setattr(Watch, "look", lambda *_of: 1 / 0)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    response = as_noor.get(f"/employer/proposals/{accepted_proposal.id}")

    assert response.status_code == 500
    assert "Amina" not in response.text


def test_a_name_that_was_shared_with_this_company_passes(
    as_noor, session, revealed_proposal, in_the_vault
):
    response = as_noor.get(f"/employer/proposals/{revealed_proposal.id}")

    assert response.status_code == 200
    assert "Amina El Idrissi" in response.text


def test_the_name_of_another_student_does_not_pass_with_it(
    as_noor, session, revealed_proposal, in_the_vault, programme, tell
):
    StudentFactory(programme=programme, account__given_name="Roos", account__family_name="Bakker")
    page = f"/employer/proposals/{revealed_proposal.id}"
    before = [as_noor.get(page).status_code for _look in range(2)]
    tell("Roos Bakker")

    after = [as_noor.get(page).status_code for _look in range(2)]

    assert (before, after) == ([200, 200], [500, 500])


def test_a_fact_is_known_from_the_moment_it_stands_in_the_vault(
    as_noor, session, accepted_proposal, in_the_vault, amina, tell
):
    tell("Xerxestien")
    before = as_noor.get(f"/employer/proposals/{accepted_proposal.id}")

    store_person(session, amina.id, replace(AMINA, given_name="Xerxestien"))

    assert before.status_code == 200
    assert as_noor.get(f"/employer/proposals/{accepted_proposal.id}").status_code == 500


@pytest.mark.parametrize("written", ["Amina", "Amina El Idrissi", "06 91734028"])
def test_no_company_can_ask_by_writing_whether_there_is_such_a_student(
    as_noor, session, draft, in_the_vault, written
):
    draft.title = f"Banketbakker bij {written}"

    stored = as_noor.get(f"/employer/vacancies/{draft.id}/edit")
    asked = as_noor.get("/employer/proposals", query_string={"q": written})
    typed = as_noor.post(f"/employer/vacancies/{draft.id}/edit", data={"title": written})

    assert (stored.status_code, asked.status_code, typed.status_code) == (200, 200, 422)
    assert f"bij {written}" in stored.text


def test_what_is_typed_and_stands_nowhere_yet_comes_back(as_noor, draft, in_the_vault):
    typed = as_noor.post(f"/employer/vacancies/{draft.id}/edit", data={"title": "Amina"})

    assert (typed.status_code, "Amina" in typed.text) == (422, True)


def test_what_a_school_calls_a_round_opens_no_name(
    as_noor, session, accepted_proposal, in_the_vault, tell
):
    session.get(Round, accepted_proposal.round_id).name = "Periode 4, Amina El Idrissi"
    tell("Amina El Idrissi")

    assert as_noor.get(f"/employer/proposals/{accepted_proposal.id}").status_code == 500


def test_somebody_with_the_name_of_a_student_can_read_the_own_pages(
    sign_in, session, bakery, in_the_vault
):
    namesake = AccountFactory(
        role=Role.OWNER,
        employer_id=bakery.id,
        given_name="Amina",
        family_name="El Idrissi",
    )

    response = sign_in(namesake).get("/employer/home")

    assert response.status_code == 200
    assert "Amina El Idrissi" in response.text


def test_staff_who_may_know_students_are_not_guarded(as_carla, in_the_vault):
    assert "Amina" in as_carla.get("/school/people").text


@pytest.mark.parametrize("where", ["header", "plain", "html"])
def test_a_mail_that_would_tell_does_not_go(
    session, noor, in_the_vault, administrator, monkeypatch, where
):
    compose = app.mail._as_email

    def telling(*of, now):
        email = compose(*of, now=now)
        if where == "header":
            email["Reply-To"] = AMINA.email
        else:
            part = email.get_body((where,))
            part.set_content(part.get_content() + AMINA.email, subtype=where)
        return email

    notify(session, noor.id, "vacancy_frozen", now=NOW, title="Banketbakker")
    notify(session, administrator.id, "vacancy_frozen", now=NOW, title="Banketbakker")
    session.commit()
    monkeypatch.setattr("app.mail._as_email", telling)

    sent = deliver_waiting(session, now=NOW)

    (held,) = mails_of(session, noor)
    assert sent == 1
    assert (held.sent_at, held.attempt_count) == (None, ATTEMPTS)
    assert incidents(session)[0].details["where"] == "mail:vacancy_frozen"


def test_one_hour_brings_one_mail(
    as_noor, session, accepted_proposal, in_the_vault, administrator, tell
):
    tell("Amina")

    for _look in range(3):
        as_noor.get(f"/employer/proposals/{accepted_proposal.id}")

    assert len(incidents(session)) == 3
    assert len(mails_of(session, administrator)) == 1


def test_chance_spells_no_name(app, session, noor, amina):
    store_person(session, amina.id, replace(AMINA, given_name="Abba", family_name="Bed"))
    session.flush()
    watch, actor = app.extensions["watch"], actor_of(noor)
    drawn = (
        "/employer/proposals/0a1b2c3d-abba-4bed-8abc-0123456789ab",
        '<input type="hidden" name="csrf_token" value="Ijk-Abba-Bed">',
        "ABBA-2M9X",
    )

    assert [watch.look(session, actor, text) for text in drawn] == [None] * 3
    assert watch.look(session, actor, "Abba Bed")


def test_a_word_of_the_house_is_ordinary_where_the_vault_holds_only_students(session, amina):
    store_person(session, amina.id, replace(AMINA, given_name="Mark"))
    session.flush()
    for one in list_people(session):
        if one.role is not Role.STUDENT:
            forget_person(session, one.id)
    watch = Watch(lambda: frozenset({"mark"}))
    assessor = Actor(account_id=uuid4(), role=Role.ASSESSOR)
    assert watch.look(session, assessor, "/static/mark.svg") is None
    assert watch.look(session, assessor, "Mark El Idrissi")

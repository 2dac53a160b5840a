"""The confidant's desk: it opens with a passphrase, for half an hour, and for nobody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from placements.actors import actor_of
from placements.signals.keys import make_key
from placements.signals.kinds import Route, SignalKind
from placements.signals.writing import allow_route, write_signal
from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.signal import SignalState
from records.queries.signals import find_confidant_key
from records.vault.people import read_for_service
from tests.factories import NOW, AccountFactory, SchoolFactory
from tests.signals_stage import DIGITS, PASSPHRASE, WORDS, own, terms, thread_of

LIST, OPEN, KEY = "/school/messages", "/school/messages/open", "/school/messages/key"


@pytest.fixture
def desk(as_vera, signal):
    """Vera, who typed her passphrase."""
    as_vera.post(OPEN, data={"passphrase": PASSPHRASE})
    return as_vera


@pytest.fixture
def case(signal):
    return f"{LIST}/{signal.id}"


def add(desk, case, what, text="", **data):
    return desk.post(case, data={"what": what, "text": text} | data)


def test_the_first_confidant_makes_a_key_and_reads(session, vera, as_vera):
    assert as_vera.get(LIST).location.endswith(OPEN)
    assert as_vera.get(OPEN).location.endswith(KEY)
    short = as_vera.post(KEY, data={"passphrase": "te kort"})
    made = as_vera.post(KEY, data={"passphrase": PASSPHRASE})

    assert short.status_code == 422
    assert "vijf woorden" in short.text
    assert made.location.endswith(LIST)
    assert "Geen berichten" in as_vera.get(LIST).text
    assert find_confidant_key(session, vera.id).admitted_by == vera.id


def test_a_case_opens_after_the_passphrase_for_half_an_hour(app, case, as_vera, monkeypatch):
    assert as_vera.get(case).location.endswith(OPEN)
    wrong = as_vera.post(OPEN, data={"passphrase": PASSPHRASE.upper()})
    assert wrong.status_code == 422
    assert as_vera.get(case).location.endswith(OPEN)

    as_vera.post(OPEN, data={"passphrase": PASSPHRASE})

    assert WORDS in as_vera.get(case).text
    monkeypatch.setitem(app.config, "CLOCK", lambda: NOW + timedelta(minutes=31))
    assert as_vera.get(case).location.endswith(OPEN)


def test_a_desk_can_be_closed_before(desk, case):
    desk.post(f"{LIST}/close")

    assert desk.get(case).location.endswith(OPEN)


def test_the_browser_of_another_confidant_opens_nothing_with_it(session, school, desk, sign_in):
    sanne = AccountFactory(role=Role.CONFIDANT, school_id=school.id)
    with desk.session_transaction() as cookie:
        stolen = cookie["desk"]
    client = sign_in(sanne)
    with client.session_transaction() as cookie:
        cookie["desk"] = stolen

    assert client.get(LIST).location.endswith(OPEN)


def test_a_desk_that_was_open_before_the_key_was_replaced_is_closed(session, school, vera, desk):
    make_key(session, actor_of(vera), PASSPHRASE, replaces=True, now=NOW)
    write_signal(session, school, terms(), DIGITS[::-1], now=NOW)

    assert desk.get(LIST).location.endswith(OPEN)


@pytest.mark.parametrize("who", ["as_carla", "as_anton", "as_mehmet", "as_amina", "as_noor"])
def test_for_everybody_else_there_is_no_such_page(request, case, who):
    client = request.getfixturevalue(who)

    addresses = [case, f"{LIST}/{uuid4()}"]
    found = [client.get(one) for one in addresses]

    assert [one.status_code for one in found] == [404, 404]
    there, absent = (
        re.sub(r'value="[^"]{60,}"', "", page.text.replace(one, ""))
        for page, one in zip(found, addresses, strict=True)
    )
    assert there == absent
    assert client.get(LIST).status_code == client.get(OPEN).status_code == 404


def test_a_confidant_of_another_school_finds_nothing(case, sign_in):
    elsewhere = AccountFactory(role=Role.CONFIDANT, school_id=SchoolFactory().id)

    assert sign_in(elsewhere).get(case).status_code == 404


def test_an_administrator_who_appoints_a_confidant_reads_nothing(
    session, school, signal, desk, sign_in
):
    planted = AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Nep")
    theirs = sign_in(planted)
    theirs.post(KEY, data={"passphrase": PASSPHRASE})

    page = theirs.get(LIST)

    assert WORDS not in page.text
    assert "gaan met jouw sleutel niet open" not in page.text  # not even how many there are
    assert f"{LIST}/figures" not in page.text
    assert theirs.get(f"{LIST}/figures").status_code == 404
    assert theirs.get(f"{LIST}/{signal.id}").status_code == 404
    assert theirs.post(f"{LIST}/readers/{planted.id}").status_code == 403
    assert "Nep" in desk.get(LIST).text
    desk.post(f"{LIST}/readers/{planted.id}")
    assert WORDS in theirs.get(f"{LIST}/{signal.id}").text


def test_an_answer_and_a_step_are_added(session, signal, desk, case):
    assert "donderdag 26 november" in desk.get(case).text
    add(desk, case, "reply", "Dank je wel.")
    add(desk, case, "step:heard_writer", "Belde op maandag", on="2026-11-23")

    page = desk.get(case)

    assert "Dank je wel." in page.text
    assert "Belde op maandag" in page.text
    assert [line.text for line in own(session).thread.lines] == [WORDS, "Dank je wel."]


@pytest.mark.parametrize(
    ("what", "data", "said"),
    [
        ("reply", {}, "Schrijf wat je wilt zeggen"),
        ("close:settled", {"text": "Klaar"}, "Hoor eerst beide kanten"),
        ("step:other", {"on": "2026-11-25"}, "Kijk naar het jaar"),
        ("fly", {}, 'aria-invalid="true"'),
    ],
)
def test_what_cannot_be_added_is_kept_on_the_form(desk, case, what, data, said):
    page = add(desk, case, what, **({"text": ""} | data))

    assert page.status_code == 422
    assert said in page.text


def test_letters_open_with_the_writers_word_and_say_what_was_allowed(
    session, signal, desk, case, vera, private
):
    assert "Er mag nog niets weg" in desk.get(f"{case}/letters").text
    add(desk, case, "ask:sbb", "Zij horen beide kanten.")
    allow_route(session, own(session), Route.SBB, ["company"], now=NOW)
    session.flush()

    page = desk.get(f"{case}/letters")

    assert "SBB, Meldpunt stagediscriminatie" in page.text
    assert "discriminatie.nl (" not in page.text
    assert WORDS not in page.text
    assert "nog niet beide kanten gehoord" in page.text


def test_a_report_has_no_consequence_by_itself(session, signal, desk, case):
    add(desk, case, "step:heard_writer")
    add(desk, case, "step:heard_company")
    closed = add(desk, case, "close:settled", "Het was een misverstand.")

    assert closed.status_code == 302
    assert signal.state is SignalState.CLOSED
    assert "Het was een misverstand." in own(session).thread.lines[-1].text


def test_the_list_says_what_waits_and_what_does_not_open(session, school, signal, desk, vera):
    page = desk.get(LIST)
    assert "Schrijf terug" in page.text
    assert "do 26 nov" in page.text

    write_signal(session, school, terms(SignalKind.NOTE), "9" * 16, now=NOW)
    session.flush()
    assert desk.get(LIST).text.count("<article") == 1

    desk.post(KEY, data={"passphrase": PASSPHRASE, "replaces": "y"})
    assert "1 berichten gaan met jouw sleutel niet open" in desk.get(LIST).text
    assert own(session, DIGITS).thread.lines[0].text == WORDS


def test_titles_and_sizes_say_nothing(desk, case):
    for one in (case, LIST, f"{case}/letters"):
        page = desk.get(one)
        assert len(page.data) % 1024 == 0
        assert "iscriminatie" not in page.text.partition("</title>")[0]
        assert page.headers["Cache-Control"] == "no-store"


def test_every_teacher_and_student_page_leads_here(as_mehmet, as_amina, as_vera):
    for client, page in (
        (as_mehmet, "/school/home"),
        (as_amina, "/student/home"),
        (as_vera, "/account"),
    ):
        assert 'href="/bericht"' in client.get(page).text


def test_staff_read_how_to_talk_with_a_company(as_mehmet, as_amina):
    assert "Is het een jongen of een meisje?" in as_mehmet.get("/school/talking-guide").text
    assert as_amina.get("/school/talking-guide").status_code == 403


def test_a_works_council_and_a_bystander_read_without_an_account(visitor):
    assert "Wat hij niet doet" in visitor.get("/works-council").text
    assert "Wat bedoel je daarmee?" in visitor.get("/bystanders").text


def test_who_opened_a_case_stands_in_it_for_its_confidants_alone(
    app, session, school, vera, desk, case, sign_in, private, visitor, monkeypatch
):
    desk.get(LIST)
    unseen = thread_of(session, own(session).signal, vera, private).openings
    for page in (case, case, f"{case}/letters", f"{case}/place"):
        desk.get(page)
    monkeypatch.setitem(app.config, "CLOCK", lambda: NOW + timedelta(days=1))
    desk.post(OPEN, data={"passphrase": PASSPHRASE})
    shown = desk.get(f"{case}/letters").text + desk.get(case).text
    session.expire_all()
    thread = thread_of(session, own(session).signal, vera, private)

    assert unseen == []
    assert [(one.on, one.facts["name"], one.text) for one in thread.openings] == [
        (day, read_for_service(session, [vera.id])[vera.id].full_name, "")
        for day in (NOW.date(), NOW.date() + timedelta(days=1))
    ]
    assert "Wie dit opende" in shown
    assert "dinsdag 24 november" in shown
    assert own(session).thread.openings == []
    assert session.query(AuditEvent).filter(AuditEvent.subject_id == thread.signal.id).all() == []
    read = visitor.post("/bericht/lezen", data={"receipt": DIGITS}).text
    assert "Vera" not in read.partition("<main")[2]

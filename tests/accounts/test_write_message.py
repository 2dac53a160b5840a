"""Writing to the confidants, with and without an account: a receipt, and no other trace."""

import logging
import re
import runpy

import pytest
from sqlalchemy import select

from records.models.account import Role
from records.models.audit import AuditEvent
from records.models.outbox import OutboxMessage
from records.models.signal import Signal, SignalState
from records.vault import letters
from tests.factories import AccountFactory, EmployerFactory
from tests.signals_stage import WORDS, own

RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
FORM = {"kind": "report", "text": WORDS}


def receipt_on(page):
    (found,) = set(RECEIPT.findall(page.text))
    return found.replace(" ", "")


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize("who", ["visitor", "as_amina", "as_carla", "as_mehmet", "as_noor"])
def test_anybody_writes_and_reads_it_back_with_the_receipt(session, request, who):
    client = request.getfixturevalue(who)

    page = client.post("/bericht", data=FORM)

    assert page.status_code == 200
    thread = own(session, receipt_on(page)).thread
    assert (thread.lines[0].text, thread.writer_name) == (WORDS, "")


def test_who_wants_to_be_known_is_known_to_the_confidants_alone(session, private, as_amina):
    page = as_amina.post("/bericht", data=FORM | {"is_named": "y"})

    assert own(session, receipt_on(page)).thread.writer_name == "Amina El Idrissi"


@pytest.mark.usefixtures("private")
def test_a_visitor_has_no_name_to_give(session, visitor):
    page = visitor.post("/bericht", data=FORM | {"is_named": "y"})

    assert own(session, receipt_on(page)).thread.writer_name == ""
    assert 'name="is_named"' not in visitor.get("/bericht").text


@pytest.mark.usefixtures("quick_hashes")
def test_a_note_needs_no_confidant_and_a_report_does(session, school, as_amina):
    note = as_amina.post("/bericht", data={"kind": "note", "text": "Voor mij."})
    report = as_amina.post("/bericht", data=FORM)

    assert own(session, receipt_on(note)).signal.state is SignalState.KEPT
    assert report.status_code == 422
    assert school.phone in report.text
    assert WORDS in report.text


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, "Kies een van de vier"),
        ({"text": " "}, "Schrijf iets op"),
        ({"text": "x" * 4001}, "Gebruik niet meer dan"),
        ({"waits": "y", "company": "Bestaat niet BV"}, "We vinden dit bedrijf niet"),
    ],
)
def test_what_cannot_be_sent_is_kept_on_the_form(session, as_amina, changed, said):
    page = as_amina.post("/bericht", data=FORM | {"company": "Garage Snel"} | changed)

    assert page.status_code == 422
    assert said in page.text
    assert session.scalars(select(Signal)).all() == []


@pytest.mark.usefixtures("private")
def test_titles_addresses_and_headers_say_nothing(visitor):
    page = visitor.post("/bericht", data=FORM)

    for one in (page, visitor.get("/bericht"), visitor.get("/bericht/lezen")):
        assert re.search(r"<title>\s*Bericht \S Proefplek</title>", one.text)
        assert one.headers["Cache-Control"] == "no-store"
        assert one.headers["Referrer-Policy"] == "same-origin"  # tells no other site
        assert len(one.data) % 1024 == 0
    assert page.request.path == "/bericht"


@pytest.mark.usefixtures("private")
def test_nothing_is_written_down_but_the_message(session, as_amina):
    before = session.scalars(select(AuditEvent.id)).all()

    as_amina.post("/bericht", data=FORM)

    assert session.scalars(select(AuditEvent.id)).all() == before
    assert session.scalars(select(OutboxMessage)).all() == []
    with as_amina.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "csrf_token"}


def test_the_log_names_neither_page_nor_person_when_it_breaks(
    app, session, private, visitor, monkeypatch, caplog
):
    def broken(*_arguments, **_more):
        raise RuntimeError("zonnebloem")

    monkeypatch.setattr(letters, "write_letter", broken)
    monkeypatch.setattr("placements.signals.writing.write_letter", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    with caplog.at_level(logging.DEBUG):
        page = visitor.post("/bericht", data=FORM)

    assert page.status_code == 500
    assert "A page broke: RuntimeError" in caplog.text
    for word in ("bericht", "message", "zonnebloem", "Traceback"):
        assert word not in caplog.text


def test_gunicorn_keeps_no_log_of_who_asked_for_what():
    settings = runpy.run_path("app/gunicorn.py")

    assert settings["accesslog"] is None


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize("who", ["as_noor", "as_carla", "visitor"])
@pytest.mark.parametrize("bait", [{}, {"waits": "y"}], ids=["sent", "waiting"])
def test_who_writes_about_a_company_to_fish_learns_nothing(request, as_amina, bakery, who, bait):
    as_amina.post("/bericht", data=FORM | {"company": bakery.name, "waits": "y"})
    fisher = request.getfixturevalue(who)
    fished = fisher.post("/bericht", data=FORM | bait | {"company": bakery.name})
    opened = fisher.post("/bericht/lezen", data={"receipt": receipt_on(fished)})

    other = EmployerFactory(name="Bakkerij Anders")
    alone = fisher.post("/bericht", data=FORM | bait | {"company": other.name})
    opened_alone = fisher.post("/bericht/lezen", data={"receipt": receipt_on(alone)})

    def without_receipt(page):
        text = RECEIPT.sub("", page.text)
        return re.sub(r'value="\d{16}"|nonce="[^"]*"|value="[^"]{60,}"', "", text)

    assert without_receipt(fished) == without_receipt(alone)
    assert without_receipt(opened) == without_receipt(opened_alone)


@pytest.mark.usefixtures("private")
def test_a_student_lets_a_report_wait(session, as_amina, bakery):
    page = as_amina.post("/bericht", data=FORM | {"company": bakery.name, "waits": "y"})

    assert own(session, receipt_on(page)).signal.state is SignalState.WAITING


@pytest.mark.usefixtures("private")
def test_who_reads_is_named_to_everybody(session, school, visitor):
    AccountFactory(role=Role.CONFIDANT, school_id=school.id, given_name="Keyless")

    page = visitor.get("/bericht")

    assert "Vera" in page.text
    assert "Keyless" not in page.text

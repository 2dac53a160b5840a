"""Every form there is, sent what no form should be sent: an answer that helps, never a crash.

The forms are read from the pages themselves and filled in well; then everything of one kind is
made wrong at once. Nothing here knows a form by name but for what it takes to fill it in.
"""

import re
from dataclasses import dataclass

import html5lib
import pytest

from records.database import db
from records.models.account import Account
from tests.factories import CandidateFactory, ProgrammeFactory, RoundFactory, StudentFactory
from tests.house.test_table_of_doors import EVERYONE, TABLE, VISITOR, Stage, address_of
from tests.house.worlds import build_world
from tests.trial_stage import ASSESSMENT
from tests.undone import everything_undone
from web.signed_in import session_name

GOOD = {
    "email": "nieuw@iemand.example",
    "code": "123456",
    "kvk_number": "12345678",
    "crebos": "25187",
    "actions": "",
    "postcode": "3511 AB",
    "company_postcode": "3511 AB",
    "birth_date": "2008-05-04",
    "accredited_until": "2030-01-01",
    "is_kept": "",
    "programme_ids": "",
}
"""Answers that only one kind of text will do for, and boxes that have to be ticked."""
PROSE = "Wij hebben dit samen bekeken en opgeschreven wat er gebeurde."
WRITER = "a student who is writing"
SHOWN_AT = {
    "schools.deposit_commitment": "schools.show_lottery",
    "schools.reveal_secret": "schools.show_lottery",
    "schools.record_public_value": "schools.show_lottery",
}
"""Forms that stand on the page of another view."""
TYPED = {"text", "email", "tel", "password", "textarea"}
LONG = ("lang " * 1000).strip()
WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
"""Digits as a Japanese keyboard types them."""
WRONG = (
    {"date": "0001-01-01", "number": "1000000000", "time": "25:00"},
    {"date": "9999-12-31", "number": "-1e9", "time": "straks"},
    {"date": "2027/03/14".translate(WIDE), "number": "9" * 5000, "time": "9:00".translate(WIDE)},
)
KINDS = tuple(WRONG[0])
FORM = re.compile(r"<form([^>]*)>.*?</form>", re.DOTALL)
SUMMARY = re.compile(r"govuk-error-summary__list.*?</ul>", re.DOTALL)
MESSAGE = re.compile(r'<a href="#([^"]+)">([^<]+)</a>')


@dataclass(frozen=True)
class SeenForm:
    """A form on a page: who can send it where, and its questions by kind and name."""

    address: str
    role: str
    good: dict[str, list[str]]
    kinds: dict[str, str]
    longest: dict[str, int]

    def of_kind(self, *kinds):
        return [name for name, kind in self.kinds.items() if kind in kinds]


class Sender(Stage):
    """Sends a request as somebody and undoes what it did."""

    def answer(self, address, role, data=None, language="nl"):
        name = {"_user_id": self.world.cookies[role], "_fresh": True} if role != VISITOR else {}
        sign = self.app.session_interface.get_signing_serializer(self.app).dumps
        before = self.connection.begin_nested()
        try:
            return self.app.test_client(use_cookies=False).open(
                address,
                method="GET" if data is None else "POST",
                data=data,
                headers={"Cookie": f"session={sign(name | {'language': language})}"},
            )
        finally:
            db.session.remove()
            before.rollback()


@pytest.fixture(scope="module")
def sender(app):
    usual, app.config["CLOCK"] = app.config["CLOCK"], lambda: ASSESSMENT
    with everything_undone(app) as (session, connection):
        world = build_world(session)
        writer = StudentFactory(programme=ProgrammeFactory())
        CandidateFactory(
            round=RoundFactory(school=writer.programme.school, programmes=[writer.programme]),
            student=writer,
            programme=writer.programme,
        )
        world.cookies[WRITER] = session_name(session.get_one(Account, writer.id))
        yield Sender(app, connection, world, world)
    app.config["CLOCK"] = usual


@pytest.fixture(scope="module")
def forms(sender):
    """Every form in which something is typed, by the view it goes to."""
    found = {}
    for endpoint, row in TABLE.items():
        for role in [VISITOR] if row["roles"] == EVERYONE else [*row["roles"], WRITER]:
            things = sender.world.own(endpoint, role)
            if "POST" in row["methods"] and endpoint not in found:
                page = address_of(SHOWN_AT.get(endpoint, endpoint), things)
                form = _form_on(sender, page, address_of(endpoint, things), role)
                found |= {endpoint: form} if form is not None else {}
    return found


def _form_on(sender, page, address, role):
    for found in FORM.finditer(sender.answer(page, role).text):
        to = re.search(r'action="([^"?]+)', found[1])
        if (to[1] if to else page) == address:
            tree = html5lib.parseFragment(found[0], namespaceHTMLElements=False)
            form = _questions(tree, address, role)
            if form.of_kind(*TYPED, *KINDS):
                return form
    return None


def _questions(element, address, role):
    good, kinds, longest = {}, {}, {}
    for field in element.iter():
        name = field.get("name")
        if name is None or field.tag not in {"input", "textarea", "select"}:
            continue
        kind = field.get("type", "text") if field.tag == "input" else field.tag
        if kind == "select":
            options = list(field.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[-1:]
            good[name] = [one.get("value") for one in chosen]
        elif kind in {"radio", "checkbox"}:
            if field.get("checked") is not None or (kind == "radio" and name not in good):
                good[name] = [field.get("value")]
            elif name in GOOD:
                good.setdefault(name, [GOOD[name] or field.get("value")])
        else:
            said = (field.text or "").strip() if kind == "textarea" else field.get("value", "")
            usual = GOOD.get(name, PROSE if kind in TYPED else "")
            good[name] = [said or usual[: int(field.get("maxlength", len(usual)))]]
            kinds[name] = kind
            longest[name] = int(field.get("maxlength", 0))
    return SeenForm(address, role, good, kinds, longest)


def messages_in(response):
    """Return what the summary at the top of a page says, by question."""
    found = SUMMARY.search(response.text)
    return dict(MESSAGE.findall(found[0])) if found else {}


def test_there_are_many_forms_and_they_are_all_found(forms):
    assert len(forms) > 25, sorted(forms)
    assert {"schools.open_round", "employers.edit_vacancy", "students.edit_evidence"} <= set(forms)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong["date"])
def test_the_answer_names_every_wrong_question_and_keeps_what_was_typed(sender, forms, wrong):
    wrong = wrong | dict.fromkeys(TYPED, LONG)
    for endpoint, form in forms.items():
        data = form.good | {n: wrong[kind] for n, kind in form.kinds.items() if kind in wrong}

        answer = sender.answer(form.address, form.role, data)

        names, said = form.of_kind(*wrong), messages_in(answer)
        assert (endpoint, answer.status_code) == (endpoint, 422)
        assert set(names) - set(said) == set(), endpoint
        assert [n for n in names if data[n] not in answer.text and "pass" not in n] == []
        if wrong["date"] == WRONG[0]["date"]:
            told = messages_in(sender.answer(form.address, form.role, data, "en"))
            assert [name for name in said if said[name] == told[name]] == [], endpoint


def test_whatever_a_form_takes_the_records_hold(sender, forms):
    """Each text as long as its question allows, in signs of four bytes and with a forbidden one."""
    taken = set()
    for endpoint, form in forms.items():
        full = {
            name: ("\0" + "😀" * (form.longest[name] or 200))
            for name in form.of_kind("text", "textarea", "tel")
            if name not in GOOD and name != "secret"
        }
        response = sender.answer(form.address, form.role, form.good | full)
        assert response.status_code in {200, 302, 303, 422}, endpoint
        if response.status_code in {302, 303}:
            taken.add(endpoint)

    assert len(taken) > 15, sorted(taken)


def test_a_million_signs_are_answered_and_a_served_form_does_not_even_read_them(
    sender, forms, monkeypatch
):
    form = forms["students.edit_evidence"]
    data = form.good | {"words": "x" * 1_000_000}

    read = sender.answer(form.address, form.role, data)
    monkeypatch.setitem(sender.app.config, "MAX_CONTENT_LENGTH", 128 * 1024)
    unread = sender.answer(form.address, form.role, data)

    assert read.status_code == 422
    assert "hoogstens 400 tekens" in messages_in(read)["words"]
    assert unread.status_code == 413
    assert "maak de tekst korter" in unread.text

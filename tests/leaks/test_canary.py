"""Seeded students sing when anything of them reaches somebody who may not know who they are.

Employers, assessors and the reviewer ask for every page and file after every step of a round,
up to the student's own last tap. The second half of this file walks down the leaks that others
have had, line by line (`LINES`).
"""

import re
from dataclasses import fields

import pytest

from placements.assessments.desk import Sheet
from placements.proposals.reveal import BlindProposal, BlindRow
from tests.leaks.crawl import DOORS, PROBE, READERS, links, without_chance
from tests.leaks.needles import canaries, found_in, text_of
from tests.leaks.world import NOTE, WORDS, World

pytestmark = pytest.mark.xdist_group("leaks")

STEPS = tuple(World(()).steps)
EMPLOYERS, ASSESSORS = ("noor", "otto"), ("anton", "berna")
KINDS = (
    "names",
    "addresses",
    "e-mail",
    "phones",
    "birth dates",
    "student numbers",
    "school-internal ids",
    "candidates",
    "times",
)
PICTURE = re.compile(rb'<img[^>]*src="([^"]*)"')
FLASH = re.compile(rb'<div class="govuk-notification-banner pp-flash.*?</div>', re.DOTALL)
TIME_LINE = re.compile(rb'<ol class="pp-timeline.*?</ol>', re.DOTALL)
SESSION_FACTS = {"_user_id", "_fresh", "_flashes", "authenticator_secret", "csrf_token"}
MAIL_HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}


def of(seen, *readers):
    """Return every answer these readers got, by step, reader and address.

    Without random tokens: any three letters stand in one of them sooner or later.
    """
    return {
        f"{step} · {reader} · {address}": answer
        for (step, reader), answers in seen.answers.items()
        if reader in readers
        for address, answer in without_chance(answers).items()
    }


def what_it_tells(answer):
    """Return the status and the words of a page.

    The menu, what was said of a former act, and the time line of the round are left out: the
    dates and the phase of a round are public.
    """
    if answer.body.startswith(b"%PDF") or b"<main" not in answer.body:
        return answer.status, answer.body
    page = answer.body.partition(b"<main")[2].partition(b"<footer")[0]
    for part in (FLASH, TIME_LINE):
        page = part.sub(b"", page)
    return answer.status, b" ".join(page.split())


def plain_address(key):
    return key.rpartition(" · ")[2]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_no_canary_reaches_a_blind_reader(here, reader, kind):
    found = found_in(of(here, reader), canaries(here.world)[kind])

    assert found == {}


def test_a_session_of_a_blind_reader_holds_nothing_but_that_reader(here, app):
    open_session = app.session_interface.get_signing_serializer(app).loads
    sessions = [
        open_session(value.partition("=")[2].partition(";")[0])
        for answers in here.answers.values()
        for answer in answers.values()
        for name, value in answer.headers
        if name == "Set-Cookie"
    ]

    assert sessions
    assert {name for session in sessions for name in session} <= SESSION_FACTS


def test_every_blind_reader_read_pages_at_every_step(here):
    opened = {
        key: sum(answer.status == 200 for answer in answers.values())
        for key, answers in here.answers.items()
    }

    assert set(opened) == {(step, reader) for step in STEPS for reader in READERS}
    assert min(opened.values()) >= 4


@pytest.mark.parametrize("kind", ["names", "addresses", "e-mail", "phones"])
def test_the_canaries_sing_once_a_student_has_shared_the_name(here, kind):
    found = found_in(here.after_reveal, canaries(here.world)[kind])

    assert found


def test_the_canaries_sing_in_the_agreement_once_the_name_is_shared(here):
    files = {address: answer for address, answer in here.after_reveal.items() if ".pdf" in address}

    assert found_in(files, [here.world.identities[0].person.street])


# The leak catalogue, line by line.


def test_search_does_not_find_by_hidden_identity(here):
    plain, asked = {}, {}
    for key, answer in of(here, *READERS).items():
        if key.endswith(PROBE):
            asked[key.removesuffix(f"?{PROBE}")] = what_it_tells(answer)
        else:
            plain[key] = what_it_tells(answer)

    assert asked
    assert asked == {key: plain[key] for key in asked}


def test_errors_do_not_tell_what_exists(here):
    errors = {what_it_tells(answer) for answer in of(here, *READERS).values()}

    statuses = sorted(status for status, _words in errors if status >= 400)
    assert statuses == [404]


def test_no_statement_of_a_blind_page_touches_who_a_candidate_is(here):
    read = {
        (step, reader, table)
        for (step, reader), statements in here.statements.items()
        if reader in (*EMPLOYERS, *ASSESSORS)
        for statement in statements
        for table in ("vault_candidate", "vault_evidence", "reveal_line")
        if table in statement
    }

    assert read == set()


def test_no_file_is_to_be_had_before_the_reveal(here):
    answers = of(here, *EMPLOYERS, *ASSESSORS)
    files = {
        key: answer.status
        for key, answer in answers.items()
        if plain_address(key).partition("?")[0].endswith((".pdf", ".ics", ".csv", ".json"))
    }
    kinds = {
        value
        for answer in answers.values()
        for name, value in answer.headers
        if name == "Content-Type"
    }

    assert any(".pdf" in key for key in files)
    assert set(files.values()) == {404}
    assert kinds <= {"text/html; charset=utf-8", 'text/plain; charset="utf-8"'}
    assert not any("Content-Disposition" in dict(answer.headers) for answer in answers.values())


def test_what_pages_of_employers_and_assessors_hold_has_no_other_field():
    names = {
        kind.__name__: {one.name for one in fields(kind)}
        for kind in (BlindProposal, BlindRow, Sheet)
    }

    assert names == {
        "BlindProposal": {
            "id",
            "title",
            "state",
            "rows",
            "documents",
            "period_starts_on",
            "period_ends_on",
            "trial_days",
            "starts_at",
            "ends_at",
            "decides_by",
            "waits_for_school",
        },
        "BlindRow": {"letter", "required_level", "standing"},
        "Sheet": {"code", "letter", "text", "step"},
    }


def test_home_pages_are_among_the_pages_that_were_read(here):
    homes = {"noor": "/employer/home", "anton": "/school/home"}

    assert all(homes[reader] in here.answers[step, reader] for step in STEPS for reader in homes)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_public_tells_of_a_student(here, kind):
    assert found_in(here.public, canaries(here.world)[kind]) == {}


def test_employers_read_no_text_of_a_student_blind_or_not(here):
    texts = [part for words in WORDS.values() for part in words.split(". ") if "{" not in part]

    assert found_in(of(here, "anton"), texts)
    assert found_in(of(here, *EMPLOYERS), texts) == {}


def test_assessors_read_the_blind_text_and_nothing_that_was_taken_out(here):
    sheets = [
        text_of(answer)
        for key, answer in of(here, "anton").items()
        if "/school/desk/" in key and answer.status == 200 and "Ik heet" in text_of(answer)
    ]

    assert sheets
    assert all("Ik heet […]." in sheet for sheet in sheets)


def test_employers_see_no_sign_of_a_proposal_before_its_student_said_yes(here):
    for reader in EMPLOYERS:
        before, after = (
            {
                address: what_it_tells(answer)
                for address, answer in without_chance(here.answers[step, reader]).items()
                if answer.status < 400
            }
            for step in ("matching", "proposed")
        )

        assert after == before


def test_a_note_of_who_read_along_stays_with_the_student(here):
    assert found_in(of(here, *EMPLOYERS, *ASSESSORS), [NOTE]) == {}


def test_no_door_leads_a_blind_reader_to_a_page_about_students():
    wrong = [
        endpoint
        for endpoint, door in DOORS.items()
        if endpoint.startswith("students.") and door["roles"] != ["student"]
    ]

    assert wrong == []


def test_an_administrator_scores_nothing_and_answers_for_no_company():
    rooms = {
        endpoint.partition(".")[0]
        for endpoint, door in DOORS.items()
        if "administrator" in door["roles"]
    }
    desk = [one for one in DOORS if "/school/desk" in DOORS[one]["address"]]

    assert rooms == {"accounts", "schools"}
    assert all(DOORS[one]["roles"] == ["assessor"] for one in desk)


def test_no_page_shows_a_picture_or_leads_out_of_the_house(here):
    pages = of(here, *READERS)
    pictures = [
        key
        for key, answer in pages.items()
        if any(not one.startswith(b"/static/") for one in PICTURE.findall(answer.body))
    ]

    assert pictures == []
    assert all(one.startswith("/") for answer in pages.values() for one in links(answer))


def test_a_proposal_does_not_name_the_school(here):
    proposals = {
        key: answer
        for key, answer in of(here, *EMPLOYERS).items()
        if "/employer/proposals/" in key and answer.status == 200
    }

    assert proposals
    assert found_in(proposals, ["ROC Lekstroom"]) == {}


def test_a_mail_has_one_reader_and_no_other_header(here):
    mails = [
        (reader, dict(answer.headers))
        for (_step, reader), answers in here.answers.items()
        for address, answer in answers.items()
        if address.startswith("mail ")
    ]

    assert mails
    assert all(mail["To"] == f"{reader}@werk.example" for reader, mail in mails)
    assert {name for _reader, mail in mails for name in mail} <= MAIL_HEADERS


LINES = {
    "Search finds by hidden identity": test_search_does_not_find_by_hidden_identity,
    "Error text / API reveals": test_errors_do_not_tell_what_exists,
    "Timing channel": test_no_statement_of_a_blind_page_touches_who_a_candidate_is,
    "PDF button, zip/file name": test_no_file_is_to_be_had_before_the_reveal,
    "CSV export": test_no_file_is_to_be_had_before_the_reveal,
    "DTO carries hidden field": test_what_pages_of_employers_and_assessors_hold_has_no_other_field,
    "History/dashboard/audit view": test_home_pages_are_among_the_pages_that_were_read,
    "Public link": test_nothing_public_tells_of_a_student,
    "Empty redaction falls back to original": (
        test_no_statement_of_a_blind_page_touches_who_a_candidate_is
    ),
    "Comments, @mentions, cover letter, free text": (
        test_employers_read_no_text_of_a_student_blind_or_not
    ),
    "Updated-by / submitted-by line": test_no_canary_reaches_a_blind_reader,
    'Counts and empty rows ("0/0", a row with n = 1)': (
        test_employers_see_no_sign_of_a_proposal_before_its_student_said_yes
    ),
    "Revisions / version history of the item": "A text has no older versions; only one is kept.",
    "Answers to custom questions not covered by redaction": (
        "Nobody can add a question; every text on a desk went through the blinding: "
        "test_assessors_read_the_blind_text_and_nothing_that_was_taken_out."
    ),
    "Internal note field meant for staff": test_a_note_of_who_read_along_stays_with_the_student,
    "Profile/bio elsewhere": test_no_door_leads_a_blind_reader_to_a_page_about_students,
    "Flash before client-side masking": (
        "Nothing is masked in the browser: every test here reads the bytes as they are sent."
    ),
    "Superuser sees all": test_an_administrator_scores_nothing_and_answers_for_no_company,
    "Name-derived pseudonym / initials": test_no_canary_reaches_a_blind_reader,
    "Order, ids, timestamps as proxy": (
        "What a canary cannot tell: tests/leaks/test_two_worlds.py compares every byte."
    ),
    "Proxies: photo, school name, postcode, hobbies, language, date of birth, gaps": (
        test_a_proposal_does_not_name_the_school,
        test_no_page_shows_a_picture_or_leads_out_of_the_house,
    ),
    "Mail headers/Cc/Reply-To": test_a_mail_has_one_reader_and_no_other_header,
}
"""Every leak that others have had, with the test that looks for it here, or why there is none."""


def test_every_line_of_the_catalogue_has_its_answer():
    assert len(LINES) == 22
    assert all(LINES.values())

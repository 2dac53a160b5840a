"""The leaks that others have had, line by line: each is looked for here, and one is planted.

`LINES` names the test that looks for each line in the service; `planted.py` has at least one leak
of each line, which must be found.
"""

import re
from dataclasses import fields

import pytest

from placements.assessments.desk import Sheet
from placements.meetings.sheet import CompanySheet
from placements.proposals.blind import BlindProposal, BlindRow, Pending
from records.database import Base
from tests.leaks import test_canary, test_two_worlds
from tests.leaks.cast import (
    ASSESSORS,
    EMPLOYERS,
    LISTS_SCHOOLS,
    NOTE,
    READERS,
    SCHOOL,
    WORDS,
    readers_at,
)
from tests.leaks.crawl import DOORS, PROBE, links, without_chance
from tests.leaks.needles import canaries, found_in, read, text_of
from tests.leaks.planted import LEAKS
from tests.leaks.test_two_worlds import differences

pytestmark = pytest.mark.xdist_group("leaks")

PICTURE = re.compile(rb'<img[^>]*src="([^"]*)"')
FLASH = re.compile(rb'<div class="govuk-notification-banner pp-flash.*?</div>', re.DOTALL)
TIME_LINE = re.compile(rb'<ol class="pp-timeline.*?</ol>', re.DOTALL)
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
    errors = {
        what_it_tells(answer)
        for key, answer in of(here, *READERS).items()
        if answer.status >= 400 and answer.status != 422
    }

    assert sorted(status for status, _words in errors) == [404]


def test_no_statement_of_a_blind_page_touches_who_a_candidate_is(here):
    read = {
        (step, reader, table)
        for (step, reader), statements in here.statements.items()
        if reader in (*EMPLOYERS, *ASSESSORS)
        for statement in statements
        for table in (
            "vault_candidate",
            "vault_evidence",
            "vault_reflection",
            "vault_self_check",
            "reveal_line",
        )
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
    assert kinds <= {"text/html; charset=utf-8", "multipart/alternative"}
    assert not any("Content-Disposition" in dict(answer.headers) for answer in answers.values())


def test_what_pages_of_employers_and_assessors_hold_has_no_other_field():
    names = {
        kind.__name__: {one.name for one in fields(kind)}
        for kind in (BlindProposal, BlindRow, CompanySheet, Pending, Sheet)
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
            "pending",
        },
        "BlindRow": {"letter", "required_level", "standing"},
        "CompanySheet": {"asked", "coming", "waiting", "came", "numbers"},
        "Pending": {"is_yes", "until"},
        "Sheet": {"code", "letter", "text", "facts", "assignment"},
    }


def test_home_pages_are_among_the_pages_that_were_read(here):
    homes = {"noor": "/employer/home", "anton": "/school/home"}

    assert all(
        homes[reader] in here.answers[step, reader]
        for step in test_canary.STEPS
        for reader in homes
        if reader in readers_at(step)
    )


def test_nothing_public_tells_of_a_student(here):
    needles = [one for kind in canaries(here.world).values() for one in kind]
    found = found_in(read(without_chance(here.public)), needles)

    assert found == {LISTS_SCHOOLS: {SCHOOL}}


def test_employers_read_no_text_of_a_student_blind_or_not(reading):
    texts = [part for words in WORDS.values() for part in words.split(". ") if "{" not in part]

    assert found_in(reading("anton"), texts)
    assert all(found_in(reading(reader), texts) == {} for reader in EMPLOYERS)


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


def test_a_note_of_who_read_along_stays_with_the_student(reading):
    assert all(found_in(reading(one), [NOTE]) == {} for one in (*EMPLOYERS, *ASSESSORS))


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
    assert found_in(read(proposals), [SCHOOL]) == {}


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


def test_no_open_table_keeps_a_former_version_of_a_text():
    """But for one that new rules changed: sealed in the vault until a reviewer read the new one."""
    tables = [table for name, table in Base.metadata.tables.items() if "evidence" in name]
    former = {table.name for table in tables if "former" in table.columns}

    assert {table.name for table in tables} == {"evidence", "vault_evidence"}
    assert former == {"vault_evidence"}


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
    "Updated-by / submitted-by line": test_canary.test_no_canary_reaches_a_blind_reader,
    'Counts and empty rows ("0/0", a row with n = 1)': (
        test_employers_see_no_sign_of_a_proposal_before_its_student_said_yes
    ),
    "Revisions / version history of the item": test_no_open_table_keeps_a_former_version_of_a_text,
    "Answers to custom questions not covered by redaction": (
        test_assessors_read_the_blind_text_and_nothing_that_was_taken_out
    ),
    "Internal note field meant for staff": test_a_note_of_who_read_along_stays_with_the_student,
    "Profile/bio elsewhere": test_no_door_leads_a_blind_reader_to_a_page_about_students,
    "Flash before client-side masking": test_canary.test_no_canary_reaches_a_blind_reader,
    "Superuser sees all": test_an_administrator_scores_nothing_and_answers_for_no_company,
    "Name-derived pseudonym / initials": test_canary.test_no_canary_reaches_a_blind_reader,
    "Order, ids, timestamps as proxy": (
        test_two_worlds.test_no_blind_reader_can_tell_the_worlds_apart
    ),
    "Proxies: photo, school name, postcode, hobbies, language, date of birth, gaps": (
        test_a_proposal_does_not_name_the_school,
        test_no_page_shows_a_picture_or_leads_out_of_the_house,
    ),
    "Mail headers/Cc/Reply-To": test_a_mail_has_one_reader_and_no_other_header,
}
"""Every line of the catalogue, with the test that looks for it in the service."""


def test_every_line_of_the_catalogue_has_a_leak_of_its_own():
    assert len(LINES) == 22
    assert LINES.keys() == {leak.line for leak in LEAKS}


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: f"{leak.line}: {leak.name}")
def test_a_planted_leak_is_found(here, there, leak):
    answers = without_chance(here.answers_with_leak[leak.name])
    match leak.kind:
        case "":
            other = there.answers_with_leak[leak.name]
            found = differences(here.answers_with_leak[leak.name], other)
        case "statements":
            heard = here.statements["planted", leak.name]
            found = [one for one in heard if "vault_person.sealed" in one]
        case kind:
            found = found_in(read(answers), canaries(here.world)[kind])

    assert found

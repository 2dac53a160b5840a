"""The whole job, from a school that has nobody yet to an assessed trial internship.

Everything is done by people in browsers: one company on a phone, two students on phones, and
school staff at desks. Only the school itself is opened by a command, as an operator does.
"""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.beginning import (
    ACTIONS,
    CHOSEN,
    STORIES,
    WORK,
    School,
    advance,
    describe_place,
    open_round,
    sign_and_freeze,
)
from tests.journeys.keyboard import (
    look_again,
    rank_by_keyboard,
    score_everything,
    score_with_arrows,
    score_with_digits,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def tell(student, family):
    """A student writes evidence, and sees and approves the blind copy."""
    student.opens_mail()
    student.goes_to("/student/home")
    student.presses("Begin")
    student.goes_to("/student/profile/availability")
    student.fills(weekdays=[0, 1, 2, 3], travel_means="bicycle")
    student.presses("Save")
    for letter, story in STORIES.items():
        student.goes_to(f"/student/profile/evidence/{letter}")
        words = f"{story} Groetjes {student.name} {family}."
        student.fills(**CHOSEN, actions=ACTIONS[letter], words=words)
        student.page.locator("[name=words]").evaluate("element => element.scrollIntoView()")
        seen = student.page.locator("#preview blockquote p")
        expect(seen).to_be_in_viewport()
        expect(student.page.locator("#heard")).to_have_text(seen.inner_text())
        student.presses("Save and see what others read")
    student.goes_to("/student/blind-copy")
    assert family not in student.page.locator("main").inner_text()
    student.presses("This is how others may read it")


def rank(student, places):
    """A student puts places on the list and changes their order."""
    for _place in range(places):
        student.goes_to("/student/places")
        student.presses("Put on my list")
    student.goes_to("/student/ranking")
    first = student.page.locator("#ranking li").first
    title = first.inner_text()
    student.follows(student.page.locator("main button[name=move_down]"))
    expect(first).not_to_have_text(title)


def review(mehmet):
    """Mehmet, who scores nobody, reads every blind text and lets it go on."""
    mehmet.goes_to("/school/reviews")
    mehmet.clicks("Begin with the first")
    while "/school/reviews/" in mehmet.page.url:
        mehmet.does_not_see("Achterberg")
        mehmet.fills(verdict="clear")
        mehmet.presses("Save and go on")


def certify(student):
    student.goes_to("/student/profile/certify")
    student.presses("Yes, this is it")
    student.goes_to("/student/home")
    student.sees("You are ready")


def deposit(somebody, round_url, party):
    """Bind a party to a secret, and return the secret that only this party keeps."""
    somebody.goes_to(f"{round_url}/lottery")
    secret = somebody.page.locator("[name=secret]").first.input_value()
    somebody.fills(party=party, is_kept=True)
    somebody.presses("Bind us to this secret")
    somebody.does_not_see(secret)
    return secret


def make_the_match(school, server, round_url, secrets):
    """The input is frozen, the secrets come in, the draw is typed in, Carla decides."""
    server.work()
    for somebody, secret in secrets:
        somebody.goes_to(f"{round_url}/lottery")
        somebody.fills(secret=secret)
        somebody.presses("Hand it in")
    carla = school.carla
    carla.goes_to(f"{round_url}/lottery")
    carla.fills(value="8d1f8b2ce4d5b7aa1c2f90e6")
    carla.presses("Save")
    carla.goes_to(f"{round_url}/match")
    carla.presses("Run the match")
    server.work()
    carla.goes_to(f"{round_url}/match")
    carla.clicks("Look at the result")
    carla.does_not_see("Achterberg")
    carla.presses("I stand for this run")


def answer_and_reveal(student, otto, family):
    """Student and company say yes without a name; then the student's own tap tells it."""
    student.opens_mail()
    student.goes_to("/student/home")
    student.clicks("Read it and answer")
    student.clicks("Yes, I want this place")
    student.presses("Yes, I want this place")
    otto.opens_mail()
    otto.presses("Sign in")
    assert otto.page.url.endswith("/employer/proposals")
    otto.follows(otto.page.locator("main article a"))
    otto.does_not_see(family)
    otto.presses("Yes, this student can come")
    otto.server.clock.pass_by(minutes=31)
    student.opens_mail()
    student.goes_to("/student/home")
    student.clicks("Share my name")
    student.presses("Share my name with this company")


def trial_page(somebody, home):
    """Go to the trial of this round and return its address."""
    somebody.goes_to(home)
    somebody.follows(somebody.page.locator("main a[href*='/trials/']"))
    return somebody.page.url.removeprefix(somebody.server.address)


def note_talk(otto, trial, kind, day):
    otto.goes_to(f"{trial}/talks")
    otto.fills(kind=kind, held_on=day)
    otto.presses("Keep this")


def choose_levels(somebody, trial, level, *, with_evidence=True):
    """Fill in the rubric at the agreed moment and hand it in."""
    somebody.goes_to(f"{trial}/levels")
    for letter in WORK:
        somebody.fills(**{f"{letter}-level": level})
        if with_evidence:
            somebody.fills(
                **{
                    f"{letter}-observed_on": "2027-03-11",
                    f"{letter}-text": "Hielp een collega, vroeg door en maakte het werk af.",
                }
            )
    somebody.presses("Hand in")


def play_the_trial(school, otto, amina, clock):
    """From the first day to the outcome: nothing opens before its moment."""
    mehmet, ours = school.mehmet, trial_page(amina, "/student/home")
    theirs = ours.replace("/student/", "/employer/")
    schools = ours.replace("/student/", "/school/")
    school.carla.goes_to(f"{schools}/signature")
    school.carla.fills(signed_on="2027-01-20")
    school.carla.presses("Keep this")
    for somebody, trial in ((amina, ours), (otto, theirs), (mehmet, schools)):
        for file, start in (("agreement.pdf", b"%PDF"), ("trial.ics", b"BEGIN:VCALENDAR")):
            answer = somebody.page.request.get(f"{somebody.server.address}{trial}/{file}")
            assert answer.status == 200, f"{somebody.name}: {file}"
            assert answer.body().startswith(start)
    clock.go_to(date(2027, 3, 1))
    note_talk(otto, theirs, "start", "2027-03-01")
    clock.go_to(date(2027, 3, 8))
    note_talk(otto, theirs, "mid_check", "2027-03-08")
    too_early = otto.goes_to(f"{theirs}/levels")
    assert too_early.status in {403, 422} or otto.page.locator("[name=E-level]").count() == 0
    clock.go_to(date(2027, 3, 16), hour=15)
    choose_levels(otto, theirs, "3")
    choose_levels(mehmet, schools, "3")
    choose_levels(amina, ours, "4", with_evidence=False)
    mehmet.goes_to(f"{schools}/outcome")
    mehmet.fills(outcome="continue")
    mehmet.presses("Decide")
    amina.goes_to(f"{ours}/reaction")
    amina.fills(reaction="Ik heb veel geleerd en wil graag blijven.")
    amina.presses("Save")
    amina.goes_to(ours)
    amina.goes_to("/student/ledger")
    amina.sees("Otto Bos")


def test_the_whole_job(server, person, clock):
    school = School(server, person)
    otto = school.invite_company()
    amina = school.invite_student("Amina", "Achterberg", "3512 AB")
    bilal = school.invite_student("Bilal", "Bouazza", "3513 AB")
    round_url = open_round(school)
    for title in ("Servicedesk", "Werkplaats", "Netwerkbeheer"):
        describe_place(school, otto, title)
        sign_and_freeze(school, otto, round_url)
    secrets = [
        (school.carla, deposit(school.carla, round_url, "ROC Reis")),
        (school.vera, deposit(school.vera, round_url, "Studentenraad")),
    ]

    clock.go_to(date(2026, 12, 7))
    advance(school, round_url)
    tell(amina, "Achterberg")
    rank_by_keyboard(amina)
    tell(bilal, "Bouazza")
    rank(bilal, places=3)
    review(school.mehmet)
    certify(amina)
    certify(bilal)

    clock.go_to(date(2027, 1, 4))
    advance(school, round_url)
    score_everything(school.anton, lambda text: 3, score_with_digits)
    score_everything(school.berna, lambda text: 1 if "lijst" in text else 3, score_with_arrows)
    look_again((school.anton, school.berna), "Maakt een lijst en doet het belangrijkste eerst.", 3)

    clock.go_to(date(2027, 1, 11))
    advance(school, round_url)
    make_the_match(school, server, round_url, secrets)
    clock.go_to(date(2027, 1, 14))
    school.carla.presses("Publish to everybody")

    for student, family in ((amina, "Achterberg"), (bilal, "Bouazza")):
        answer_and_reveal(student, otto, family)
    play_the_trial(school, otto, amina, clock)

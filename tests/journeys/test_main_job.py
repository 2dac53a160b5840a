"""The whole job, from a school that has nobody yet to an assessed trial internship.

Everything is done by people in browsers: one company on a phone, two students on phones, and
school staff at desks. Only the school itself is opened by a command, as an operator does.
"""

from datetime import date

import pytest

from tests.journeys.stage import DESKTOP, PHONE

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PASSWORD = "vier woorden zijn genoeg"
CREBO = "25187"
WORK = {
    "E": ("Wij werken in tweetallen en dragen het werk aan elkaar over.", "2"),
    "Q": ("Een dag heeft tien meldingen en die moeten in een volgorde.", "2"),
    "R": ("Gebruikers bellen als iets niet werkt en dan moet je doorvragen.", "3"),
}
STORIES = {
    "E": "In een groepje van vier verdeelde ik de taken. Elke dag vroeg ik hoe ver iedereen was.",
    "Q": "Ik maakte een lijst van wat er af moest en deed het belangrijkste eerst. Alles was op tijd klaar.",
    "R": "Een klant wilde iets ruilen zonder bon. Ik luisterde, vroeg door en zocht een oplossing.",
}


class School:
    """Everyone of the journey, brought in through the pages."""

    def __init__(self, server, person):
        self.server, self.person = server, person
        result = server.app.test_cli_runner().invoke(
            args=["school", "open", "--name", "ROC Reis", "--phone", "030 111 22 33"]
            + ["--given-name", "Bea", "--family-name", "Beheer", "--email", "bea@reis.example"]
            + ["--programme", f"{CREBO}:Medewerker IT:3"]
        )
        assert result.exit_code == 0, result.output
        self.bea = self.comes_in("Bea", "bea@reis.example")
        staff = {
            "Carla": "coordinator",
            "Anton": "assessor",
            "Berna": "assessor",
            "Cas": "assessor",
        }
        for name, role in (staff | {"Mehmet": "mentor", "Vera": "confidant"}).items():
            self.bea.goes_to("/school/people/staff")
            self.bea.page.locator("[name=role]").select_option(role)
            self.bea.fills(
                given_name=name, family_name="Staf", email=f"{name.lower()}@reis.example"
            )
            self.bea.presses("Send the invitation")
            setattr(self, name.lower(), self.comes_in(name, f"{name.lower()}@reis.example"))

    def comes_in(self, name, email, viewport=DESKTOP):
        """Open the invitation, choose a password and be in."""
        somebody = self.person(name, email=email, viewport=viewport)
        somebody.opens_mail()
        somebody.fills(password=PASSWORD)
        somebody.presses("Save and sign in")
        return somebody

    def invite_student(self, name, family, postcode):
        self.carla.goes_to("/school/people/students")
        self.carla.fills(
            given_name=name,
            family_name=family,
            email=f"{name.lower()}@leerling.example",
            phone="06 12345678",
            student_number=f"S{len(name)}0{len(family)}",
            birth_date="2007-05-01",
            street="Kanaalstraat 12",
            postcode=postcode,
            town="Utrecht",
            mentor_id="Mehmet Staf",
        )
        self.carla.presses("Send the invitation")
        return self.comes_in(name, f"{name.lower()}@leerling.example", PHONE)

    def invite_company(self):
        self.carla.goes_to("/school/people/companies")
        self.carla.fills(
            name="Fietslab Utrecht",
            kvk_number="12345678",
            leerbedrijf_id="LB-REIS",
            company_street="Oudegracht 1",
            company_postcode="3511 AB",
            company_town="Utrecht",
            crebos=CREBO,
            accredited_until="2030-01-01",
            given_name="Otto",
            family_name="Bos",
            email="otto@fietslab.example",
        )
        self.carla.presses("Send the invitation")
        otto = self.person("Otto", email="otto@fietslab.example", viewport=PHONE)
        otto.opens_mail()
        otto.presses("Sign in")
        return otto


def open_round(school):
    """Carla opens a round and starts to collect forms."""
    carla = school.carla
    carla.goes_to("/school/rounds/new")
    carla.fills(
        name="Periode 3",
        objective="stable",
        vacancies_open_on="2026-11-23",
        profiles_open_on="2026-12-07",
        scoring_opens_on="2027-01-04",
        matching_opens_on="2027-01-11",
        results_on="2027-01-14",
        period_starts_on="2027-03-01",
        period_ends_on="2027-06-25",
        public_value_source="drand quicknet, eerste ronde na 12 januari 2027 12:00 uur",
    )
    carla.page.locator("[name=programme_ids]").first.check(force=True)
    carla.presses("Open the round")
    round_url = carla.page.url
    carla.goes_to(f"{round_url}/assessors")
    carla.page.locator("main a[href*='/assessors/']").first.click()
    carla.looks()
    carla.fills(first="Anton Staf", second="Berna Staf", reserve="Cas Staf")
    carla.presses("Save")
    advance(school, round_url)
    return round_url


def advance(school, round_url):
    """Carla starts the next phase, which nothing stands in the way of."""
    school.carla.goes_to(round_url)
    school.carla.page.locator("form[action$='/advance'] button[type=submit]").click()
    school.carla.looks()


def describe_place(school, otto, title):
    """Otto fills in the competency form, signs it, and Carla freezes it."""
    otto.goes_to("/employer/home")
    otto.presses("Describe a new place")
    otto.fills(title=title, starts_at="08:30", ends_at="17:00", weekly_hours="32", seats="1")
    for number, task in enumerate(["Storingen oplossen", "Werkplekken inrichten", "Uitleg geven"]):
        otto.fills(**{f"tasks-{number}": task})
    otto.fills(
        weekdays=[0, 1, 2, 3], monthly_allowance="350", trial_days="10", assessment_at="15:00"
    )
    otto.fills(add=list(WORK))
    otto.presses("Add what I ticked")
    for number, (why, level) in enumerate(WORK.values()):
        otto.page.locator(f"[name='criteria-{number}-why']").fill(why, force=True)
        otto.fills(
            **{
                f"criteria-{number}-needed_at_start": "yes",
                f"criteria-{number}-required_level": level,
            }
        )
    otto.presses("Save and preview")


def sign_and_freeze(school, otto, round_url):
    """Otto signs the form on the screen; Carla reads it and freezes it."""
    otto.clicks("Go on to sign and send")
    otto.presses("I sign and send the form")
    carla = school.carla
    carla.opens_mail()
    carla.goes_to(f"{round_url}/vacancies")
    carla.page.locator("main a[href^='/school/vacancies/']").first.click()
    carla.looks()
    carla.presses("Freeze the form")


def tell_and_rank(student, family, places):
    """A student writes evidence, sees the blind copy, and ranks the places by keyboard."""
    student.opens_mail()
    student.goes_to("/student/home")
    student.presses("Begin")
    student.goes_to("/student/profile/availability")
    student.fills(weekdays=[0, 1, 2, 3], travel_means="bicycle")
    student.presses("Save")
    for letter, story in STORIES.items():
        student.goes_to(f"/student/profile/evidence/{letter}")
        student.fills(setting="side_job", words=f"{story} Groetjes {student.name} {family}.")
        student.presses("Save and see what others read")
    student.goes_to("/student/blind-copy")
    assert family not in student.page.locator("main").inner_text()
    student.presses("This is how others may read it")
    for _place in range(places):
        student.goes_to("/student/places")
        student.presses("Put on my list")
    student.goes_to("/student/ranking")
    first = student.page.locator("main [id^=rank] h3, main ol li").first.inner_text()
    down = student.page.locator("main button[name=move_down]").first
    down.focus()
    student.page.keyboard.press("Enter")
    student.page.wait_for_timeout(400)
    assert student.page.locator("main [id^=rank] h3, main ol li").first.inner_text() != first


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


def score_by_keyboard(assessor, level_of):
    """Score everything on the desk with keys only."""
    assessor.opens_mail()
    while True:
        assessor.goes_to("/school/desk")
        begin = assessor.page.locator("main a[href^='/school/desk/']").first
        if not begin.count():
            break
        begin.focus()
        with assessor.page.expect_navigation():
            assessor.page.keyboard.press("Enter")
        assessor.looks()
        while "/school/desk/" in assessor.page.url:
            text = assessor.page.locator("main").inner_text()
            assert "Achterberg" not in text
            assert "Amina" not in text
            assessor.page.keyboard.press(level_of(text))
            with assessor.page.expect_navigation():
                assessor.page.keyboard.press("Enter")
            assessor.looks()
        lock = assessor.page.locator("main form[action$='/lock'] button").first
        lock.focus()
        with assessor.page.expect_navigation():
            lock.press("Enter")
        assessor.looks()


def look_again(first, second, behaviour):
    """Two assessors who differ by two levels write what they saw and decide once more."""
    for assessor in (first, second):
        assessor.opens_mail()
        assessor.goes_to("/school/desk")
        assessor.page.locator("main a[href$='/again']").first.click()
        assessor.looks()
        assessor.fills(behaviour=behaviour)
        assessor.presses("Save")
    for assessor in (first, second):
        assessor.goes_to("/school/desk")
        assessor.page.locator("main a[href$='/again']").first.click()
        assessor.looks()
        assessor.sees(behaviour)
        assessor.fills(level="3")
        assessor.presses("This is my answer")


def make_the_match(school, server, round_url, secrets):
    """The parties show their secrets, the draw is typed in, the worker computes, Carla decides."""
    for somebody, secret in secrets:
        somebody.goes_to(f"{round_url}/lottery")
        somebody.fills(secret=secret)
        somebody.presses("Show it")
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
    student.page.locator("main a[href^='/student/proposals/']").first.click()
    student.looks()
    student.clicks("Yes, I want this place")
    student.presses("Yes, I want this place")
    otto.opens_mail()
    otto.presses("Sign in")
    otto.goes_to("/employer/proposals")
    otto.page.locator("main a[href^='/employer/proposals/']").first.click()
    otto.looks()
    otto.does_not_see(family)
    otto.presses("Yes, this student can come")
    student.opens_mail()
    student.goes_to("/student/home")
    student.page.locator("main a[href^='/student/proposals/']").first.click()
    student.looks()
    student.clicks("Share my name")
    student.presses("Share my name with this company")


def test_the_whole_job(server, person, clock):
    school = School(server, person)
    otto = school.invite_company()
    amina = school.invite_student("Amina", "Achterberg", "3512 AB")
    bilal = school.invite_student("Bilal", "Bouazza", "3513 AB")
    round_url = open_round(school)
    for title in ("Servicedesk", "Werkplaats"):
        describe_place(school, otto, title)
        sign_and_freeze(school, otto, round_url)
    secrets = [
        (school.carla, deposit(school.carla, round_url, "ROC Reis")),
        (school.vera, deposit(school.vera, round_url, "Studentenraad")),
    ]

    clock.go_to(date(2026, 12, 7))
    advance(school, round_url)
    for student, family in ((amina, "Achterberg"), (bilal, "Bouazza")):
        tell_and_rank(student, family, places=2)
    review(school.mehmet)
    certify(amina)
    certify(bilal)

    clock.go_to(date(2027, 1, 4))
    advance(school, round_url)
    score_by_keyboard(school.anton, lambda text: "3")
    score_by_keyboard(school.berna, lambda text: "1" if "lijst" in text else "3")
    for _difference in range(2):
        look_again(school.anton, school.berna, "Maakt een lijst en doet het belangrijkste eerst.")

    clock.go_to(date(2027, 1, 11))
    advance(school, round_url)
    make_the_match(school, server, round_url, secrets)
    clock.go_to(date(2027, 1, 14))
    school.carla.presses("Publish to everybody")

    for student, family in ((amina, "Achterberg"), (bilal, "Bouazza")):
        answer_and_reveal(student, otto, family)

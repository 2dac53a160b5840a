"""How the journey begins: a school and a company come in, a round opens, places are frozen."""

from sqlalchemy import select

from records.database import db
from records.models.account import Account, Role
from tests.journeys.stage import DESKTOP, PHONE
from tests.practices import practised

PASSWORD = "vier woorden zijn genoeg"
CREBO = "25187"
WORK = {
    "E": ("Wij werken in tweetallen en dragen het werk aan elkaar over.", "2"),
    "Q": ("Een dag heeft tien meldingen en die moeten in een volgorde.", "2"),
    "R": ("Gebruikers bellen als iets niet werkt en dan moet je doorvragen.", "3"),
}
STORIES = {
    "E": "In een groepje van vier verdeelde ik de taken. Elke dag vroeg ik hoe ver iedereen was.",
    "Q": "Ik maakte een lijst en deed het belangrijkste eerst. Alles was op tijd klaar.",
    "R": "Een klant wilde iets ruilen zonder bon. Ik luisterde, vroeg door en zocht een oplossing.",
}
CHOSEN = {
    "setting": "side_job",
    "task": "een opdracht met een groepje maken",
    "help": "asked",
    "frequency": "elke week",
    "people": "met of voor 2 tot 5 anderen",
    "result": "het werk was op tijd af",
    "seen_by": "een docent",
}
"""What students choose from the lists, in the words of the page."""
ACTIONS = {"E": ["E.agree", "E.report"], "Q": ["Q.list", "Q.first"], "R": ["R.ask", "R.solve"]}


class School:
    """Everyone of the journey, brought in through the pages."""

    def __init__(self, server, person):
        self.server, self.person = server, person
        result = server.app.test_cli_runner().invoke(
            args="school open --name Reis --phone 030111 --street 'Vondellaan 174' "
            "--postcode '3521 GH' --town Utrecht --given-name Bea --family-name Beheer "
            f"--email bea@reis.example --programme '{CREBO}:Medewerker IT:3'"
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
        self._practise()

    def _practise(self):
        """Let every assessor have practised: that is a journey of its own."""
        with self.server.app.app_context():
            assessors = select(Account).where(Account.role == Role.ASSESSOR).order_by(Account.id)
            for account in db.session.scalars(assessors).all():
                practised(account)
            db.session.commit()

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
    carla.follows(carla.page.locator("main a[href*='/assessors/']"))
    carla.fills(first="Anton Staf", second="Berna Staf", reserve="Cas Staf")
    carla.presses("Save")
    advance(school, round_url)
    return round_url


def advance(school, round_url):
    """Carla starts the next phase, which nothing stands in the way of."""
    school.carla.goes_to(round_url)
    school.carla.follows(school.carla.page.locator("form[action$='/advance'] button[type=submit]"))


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
    carla.follows(carla.page.locator("main a[href^='/school/vacancies/']"))
    carla.presses("Freeze the form")

"""The demo data holds to the rules of the service, and reads as the work of sixty people."""

import csv
import json
import re
from collections import Counter
from datetime import date, time
from itertools import combinations
from pathlib import Path

import pytest

import app
from placements.catalogue import DATA_FOLDER, competence
from placements.choices import WorkOffer
from placements.profiles.facts import clean_facts, sector_of
from placements.profiles.suitability import LEGAL_AGES, ages_reached
from placements.travel import travel_minutes
from placements.vacancies.wording import check_wording
from records.models.account import Role
from records.models.candidate import EvidenceSetting, TravelMeans
from records.models.vacancy import HardRequirementKind

pytestmark = pytest.mark.xdist_group("demo")

FOLDER = Path(app.__file__).parent / "demo" / "data"
PERIOD_STARTS_ON = date(2027, 2, 1)


def read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def read_rows(name):
    with (DATA_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SCHOOLS = read("schools.json")
STUDENTS = read("students.json")
EMPLOYERS = read("employers.json")
VACANCIES = {one["key"]: one for employer in EMPLOYERS for one in employer["vacancies"]}
EMPLOYER_OF = {one["key"]: employer for employer in EMPLOYERS for one in employer["vacancies"]}
CRITERIA = [criterion for vacancy in VACANCIES.values() for criterion in vacancy["criteria"]]
EVIDENCE = [text for student in STUDENTS for text in student["evidence"]]
PLACES = {row["pc4"]: row["place"] for row in read_rows("pc4-geonames-ccby4.csv")}
EVERY_STUDENT = pytest.mark.parametrize(
    "student", STUDENTS, ids=lambda student: student["person"]["given_name"]
)
EVERY_VACANCY = pytest.mark.parametrize("vacancy", VACANCIES.values(), ids=lambda one: one["key"])


def everybody():
    yield from (member for school in SCHOOLS for member in school["staff"])
    yield from STUDENTS
    yield from (member for employer in EMPLOYERS for member in employer["people"])


def words_of(text):
    return set(re.findall(r"\w+", text.casefold()))


def suitable_places(student):
    papers = {one["kind"] for one in student["documents"]}
    papers |= ages_reached(date.fromisoformat(student["person"]["birth_date"]), on=PERIOD_STARTS_ON)
    return {
        key
        for key, vacancy in VACANCIES.items()
        if vacancy["crebo"] == student["crebo"]
        and not vacancy["weekdays"] & ~student["weekdays"]
        and {one["kind"] for one in vacancy["hard_requirements"]} <= papers
        and travel_minutes(
            student["person"]["postcode"],
            EMPLOYER_OF[key]["postcode"],
            TravelMeans(student["travel_means"]),
        )
        <= student["travel_limit_minutes"]
    }


def test_the_demo_has_the_promised_size():
    programmes = Counter(student["crebo"] for student in STUDENTS)

    assert len(SCHOOLS) == 2
    assert set(programmes.values()) == {15}
    assert len(programmes) == 4
    assert (len(EMPLOYERS), len(VACANCIES)) == (30, 45)


def test_programmes_are_real_qualifications():
    qualifications = {row["crebo"]: row for row in read_rows("crebo_2015.csv")}

    for school in SCHOOLS:
        for programme in school["programmes"]:
            official = qualifications[programme["crebo"]]
            assert programme["name"] == official["kwalificatie"]
            assert programme["level"] == int(official["niveau"])


def test_every_school_has_the_staff_that_a_round_needs():
    for school in SCHOOLS:
        roles = Counter(Role(member["role"]) for member in school["staff"])

        assert roles[Role.COORDINATOR] in {1, 2}
        assert (roles[Role.ASSESSOR], roles[Role.MENTOR]) == (4, 2)
        assert (roles[Role.CONFIDANT], roles[Role.ADMINISTRATOR]) == (1, 1)
        assert roles[Role.PRIVACY_OFFICER] == (school["key"] == "maasveld")


def test_nobody_shares_a_name_an_address_or_a_number():
    people = [member["person"] for member in everybody()]
    students = [student["person"] for student in STUDENTS]

    for persons, key in (
        (people, "email"),
        (people, "phone"),
        (students, "student_number"),
        (students, "family_name"),
        (students, "given_name"),
    ):
        values = [person[key] for person in persons]
        assert len(set(values)) == len(values), key


def test_no_mail_can_leave_for_a_real_address():
    assert all(member["person"]["email"].endswith(".example") for member in everybody())
    assert all(member["person"]["email"].isascii() for member in everybody())
    assert all(re.fullmatch(r"06-12345\d{3}", member["person"]["phone"]) for member in everybody())


def test_every_address_stands_in_a_real_town():
    addresses = [student["person"] for student in STUDENTS] + EMPLOYERS + SCHOOLS

    for address in addresses:
        assert re.fullmatch(r"[1-9]\d{3}[A-Z]{2}", address["postcode"])
        assert PLACES[address["postcode"][:4]] == address["town"]
        assert re.search(r" \d+$", address["street"])


@EVERY_STUDENT
def test_a_student_is_sixteen_to_twenty_two_and_belongs_to_a_school(student):
    school = next(one for one in SCHOOLS if one["key"] == student["school"])
    mentors = {one["person"]["email"] for one in school["staff"] if one["role"] == Role.MENTOR}

    assert 16 <= 2026 - date.fromisoformat(student["person"]["birth_date"]).year <= 22
    assert student["crebo"] in {programme["crebo"] for programme in school["programmes"]}
    assert student["mentor"] in mentors
    assert TravelMeans(student["travel_means"])
    assert 5 <= student["travel_limit_minutes"] <= 180
    assert 1 <= student["weekdays"] <= 127


@EVERY_STUDENT
def test_a_student_wrote_about_five_to_seven_competences_once_each(student):
    letters = [text["letter"] for text in student["evidence"]]

    assert 5 <= len(letters) <= 7
    assert len(set(letters)) == len(letters)


@EVERY_STUDENT
def test_a_student_wishes_at_least_three_places_that_are_possible(student):
    wishes = student["wishes"]

    assert 3 <= len(wishes) == len(set(wishes)) <= 15
    assert set(wishes) <= suitable_places(student)


@EVERY_STUDENT
def test_a_student_wants_to_learn_one_to_three_things(student):
    letters = student["learning_wishes"]

    assert 1 <= len(letters) == len(set(letters)) <= 3
    assert all(competence(letter) for letter in letters)
    assert all(HardRequirementKind(one["kind"]) not in LEGAL_AGES for one in student["documents"])


def test_every_text_can_be_kept_and_has_a_level_a_setting_and_a_competence():
    for text in EVIDENCE:
        assert 20 <= len(text["text"]) <= 400
        assert text["level"] in {1, 2, 3, 4}
        assert EvidenceSetting(text["setting"])
        assert competence(text["letter"])


def test_what_was_chosen_is_on_the_lists_of_the_programme():
    for student in STUDENTS:
        for text in student["evidence"]:
            kept = clean_facts(
                text["facts"], letter=text["letter"], sector=sector_of(student["crebo"])
            )
            assert kept == text["facts"]


def test_no_two_texts_of_a_programme_are_alike():
    for crebo in {student["crebo"] for student in STUDENTS}:
        texts = [
            words_of(text["text"])
            for student in STUDENTS
            if student["crebo"] == crebo
            for text in student["evidence"]
        ]

        alike = [len(one & other) / len(one | other) for one, other in combinations(texts, 2)]

        assert max(alike) < 0.5


def test_texts_come_from_every_walk_of_life_and_every_level():
    levels = Counter(text["level"] for text in EVIDENCE)
    settings = Counter(text["setting"] for text in EVIDENCE)

    assert min(levels[level] for level in (1, 2, 3, 4)) >= 20
    assert set(settings) == set(EvidenceSetting)
    assert settings[EvidenceSetting.SCHOOL] <= 0.6 * len(EVIDENCE)


def test_a_third_of_the_texts_holds_something_the_blinding_must_remove():
    share = sum(text["is_identifying"] for text in EVIDENCE) / len(EVIDENCE)

    assert 0.25 <= share <= 0.45


def test_a_text_that_names_somebody_of_the_demo_is_marked_as_identifying():
    given_names = {student["person"]["given_name"].casefold() for student in STUDENTS}
    unmarked = [text["text"] for text in EVIDENCE if not text["is_identifying"]]

    naming = [text for text in unmarked if given_names & words_of(text)]
    naming += [text for text in unmarked if any(school["name"] in text for school in SCHOOLS)]

    assert naming == []


@EVERY_VACANCY
def test_a_vacancy_could_be_sent_as_it_is(vacancy):
    texts = [vacancy["title"], *vacancy["tasks"]]
    texts += [said for one in vacancy["criteria"] for said in (one["why"], one["essential_reason"])]

    assert 3 <= len(vacancy["tasks"]) <= 5
    assert 1 <= vacancy["seats"] <= 3
    assert 8 <= vacancy["weekly_hours"] <= 40
    assert 1 <= vacancy["weekdays"] <= 127
    assert time.fromisoformat(vacancy["starts_at"]) < time.fromisoformat(vacancy["ends_at"])
    assert vacancy["offers"] == [WorkOffer(code).value for code in vacancy["offers"]]
    assert len(vacancy["title"]) <= 120
    assert [check_wording(text) for text in texts if text and check_wording(text)] == []


@EVERY_VACANCY
def test_the_hours_of_a_vacancy_fit_in_its_days(vacancy):
    starts, ends = (time.fromisoformat(vacancy[key]) for key in ("starts_at", "ends_at"))

    hours_a_day = (ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute - 30) / 60

    assert abs(hours_a_day * vacancy["weekdays"].bit_count() - vacancy["weekly_hours"]) <= 3


@EVERY_VACANCY
def test_a_vacancy_is_assessed_by_its_own_people_in_its_own_programme(vacancy):
    employer = EMPLOYER_OF[vacancy["key"]]

    assert vacancy["trainer"] in {one["person"]["email"] for one in employer["people"]}
    assert vacancy["crebo"] in {one["crebo"] for one in employer["accreditations"]}
    assert all(
        date.fromisoformat(one["valid_until"]) > PERIOD_STARTS_ON
        for one in employer["accreditations"]
    )


@EVERY_VACANCY
def test_a_vacancy_asks_three_to_seven_things_and_at_most_two_are_a_must(vacancy):
    letters = [criterion["letter"] for criterion in vacancy["criteria"]]

    assert 3 <= len(letters) == len(set(letters)) <= 7
    assert sum(criterion["is_essential"] for criterion in vacancy["criteria"]) <= 2


@EVERY_VACANCY
def test_a_hard_requirement_names_the_rule_it_rests_on(vacancy):
    for requirement in vacancy["hard_requirements"]:
        assert HardRequirementKind(requirement["kind"])
        assert "artikel" in requirement["rule"]
        assert len(requirement["rule"]) <= 200


def test_every_criterion_keeps_to_the_form():
    for criterion in CRITERIA:
        assert competence(criterion["letter"])
        assert criterion["weight"] in {1, 2, 3}
        assert 1 <= criterion["required_level"] <= 3
        assert criterion["required_level"] <= criterion["level_at_end"] <= 4
        assert bool(criterion["essential_reason"]) is criterion["is_essential"]
        assert 10 <= len(criterion["why"]) <= 300


def test_what_is_learned_on_the_spot_asks_nothing_beforehand():
    learned_here = [criterion for criterion in CRITERIA if not criterion["needed_at_start"]]

    assert learned_here
    assert all(one["required_level"] == 1 and not one["is_essential"] for one in learned_here)
    assert all(one["required_level"] > 1 for one in CRITERIA if one["needed_at_start"])


def test_no_two_reasons_are_the_same():
    reasons = [criterion["why"] for criterion in CRITERIA]

    assert len(set(reasons)) == len(reasons)


def test_employers_have_their_own_numbers():
    numbers = [employer["leerbedrijf_id"] for employer in EMPLOYERS]

    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"00\d{6}", employer["kvk_number"]) for employer in EMPLOYERS)
    assert all(employer["people"][0]["role"] == Role.OWNER for employer in EMPLOYERS)

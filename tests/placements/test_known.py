"""What the school writes for outsiders tells nothing of any student."""

from datetime import date

import pytest

from placements.errors import Refusal
from placements.match.run import return_run
from placements.people.known import require_nobody_known
from placements.proposals.refusals import RefusalTerms, refuse_proposal
from placements.trials.course import (
    ContactTerms,
    hold_contact,
    write_observation,
    write_reaction,
)
from placements.trials.outcomes import Conclusion, conclude_trial
from placements.vacancies.freezing import return_vacancy
from records.models.proposal import RefusalReason
from records.models.trial import ContactKind, Outcome, Rater
from tests.factories import NOW, ProgrammeFactory, StudentFactory
from tests.rounds import RESULTS_DAY, actor_of, finished_run
from tests.trial_stage import ASSESSMENT, FIRST_DAY, seen

TELLS = "tells something of a student"


@pytest.fixture
def roos(programme):
    """Roos takes no part in the round; her name is an ordinary word."""
    return StudentFactory(
        programme=programme,
        account__given_name="Roos",
        account__family_name="van der Wijngaarden",
        account__email="roos.wijngaarden@leerling.example",
        account__facts={
            "nickname": "Zoefje",
            "street": "Vlinderdwarsgaarde 317",
            "postcode": "3524QX",
            "town": "Bunnik",
            "phone": "06 91 73 40 28",
            "birth_date": date(2008, 2, 29),
            "student_number": "S7719342",
        },
    )


@pytest.mark.parametrize(
    "reason",
    [
        "Dat heeft Roos zelf gevraagd, samen met haar mentor.",
        "ROOS-WIJNGAARDEN heeft zelf al een afspraak.",
        "Zoefje kan daar niet op tijd komen.",
        "Wie in de Vlinderdwarsgaarde woont, kan daar niet komen.",
        "Vanuit 3524 QX rijdt geen bus.",
        "Vanuit Bunnik rijdt geen bus meer.",
        "Bel even met 0691734028 over deze plek.",
        "Geboren op 29 februari 2008, dus te jong voor de oven.",
        "Nummer S7719342 heeft zelf al een afspraak.",
        "Vraag het aan roos.wijngaarden@leerling.example.",
    ],
)
def test_no_fact_of_a_student_passes_and_the_answer_is_always_the_same(
    session, matching_round, roos, reason
):
    with pytest.raises(Refusal) as refused:
        require_nobody_known(session, matching_round.id, reason, field="reason")

    assert TELLS in refused.value.message
    assert (refused.value.field, refused.value.facts) == ("reason", {})


@pytest.mark.parametrize(
    "reason",
    [
        "De bus naar deze plek rijdt sinds vorige week niet meer.",
        "Er staat een roos op de balie, daar kan niemand bij.",
        "De dagen van een plek klopten niet.",
    ],
)
def test_a_reason_about_the_work_passes(session, matching_round, roos, reason):
    require_nobody_known(session, matching_round.id, reason, field="reason")


def test_a_student_of_another_programme_is_nobody_here(session, matching_round):
    StudentFactory(programme=ProgrammeFactory(), account__given_name="Xanthippe")

    require_nobody_known(session, matching_round.id, "Xanthippe was er niet.", field="reason")


def test_a_run_that_goes_back_tells_of_nobody(
    session, matching_round, carla, by_carla, amina_in_round, bakery_place
):
    run = finished_run(session, matching_round, carla)

    with pytest.raises(Refusal, match=TELLS):
        return_run(session, by_carla, run, "Amina had de verkeerde dagen.", now=NOW)


def test_a_note_to_a_company_tells_of_nobody_but_the_company(session, sent, carla, roos):
    with pytest.raises(Refusal, match=TELLS):
        return_vacancy(session, actor_of(carla), sent, "We denken aan Roos.", now=NOW)

    return_vacancy(session, actor_of(carla), sent, "Is Bakkerij De Vries open?", now=NOW)


@pytest.mark.parametrize("text", ["Amina kwam op tijd.", "Mevrouw El Idrissi hielp mee."])
def test_no_text_about_a_trial_names_its_student(session, assessed_trial, amina, mehmet, text):
    assert_unnamed = pytest.raises(Refusal, match="write “the student”")
    by_mehmet, now = actor_of(mehmet), ASSESSMENT
    talk = ContactTerms(kind=ContactKind.START, held_on=FIRST_DAY.date(), note=text)
    end = Conclusion(
        outcome=Outcome.CONTINUE_WITH_AGREEMENTS, agreements=text, three_way_talk_on=None
    )

    with assert_unnamed:
        hold_contact(session, by_mehmet, assessed_trial, talk, now=now)
    with assert_unnamed:
        write_observation(session, assessed_trial, seen("E", text), rater=Rater.SCHOOL, now=now)
    with assert_unnamed:
        write_reaction(session, actor_of(amina), assessed_trial, text, now=now)
    with assert_unnamed:
        conclude_trial(session, by_mehmet, assessed_trial, end, now=now)


def test_a_company_that_cannot_host_tells_of_nobody(session, accepted_proposal, by_noor):
    terms = RefusalTerms(reason=RefusalReason.DATES, explanation="Amina is dan al weg, denk ik.")

    with pytest.raises(Refusal, match=TELLS):
        refuse_proposal(session, by_noor, accepted_proposal, terms, now=RESULTS_DAY)

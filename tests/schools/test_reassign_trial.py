"""The school's assessor is ill or gone: a colleague takes over, and nothing is lost."""

import pytest
from sqlalchemy import select

from placements.errors import NotAllowed
from placements.trials.course import reassign_trial
from records.models.account import Account, Role
from records.models.audit import AuditEvent
from records.models.desk.assessment import Assessment
from records.models.outbox import OutboxMessage
from records.models.trial import Rater
from tests.factories import AccountFactory
from tests.rounds import actor_of
from tests.trial_stage import ASSESSMENT, hand_in


@pytest.fixture
def samira(school):
    """Samira is a mentor too."""
    return AccountFactory(role=Role.MENTOR, school_id=school.id, given_name="Samira")


@pytest.fixture
def page(trial):
    return f"/school/trials/{trial.id}/assessor"


def test_a_colleague_takes_over_and_hears_it(
    session, as_carla, as_mehmet, sign_in, page, trial, samira, mehmet
):
    response = as_carla.post(page, data={"assessor_id": str(samira.id)})

    assert response.status_code == 302
    assert trial.school_assessor_id == samira.id
    told = select(OutboxMessage.account_id).where(OutboxMessage.kind == "trial_reassigned")
    assert session.scalars(told).all() == [samira.id]
    line = session.scalars(select(AuditEvent).where(AuditEvent.event == "trial:reassigned")).one()
    assert (line.details["former_id"], line.subject_id) == (str(mehmet.id), trial.id)
    assert sign_in(samira).get(f"/school/trials/{trial.id}").status_code == 200
    assert as_mehmet.get(f"/school/trials/{trial.id}").status_code == 404


def test_what_the_first_handed_in_stays(session, as_carla, page, trial, samira, mehmet):
    hand_in(session, mehmet, trial, {"E": 2, "K": 3})

    as_carla.post(page, data={"assessor_id": str(samira.id)})

    kept = {one.letter: (one.level, one.is_locked) for one in trial.ratings}
    assert kept == {"E": (2, True), "K": (3, True)}
    assert {one.rater for one in trial.observations} == {Rater.SCHOOL}


def test_nobody_who_scored_this_student_is_on_the_list(session, as_carla, page, trial, samira):
    scorer_id = session.scalars(
        select(Assessment.assessor_id).where(Assessment.candidate_id == trial.proposal.candidate_id)
    ).first()

    response = as_carla.post(page, data={"assessor_id": str(scorer_id)})

    assert str(samira.id) in response.text
    assert str(scorer_id) not in as_carla.get(page).text
    assert response.status_code == 422


def test_without_a_choice_it_asks_for_one(as_carla, page, trial, samira):
    response = as_carla.post(page, data={})

    assert response.status_code == 422
    assert "Kies iemand" in response.text


def test_a_trial_that_has_ended_keeps_its_assessor(session, carla, trial, samira):
    trial.outcome, trial.state = "continue", "concluded"
    session.flush()

    with pytest.raises(NotAllowed):
        reassign_trial(session, actor_of(carla), trial, samira.id, now=ASSESSMENT)


def test_a_mentor_does_not_choose(as_mehmet, page, sign_in):
    elsewhere = AccountFactory(role=Role.COORDINATOR)

    assert as_mehmet.get(page).status_code == 403
    assert sign_in(elsewhere).get(page).status_code == 404


def test_whoever_left_is_not_on_the_list(session, as_carla, page, samira):
    session.get_one(Account, samira.id).is_active = False

    assert str(samira.id) not in as_carla.get(page).text

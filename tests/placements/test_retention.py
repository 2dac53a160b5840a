"""What may no longer be kept is forgotten by itself, and not a day before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.commands.work import forget_by_the_hour
from placements.actors import Role, actor_of
from placements.errors import NotAllowed
from placements.notifications import notify
from placements.people.closing import close_account
from placements.people.links import create_link
from placements.people.retention import LINKS_KEPT, MAIL_KEPT, MEETINGS_KEPT, TEXTS_KEPT
from placements.proposals.reveal import open_student
from records.models.account import AccessLink, LinkKind
from records.models.candidate import ReviewState
from records.models.meeting import MeetingRequest
from records.models.outbox import OutboxMessage
from records.models.round import RoundPhase
from records.models.signal import ConfidantKey
from records.queries.signals import find_confidant_key
from records.vault.evidence import find_changed_ids, open_words, store_former
from tests.desks import CHANCE
from tests.factories import NOW, AccountFactory, EvidenceFactory
from tests.meetings import ENDS, MeetingFactory, ask

A_MOMENT = timedelta(seconds=1)
END = datetime(2027, 6, 25, 22, 0, tzinfo=UTC)
"""The end of the last day of the period."""


def rows(session, kind):
    session.flush()
    return session.scalars(select(kind)).all()


def test_mail_that_went_or_that_nobody_takes_goes_after_thirty_days(session, carla):
    notify(session, carla.id, "match_finished", now=NOW)

    forget_by_the_hour(session, now=NOW + MAIL_KEPT)
    kept = len(rows(session, OutboxMessage))
    forget_by_the_hour(session, now=NOW + MAIL_KEPT + A_MOMENT)

    assert (kept, rows(session, OutboxMessage)) == (1, [])


def test_links_go_ninety_days_after_they_ended(session, noor):
    create_link(session, noor.id, LinkKind.SIGN_IN, lasts=timedelta(days=3), now=NOW)
    ended = NOW + timedelta(days=3)

    forget_by_the_hour(session, now=ended + LINKS_KEPT)
    kept = len(rows(session, AccessLink))
    forget_by_the_hour(session, now=ended + LINKS_KEPT + A_MOMENT)

    assert (kept, rows(session, AccessLink)) == (1, [])


def test_texts_of_a_closed_round_go_four_weeks_after_its_period(session, amina_in_round):
    text = EvidenceFactory(
        candidate_id=amina_in_round.id,
        letter="D",
        blind_text="Telde de kas.",
        words="Ik telde de kas.",
        review=ReviewState.RETURNED,
        review_note="Wie telde?",
    )
    store_former(session, text.id, "Telde de kas van het buurthuis.")
    amina_in_round.round.phase = RoundPhase.TRIALS
    session.flush()
    forget_by_the_hour(session, now=END + TEXTS_KEPT + timedelta(days=1))
    while_it_runs = text.blind_text
    amina_in_round.round.phase = RoundPhase.CLOSED
    session.flush()
    forget_by_the_hour(session, now=END + TEXTS_KEPT - timedelta(days=1))
    kept = (text.blind_text, text.review_note, find_changed_ids(session, [text.id]))
    forget_by_the_hour(session, now=END + TEXTS_KEPT + timedelta(days=1))
    session.refresh(text)

    assert while_it_runs == "Telde de kas."
    assert kept == ("Telde de kas.", "Wie telde?", {text.id})
    assert (text.blind_text, text.review_note) == ("", None)
    assert find_changed_ids(session, [text.id]) == frozenset()
    assert open_words(session, [text.id])[text.id] == "Ik telde de kas."


def test_who_asked_for_a_meeting_is_forgotten_after_two_years(
    session, school, programme, bakery, amina
):
    meeting = MeetingFactory(school=school, employer=bakery, programmes=[programme])
    ask(session, amina, meeting)

    forget_by_the_hour(session, now=ENDS + MEETINGS_KEPT)
    kept = len(rows(session, MeetingRequest))
    forget_by_the_hour(session, now=ENDS + MEETINGS_KEPT + A_MOMENT)

    assert (kept, rows(session, MeetingRequest)) == (1, [])


@pytest.mark.usefixtures("private", "signal")
def test_the_key_of_a_confidant_who_leaves_goes_and_the_others_stay(session, school, vera):
    bea = AccountFactory(role=Role.ADMINISTRATOR, school_id=school.id)
    forget_by_the_hour(session, now=NOW)
    kept = find_confidant_key(session, vera.id)

    close_account(session, actor_of(bea), vera, rng=CHANCE, now=NOW)
    session.flush()
    forget_by_the_hour(session, now=NOW)

    assert kept is not None
    assert rows(session, ConfidantKey) == []


def test_a_company_reads_no_name_four_weeks_after_the_internship(
    session, as_noor, at, by_noor, trial, amina
):
    last = datetime(2027, 7, 23, 12, 0, tzinfo=UTC)
    open_student(session, by_noor, trial.proposal, now=last)

    with pytest.raises(NotAllowed):
        open_student(session, by_noor, trial.proposal, now=last + timedelta(days=1))
    at(last + timedelta(days=1))
    assert trial.proposal.round.period_ends_on == date(2027, 6, 25)
    for page in (f"proposals/{trial.proposal_id}", f"trials/{trial.id}", "trials"):
        answer = as_noor.get(f"/employer/{page}")
        assert answer.status_code == 200
        assert "Idrissi" not in answer.text
    assert "langer dan vier weken" in as_noor.get(f"/employer/proposals/{trial.proposal_id}").text
    assert as_noor.get(f"/employer/trials/{trial.id}/agreement.pdf").status_code == 404

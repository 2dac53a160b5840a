"""The trial (proefstage): planned from what the place froze, and what happens on its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from placements import audit
from placements.actors import Actor
from placements.days import day_of, moment_of, working_days
from placements.errors import Refusal, TooLate, msgid
from placements.holds import hold
from placements.notifications import notify
from placements.people.known import require_unnamed
from placements.policy import require
from placements.policy.trials import (
    may_hold_contact,
    may_note_observation,
    may_reassign_trial,
    may_record_signature,
    may_write_reaction,
    rater_of,
)
from records.models.proposal import Proposal
from records.models.trial import (
    ContactKind,
    Observation,
    Rater,
    Trial,
    TrialContact,
    TrialState,
)
from records.models.vacancy import Vacancy
from records.queries.students import get_student
from records.queries.trials import list_school_assessors
from records.vault.candidates import find_candidate_id_of_student, student_ids_of_candidates

STATE_AFTER = {
    ContactKind.START: TrialState.STARTED,
    ContactKind.MID_CHECK: TrialState.CHECKED,
}
"""Which state a contact moment brings; the assessment is brought by the levels themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTerms:
    """A contact moment that took place, and what was agreed."""

    kind: ContactKind
    held_on: date
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationTerms:
    """Something seen on a day. The id is drawn by the page, so that sending twice writes once."""

    id: UUID
    letter: str
    observed_on: date
    text: str


def plan_trial(session: Session, proposal: Proposal, *, now: datetime) -> Trial:
    """Plan the trial of a proposal that both sides have said yes to.

    It starts on the first day of work in the period, or tomorrow if that has begun, and is
    assessed at the agreed time on its last day, by the trainer and by somebody of the school who
    did not score this student.

    Raises
    ------
    Refusal
        If the school has nobody who can assess.
    """
    vacancy, round_ = proposal.vacancy, proposal.round
    days = trial_days_from(vacancy, day_of(now))
    student_id = student_ids_of_candidates(session, [proposal.candidate_id])[proposal.candidate_id]
    assessor_ids = list_school_assessors(
        session,
        candidate_id=proposal.candidate_id,
        school_id=round_.school_id,
        mentor_id=get_student(session, student_id).mentor_id,
    )
    if not assessor_ids:
        raise Refusal(msgid("Your school has nobody who can assess this trial yet. Call them."))
    trial = Trial(
        proposal_id=proposal.id,
        school_assessor_id=assessor_ids[0],
        starts_on=days[0],
        ends_on=days[-1],
        assessment_at=moment_of(days[-1], vacancy.assessment_at),
    )
    session.add(trial)
    session.flush()
    audit.record(session, None, "trial:planned", trial.id, now=now, school_id=round_.school_id)
    notify(session, trial.school_assessor_id, "trial_planned", now=now)
    return trial


def trial_days_from(vacancy: Vacancy, today: date) -> Sequence[date]:
    """Return the working days of a trial at this place, if a name is shared today."""
    first = max(vacancy.round.period_starts_on, today + timedelta(days=1))
    return working_days(first, vacancy.weekdays, vacancy.trial_days)


def hold_contact(
    session: Session, actor: Actor, trial: Trial, terms: ContactTerms, *, now: datetime
) -> None:
    """Note that one of the three contact moments took place; the first one starts the trial.

    Raises
    ------
    NotAllowed
        If the actor is neither the trainer nor of the school, or the trial has ended.
    TooLate
        If somebody noted this moment already.
    Refusal
        If the day cannot be right, or the note names the student.
    """
    hold(session, trial)
    require(may_hold_contact(actor, trial))
    if any(contact.kind is terms.kind for contact in trial.contacts):
        raise TooLate(msgid("This contact moment has been noted already."))
    _check_day(trial, terms.held_on, now=now, field="held_on")
    if terms.kind is ContactKind.ASSESSMENT and terms.held_on < trial.ends_on:
        raise Refusal(
            msgid("The assessment talk is on %(day)s or later."), field="held_on", day=trial.ends_on
        )
    require_unnamed(session, trial.proposal.candidate_id, terms.note, field="note")
    trial.contacts.append(
        TrialContact(
            kind=terms.kind, held_on=terms.held_on, note=terms.note, noted_by=actor.account_id
        )
    )
    move_on(trial, STATE_AFTER.get(terms.kind, trial.state))
    log(session, actor, "trial:contacted", trial, now=now, kind=terms.kind.value)


def note_observation(
    session: Session, actor: Actor, trial: Trial, terms: ObservationTerms, *, now: datetime
) -> None:
    """Write down what trainer or school saw the student do, on which day.

    Raises
    ------
    NotAllowed
        If the actor does not assess this trial, or has handed in the levels.
    Refusal
        If the place does not ask this competence, or the day is not one of the trial.
    """
    hold(session, trial)
    rater = rater_of(actor, trial)
    require(may_note_observation(trial, rater))
    assert rater is not None  # noqa: S101 - the policy said so
    write_observation(session, trial, terms, rater=rater, now=now)
    log(session, actor, "trial:observed", trial, now=now, letter=terms.letter)


def reassign_trial(
    session: Session, actor: Actor, trial: Trial, assessor_id: UUID, *, now: datetime
) -> None:
    """Let somebody else assess for the school; levels and observations so far stay as they are.

    Raises
    ------
    NotAllowed
        If the actor does not coordinate at this school, or the trial has ended.
    Refusal
        If this person assesses it already, scored this student, or is not of the school any more.
    """
    hold(session, trial)
    require(may_reassign_trial(actor, trial))
    former_id = trial.school_assessor_id
    if assessor_id == former_id or assessor_id not in assessors_to_choose(session, trial):
        raise Refusal(msgid("Choose somebody of the list."), field="assessor_id")
    trial.school_assessor_id = assessor_id
    log(
        session,
        actor,
        "trial:reassigned",
        trial,
        now=now,
        former_id=str(former_id),
        assessor_id=str(assessor_id),
        levels={one.letter: one.level for one in trial.ratings if one.rater is Rater.SCHOOL},
    )
    notify(session, assessor_id, "trial_reassigned", now=now)


def assessors_to_choose(session: Session, trial: Trial) -> Sequence[UUID]:
    """Return who of the school can assess this trial: nobody who scored this student."""
    return list_school_assessors(
        session,
        candidate_id=trial.proposal.candidate_id,
        school_id=trial.proposal.round.school_id,
        mentor_id=get_student(session, student_id_of(session, trial)).mentor_id,
    )


def write_reaction(
    session: Session, actor: Actor, trial: Trial, reaction: str, *, now: datetime
) -> None:
    """Let the student react to the assessment; a new reaction replaces the old one.

    Raises
    ------
    NotAllowed
        If it is not the student's own trial, or there is no assessment yet.
    Refusal
        If the student writes the own name.
    """
    own_id = own_candidate_id(session, actor, trial)
    hold(session, trial)
    require(may_write_reaction(actor, trial, own_candidate_id=own_id))
    require_unnamed(session, trial.proposal.candidate_id, reaction, field="reaction")
    trial.student_reaction = reaction
    log(session, actor, "trial:answered", trial, now=now)


def record_signature(
    session: Session, actor: Actor, trial: Trial, signed_on: date, *, now: datetime
) -> None:
    """Note on which day all parties had signed the agreement elsewhere.

    Raises
    ------
    NotAllowed
        If the actor is not of the school.
    Refusal
        If the day has yet to come, or lies before the agreement existed.
    """
    hold(session, trial)
    require(may_record_signature(actor, trial))
    if signed_on > day_of(now):
        raise Refusal(msgid("Enter a day that has been, not one to come."), field="signed_on")
    if signed_on < day_of(trial.proposal.revealed_at or now):
        raise Refusal(
            msgid("The agreement exists since the student shared the name. Enter a later day."),
            field="signed_on",
        )
    trial.agreement_signed_on = signed_on
    log(session, actor, "agreement:signed", trial, now=now, signed_on=signed_on.isoformat())


def write_observation(
    session: Session, trial: Trial, terms: ObservationTerms, *, rater: Rater, now: datetime
) -> None:
    """Put an observation in the trial, replacing the one that was sent under the same id.

    Raises
    ------
    Refusal
        If the place does not ask this competence, the day is not one of the trial, or the text
        names the student.
    """
    if terms.letter not in {criterion.letter for criterion in trial.proposal.vacancy.criteria}:
        raise Refusal(msgid("Choose one of the competences of this place."), field="letter")
    _check_day(trial, terms.observed_on, now=now, field="observed_on")
    require_unnamed(session, trial.proposal.candidate_id, terms.text, field="text")
    known = session.get(Observation, terms.id)
    if known is None:
        known = Observation(id=terms.id, rater=rater)
        trial.observations.append(known)
    elif (known.trial_id, known.rater) != (trial.id, rater):
        raise TooLate(msgid("This page is out of date. Open it again and write it once more."))
    known.letter, known.observed_on, known.text = terms.letter, terms.observed_on, terms.text


def own_candidate_id(session: Session, actor: Actor, trial: Trial) -> UUID | None:
    """Return the actor's own candidate in the round of this trial."""
    return find_candidate_id_of_student(
        session, round_id=trial.proposal.round_id, student_id=actor.account_id
    )


def student_id_of(session: Session, trial: Trial) -> UUID:
    """Return the student whose trial it is."""
    candidate_id = trial.proposal.candidate_id
    return student_ids_of_candidates(session, [candidate_id])[candidate_id]


def move_on(trial: Trial, state: TrialState) -> None:
    """Bring a trial to a later state; never back."""
    order = list(TrialState)
    if order.index(state) > order.index(trial.state):
        trial.state = state


def log(
    session: Session, actor: Actor, event: str, trial: Trial, *, now: datetime, **details: object
) -> None:
    """Write a line in the log of the school whose round it is."""
    school_id = trial.proposal.round.school_id
    audit.record(session, actor, event, trial.id, now=now, school_id=school_id, **details)


def _check_day(trial: Trial, day: date, *, now: datetime, field: str) -> None:
    if day > day_of(now):
        raise Refusal(msgid("Enter a day that has been, not one to come."), field=field)
    if day < trial.starts_on:
        raise Refusal(
            msgid("The trial starts on %(day)s. Enter that day or a later one."),
            field=field,
            day=trial.starts_on,
        )

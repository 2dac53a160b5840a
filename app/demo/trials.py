"""Trial internships: contact moments, things seen, levels on their day, and what follows."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from app.demo.people import Data, read
from app.demo.proposals import student_of, trainer_of
from app.demo.stage import Stage
from placements.actors import Actor, Role
from placements.catalogue import LEVELS
from placements.days import day_of, moment_of, working_days
from placements.trials.course import (
    ContactTerms,
    ObservationTerms,
    hold_contact,
    note_observation,
    record_signature,
    write_reaction,
)
from placements.trials.outcomes import (
    Conclusion,
    conclude_trial,
    essentials_not_reached,
    stop_early,
)
from placements.trials.ratings import Rated, rate_trial
from records.models.round import Round
from records.models.trial import ContactKind, EarlyStopReason, Outcome, Trial
from records.models.vacancy import Criterion, Vacancy
from records.queries.trials import list_trials_of_school

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
SHORT_DAYS, LONG_WEEKS = 10, 5


def trial_days(stage: Stage, round_: Round, crebo: str) -> dict[str, int]:
    """Return a length for the trial of every place, by key.

    So that today some are over, some end about now, and some go on. Places that cannot do without
    something are short: there the school may have had to stop.
    """
    places = stage.cast.places[crebo]
    lengths = {place.facts["key"]: SHORT_DAYS for place in places}
    others = [
        place.facts
        for place in places
        if not any(one["is_essential"] for one in place.facts["criteria"])
    ]
    for facts in others[:2]:
        lengths[facts["key"]] = LONG_WEEKS * facts["weekdays"].bit_count()
    for facts in others[2:5]:
        lengths[facts["key"]] = _days_until_now(stage, round_, facts)
    return lengths


def trials_of(stage: Stage, round_: Round) -> list[Trial]:
    """Return the trials of a round, those that are assessed first first."""
    trials = list_trials_of_school(stage.session, school_id=round_.school_id)
    return [trial for trial in trials if trial.proposal.round_id == round_.id]


def sign_agreement(stage: Stage, trial: Trial) -> None:
    """Note the day on which all parties had signed."""
    revealed_on = day_of(trial.proposal.revealed_at or stage.now)
    signed_on = min(revealed_on + 5 * A_DAY, day_of(stage.now))
    now = stage.between(signed_on, signed_on)
    record_signature(stage.session, _school(stage, trial), trial, signed_on, now=now)


def begin(stage: Stage, trial: Trial) -> None:
    """Let trainer and student meet on the first day."""
    _meet(stage, trial, ContactKind.START, trial.starts_on)


def check_half_way(stage: Stage, trial: Trial) -> None:
    """Let the school call half-way, and the trainer write down what was seen until then."""
    days = working_days(trial.starts_on, trial.proposal.vacancy.weekdays, 60)
    day = [day for day in days if day < min(trial.ends_on, day_of(stage.now))][-1]
    half_way = min(trial.starts_on + (trial.ends_on - trial.starts_on) // 2, day)
    _meet(stage, trial, ContactKind.MID_CHECK, half_way)
    trainer = trainer_of(stage, trial.proposal)
    criterion = trial.proposal.vacancy.criteria[0]
    seen = _observation(stage, criterion, half_way, actor=trainer, is_reached=True)
    now = stage.between(half_way, half_way)
    note_observation(stage.session, trainer, trial, seen, now=now)


def hand_in(stage: Stage, trial: Trial, actor: Actor, *, below: Sequence[str] = ()) -> None:
    """Let somebody give every level and hand them in; those in `below` stay a level below."""
    now = stage.not_after_now(trial.assessment_at + AN_HOUR)
    answers = [
        _rated(stage, trial, actor, criterion, is_reached=criterion.letter not in below)
        for criterion in trial.proposal.vacancy.criteria
    ]
    rate_trial(stage.session, actor, trial, answers, is_final=True, now=now)


def assess(stage: Stage, trial: Trial, *, below: Sequence[str] = ()) -> None:
    """Let student, trainer and school hand in their levels and talk about them."""
    hand_in(stage, trial, student_of(stage, trial.proposal))
    hand_in(stage, trial, trainer_of(stage, trial.proposal), below=below)
    hand_in(stage, trial, _school(stage, trial), below=below)
    _meet(stage, trial, ContactKind.ASSESSMENT, trial.ends_on)


def conclude(stage: Stage, trial: Trial, outcome: Outcome) -> None:
    """Assess a trial and let the school decide what follows; the student reacts."""
    criteria = trial.proposal.vacancy.criteria
    below = {
        Outcome.CONTINUE: [],
        Outcome.CONTINUE_WITH_AGREEMENTS: [criteria[-1].letter],
        Outcome.STOP: [one.letter for one in criteria if one.is_essential],
    }[outcome]
    assess(stage, trial, below=below)
    phrases = read("phrases.json")
    stops = outcome is Outcome.STOP and len(essentials_not_reached(trial)) > 0
    talked_on = min(trial.ends_on + A_DAY, day_of(stage.now))
    conclusion = Conclusion(
        outcome=outcome,
        agreements=phrases["agreements"] if outcome is Outcome.CONTINUE_WITH_AGREEMENTS else None,
        three_way_talk_on=talked_on if stops else None,
    )
    now = stage.between(talked_on, talked_on + A_DAY)
    now = max(now, stage.not_after_now(trial.assessment_at + 2 * AN_HOUR))
    conclude_trial(stage.session, _school(stage, trial), trial, conclusion, now=now)
    student = student_of(stage, trial.proposal)
    reaction = phrases["reaction"][outcome.value]
    answered = stage.not_after_now(now + A_DAY)
    write_reaction(stage.session, student, trial, reaction, now=answered)


def stop(stage: Stage, trial: Trial) -> None:
    """Let the student stop in the second week."""
    now = stage.between(trial.starts_on + 7 * A_DAY, trial.starts_on + 9 * A_DAY)
    student, reason = student_of(stage, trial.proposal), EarlyStopReason.STUDENT_WISH
    stop_early(stage.session, student, trial, reason, now=now)


def can_stop(vacancy: Vacancy) -> bool:
    """Whether a trial at this place can end in stopping: it cannot do without something."""
    return any(one.is_essential and one.level_at_end > 1 for one in vacancy.criteria)


def _days_until_now(stage: Stage, round_: Round, facts: Data) -> int:
    """Return the length of a trial whose assessment has opened last, today if it can."""
    opens_at = time.fromisoformat(facts["assessment_at"])
    days = working_days(round_.period_starts_on, facts["weekdays"], 30)
    return sum(moment_of(day, opens_at) <= stage.now for day in days)


def _meet(stage: Stage, trial: Trial, kind: ContactKind, day: date) -> None:
    note = stage.chance.choices.choice(read("phrases.json")["contact"][kind.value])
    terms = ContactTerms(kind=kind, held_on=day, note=note)
    actor = trainer_of(stage, trial.proposal)
    hold_contact(stage.session, actor, trial, terms, now=stage.between(day, day))


def _school(stage: Stage, trial: Trial) -> Actor:
    return stage.cast.actors[trial.school_assessor_id]


def _rated(
    stage: Stage, trial: Trial, actor: Actor, criterion: Criterion, *, is_reached: bool
) -> Rated:
    """Rate one competence: at times above what was agreed, and students now and then below."""
    is_student = actor.role is Role.STUDENT
    slip = stage.chance.choices.choice((-1, 0, 0, 1) if is_student else (0, 0, 0, 1))
    level = criterion.level_at_end + (slip if is_reached or is_student else -1)
    seen = _observation(stage, criterion, trial.ends_on, actor=actor, is_reached=is_reached)
    return Rated(
        letter=criterion.letter,
        level=min(max(level, LEVELS[0]), LEVELS[-1]),
        is_not_observed=False,
        observation=None if is_student else seen,
    )


def _observation(
    stage: Stage, criterion: Criterion, day: date, *, actor: Actor, is_reached: bool
) -> ObservationTerms:
    """Return what the trainer, or the school, saw."""
    seen = read("phrases.json")["seen"][criterion.letter]
    at_work, at_visit = seen["reached" if is_reached else "not_yet"]
    return ObservationTerms(
        id=stage.chance.draw_id(),
        letter=criterion.letter,
        observed_on=day,
        text=at_work if actor.is_employer else at_visit,
    )

"""Eight rounds, one in each phase, each played up to today.

Every programme has at most two rounds that its students can see: one that is over or in its trial
internships, and one for the period after that.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import cycle
from types import MappingProxyType
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from app.demo.assignments import begin_assignment
from app.demo.chance import SEED, Chance
from app.demo.guidance import give_stories_and_figures, say_how_sure, think_back
from app.demo.meetings import play_meetings
from app.demo.monitoring import publish_earlier_halves
from app.demo.norms import publish_last_year, sign_for_companies, take_step_with_one
from app.demo.people import load_people
from app.demo.profiles import (
    allow_waiting_words,
    approve_copy,
    ask_for_word,
    certify,
    certify_profiles,
    rank_places,
    return_text,
    see_documents,
    write_profile,
)
from app.demo.proposals import (
    accept,
    bind_party,
    confirm,
    publish_match,
    refuse,
    run_match,
    say_yes,
    student_of,
    trainer_of,
    veto,
)
from app.demo.reliability import remember_double_scores
from app.demo.rubrics import practise_everything, publish_additions
from app.demo.scoring import appoint_pairs, score_half, score_to_the_end
from app.demo.signals import tell_confidants
from app.demo.stage import Stage, advance, open_demo_round
from app.demo.trials import (
    assess,
    begin,
    can_stop,
    check_half_way,
    conclude,
    hand_in,
    sign_agreement,
    stop,
    trial_days,
    trials_of,
)
from app.demo.vacancies import (
    freeze_form,
    freeze_places,
    repeat_form,
    return_form,
    send_form,
    write_form,
)
from placements.actors import Role
from placements.days import day_of
from records.models.round import Objective, Round
from records.models.trial import Outcome, Trial
from records.models.vacancy import Vacancy
from records.queries.outbox import list_due_messages
from records.vault.people import read_for_service

ICT, NURSING, MECHATRONICS, HOSPITALITY = "25191", "25480", "25342", "25168"
A_DAY = timedelta(days=1)

Forms: TypeAlias = Mapping[str, Vacancy]
"""Frozen forms by the key of their place."""
NONE: Final[Forms] = MappingProxyType({})
USUAL: Final[Mapping[str, int]] = MappingProxyType({})
"""No trial of another length than its form says."""


def fill(
    session: Session, *, now: datetime, tell: Callable[[str], None]
) -> Sequence[tuple[str, str]]:
    """Fill empty records with the whole demo; `tell` hears how far it is.

    Returns who is good to begin with, by name, and what waits for them.
    """
    chance = Chance(SEED)
    with chance.numbers_rows(session):
        tell("Schools, companies and people")
        cast = load_people(session, chance, now=now)
        stage = Stage(records=session, chance=chance, cast=cast, now=now, tell=tell)
        give_stories_and_figures(stage)
        publish_additions(stage)
        practise_everything(stage, again=("maasveld", 1, MECHATRONICS))
        before = play_closed(stage)
        play_profiles(stage, before)
        play_matching(stage)
        play_vacancies(stage, before)
        during = play_trials(stage)
        play_scoring(stage, during)
        play_proposals(stage)
        play_preparing(stage)
        play_meetings(stage)
        sign_for_companies(stage)
        take_step_with_one(stage, MECHATRONICS)
        publish_last_year(stage)
        tell_confidants(stage)
        publish_earlier_halves(stage)
        _point_out_staff(stage)
        _count_mail_as_sent(session, now=now)
        session.flush()
    people = read_for_service(session, [actor.account_id for actor, _part in stage.parts])
    return [(people[actor.account_id].full_name, part) for actor, part in stage.parts]


def play_closed(stage: Stage) -> Forms:
    """Play a round of which every trial internship has ended."""
    stage.tell("A round that is closed")
    day = stage.day
    days = (day(-168), day(-154), day(-133), day(-119), day(-105), day(-84), day(-10))
    round_ = open_demo_round(stage, "Periode 1, ICT", (ICT,), days, objective=Objective.MOST_PLACED)
    remember_double_scores(stage, round_, orange="L")
    places, trials = _play_to_trials(stage, round_, ICT, slice(0, 7))
    outcomes = cycle((Outcome.CONTINUE, Outcome.CONTINUE, Outcome.CONTINUE_WITH_AGREEMENTS))
    for number, trial in enumerate(trials):
        begin(stage, trial)
        if number == 0:
            stop(stage, trial)
            continue
        check_half_way(stage, trial)
        conclude(stage, trial, next(outcomes))
    students = [student_of(stage, trial.proposal) for trial in trials]
    say_how_sure(stage, round_, students)
    think_back(stage, students)
    advance(stage, round_, round_.period_ends_on)
    return places


def play_trials(stage: Stage) -> Forms:
    """Play a round whose trial internships are under way, one at every point."""
    stage.tell("A round in its trial internships")
    day = stage.day
    days = (day(-105), day(-91), day(-70), day(-56), day(-42), day(-21), day(119))
    round_ = open_demo_round(stage, "Periode 2, mechatronica", (MECHATRONICS,), days)
    remember_double_scores(stage, round_, orange="A")
    places, trials = _play_to_trials(stage, round_, MECHATRONICS, slice(0, 13))
    over = [trial for trial in trials if trial.assessment_at <= stage.now]
    running = [trial for trial in trials if trial.assessment_at > stage.now]
    for trial in (*over, *running[1:]):
        begin(stage, trial)
    for trial in (*over, *running[2:]):
        check_half_way(stage, trial)
    open_now, half_done, assessed, *ended = reversed(over)
    hand_in(stage, open_now, student_of(stage, open_now.proposal))
    hand_in(stage, half_done, trainer_of(stage, half_done.proposal))
    assess(stage, assessed)
    _conclude_each_way(stage, ended)
    students = [student_of(stage, trial.proposal) for trial in (assessed, *ended)]
    say_how_sure(stage, round_, students)
    think_back(stage, students)
    stage.parts += [
        (trainer_of(stage, open_now.proposal), "assesses a trial internship now"),
        (stage.cast.actors[half_done.school_assessor_id], "assesses one for the school"),
        (student_of(stage, assessed.proposal), "reads how the trial internship went"),
    ]
    return places


def play_proposals(stage: Stage) -> None:
    """Play a round whose proposals came out three days ago, with every answer to one."""
    stage.tell("A round with proposals")
    day, today = stage.day, day_of(stage.now)
    out = today - 3 * A_DAY
    days = (day(-63), day(-49), day(-28), day(-14), out, day(42), day(182))
    round_ = open_demo_round(stage, "Periode 3, horeca", (HOSPITALITY,), days)
    _play_to_match(stage, round_, HOSPITALITY, slice(0, 12))
    agreed, confirmed, refused, vetoed, accepted, waiting, *others = publish_match(stage, round_)
    for proposal in (agreed, *others):
        say_yes(stage, proposal, out + A_DAY)
    for proposal in (confirmed, refused, accepted):
        accept(stage, proposal, out + A_DAY)
    confirm(stage, confirmed, out + 2 * A_DAY)
    refuse(stage, refused, out + 2 * A_DAY)
    veto(stage, vetoed, out + A_DAY)
    stage.parts += [
        (student_of(stage, waiting), "has a proposal to answer"),
        (student_of(stage, confirmed), "can share a name with the company"),
        (trainer_of(stage, accepted), "has a proposal to confirm"),
    ]


def play_matching(stage: Stage) -> None:
    """Play a round whose match waits for a coordinator to stand for it."""
    stage.tell("A round with a match to confirm")
    day, today = stage.day, day_of(stage.now)
    days = (day(-63), day(-49), day(-28), day(-7), today + 2 * A_DAY, day(49), day(189))
    round_ = open_demo_round(stage, "Periode 3, verpleegkunde", (NURSING,), days)
    _play_to_match(stage, round_, NURSING, slice(0, 10))
    run_match(stage, round_)


def play_scoring(stage: Stage, formers: Forms) -> None:
    """Play a round that is being scored."""
    stage.tell("A round that is being scored")
    day = stage.day
    days = (day(-56), day(-42), day(-7), day(14), day(28), day(133), day(273))
    round_ = open_demo_round(stage, "Periode 4, mechatronica", (MECHATRONICS,), days)
    _play_to_scoring(stage, round_, MECHATRONICS, slice(6, 15), formers)
    bind_party(stage, round_, Role.COORDINATOR, "Stagebureau")
    score_half(stage, round_)


def play_profiles(stage: Stage, formers: Forms) -> None:
    """Play a round in which students are writing, each as far as another."""
    stage.tell("A round in which profiles are written")
    day = stage.day
    days = (day(-35), day(-14), day(7), day(21), day(35), day(70), day(210))
    round_ = open_demo_round(stage, "Periode 3, ICT", (ICT,), days)
    _play_to_profiles(stage, round_, ICT, formers)
    students = stage.cast.students[ICT]
    certify_profiles(stage, round_, students[:5])
    say_how_sure(stage, round_, [student.actor for student in students[:5]])
    waiting = []
    for student in students[5:9]:
        now = stage.between(round_.profiles_open_on, day_of(stage.now) - A_DAY)
        candidate = write_profile(stage, round_, student, now=now)
        waiting.append(candidate)
        approve_copy(stage, candidate, now=now)
        rank_places(stage, candidate, now=now)
        certify(stage, candidate, now=now)
    ask_for_word(stage, waiting[1], "Zenmap", now=stage.now)
    allow_waiting_words(stage, round_, now=stage.now)
    ask_for_word(stage, waiting[3], "Fixitron", now=stage.now)
    return_text(stage, waiting[0], now=stage.now)
    see_documents(stage, waiting[1], now=stage.now)
    begun = begin_assignment(stage, reversed(waiting), now=stage.now)
    write_profile(stage, round_, students[9], now=stage.now)
    write_profile(stage, round_, students[10], now=stage.now, texts=2)
    stage.parts += [
        (students[10].actor, "is writing a profile"),
        (stage.students[begun.id].actor, "does a short assignment"),
        (students[5].actor, "has to write a text again"),
        (students[6].actor, "has a text that new rules changed"),
        (students[11].actor, "has yet to begin"),
    ]


def play_vacancies(stage: Stage, formers: Forms) -> None:
    """Play a round that collects forms: begun, to sign, to check, returned and frozen."""
    stage.tell("A round that collects places")
    day = stage.day
    days = (day(-14), day(14), day(35), day(49), day(63), day(224), day(350))
    round_ = open_demo_round(stage, "Volgend schooljaar", (ICT, NURSING), days)
    advance(stage, round_, days[0])
    for place in stage.cast.places[ICT][:3]:
        former = formers[place.facts["key"]]
        send_form(stage, place, repeat_form(stage, round_, place, former))
    for number, place in enumerate(stage.cast.places[NURSING][:9]):
        vacancy = write_form(stage, round_, place)
        if number >= 2:
            send_form(stage, place, vacancy)
        if number in {2, 3, 4}:
            freeze_form(stage, vacancy)
        if number == 5:
            return_form(stage, vacancy)
            stage.parts.append((place.trainer, "got a form back from the school"))
    stage.parts.append((stage.cast.places[NURSING][0].owner, "has forms to sign"))


def play_preparing(stage: Stage) -> None:
    """Open a round that nobody has been told of yet."""
    stage.tell("A round that is being prepared")
    day = stage.day
    days = (day(14), day(28), day(49), day(63), day(77), day(280), day(420))
    round_ = open_demo_round(stage, "Volgend schooljaar", (MECHATRONICS, HOSPITALITY), days)
    appoint_pairs(stage, round_)


def _play_to_trials(
    stage: Stage, round_: Round, crebo: str, taking_part: slice
) -> tuple[Forms, list[Trial]]:
    """Play a round in which every proposal becomes a trial with a signed agreement."""
    days = trial_days(stage, round_, crebo) if round_.period_ends_on > day_of(stage.now) else USUAL
    places = _play_to_match(stage, round_, crebo, taking_part, days)
    proposals = publish_match(stage, round_)
    for proposal in proposals:
        say_yes(stage, proposal, round_.results_on + A_DAY)
    say_how_sure(stage, round_, [student_of(stage, proposal) for proposal in proposals])
    advance(stage, round_, round_.period_starts_on)
    trials = trials_of(stage, round_)
    for trial in trials:
        sign_agreement(stage, trial)
    return places, trials


def _play_to_match(
    stage: Stage,
    round_: Round,
    crebo: str,
    taking_part: slice,
    lengths: Mapping[str, int] = USUAL,
) -> Forms:
    """Play a round until every score is final."""
    places = _play_to_scoring(stage, round_, crebo, taking_part, lengths=lengths)
    score_to_the_end(stage, round_)
    return places


def _play_to_scoring(
    stage: Stage,
    round_: Round,
    crebo: str,
    taking_part: slice,
    formers: Forms = NONE,
    *,
    lengths: Mapping[str, int] = USUAL,
) -> Forms:
    """Play a round until texts lie on the desks; one student did not say "this is it"."""
    places = _play_to_profiles(stage, round_, crebo, formers, lengths=lengths)
    *students, too_late = stage.cast.students[crebo][taking_part]
    certify_profiles(stage, round_, students)
    say_how_sure(stage, round_, [student.actor for student in students])
    last_week = stage.between(round_.scoring_opens_on - 5 * A_DAY, round_.scoring_opens_on - A_DAY)
    write_profile(stage, round_, too_late, now=last_week, texts=3)
    advance(stage, round_, round_.scoring_opens_on)
    return places


def _play_to_profiles(
    stage: Stage,
    round_: Round,
    crebo: str,
    formers: Forms = NONE,
    *,
    lengths: Mapping[str, int] = USUAL,
) -> Forms:
    """Play a round until students can write their profiles."""
    advance(stage, round_, round_.vacancies_open_on)
    places = freeze_places(stage, round_, crebo, formers=formers, lengths=lengths)
    advance(stage, round_, round_.profiles_open_on)
    appoint_pairs(stage, round_)
    return places


def _conclude_each_way(stage: Stage, trials: Sequence[Trial]) -> None:
    """Conclude trials with every outcome there is: stopping only where the place allows it."""
    left = list(trials)
    stopped = next(trial for trial in left if can_stop(trial.proposal.vacancy))
    left.remove(stopped)
    conclude(stage, stopped, Outcome.STOP)
    for trial, outcome in zip(
        left, cycle((Outcome.CONTINUE_WITH_AGREEMENTS, Outcome.CONTINUE)), strict=False
    ):
        conclude(stage, trial, outcome)


def _point_out_staff(stage: Stage) -> None:
    """Say what waits for one of each kind of staff."""
    lekstroom, maasveld = stage.cast.schools["lekstroom"].id, stage.cast.schools["maasveld"].id
    for school_id, role, part in (
        (lekstroom, Role.COORDINATOR, "coordinates: forms to check, a match to confirm"),
        (maasveld, Role.COORDINATOR, "coordinates: a refusal to look at, a round to score"),
        (maasveld, Role.ASSESSOR, "scores texts without a name"),
        (lekstroom, Role.MENTOR, "reads texts for names before others do"),
        (maasveld, Role.CONFIDANT, "is confidant: messages, under the same password"),
        (maasveld, Role.ADMINISTRATOR, "is administrator: people of the school"),
        (maasveld, Role.PRIVACY_OFFICER, "is privacy officer: hears of pages that were stopped"),
    ):
        stage.parts.append((stage.cast.staff[school_id, role][0], part))


def _count_mail_as_sent(session: Session, *, now: datetime) -> None:
    """Let no mail of the past go out now: everybody in it is made up."""
    for message in list_due_messages(session, limit=100_000, attempts=1, now=now):
        message.sent_at = message.queued_at

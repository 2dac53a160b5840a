"""The first page of school staff: what to do now, with dates, for each role its own."""

from collections.abc import Callable, Sequence
from typing import Final

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from placements.actors import STAFF_ROLES, Actor, Role
from placements.assessments.desk import Pile, piles_of
from placements.calibration.rights import letters_to_practise
from placements.catalogue import competence
from placements.days import day_of
from placements.match.absence import is_declared
from placements.policy.match import may_approve_absence, may_freeze_input
from placements.policy.profiles import REVIEWER_ROLES
from placements.policy.rounds import (
    may_deposit_commitment,
    may_record_public_value,
    may_reveal_secret,
)
from placements.rounds.phases import HurdleKind, hurdles, stages
from placements.rounds.progress import progress_of
from records.database import current_session
from records.models.round import LotteryAbsence, LotterySecret, Round, RoundPhase
from records.queries.blind.reviews import count_evidence_to_review
from records.queries.blind.words import list_words_to_decide
from records.queries.match_runs import is_input_frozen, is_input_reopened
from records.queries.rounds import (
    find_absence,
    find_own_party,
    list_assessed_rounds,
    list_rounds_of_school,
)
from schools import bp
from schools.incidents import incident_tasks
from schools.match.tasks import match_tasks, refusal_tasks
from schools.rounds import shown_hurdle
from schools.tasks import Task
from schools.trials import trial_tasks
from web.guards import allow, current_actor, utc_now
from web.language import language_of

Source = Callable[[Actor, Sequence[Round]], list[Task]]
"""What somebody has to do in the running rounds, as far as one subject knows."""

SOON_TO_BE_BOUND: Final = frozenset({RoundPhase.PROFILES, RoundPhase.SCORING})


@bp.get("/home")
@allow(*STAFF_ROLES)
def show_home() -> ResponseReturnValue:
    """Show what waits for this person, and how far the rounds are."""
    session, actor = current_session(), current_actor()
    running = _running_rounds(actor)
    return render_template(
        "schools/show_home.html",
        actor=actor,
        roles=Role,
        phases=RoundPhase,
        tasks=[task for source in SOURCES for task in source(actor, running)],
        rounds=[
            (
                round_,
                stages(round_),
                None if actor.role is Role.ASSESSOR else progress_of(session, actor, round_),
            )
            for round_ in running
        ],
    )


def _running_rounds(actor: Actor) -> list[Round]:
    session = current_session()
    if actor.role is Role.ASSESSOR:
        return list(list_assessed_rounds(session, assessor_id=actor.account_id))
    found = list_rounds_of_school(session, school_id=actor.school_id)
    return [round_ for round_ in reversed(found) if round_.phase is not RoundPhase.CLOSED]


def _rounds_to_move(actor: Actor, running: Sequence[Round]) -> list[Task]:
    """Tell a coordinator which rounds wait, for a day or for something to be done."""
    if actor.role is not Role.COORDINATOR:
        return []
    return [_round_to_move(round_) for round_ in running]


def _round_to_move(round_: Round) -> Task:
    standing = hurdles(current_session(), round_, now=utc_now())
    undone = [one for one in standing if one.kind is not HurdleKind.DAY]
    if undone:
        status = ngettext("%(num)d thing to do", "%(num)d things to do", len(undone))
        tone = "attention"
    elif standing:
        status, tone = _("On schedule"), "neutral"
    else:
        status, tone = _("Ready for the next phase"), "good"
    return Task(
        label=round_.name,
        url=url_for("schools.show_round", round_id=round_.id),
        status=status,
        tone=tone,
        hint=" ".join(shown_hurdle(round_, one).text for one in undone or standing),
    )


def _reviews(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell a mentor or coordinator how many blind texts wait for a reader."""
    if actor.school_id is None or actor.role not in REVIEWER_ROLES:
        return []
    waiting = count_evidence_to_review(
        current_session(), school_id=actor.school_id, reviewer_id=actor.account_id
    )
    if not waiting:
        return []
    status = ngettext("%(num)d text waits", "%(num)d texts wait", waiting)
    return [Task(label=_("Blind review"), url=url_for("schools.list_reviews"), status=status)]


def _words(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell a mentor or coordinator how many words students call ordinary."""
    if actor.school_id is None or actor.role not in REVIEWER_ROLES:
        return []
    asked = list_words_to_decide(
        current_session(), school_id=actor.school_id, reviewer_id=actor.account_id
    )
    if not asked:
        return []
    status = ngettext("%(num)d word waits", "%(num)d words wait", len(asked))
    return [Task(label=_("Ordinary words"), url=url_for("schools.list_words"), status=status)]


def _desk(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell an assessor which competences wait."""
    if actor.role is not Role.ASSESSOR:
        return []
    session, piles = current_session(), piles_of(current_session(), actor)
    letters = [pile.letter for pile in piles if pile.unread]
    first = letters_to_practise(session, actor, letters, now=utc_now())
    return [
        task for pile in piles for task in _of_pile(pile, is_practised=pile.letter not in first)
    ]


def _of_pile(pile: Pile, *, is_practised: bool) -> list[Task]:
    name = competence(pile.letter).name(language_of(get_locale()))
    desk = url_for("schools.show_desk")
    tasks = []
    if pile.unread and not is_practised:
        practice = url_for("schools.show_practice", letter=pile.letter)
        status = _("First practise")
        tasks.append(Task(label=name, url=practice, status=status, hint=pile.round_name))
    elif pile.unread:
        status = _("About %(minutes)s minutes", minutes=pile.minutes_left)
        tasks.append(Task(label=name, url=desk, status=status, hint=pile.round_name))
    elif pile.to_score:
        tasks.append(Task(label=name, url=desk, status=_("Ready to lock"), hint=pile.round_name))
    if pile.to_reconsider:
        tasks.append(Task(label=name, url=desk, status=_("Look again"), hint=pile.round_name))
    return tasks


def _lottery(actor: Actor, running: Sequence[Round]) -> list[Task]:
    """Tell a party to the lottery what it can do now."""
    return [task for round_ in running for task in _of_lottery(actor, round_)]


def _of_lottery(actor: Actor, round_: Round) -> list[Task]:
    session = current_session()
    own = find_own_party(session, round_.id, account_id=actor.account_id)
    asked = _asked_while_matching(actor, round_, own) if round_.phase is RoundPhase.MATCHING else []
    if own is None and round_.phase in SOON_TO_BE_BOUND and may_deposit_commitment(actor, round_):
        asked.append(_("Keep a secret for the lottery"))
    return [
        Task(
            label=label,
            url=url_for("schools.show_lottery", round_id=round_.id),
            status=_("Still to do"),
            hint=round_.name,
        )
        for label in asked
    ]


def _asked_while_matching(actor: Actor, round_: Round, own: LotterySecret | None) -> list[str]:
    """Return what the lottery asks of this person between the frozen input and the match."""
    session = current_session()
    is_frozen, absence = is_input_frozen(session, round_.id), find_absence(session, round_.id)
    is_own_missing = own is not None and own.secret is None
    asked = []
    if is_input_reopened(session, round_.id) and may_freeze_input(actor, round_):
        asked.append(_("Freeze the input of the match"))
    if (
        is_own_missing
        and not is_declared(absence)
        and may_reveal_secret(actor, round_, is_frozen=is_frozen)
    ):
        asked.append(_("Hand in your secret for the lottery"))
    if absence is not None and may_approve_absence(
        actor, round_, absence, is_missing=is_own_missing
    ):
        asked.append(_("Agree that a party is absent, or not"))
    may_record = may_record_public_value(actor, round_, is_frozen=is_frozen)
    if round_.public_value is None and may_record and _has_come(absence):
        asked.append(_("Type in what the public draw gave"))
    return asked


def _has_come(absence: LotteryAbsence | None) -> bool:
    """Return whether the day of the draw that counts has come, as far as it is known."""
    return absence is None or not is_declared(absence) or day_of(utc_now()) >= absence.drawn_on


SOURCES: tuple[Source, ...] = (
    incident_tasks,
    _desk,
    trial_tasks,
    _reviews,
    _words,
    refusal_tasks,
    _rounds_to_move,
    _lottery,
    match_tasks,
)

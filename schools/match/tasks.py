"""What waits for a coordinator or a second person between the match and the names."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from placements.actors import Actor, Role
from placements.match.run import checks_before_run
from placements.policy.match import may_approve_override, may_publish_run, may_see_match
from placements.proposals.answers import is_results_day
from records.database import current_session
from records.models.match import MatchRun, MatchRunState
from records.models.round import Round, RoundPhase
from records.queries.match_runs import find_open_run, list_overrides_of_run
from records.queries.proposals import list_open_refusals
from schools.tasks import Task
from web.guards import utc_now

MATCHED_IN = frozenset({RoundPhase.MATCHING, RoundPhase.PROPOSALS})


def match_tasks(actor: Actor, running: Sequence[Round]) -> list[Task]:
    """Tell who may run or judge a match what waits for that."""
    rounds = [one for one in running if one.phase in MATCHED_IN and may_see_match(actor, one)]
    return [task for round_ in rounds for task in _of_round(actor, round_)]


def refusal_tasks(actor: Actor, _running: Sequence[Round]) -> list[Task]:
    """Tell a coordinator which refusals of companies wait for a verdict."""
    if actor.role is not Role.COORDINATOR:
        return []
    waiting = list_open_refusals(current_session(), school_id=actor.school_id)
    return [
        Task(
            label=_("Look at a refusal"),
            url=url_for("schools.review_refusal", refusal_id=refusal.id),
            status=_("A student waits"),
            tone="problem",
        )
        for refusal in waiting
    ]


def _of_round(actor: Actor, round_: Round) -> list[Task]:
    run = find_open_run(current_session(), round_.id)
    if run is not None:
        return _of_run(actor, run)
    ready = all(check.is_met for check in checks_before_run(current_session(), round_))
    if not ready or actor.role is not Role.COORDINATOR:
        return []
    label = _("Run the match") if round_.phase is RoundPhase.MATCHING else _("Match again")
    return [
        Task(
            label=label,
            url=url_for("schools.show_match", round_id=round_.id),
            status=_("Still to do"),
            hint=round_.name,
        )
    ]


def _of_run(actor: Actor, run: MatchRun) -> list[Task]:
    review = url_for("schools.review_run", run_id=run.id)
    waiting = [
        one
        for one in list_overrides_of_run(current_session(), run.id)
        if may_approve_override(actor, run, one)
    ]
    tasks = [
        Task(
            label=_("Agree to an exception, or not"),
            url=review,
            status=_("Waits for a second person"),
            hint=run.round.name,
        )
        for _override in waiting
    ]
    if actor.role is Role.COORDINATOR and run.state is MatchRunState.FINISHED:
        tasks.append(
            Task(
                label=_("Look at the result"),
                url=review,
                status=_("Under review"),
                hint=run.round.name,
            )
        )
    if may_publish_run(actor, run) and is_results_day(run.round, now=utc_now()):
        tasks.append(
            Task(
                label=_("Publish to everybody"),
                url=review,
                status=_("Today"),
                hint=run.round.name,
            )
        )
    return tasks

"""The frozen table of policies: to whom each says yes, of everybody and everything there is.

``policies.json`` is written by hand and read by people, as ``doors.json`` is. A policy says yes
where every fact of one of its lines has one of the values beside it, and nowhere else. Facts that
no line of a policy names do not exist for it: it fails when it reads them.
"""

import importlib
import inspect
import json
import pkgutil
from functools import cache
from itertools import chain, product
from pathlib import Path
from types import SimpleNamespace

import pytest

from placements import policy
from placements.actors import STAFF_ROLES, Actor, Role
from placements.policy.trials import rater_of
from records.models.desk.assessment import AssessmentState
from records.models.match import MatchRunState
from records.models.meeting import MeetingKind, MeetingState
from records.models.proposal import ProposalState
from records.models.round import RoundPhase
from records.models.signal import SignalState
from records.models.trial import Rater, TrialState
from records.models.vacancy import VacancyState

TABLE = json.loads((Path(__file__).parent / "policies.json").read_text(encoding="utf-8"))
OWN = {"own": "own", "other": "other"}
OWN_OR_NOBODY = OWN | {"nobody": None}
SAID = {True: True, False: False}
LOCKED = {
    "none": (),
    "trainer": (Rater.TRAINER,),
    "school": (Rater.SCHOOL,),
    "student": (Rater.STUDENT,),
    "trainer and school": (Rater.TRAINER, Rater.SCHOOL),
    "everyone": tuple(Rater),
}
VALUES = {
    "account_id": OWN,
    "absence.approved_by": OWN_OR_NOBODY,
    "absence.requested_by": OWN,
    "actor.employer_id": OWN_OR_NOBODY,
    "actor.role": {role.value: role for role in Role},
    "actor.school_id": OWN_OR_NOBODY,
    "assessment.assessor_id": OWN,
    "assessment.state": {state.value: state for state in AssessmentState},
    "candidate.certified_at": {"set": 1, "null": None},
    "former.state": {state.value: state for state in VacancyState},
    "handover.from_id": OWN,
    "handover.settled_at": {"set": 1, "null": None},
    "has_vetoed": SAID,
    "is_frozen": SAID,
    "is_matching": SAID,
    "is_missing": SAID,
    "is_reopened": SAID,
    "is_same_organisation": SAID,
    "is_worked_with": SAID,
    "meeting.attendance_noted_at": {"set": 1, "null": None},
    "meeting.kind": {kind.value: kind for kind in MeetingKind},
    "meeting.state": {state.value: state for state in MeetingState},
    "key.admitted_by": OWN_OR_NOBODY,
    "monitoring.approved_by": OWN_OR_NOBODY,
    "monitoring.requested_by": OWN,
    "now": {"before": 1, "at the moment": 2, "after": 3},
    "of": {rater.value: rater for rater in Rater},
    "override.approved_by": OWN_OR_NOBODY,
    "override.requested_by": OWN,
    "own_candidate_id": OWN_OR_NOBODY,
    "practice.account_id": OWN,
    "proposal.state": {state.value: state for state in ProposalState},
    "rater": {None: None} | {rater.value: rater for rater in Rater},
    "reads": SAID,
    "refusal.is_upheld": SAID | {None: None},
    "role": {role.value: role for role in Role},
    "rubric.is_draft": SAID,
    "run.state": {state.value: state for state in MatchRunState},
    "scores_in_round": SAID,
    "signal.state": {state.value: state for state in SignalState},
    "student.id": OWN,
    "student.mentor_id": OWN_OR_NOBODY,
    "student.programme_id": OWN,
    "trial.proposal.state": {state.value: state for state in ProposalState},
    "trial.proposal.vacancy.trainer_now_id": OWN_OR_NOBODY,
    "trial.ratings": {
        name: [SimpleNamespace(rater=one, is_locked=one in locked) for one in Rater]
        for name, locked in LOCKED.items()
    },
    "trial.school_assessor_id": OWN_OR_NOBODY,
    "trial.state": {state.value: state for state in TrialState},
    "vacancy.can_change": SAID,
    "vacancy.trainer_now_id": OWN_OR_NOBODY,
    "vacancy.state": {state.value: state for state in VacancyState},
    "vacancy.submitted_at": {"set": 1, "null": None},
}
"""Every value of every fact, by its name in the table."""
VALUES |= {
    f"{thing}.phase": {phase.value: phase for phase in RoundPhase}
    for thing in ("round_", "run.round", "vacancy.round", "candidate.round")
}
THERE = {
    "actor.account_id": "own",
    "candidate.id": "own",
    "handover.employer_id": "own",
    "meeting.employer_id": "own",
    "meeting.ends_at": 2,
    "meeting.programmes": [SimpleNamespace(id="own")],
    "meeting.school_id": "own",
    "meeting.starts_at": 2,
    "employer.id": "own",
    "monitoring.school_id": "own",
    "proposal.candidate_id": "own",
    "proposal.round.school_id": "own",
    "proposal.vacancy.employer_id": "own",
    "round_.programmes": [SimpleNamespace(id="own")],
    "round_.school_id": "own",
    "run.round.school_id": "own",
    "rubric.school_id": "own",
    "school_id": "own",
    "student.programme.school_id": "own",
    "trial.assessment_at": 2,
    "trial.proposal.candidate_id": "own",
    "trial.proposal.round.school_id": "own",
    "trial.proposal.vacancy.employer_id": "own",
    "vacancy.employer_id": "own",
    "vacancy.round.school_id": "own",
    "former.employer_id": "own",
    "key.school_id": "own",
    "signal.school_id": "own",
}
"""What everything belongs to: to the school, the company and the person that are "own"."""
RATERS = {
    Rater.STUDENT: [{"actor.role": ["student"], "own_candidate_id": ["own"]}],
    Rater.TRAINER: [
        {"actor.role": ["owner"], "actor.employer_id": ["own"]},
        {
            "actor.role": ["trainer"],
            "actor.employer_id": ["own"],
            "trial.proposal.vacancy.trainer_now_id": ["own", "nobody"],
        },
    ],
    Rater.SCHOOL: [{"actor.role": list(STAFF_ROLES), "trial.school_assessor_id": ["own"]}],
}
"""As whom somebody looks at the work."""


def policies():
    """Return every policy of the code by its name."""
    modules = [
        importlib.import_module(f"placements.policy.{module.name}")
        for module in pkgutil.iter_modules(policy.__path__)
    ]
    return {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("may_") and function.__module__ == module.__name__
    }


class World:
    """What one policy is asked about, built once; facts are set by their dotted names."""

    def __init__(self, function, facts):
        self.parameters = inspect.signature(function).parameters
        self.things = SimpleNamespace()
        for fact in THERE.keys() | set(facts):
            if fact.partition(".")[0] in self.parameters:
                self.set(fact, THERE.get(fact))

    def set(self, fact, value):
        *parents, name = fact.split(".")
        holder = self.things
        for parent in parents:
            if not hasattr(holder, parent):
                setattr(holder, parent, SimpleNamespace())
            holder = getattr(holder, parent)
        setattr(holder, name, value)

    def arguments(self):
        found = dict(vars(self.things))
        if "actor" in found:
            found["actor"] = actor_with(**vars(found["actor"]))
        return found


@cache
def actor_with(*, role=None, **facts):
    return Actor(role=role, **facts)


def says_yes(lines, named):
    return any(all(named[fact] in values for fact, values in line.items()) for line in lines)


def facts_of(lines):
    return sorted({fact for line in lines for fact in line})


def wrong_answers(function, lines, facts=None):
    """Return where a policy says something else than its lines, as far as the first five."""
    facts = facts or facts_of(lines)
    world, wrong = World(function, facts), []
    for names in product(*(VALUES[fact] for fact in facts)):
        named = dict(zip(facts, names, strict=True))
        for fact, name in named.items():
            world.set(fact, VALUES[fact][name])
        if function(**world.arguments()) is not says_yes(lines, named):
            wrong.append(named)
        if len(wrong) == 5:
            break
    return wrong


def test_the_table_holds_every_policy_and_no_others():
    assert set(TABLE) == set(policies())


@pytest.mark.parametrize("name", TABLE)
def test_a_policy_says_yes_where_the_table_does_and_nowhere_else(name):
    assert wrong_answers(policies()[name], TABLE[name]) == []


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("answer", [True, False])
def test_a_policy_that_always_says_the_same_differs_from_the_table(name, answer):
    original = policies()[name]

    def mutant(**asked):
        return answer

    mutant.__signature__ = inspect.signature(original)

    assert wrong_answers(mutant, TABLE[name]) != []


@pytest.mark.parametrize("rater", Rater)
def test_somebody_looks_at_the_work_as_the_table_says(rater):
    def looks_as(**asked):
        return rater_of(**asked) is rater

    looks_as.__signature__ = inspect.signature(rater_of)

    assert wrong_answers(looks_as, RATERS[rater], facts_of(chain(*RATERS.values()))) == []

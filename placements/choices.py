"""The closed lists people choose from, in words: settings, requirements, reasons, outcomes, offers.

The codes that are stored live with their tables; here is what they say on a page.
"""

import enum
from collections.abc import Mapping
from functools import cache

from placements.catalogue import Phrase, phrase, read_data
from placements.signals.kinds import Route, SignalEnding, SignalKind, Step
from records.models.account import Role
from records.models.candidate import EvidenceSetting, TravelMeans
from records.models.meeting import CancelReason, MeetingAnswer, MeetingKind
from records.models.norms import LadderStep
from records.models.proposal import RefusalReason
from records.models.trial import ContactKind, EarlyStopReason, Outcome, TrialState
from records.models.vacancy import HardRequirementKind


class WorkOffer(enum.StrEnum):
    """What a company can offer a student, beside the work itself."""

    TRAINER_EVERY_DAY = "trainer_every_day"
    TRAINER_SOME_DAYS = "trainer_some_days"
    INDUCTION = "induction"
    TRAVEL_COSTS = "travel_costs"
    WORK_CLOTHES = "work_clothes"
    MEALS = "meals"
    QUIET_ROOM = "quiet_room"
    ACCESSIBLE_BUILDING = "accessible_building"
    ADJUSTED_HOURS = "adjusted_hours"
    AIDS = "aids"
    SCHEDULE_AHEAD = "schedule_ahead"
    STUDY_TIME = "study_time"


LISTS: Mapping[type[enum.StrEnum], str] = {
    Role: "roles",
    EvidenceSetting: "evidence_settings",
    TravelMeans: "travel_means",
    HardRequirementKind: "hard_requirements",
    RefusalReason: "refusal_reasons",
    Outcome: "trial_outcomes",
    EarlyStopReason: "early_stop_reasons",
    ContactKind: "contact_kinds",
    TrialState: "trial_states",
    WorkOffer: "work_offers",
    MeetingKind: "meeting_kinds",
    MeetingAnswer: "meeting_answers",
    CancelReason: "cancel_reasons",
    LadderStep: "ladder_steps",
    SignalKind: "signal_kinds",
    Step: "signal_steps",
    Route: "signal_routes",
    SignalEnding: "signal_endings",
}


def label(choice: enum.StrEnum, locale: str) -> str:
    """Return the words of a choice from one of the closed lists.

    Raises
    ------
    KeyError
        If the choice is not from one of them.
    """
    return _phrases()[LISTS[type(choice)]][choice](locale)


def labels(choices: type[enum.StrEnum], locale: str) -> list[tuple[str, str]]:
    """Return the stored value and the words of every choice of a list, in its own order."""
    return [(choice.value, label(choice, locale)) for choice in choices]


def rule(kind: HardRequirementKind, locale: str) -> str:
    """Return the rule that a hard requirement rests on."""
    return _phrases()["hard_requirement_rules"][kind](locale)


@cache
def _phrases() -> Mapping[str, Mapping[str, Phrase]]:
    return {
        name: {code: phrase(words) for code, words in entries.items()}
        for name, entries in read_data("choices.json").items()
    }

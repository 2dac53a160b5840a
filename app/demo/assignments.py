"""A student who told nothing on what a place asks begins the short assignment."""

from collections.abc import Iterable
from datetime import datetime

from app.demo.people import read
from app.demo.profiles import approve_copy, certify
from app.demo.stage import Stage
from placements.assignments import assignment
from placements.profiles.assignments import assignments_of, save_draft
from placements.profiles.evidence import remove_evidence
from placements.profiles.places import list_places
from records.models.candidate import Candidate


def begin_assignment(stage: Stage, candidates: Iterable[Candidate], *, now: datetime) -> Candidate:
    """Let the first student whose list asks for a task leave a text out, and begin the task."""
    for candidate in candidates:
        actor = stage.students[candidate.id].actor
        places = list_places(stage.session, actor, candidate)
        if not assignments_of(candidate, places):
            _leave_out(stage, candidate, now=now)
        tasks = assignments_of(candidate, places)
        if tasks:
            words = read("phrases.json")["assignment"]
            letter = tasks[0].letter
            save_draft(stage.session, actor, candidate, letter, words, language="nl", now=now)
            return candidate
    raise AssertionError("no list in the demo asks for something with an assignment")


def _leave_out(stage: Stage, candidate: Candidate, *, now: datetime) -> None:
    """Take one text out of a profile that is ready, and say "this is it" once more."""
    letter = next((one.letter for one in candidate.evidence if assignment(one.letter)), None)
    if letter is None or len(candidate.evidence) < 2:
        return
    remove_evidence(stage.session, stage.students[candidate.id].actor, candidate, letter, now=now)
    approve_copy(stage, candidate, now=now)
    certify(stage, candidate, now=now)

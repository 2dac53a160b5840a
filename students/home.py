"""The first page of a student: what to do now, when to hear what, and whom to call."""

from dataclasses import dataclass
from datetime import timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from placements.actors import Role
from placements.catalogue import competence
from placements.codes import random_code
from placements.days import day_of
from placements.errors import Refusal
from placements.profiles.assignments import assignments_of
from placements.profiles.blind_copy import is_approved
from placements.profiles.profile import start_profile
from placements.rounds.phases import stages
from records.database import current_session
from records.models.candidate import Candidate, Evidence, ReviewState
from records.models.proposal import Proposal, ProposalState
from records.models.round import RoundPhase
from records.models.student import Student
from records.queries.proposals import find_latest_proposal
from records.queries.students import find_coming_round, get_student
from records.queries.trials import list_trials_of_student
from records.vault.people import open_person
from students import bp
from students.own import find_own_candidate, find_round_in_hand, own_places
from students.trials import hears_by
from web.forms import ActForm
from web.guards import allow, current_actor, utc_now
from web.language import language_of


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list of things to do."""

    label: str
    url: str
    status: str
    tone: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at school with a phone."""

    name: str
    phone: str


@bp.get("/home")
@allow(Role.STUDENT)
def show_home() -> ResponseReturnValue:
    """Show what there is to do, what happens next and whom to call."""
    return _home(ActForm())


@bp.post("/profile/start")
@allow(Role.STUDENT)
def start_profile_of_round() -> ResponseReturnValue:
    """Let a student take part in the round."""
    form = ActForm()
    session, actor = current_session(), current_actor()
    student = get_student(session, actor.account_id)
    round_ = find_round_in_hand(student)
    if round_ is not None and form.validate_on_submit():
        try:
            start_profile(session, actor, round_, code=random_code(), now=utc_now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("students.show_profile"))
    return _home(form)


def _home(form: ActForm) -> ResponseReturnValue:
    session = current_session()
    student = get_student(session, current_actor().account_id)
    round_ = find_round_in_hand(student)
    candidate = find_own_candidate()
    trial = next(iter(list_trials_of_student(session, student_id=student.id)), None)
    page = render_template(
        "students/show_home.html",
        form=form,
        round=round_,
        last_day=round_ and round_.scoring_opens_on - timedelta(days=1),
        coming=find_coming_round(session, programme_id=student.programme_id),
        candidate=candidate,
        tasks=_tasks(candidate) if candidate else [],
        assignments=_assignments(candidate) if candidate else [],
        proposal=_open_proposal(candidate),
        phases=RoundPhase,
        states=ProposalState,
        stages=stages(round_) if round_ else (),
        contact=_contact(student),
        now=utc_now(),
        today=day_of(utc_now()),
        trial=trial,
        hears_by=trial and hears_by(trial),
    )
    return page, form.status


def _tasks(candidate: Candidate) -> list[Task]:
    written = len(candidate.told)
    returned = sum(one.review is ReviewState.RETURNED for one in candidate.evidence)
    ranked = len(candidate.wishes)
    still, done = (_("Still to do"), "attention"), (_("Done"), "good")
    return [
        Task(
            _("Tell what you can do"),
            url_for("students.show_profile"),
            *(
                (_("Write one again"), "problem")
                if returned
                else (ngettext("%(num)d text", "%(num)d texts", written), "good")
                if written
                else still
            ),
        ),
        Task(
            _("Say when you can work, and how far away"),
            url_for("students.edit_availability"),
            *(done if candidate.weekdays else still),
        ),
        Task(
            _("Read and approve your blind copy"),
            url_for("students.show_blind_copy"),
            *(done if is_approved(candidate) else still),
        ),
        Task(
            _("Choose your places"),
            url_for("students.list_places"),
            *(
                (ngettext("%(num)d place", "%(num)d places", ranked), "good")
                if any(place.is_suitable for place in own_places(candidate)) and ranked
                else still
            ),
        ),
        Task(
            _("Say: this is it"),
            url_for("students.certify_own_profile"),
            *(done if candidate.certified_at else still),
        ),
    ]


def _assignments(candidate: Candidate) -> list[Task]:
    """Return the short assignments of a student, each with what there is to do."""
    answered = {one.letter: one for one in candidate.evidence}
    return [
        Task(
            competence(one.letter).name(language_of(get_locale())),
            url_for("students.answer_assignment", letter=one.letter),
            *_standing_of(answered.get(one.letter)),
        )
        for one in assignments_of(candidate, own_places(candidate))
    ]


def _standing_of(evidence: Evidence | None) -> tuple[str, str]:
    if evidence is None:
        return _("Still to do"), "attention"
    if evidence.is_draft:
        return _("Begun"), "attention"
    if evidence.review is ReviewState.RETURNED:
        return _("Write one again"), "problem"
    return _("Handed in"), "good"


def _open_proposal(candidate: Candidate | None) -> Proposal | None:
    """Return the proposal in which something can still happen."""
    if candidate is None:
        return None
    latest = find_latest_proposal(current_session(), candidate_id=candidate.id)
    return latest if latest is not None and latest.ended_at is None else None


def _contact(student: Student) -> Contact:
    """Return the student's mentor, or else the placement office."""
    school = student.programme.school
    if student.mentor_id is None:
        return Contact(_("the placement office"), school.phone)
    mentor = open_person(
        current_session(),
        student.mentor_id,
        reader_id=student.id,
        purpose="own mentor",
        now=utc_now(),
    )
    return Contact(mentor.full_name, mentor.phone or school.phone)

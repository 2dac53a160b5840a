"""The line on top of every page of a student: when to hear what, what to do now, whom to call."""

from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from placements.days import day_of
from records.database import current_session
from records.models.candidate import Candidate
from records.models.proposal import Proposal, ProposalState
from records.models.round import Round, RoundPhase
from records.models.student import Student
from records.models.trial import Outcome, Trial, TrialState
from records.queries.blind.candidates import find_candidate_of_student
from records.queries.proposals import find_last_answer_day, find_latest_proposal
from records.queries.students import find_coming_round, get_student
from records.queries.trials import find_trial_of_proposal
from records.vault.people import open_person
from students import bp
from students.own import find_round_in_hand
from students.trials import hears_by
from web.formatting import long_day
from web.guards import current_actor, utc_now


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at school with a phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a student hears when, and one thing to do now."""

    news: str
    step: str
    url: str


def contact_of(student: Student) -> Contact:
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


@bp.context_processor
def what_the_layout_asks_for() -> dict[str, object]:
    """Give the layout of the students' pages what it calls when it draws the line on top."""
    return {"own_standing": own_standing, "own_contact": own_contact}


def own_contact() -> Contact:
    """Return whom the visitor can call."""
    return contact_of(get_student(current_session(), current_actor().account_id))


def own_standing() -> Standing:
    """Return where the visitor stands in the round in hand."""
    session = current_session()
    student = get_student(session, current_actor().account_id)
    round_ = find_round_in_hand(student)
    if round_ is None:
        return _before_a_round(student)
    candidate = find_candidate_of_student(session, round_id=round_.id, student_id=student.id)
    if round_.phase is RoundPhase.PROFILES:
        return _while_writing(round_, candidate)
    if candidate is None or candidate.certified_at is None:
        practise = url_for("students.list_practice")
        return Standing(_("This round goes on without you."), _("Practise meanwhile"), practise)
    if round_.phase in {RoundPhase.SCORING, RoundPhase.MATCHING}:
        news = _("You hear by %(day)s.", day=long_day(round_.results_on))
        return Standing(news, _("Practise meanwhile"), url_for("students.list_practice"))
    return _after_the_result(candidate)


def _before_a_round(student: Student) -> Standing:
    coming = find_coming_round(current_session(), programme_id=student.programme_id)
    news = (
        _("From %(day)s you can begin.", day=long_day(coming.profiles_open_on))
        if coming
        else _("Your school tells you when you can begin.")
    )
    return Standing(news, _("Read what others did"), url_for("students.list_stories"))


def _while_writing(round_: Round, candidate: Candidate | None) -> Standing:
    if candidate is not None and candidate.certified_at is not None:
        news = _("You hear by %(day)s.", day=long_day(round_.results_on))
        return Standing(news, _("Look at your list"), url_for("students.edit_ranking"))
    until = round_.scoring_opens_on - timedelta(days=1)
    news = _(
        "You have until %(day)s. You hear by %(result)s.",
        day=long_day(until),
        result=long_day(round_.results_on),
    )
    return Standing(news, _("Go on with your profile"), url_for("students.show_home"))


def _after_the_result(candidate: Candidate) -> Standing:
    session = current_session()
    proposal = find_latest_proposal(session, candidate_id=candidate.id)
    trial = find_trial_of_proposal(session, proposal.id) if proposal else None
    if trial is not None and trial.outcome is not Outcome.STOP:
        see = url_for("students.show_trial", trial_id=trial.id)
        return Standing(_news_of_trial(trial), _("See your trial internship"), see)
    if proposal is not None and proposal.ended_at is None:
        return _of_proposal(proposal)
    answered = find_last_answer_day(session, candidate.round_id, today=day_of(utc_now()))
    news = (
        _("There is no place yet. You hear more after %(day)s.", day=long_day(answered))
        if answered
        else _("There is no place yet. You get a mail as soon as there is a proposal.")
    )
    return Standing(news, _("See what happens now"), url_for("students.show_result"))


def _of_proposal(proposal: Proposal) -> Standing:
    see = url_for("students.show_proposal", proposal_id=proposal.id)
    if proposal.state is ProposalState.PROPOSED:
        news = _("Answer by %(day)s.", day=long_day(proposal.student_decides_by))
        return Standing(news, _("Read it and answer"), see)
    if proposal.state is ProposalState.ACCEPTED:
        news = _("The company answers by %(day)s.", day=long_day(proposal.employer_decides_by))
        return Standing(news, _("Read it again"), see)
    news = _("Share your name before %(day)s.", day=long_day(proposal.shares_by))
    share = url_for("students.reveal_identity", proposal_id=proposal.id)
    return Standing(news, _("Share my name"), share)


def _news_of_trial(trial: Trial) -> str:
    now = utc_now()
    if trial.outcome is not None:
        until = long_day(trial.proposal.round.period_ends_on)
        return str(_("You go on with your internship until %(day)s.", day=until))
    if trial.state is TrialState.ASSESSED:
        return str(_("You hear what follows by %(day)s.", day=long_day(hears_by(trial))))
    if now >= trial.assessment_at:
        return str(_("The assessment is open."))
    if day_of(now) >= trial.starts_on:
        return str(_("The assessment is on %(day)s.", day=long_day(day_of(trial.assessment_at))))
    return str(_("You start on %(day)s.", day=long_day(trial.starts_on)))

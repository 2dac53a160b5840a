"""A whole school with its company and its student: something behind every address there is."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from placements.codes import random_code
from placements.people.links import create_link, token_of
from placements.proposals.answers import accept_proposal, confirm_proposal
from placements.proposals.reveal import reveal_identity
from records.models.account import LinkKind, Role
from records.models.candidate import EvidenceKind, ReviewState
from records.models.round import RoundPhase
from records.models.vacancy import HardRequirementKind
from records.queries.proposals import list_proposals_of_round
from records.queries.trials import find_trial_of_proposal
from records.vault.candidates import student_ids_of_candidates
from records.vault.guidance import store_reflection
from tests.desks import certified, desk_of, round_on_desks
from tests.factories import (
    AccountFactory,
    AccreditationFactory,
    DocumentFactory,
    EmployerFactory,
    EvidenceFactory,
    MatchOverrideFactory,
    ProgrammeFactory,
    RefusalFactory,
    RoundAssessorFactory,
    RoundFactory,
    SchoolFactory,
    StudentFactory,
    VacancyFactory,
)
from tests.handovers import HandoverFactory
from tests.meetings import MeetingFactory, RequestFactory
from tests.monitoring_stage import (
    GroupMonitoringFactory,
    MonitoringFiguresFactory,
    question_for,
)
from tests.norms import YearReportFactory
from tests.practices import PracticeFactory
from tests.rounds import (
    RESULTS_DAY,
    actor_of,
    frozen_place,
    published_run,
    ready_round,
    scored_candidate,
)
from tests.rubrics import SchoolRubricFactory
from tests.signals_stage import told_to
from tests.stories import AlumniStoryFactory
from tests.trial_stage import ASSESSMENT
from tests.words import AllowedWordFactory, AskedWordFactory
from web.signed_in import session_name

Ids = dict[str, object]
IDS = (
    "account_id",
    "accreditation_id",
    "allowed_word_id",
    "asked_word_id",
    "assessor_id",
    "colleague_id",
    "document_id",
    "employer_id",
    "evidence_id",
    "handover_id",
    "meeting_id",
    "message_id",
    "figures_id",
    "monitoring_id",
    "override_id",
    "practice_id",
    "programme_id",
    "proposal_id",
    "reflection_id",
    "refusal_id",
    "report_id",
    "round_id",
    "rubric_id",
    "run_id",
    "story_id",
    "trial_id",
    "vacancy_id",
)
"""The ids that addresses have."""
THOUGHT = {
    "competence": "steering",
    "occasion": "trial",
    "text": "Ik vraag volgende week meer.",
    "written_on": "2027-02-12",
}
"""What a student keeps for itself."""


@dataclass(frozen=True, slots=True)
class World:
    """Who can sign in, by role, and the things of each, by the name addresses give them."""

    cookies: dict[str, str]
    things: Ids
    """What belongs to the organisation."""
    of_room: dict[str, Ids]
    """What another room calls by the same name."""
    of_role: dict[str, Ids]
    """What belongs to one person, where a colleague has another."""
    of_neighbour: dict[str, Ids]
    """What belongs to a classmate or a colleague, by who may not see it."""

    def own(self, endpoint: str, role: str) -> Ids:
        """Return what stands behind an address for somebody of this world."""
        room = endpoint.partition(".")[0]
        return self.things | self.of_room.get(room, {}) | self.of_role.get(role, {})


def build_world(session) -> World:
    """Play one school from its people to a trial on the day of its assessment."""
    school = SchoolFactory()
    programme, scored, written = (ProgrammeFactory(school=school) for _programme in range(3))
    company = EmployerFactory()
    accreditation = AccreditationFactory(employer_id=company.id, crebo=programme.crebo)
    people = {role: AccountFactory(role=role, school_id=school.id) for role in Role if _staff(role)}
    for role in (Role.TRAINER, Role.OWNER):
        people[role] = AccountFactory(role=role, employer_id=company.id)
    student = StudentFactory(programme=programme, mentor_id=people[Role.MENTOR].id)
    classmate = StudentFactory(programme=programme)
    people[Role.STUDENT] = session.get_one(AccountFactory._meta.model, student.id)

    collecting = RoundFactory(school=school, programmes=[programme], phase=RoundPhase.VACANCIES)
    draft = VacancyFactory(
        employer=company,
        programme=programme,
        round=collecting,
        trainer_id=people[Role.TRAINER].id,
    )
    round_ = ready_round(school, programme)
    place = frozen_place(
        round_, programme, employer=company, seats=2, trainer_id=people[Role.TRAINER].id
    )
    candidate = scored_candidate(round_, programme, wishes=[place], student=student)
    scored_candidate(round_, programme, wishes=[place], student=classmate)
    EvidenceFactory(candidate_id=candidate.id)
    EvidenceFactory(candidate_id=candidate.id, letter="K", kind=EvidenceKind.ASSIGNMENT)
    document = DocumentFactory(candidate_id=candidate.id, kind=HardRequirementKind.VOG)
    RoundAssessorFactory(
        round_id=round_.id, programme_id=programme.id, account_id=people[Role.ASSESSOR].id, seat=1
    )
    run = published_run(session, round_, people[Role.COORDINATOR])
    override = MatchOverrideFactory(
        match_run_id=run.id,
        candidate_id=candidate.id,
        vacancy_id=place.id,
        requested_by=people[Role.COORDINATOR].id,
    )
    proposals, trials = _placed(session, round_, people[Role.TRAINER])
    own, others = proposals[student.id], proposals[classmate.id]
    trials[classmate.id].school_assessor_id = people[Role.ASSESSOR].id
    report = YearReportFactory(
        school_id=school.id, employer_id=company.id, published_by=people[Role.COORDINATOR].id
    )
    refusal = RefusalFactory(proposal_id=own.id, refused_by=people[Role.TRAINER].id)

    message = told_to(session, school, people[Role.CONFIDANT])
    colleague = AccountFactory(role=Role.ASSESSOR, school_id=school.id)
    round_on_desks(school, scored, people[Role.ASSESSOR], colleague)
    writing = RoundFactory(school=school, programmes=[written])
    unread = certified(writing, written, letters=())
    evidence = EvidenceFactory(candidate_id=unread.id, review=ReviewState.WAITING)
    asked = AskedWordFactory(evidence_id=evidence.id, begins=0, ends=2)
    allowed = AllowedWordFactory(
        school_id=school.id, word="frobnicator", allowed_by=people[Role.MENTOR].id
    )
    link = create_link(
        session, people[Role.OWNER].id, LinkKind.SIGN_IN, lasts=timedelta(days=1), now=ASSESSMENT
    )
    over = MeetingFactory(employer=company, school=school, programmes=[programme], drawn=True)
    RequestFactory(meeting_id=over.id, student_id=student.id, granted=True)
    others_only = MeetingFactory(employer=company, school=school, programmes=[scored])
    thoughts = {one.id: store_reflection(session, one.id, THOUGHT) for one in (student, classmate)}
    story = AlumniStoryFactory(
        school_id=school.id, programme_id=programme.id, written_by=people[Role.MENTOR].id
    )
    monitoring = GroupMonitoringFactory(school_id=school.id)
    own_token, classmates_token = question_for(
        session, monitoring, student.id, classmate.id, until=date(2027, 12, 31)
    )
    session.flush()
    return World(
        cookies={role.value: session_name(account) for role, account in people.items()},
        things={
            "account_id": student.id,
            "accreditation_id": accreditation.id,
            "allowed_word_id": allowed.id,
            "asked_word_id": asked.id,
            "assessor_id": people[Role.ASSESSOR].id,
            "colleague_id": people[Role.TRAINER].id,
            "employer_id": company.id,
            "handover_id": HandoverFactory(
                employer_id=company.id, vacancy_id=place.id, from_id=people[Role.TRAINER].id
            ).id,
            "code": candidate.code,
            "desk_code": desk_of(people[Role.ASSESSOR])[0].desk_code,
            "document_id": document.id,
            "evidence_id": evidence.id,
            "figures_id": MonitoringFiguresFactory(school_id=school.id).id,
            "letter": "E",
            "meeting_id": over.id,
            "message_id": message.id,
            "monitoring_id": monitoring.id,
            "override_id": override.id,
            "place": 1,
            "practice_id": PracticeFactory(account_id=people[Role.ASSESSOR].id, number=2).id,
            "programme_id": programme.id,
            "proposal_id": own.id,
            "reflection_id": thoughts[student.id],
            "refusal_id": refusal.id,
            "report_id": report.id,
            "round_id": round_.id,
            "rubric_id": SchoolRubricFactory(school_id=school.id).id,
            "run_id": run.id,
            "story_id": story.id,
            "token": token_of(session, link.id),
            "trial_id": trials[student.id].id,
            "vacancy_id": place.id,
        },
        of_room={
            "employers": {"vacancy_id": draft.id, "round_id": collecting.id},
            "students": {"letter": "K", "token": own_token},
        },
        of_role={"assessor": {"trial_id": trials[classmate.id].id}},
        of_neighbour={
            "student": {
                "meeting_id": others_only.id,
                "proposal_id": others.id,
                "reflection_id": thoughts[classmate.id],
                "token": classmates_token,
                "trial_id": trials[classmate.id].id,
            },
            "mentor": {"trial_id": trials[classmate.id].id},
            "assessor": {
                "trial_id": trials[student.id].id,
                "desk_code": desk_of(colleague)[0].desk_code,
                "practice_id": PracticeFactory(account_id=colleague.id, number=2).id,
            },
        },
    )


def nothing() -> Ids:
    """Return ids and codes that nobody has."""
    things: Ids = {name: uuid4() for name in IDS}
    return things | {
        "place": 1,
        "code": random_code(),
        "desk_code": random_code(),
        "token": "0" * 64,
    }


def _staff(role: Role) -> bool:
    return role not in {Role.STUDENT, Role.TRAINER, Role.OWNER}


def _placed(session, round_, trainer):
    """Let both students come to their names; return proposals and trials by student."""
    proposals, trials = {}, {}
    for proposal in list_proposals_of_round(session, round_.id):
        (student_id,) = student_ids_of_candidates(session, [proposal.candidate_id]).values()
        student = session.get_one(AccountFactory._meta.model, student_id)
        accept_proposal(session, actor_of(student), proposal, now=RESULTS_DAY)
        confirm_proposal(session, actor_of(trainer), proposal, now=RESULTS_DAY)
        reveal_identity(session, actor_of(student), proposal, now=RESULTS_DAY)
        session.flush()
        proposals[student_id] = proposal
        trials[student_id] = find_trial_of_proposal(session, proposal.id)
    return proposals, trials

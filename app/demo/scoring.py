"""Assessors read text by text and give levels: near the level that a careful reader would give."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.demo.people import read
from app.demo.stage import Stage
from placements.actors import Actor, Role
from placements.assessments.assessors import appoint_assessors
from placements.assessments.desk import OnDesk
from placements.assessments.differences import FAR_APART
from placements.assessments.scores import (
    describe_behaviour,
    lock_scores,
    recognise_student,
    reconsider,
    score,
)
from placements.calibration.cases import case_of
from placements.catalogue import LEVELS
from placements.rounds.phases import PAIR
from records.models.desk.anchor import AnchorScore
from records.models.desk.assessment import Assessment
from records.models.round import Round
from records.queries.desk.assessments import count_open_scores
from records.queries.desk.desks import (
    QueueRow,
    SecondLook,
    find_on_desk,
    list_queues,
    list_second_looks,
)
from records.queries.desk.queues import Queue, list_open_texts
from records.queries.rounds import list_round_assessors

A_DAY = timedelta(days=1)
SLIPS, CHANCES = (-1, 0, 1), (16, 68, 16)
"""How far an assessor is off, and how often in a hundred."""


def appoint_pairs(stage: Stage, round_: Round) -> None:
    """Let the coordinator appoint two assessors and two reserves for every programme."""
    assessors = stage.cast.staff[round_.school_id, Role.ASSESSOR]
    for turn, programme in enumerate(round_.programmes):
        in_turn = [*assessors[turn:], *assessors[:turn]]
        appoint_assessors(
            stage.session,
            stage.staff(round_, Role.COORDINATOR),
            round_,
            programme,
            tuple(actor.account_id for actor in in_turn),
            rng=stage.chance.choices,
            now=stage.between(round_.profiles_open_on, round_.profiles_open_on + A_DAY),
        )


def score_to_the_end(stage: Stage, round_: Round) -> None:
    """Let everybody score until every level is final."""
    while count_open_scores(stage.session, round_.id, far_apart=FAR_APART):
        for actor in _assessors(stage, round_):
            for queue in _queues(stage, actor, round_):
                _score_queue(stage, actor, queue, now=_some_time(stage, round_))
        for actor in _assessors(stage, round_):
            for queue in _queues(stage, actor, round_):
                _describe(stage, actor, queue, now=_some_time(stage, round_))
        for actor in _assessors(stage, round_):
            for queue in _queues(stage, actor, round_):
                _decide(stage, actor, queue, now=_some_time(stage, round_))


def score_half(stage: Stage, round_: Round) -> None:
    """Leave desks with everything on them: locked, to be looked at again, begun, not read yet."""
    now = stage.now
    first, second = _busiest(stage, round_)
    queues = _queues(stage, first, round_)
    recognised = _on_desk(stage, first, _unread(stage, first, queues[0])[0])
    recognise_student(stage.session, first, recognised, rng=stage.chance.choices, now=now)
    half = len(queues) // 2
    for queue in _queues(stage, first, round_)[:half]:
        _score_queue(stage, first, queue, now=now)
    for queue in _queues(stage, second, round_)[: half - 1]:
        _misjudge(stage, second, queue, now=now)
    for queue in _queues(stage, second, round_)[: half - 1]:
        _score_queue(stage, second, queue, now=now)
    for actor in (first, second):
        begun = next(queue for queue in _queues(stage, actor, round_) if queue.unread)
        codes = _unread(stage, actor, begun)
        for code in codes[: len(codes) // 2]:
            _score(stage, actor, code, now=now)
    to_look_at = next(
        queue for queue in _queues(stage, first, round_) if _looks(stage, first, queue)
    )
    _describe(stage, first, to_look_at, now=now)


def _assessors(stage: Stage, round_: Round) -> list[Actor]:
    """Return everybody who scores in a round: the pair first, then the reserves."""
    rows = sorted(list_round_assessors(stage.session, round_.id), key=lambda row: row.seat)
    return list(dict.fromkeys(stage.cast.actors[row.account_id] for row in rows))


def _busiest(stage: Stage, round_: Round) -> list[Actor]:
    """Return the two with the most on their desks: who scored many students before has less."""

    def texts(actor: Actor) -> int:
        return sum(queue.to_score for queue in _queues(stage, actor, round_))

    return sorted(_assessors(stage, round_), key=texts, reverse=True)[: len(PAIR)]


def _queues(stage: Stage, actor: Actor, round_: Round) -> list[QueueRow]:
    queues = list_queues(stage.session, assessor_id=actor.account_id)
    return [queue for queue in queues if queue.round_id == round_.id]


def _unread(stage: Stage, actor: Actor, row: QueueRow) -> list[str]:
    """Return the codes of the texts in a queue without an answer."""
    queue = Queue(row.round_id, actor.account_id, row.letter)
    texts = list_open_texts(stage.session, queue)
    return [code for code, is_answered in texts if not is_answered]


def _looks(stage: Stage, actor: Actor, row: QueueRow) -> list[SecondLook]:
    """Return the texts in a queue on which two differ."""
    looks = list_second_looks(stage.session, assessor_id=actor.account_id)
    return [look for look in looks if (look.round_id, look.letter) == (row.round_id, row.letter)]


def _some_time(stage: Stage, round_: Round) -> datetime:
    return stage.between(round_.scoring_opens_on, round_.matching_opens_on - A_DAY)


def _score_queue(stage: Stage, actor: Actor, queue: QueueRow, *, now: datetime) -> None:
    """Give every text that lies there unread a level, and lock the competence."""
    if not queue.to_score:
        return
    for code in _unread(stage, actor, queue):
        _score(stage, actor, code, now=now)
    round_ = stage.session.get_one(Round, queue.round_id)
    lock_scores(stage.session, actor, round_, queue.letter, rng=stage.chance.choices, now=now)


def _score(stage: Stage, actor: Actor, code: str, *, now: datetime) -> None:
    on_desk = _on_desk(stage, actor, code)
    (slip,) = stage.chance.choices.choices(SLIPS, CHANCES)
    level = min(max(_careful_level(stage, on_desk) + slip, LEVELS[0]), LEVELS[-1])
    if isinstance(on_desk, Assessment):
        stage.levels[on_desk.candidate_id, on_desk.letter] = level
    score(stage.session, actor, on_desk, level, now=now)


def _misjudge(stage: Stage, actor: Actor, queue: QueueRow, *, now: datetime) -> None:
    """Give one text a level far from what the other assessor said of it."""
    for assessment in _views(stage, actor, _unread(stage, actor, queue)):
        said = stage.levels.get((assessment.candidate_id, assessment.letter))
        if said is not None:
            far = LEVELS[-1] if said <= FAR_APART else LEVELS[0]
            score(stage.session, actor, assessment, far, now=now)
            return


def _describe(stage: Stage, actor: Actor, queue: QueueRow, *, now: datetime) -> None:
    """Write what was seen in every text on which the two differ too much."""
    looks = _looks(stage, actor, queue)
    codes = [look.desk_code for look in looks if not look.has_described]
    for assessment in _views(stage, actor, codes):
        behaviour = stage.chance.choices.choice(read("phrases.json")["behaviour"])
        describe_behaviour(stage.session, actor, assessment, behaviour, now=now)


def _decide(stage: Stage, actor: Actor, queue: QueueRow, *, now: datetime) -> None:
    """Decide once more: mostly nearer to a careful reader, at times the same as before."""
    looks = _looks(stage, actor, queue)
    codes = [look.desk_code for look in looks if look.has_described and look.other_has_described]
    for assessment in _views(stage, actor, codes):
        stays = stage.chance.choices.random() < 0.3
        level = assessment.level if stays else _careful_level(stage, assessment)
        reconsider(stage.session, actor, assessment, level, rng=stage.chance.choices, now=now)


def _views(stage: Stage, actor: Actor, codes: Iterable[str]) -> Iterator[Assessment]:
    """Yield what is said of the texts of students among these."""
    for code in codes:
        on_desk = _on_desk(stage, actor, code)
        if isinstance(on_desk, Assessment):
            yield on_desk


def _on_desk(stage: Stage, actor: Actor, code: str) -> OnDesk:
    found = find_on_desk(stage.session, code, assessor_id=actor.account_id)
    assert found is not None  # noqa: S101 - the queue was read a moment ago
    return found


def _careful_level(stage: Stage, on_desk: OnDesk) -> int:
    """Return the level that ``data/`` says a careful assessor gives this text."""
    if isinstance(on_desk, AnchorScore):
        return case_of(on_desk.letter, on_desk.case_id).level
    facts = stage.students[on_desk.candidate_id].facts
    level: int = next(one["level"] for one in facts["evidence"] if one["letter"] == on_desk.letter)
    return level

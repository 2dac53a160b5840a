"""Assessors read text by text and give levels: near the level that a careful reader would give."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.demo.people import read
from app.demo.stage import Stage
from placements.actors import Actor, Role
from placements.assessments.assessors import appoint_assessors
from placements.assessments.desk import OnDesk, Paper, Pile, Step, piles_of
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
from records.queries.desk.desks import find_on_desk
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
            for pile in _piles(stage, actor, round_):
                _score_pile(stage, actor, pile, now=_some_time(stage, round_))
        for actor in _assessors(stage, round_):
            for pile in _piles(stage, actor, round_):
                _describe(stage, actor, pile, now=_some_time(stage, round_))
        for actor in _assessors(stage, round_):
            for pile in _piles(stage, actor, round_):
                _decide(stage, actor, pile, now=_some_time(stage, round_))


def score_half(stage: Stage, round_: Round) -> None:
    """Leave desks with everything on them: locked, to be looked at again, begun, not read yet."""
    now = stage.now
    first, second = _busiest(stage, round_)
    piles = list(_piles(stage, first, round_))
    recognised = _on_desk(stage, first, piles[0].to_score[0])
    recognise_student(stage.session, first, recognised, rng=stage.chance.choices, now=now)
    half = len(piles) // 2
    for pile in list(_piles(stage, first, round_))[:half]:
        _score_pile(stage, first, pile, now=now)
    for pile in list(_piles(stage, second, round_))[: half - 1]:
        _misjudge(stage, second, pile, now=now)
    for pile in list(_piles(stage, second, round_))[: half - 1]:
        _score_pile(stage, second, pile, now=now)
    for actor in (first, second):
        begun = next(pile for pile in _piles(stage, actor, round_) if pile.unread)
        for paper in begun.unread[: len(begun.unread) // 2]:
            _score(stage, actor, paper, now=now)
    _describe(stage, first, next(_to_look_at_again(stage, first, round_)), now=now)


def _assessors(stage: Stage, round_: Round) -> list[Actor]:
    """Return everybody who scores in a round: the pair first, then the reserves."""
    rows = sorted(list_round_assessors(stage.session, round_.id), key=lambda row: row.seat)
    return list(dict.fromkeys(stage.cast.actors[row.account_id] for row in rows))


def _busiest(stage: Stage, round_: Round) -> list[Actor]:
    """Return the two with the most on their desks: who scored many students before has less."""

    def texts(actor: Actor) -> int:
        return sum(len(pile.papers) for pile in _piles(stage, actor, round_))

    return sorted(_assessors(stage, round_), key=texts, reverse=True)[: len(PAIR)]


def _piles(stage: Stage, actor: Actor, round_: Round) -> Iterator[Pile]:
    return (pile for pile in piles_of(stage.session, actor) if pile.round_id == round_.id)


def _to_look_at_again(stage: Stage, actor: Actor, round_: Round) -> Iterator[Pile]:
    return (pile for pile in _piles(stage, actor, round_) if pile.to_reconsider)


def _some_time(stage: Stage, round_: Round) -> datetime:
    return stage.between(round_.scoring_opens_on, round_.matching_opens_on - A_DAY)


def _score_pile(stage: Stage, actor: Actor, pile: Pile, *, now: datetime) -> None:
    """Give every text that lies there unread a level, and lock the competence."""
    if not pile.to_score:
        return
    for paper in pile.unread:
        _score(stage, actor, paper, now=now)
    round_ = stage.session.get_one(Round, pile.round_id)
    lock_scores(stage.session, actor, round_, pile.letter, rng=stage.chance.choices, now=now)


def _score(stage: Stage, actor: Actor, paper: Paper, *, now: datetime) -> None:
    on_desk = _on_desk(stage, actor, paper)
    (slip,) = stage.chance.choices.choices(SLIPS, CHANCES)
    level = min(max(_careful_level(stage, on_desk) + slip, LEVELS[0]), LEVELS[-1])
    if isinstance(on_desk, Assessment):
        stage.levels[on_desk.candidate_id, on_desk.letter] = level
    score(stage.session, actor, on_desk, level, now=now)


def _misjudge(stage: Stage, actor: Actor, pile: Pile, *, now: datetime) -> None:
    """Give one text a level far from what the other assessor said of it."""
    for assessment in _views(stage, actor, pile.unread):
        said = stage.levels.get((assessment.candidate_id, assessment.letter))
        if said is not None:
            far = LEVELS[-1] if said <= FAR_APART else LEVELS[0]
            score(stage.session, actor, assessment, far, now=now)
            return


def _describe(stage: Stage, actor: Actor, pile: Pile, *, now: datetime) -> None:
    """Write what was seen in every text on which the two differ too much."""
    for assessment in _views(stage, actor, _at(pile, Step.DESCRIBE)):
        behaviour = stage.chance.choices.choice(read("phrases.json")["behaviour"])
        describe_behaviour(stage.session, actor, assessment, behaviour, now=now)


def _decide(stage: Stage, actor: Actor, pile: Pile, *, now: datetime) -> None:
    """Decide once more: mostly nearer to a careful reader, at times the same as before."""
    for assessment in _views(stage, actor, _at(pile, Step.DECIDE)):
        stays = stage.chance.choices.random() < 0.3
        level = assessment.level if stays else _careful_level(stage, assessment)
        reconsider(stage.session, actor, assessment, level, rng=stage.chance.choices, now=now)


def _at(pile: Pile, step: Step) -> Iterable[Paper]:
    return [paper for paper in pile.papers if paper.step is step]


def _views(stage: Stage, actor: Actor, papers: Iterable[Paper]) -> Iterator[Assessment]:
    """Yield what is said of the texts of students among these."""
    for paper in papers:
        on_desk = _on_desk(stage, actor, paper)
        if isinstance(on_desk, Assessment):
            yield on_desk


def _on_desk(stage: Stage, actor: Actor, paper: Paper) -> OnDesk:
    found = find_on_desk(stage.session, paper.code, assessor_id=actor.account_id)
    assert found is not None  # noqa: S101 - the pile was read a moment ago
    return found


def _careful_level(stage: Stage, on_desk: OnDesk) -> int:
    """Return the level that ``data/`` says a careful assessor gives this text."""
    if isinstance(on_desk, AnchorScore):
        return case_of(on_desk.letter, on_desk.case_id).level
    facts = stage.students[on_desk.candidate_id].facts
    level: int = next(one["level"] for one in facts["evidence"] if one["letter"] == on_desk.letter)
    return level

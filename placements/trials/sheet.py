"""What one reader may see of a trial's assessment: own levels always, others' when both are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from placements.catalogue import LEVELS, Anchor, Competence, Phrase, phrase, read_data
from placements.policy.trials import COUNTED_RATERS, has_locked, may_read_ratings
from placements.rubrics.rounds import competence_in
from records.models.trial import Observation, Rater, Trial, TrialRating
from records.models.vacancy import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One competence of the place: what was agreed, what was seen, and what comes next."""

    criterion: Criterion
    competence: Competence
    ratings: Mapping[Rater, TrialRating]
    """By whom; only those this reader may see. Nobody's absence from it says anything."""
    observations: tuple[Observation, ...]

    @property
    def level(self) -> int | None:
        """The lower of the two counted levels, from which the next step is taken."""
        levels = [
            one.level
            for rater in COUNTED_RATERS
            if (one := self.ratings.get(rater)) is not None and one.level is not None
        ]
        return min(levels, default=None)

    @property
    def next_step(self) -> Anchor | None:
        """The anchor to work towards, if there is one above the level."""
        if self.level is None or self.level == LEVELS[-1]:
            return None
        return self.competence.anchor(self.level + 1)

    @property
    def tip(self) -> Phrase | None:
        """One thing to do, where the level is not yet the one agreed for the end."""
        if self.level is None or self.level >= self.criterion.level_at_end:
            return None
        return tips()[self.criterion.letter]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSheet:
    """The assessment of a trial as one reader may see it."""

    rows: tuple[TrialRow, ...]
    locked: frozenset[Rater]
    """Who has handed in."""

    @property
    def is_complete(self) -> bool:
        """Whether trainer and school have both handed in, so that everyone may read them."""
        return self.locked.issuperset(COUNTED_RATERS)


def trial_sheet(trial: Trial, reader: Rater | None) -> TrialSheet:
    """Return the assessment as this reader may see it: blind to each other until both are in."""
    visible = {rater for rater in Rater if may_read_ratings(trial, reader, rater)}
    return TrialSheet(
        rows=tuple(
            TrialRow(
                criterion=criterion,
                competence=competence_in(trial.proposal.vacancy.round, criterion.letter),
                ratings={
                    one.rater: one
                    for one in trial.ratings
                    if one.letter == criterion.letter and one.rater in visible
                },
                observations=tuple(
                    one
                    for one in trial.observations
                    if one.letter == criterion.letter and one.rater in visible
                ),
            )
            for criterion in trial.proposal.vacancy.criteria
        ),
        locked=frozenset(rater for rater in Rater if has_locked(trial, rater)),
    )


@cache
def tips() -> Mapping[str, Phrase]:
    """Return one tip per competence: something to do tomorrow that brings the next level nearer."""
    return {letter: phrase(words) for letter, words in read_data("tips.json").items()}

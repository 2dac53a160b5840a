"""What the review page shows of a run: a line per candidate code, and the exceptions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import cast

from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from placements.actors import Actor
from placements.catalogue import competence, level_names
from placements.match.results import Ranks, Result, ranks_of, result_of
from placements.policy.match import may_approve_override, may_drop_override
from records.database import current_session
from records.models.match import MatchOverride, MatchRun
from records.queries.match_runs import (
    list_certified_candidates,
    list_overrides_of_run,
    list_places_of_round,
)
from scoring.explanation import ExplainedCriterion, Explanation, in_tenths
from scoring.rubric import LEARNED_HERE
from web.formatting import tenths
from web.language import language_of

ROWS_A_PAGE = 25

LIMITS = {
    "travel": _l("Travel: no place within the student's limit"),
    "days": _l("Days: no place on the student's days"),
    "document": _l("Document: the places ask for one the student does not have"),
    "age": _l("Age: the places ask for an age the student does not have"),
    "no_place": _l("Offer: no place for this programme"),
    "wishes": _l("Wishes: only the own list, and nothing on it is possible"),
    "essential": _l("Essential: not met for any possible place"),
    "evidence": _l("Evidence: not enough scored to rank the student"),
    "seats": _l("Seats: more students than seats"),
}
"""What bound a candidate without a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a candidate fits a place as far as it does, in rows that add up to what is missing."""

    cells: Sequence[tuple[object, ...]]
    """Per criterion: competence, asked, seen, weight, and what it takes off the fit."""
    sums: Sequence[tuple[object, str]]
    """What the bounds take off or give back, what is missing together, and the fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a run gives one candidate."""

    code: str
    label: str
    place: str | None
    rank: int | None
    band: int | None
    limit: object | None
    explained: Explained | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownException:
    """One exception to a run, and what this person may do with it."""

    override: MatchOverride
    label: str
    place: str | None
    may_approve: bool
    may_drop: bool


def rows_of(run: MatchRun) -> list[Row]:
    """Return a row per candidate, those without a place first, then by code."""
    result = result_of(run)
    titles = _titles(run)
    ranks = ranks_of(list_certified_candidates(current_session(), run.round_id))
    summary = cast("Mapping[str, object]", run.summary)
    unmatched = cast("Mapping[str, str]", summary["unmatched"])
    rows = [_row(result, code, titles, ranks, unmatched) for code in result.codes]
    return sorted(rows, key=lambda row: (row.place is not None, row.code))


def limits_of(run: MatchRun) -> list[tuple[object, int]]:
    """Count the candidates without a place by what bound them."""
    summary = cast("Mapping[str, object]", run.summary)
    counted = Counter(cast("Mapping[str, str]", summary["unmatched"]).values())
    return [(words, counted[limit]) for limit, words in LIMITS.items() if counted[limit]]


def equal_places_of(run: MatchRun) -> list[str]:
    """Return the places where the lots decide, because the assessors agree too little."""
    titles = _titles(run)
    return [titles[place] for place in result_of(run).equal_places if place in titles]


def choice_labels_of(run: MatchRun) -> list[object]:
    """Return what stands under each column of the distribution of choices."""
    summary = cast("Mapping[str, object]", run.summary)
    choices = cast("Sequence[int]", summary["choices"])
    return [*range(1, len(choices) + 1), _l("Followed")]


def exceptions_of(actor: Actor, run: MatchRun) -> list[ShownException]:
    """Return the exceptions to a run."""
    labels = {
        one.id: one.label for one in list_certified_candidates(current_session(), run.round_id)
    }
    titles = _titles(run)
    return [
        ShownException(
            override=one,
            label=labels[one.candidate_id],
            place=titles[str(one.vacancy_id)] if one.vacancy_id else None,
            may_approve=may_approve_override(actor, run, one),
            may_drop=may_drop_override(actor, run, one),
        )
        for one in list_overrides_of_run(current_session(), run.id)
    ]


def _titles(run: MatchRun) -> dict[str, str]:
    return {
        str(place.id): f"{place.title}, {place.employer.name}"
        for place in list_places_of_round(current_session(), run.round_id)
    }


def _row(
    result: Result,
    code: str,
    titles: Mapping[str, str],
    ranks: Ranks,
    unmatched: Mapping[str, str],
) -> Row:
    place = result.place_of(code)
    label = f"{code[:4]}-{code[4:8]}"
    if place is None:
        limit = LIMITS.get(unmatched.get(code, ""))
        return Row(
            code=code, label=label, place=None, rank=None, band=None, limit=limit, explained=None
        )
    return Row(
        code=code,
        label=label,
        place=titles.get(place, place),
        rank=ranks.get((code, place)),
        band=result.band_of(code, place),
        limit=None,
        explained=_explained(result.explain(code, place)),
    )


def _explained(explanation: Explanation) -> Explained:
    language, names = language_of(get_locale()), level_names()
    rows, fit = explanation.rows, explanation.fit
    losses = [*(row.loss for row in rows), explanation.clip_loss]
    *shown, clip = in_tenths(losses)
    missing = sum(shown) + clip
    return Explained(
        cells=[
            (
                competence(row.competence).name(language),
                names[row.required](language),
                _seen(row),
                _percent(row.share),
                _loss(row.loss, tenths_lost),
            )
            for row, tenths_lost in zip(rows, shown, strict=True)
        ],
        sums=[
            (
                _l(
                    "Bounds: at least %(low)s, at most %(high)s",
                    low=_percent(fit.low),
                    high=_percent(fit.high),
                ),
                _loss(explanation.clip_loss, clip),
            ),
            (_l("Missing together"), _loss(1 - fit.value, missing)),
            (_l("Fit"), _loss(fit.value, 1000 - missing)),
        ],
    )


def _seen(row: ExplainedCriterion) -> str:
    """Return the mean of the levels, or between which levels it would lie: level 1, or as asked."""
    if row.level is not None:
        return _number(row.level)
    if row.required == LEARNED_HERE:
        return level_names()[None](language_of(get_locale()))
    return str(_("Not yet observed: 1 to %(asked)s", asked=row.required))


def _number(level: Fraction) -> str:
    """Return a mean level exactly: ``2``, ``2,5`` or, of three assessors, ``2 1/3``."""
    whole, rest = divmod(level, 1)
    if rest == Fraction(1, 2):
        return str(format_decimal(Decimal(whole) + Decimal("0.5")))
    return f"{whole} {rest}" if rest else f"{whole}"


def _percent(share: Fraction) -> str:
    return f"{tenths(in_tenths([share])[0])}%"


def _loss(exact: Fraction, shown: int) -> str:
    """Return an exact fraction with its percentage, such as ``1/9 (11,1%)``."""
    return f"{exact} ({tenths(shown)}%)" if exact.denominator > 1 else f"{tenths(shown)}%"

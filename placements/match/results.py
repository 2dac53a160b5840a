"""What a receipt says, in the words of the pages: who got what, and why not something else."""

import enum
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from matching.eligibility import Limit
from matching.notation import read_levels, read_terms
from matching.replay import Data
from matching.results import band_to_pass
from records.models.candidate import Candidate
from records.models.match import MatchRun
from scoring.bands import EVERYONE_EQUAL
from scoring.counterfactuals import one_level_more
from scoring.explanation import Explanation, explain
from scoring.fit import Fit, Requirement, fit

Ranks: TypeAlias = Mapping[tuple[str, str], int]
"""The rank of every place that a student put on the list, by code and place."""


class WhyNot(enum.StrEnum):
    """Why a place that a student would rather have went to others."""

    HIGHER_BAND = "higher_band"
    LOT = "lot"
    TAKEN = "taken"
    DECLINED = "declined"
    ESSENTIAL = "essential"
    EVIDENCE = "evidence"
    MOST_PLACED = "most_placed"


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one run, read from its receipt."""

    receipt: Data

    @property
    def codes(self) -> list[str]:
        """Every candidate of the round, by code."""
        return sorted(self.receipt["result"]["candidates"])

    def place_of(self, code: str) -> str | None:
        """Return the place a candidate got, if any."""
        place: str | None = self.receipt["result"]["candidates"][code]["place"]
        return place

    def wishes_of(self, code: str) -> list[str]:
        """Return a candidate's wishes in their final order."""
        wishes: list[str] = self.receipt["input"]["candidates"][code]["wishes"]
        return wishes

    def band_of(self, code: str, place: str) -> int | None:
        """Return the band of a candidate at a place; None where not ranked."""
        if place not in self.wishes_of(code):
            return None
        bands = self.receipt["result"]["candidates"][code]["bands"]
        band: int | None = bands[self.wishes_of(code).index(place)]
        return band

    def cutoff_of(self, place: str) -> list[int | str] | None:
        """Return band and lot admitted last; empty if nobody was, None if a seat is left."""
        cutoff: list[int | str] | None = self.receipt["result"]["cutoffs"].get(place)
        return cutoff

    def fit_of(self, code: str, place: str) -> Fit:
        """Return the exact fit of a candidate to a place."""
        return fit(self._asked(place), self._levels(code))

    def explain(self, code: str, place: str) -> Explanation:
        """Return what was asked and seen, and what each criterion took off the fit."""
        return explain(self._asked(place), self._levels(code))

    def explanation_of(self, code: str, place: str, ranks: Ranks) -> dict[str, object]:
        """Return what a proposal keeps for its student: rows per criterion, and the places above.

        Only the student's own list counts as above: what followed by itself was no wish.

        Fractions are written as text, such as ``5/2``; the rows' losses and that of the bounds
        sum exactly to what is missing from the fit.
        """
        explained = self.explain(code, place)
        wishes = self.wishes_of(code)
        above = wishes[: wishes.index(place)] if place in wishes else []
        return {
            "band": self.band_of(code, place),
            "all_equal": place in self.equal_places,
            "rows": [
                {
                    "letter": row.competence,
                    "required": row.required,
                    "level": None if row.level is None else str(row.level),
                    "is_met": row.is_met,
                    "loss": str(row.loss),
                    "is_left_out": row.competence in self.left_out,
                }
                for row in explained.rows
            ],
            "clip_loss": str(explained.clip_loss),
            "above": [
                {
                    "place": wish,
                    "rank": ranks[code, wish],
                    "why": why.value,
                    "one_more": self.one_more(code, wish) if why is WhyNot.HIGHER_BAND else [],
                }
                for wish in above
                if (code, wish) in ranks
                for why in (self.why_not(code, wish),)
            ],
        }

    def why_not(self, code: str, place: str) -> WhyNot:
        """Say why a candidate did not get a place that was wished for."""
        if [code, place] in self.receipt["declined"]:
            return WhyNot.DECLINED
        band = self.band_of(code, place)
        if band is None:
            is_missed = not self.fit_of(code, place).meets_essentials
            return WhyNot.ESSENTIAL if is_missed else WhyNot.EVIDENCE
        if place not in self.receipt["result"]["cutoffs"]:
            return WhyNot.MOST_PLACED
        cutoff = self.cutoff_of(place)
        if not cutoff:
            return WhyNot.TAKEN
        return WhyNot.LOT if band == cutoff[0] else WhyNot.HIGHER_BAND

    def one_more(self, code: str, place: str) -> list[str]:
        """Name the competences on each of which one level more would have passed the cut-off."""
        lot: str | list[str] = self.receipt["result"]["candidates"][code]["lot"]
        own_lot = lot if isinstance(lot, str) else lot[self.wishes_of(code).index(place)]
        last_band = band_to_pass(self.cutoff_of(place), own_lot)
        if last_band is None:
            return []
        error = self.receipt["result"]["squared_errors"][place]
        found = one_level_more(
            self._asked(place), self._levels(code), squared_error=error, last_band=last_band
        )
        return [one.competence for one in found]

    @property
    def left_out(self) -> Mapping[str, str]:
        """The competences that took no part in the ranking, and why; none in older rounds."""
        left_out: Mapping[str, str] = self.receipt["input"].get("left_out", {})
        return left_out

    @property
    def equal_places(self) -> list[str]:
        """The places where all count as equal, because the assessors agree too little."""
        errors = self.receipt["result"]["squared_errors"]
        return [place for place, error in errors.items() if error == EVERYONE_EQUAL]

    def limit_of(self, code: str, obstacles: Mapping[str, str]) -> str:
        """Name what binds a candidate without a place: an obstacle, evidence, wishes or seats."""
        if code in obstacles:
            return obstacles[code]
        wishes = self.wishes_of(code)
        if not wishes:
            return Limit.WISHES.value
        if not any(self.fit_of(code, wish).meets_essentials for wish in wishes):
            return Limit.ESSENTIAL.value
        if all(self.band_of(code, wish) is None for wish in wishes):
            return Limit.EVIDENCE.value
        return Limit.SEATS.value

    def _asked(self, place: str) -> Mapping[str, Requirement]:
        asks = self.receipt["input"]["places"][place]["asks"]
        read = ((letter, read_terms(text)) for letter, text in asks.items())
        return {
            letter: Requirement(required=terms.required, weight=0)
            if letter in self.left_out
            else Requirement(**terms._asdict())
            for letter, terms in read
            if terms
        }

    def _levels(self, code: str) -> Mapping[str, list[int]]:
        entered = self.receipt["input"]
        return read_levels(entered["competences"], entered["candidates"][code]["levels"])


def result_of(run: MatchRun) -> Result:
    """Read the result of a finished run."""
    return Result(json.loads(run.receipt or b""))


def ranks_of(candidates: Iterable[Candidate]) -> Ranks:
    """Return the own lists of these candidates."""
    return {
        (candidate.code, str(wish.vacancy_id)): wish.rank
        for candidate in candidates
        for wish in candidate.wishes
    }


def summary_of(
    result: Result, ranks: Ranks, obstacles: Mapping[str, str], outside: frozenset[str]
) -> dict[str, object]:
    """Count a result for the review page, without those who have a place outside the match."""
    got = {code: result.place_of(code) for code in result.codes if code not in outside}
    placed = {code: place for code, place in got.items() if place is not None}
    choices = Counter(ranks.get(pair) for pair in placed.items())
    seats = sum(place["seats"] for place in result.receipt["input"]["places"].values())
    gone = sum(result.receipt["withdrawn"].values())
    worst = max((rank for rank in choices if rank is not None), default=0)
    return {
        "candidates": len(got),
        "placed": len(placed),
        "seats": seats - gone,
        "seats_left": seats - gone - len(placed),
        "choices": [choices[rank] for rank in range(1, worst + 1)],
        "followed": choices[None],
        "unmatched": {
            code: result.limit_of(code, obstacles) for code, place in got.items() if place is None
        },
        "blocking_pairs": result.receipt["result"]["blocking_pairs"],
    }


def final_places(result: Result, overrides: Mapping[str, UUID | None]) -> dict[str, UUID | None]:
    """Return who gets which place, the approved exceptions included."""
    places = {code: result.place_of(code) for code in result.codes}
    return {code: UUID(place) if place else None for code, place in places.items()} | dict(
        overrides
    )

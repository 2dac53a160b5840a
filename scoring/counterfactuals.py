"""What one level more would have changed: for the student alone, in bands and never in persons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.bands import band
from scoring.fit import Fit, Requirement, fit
from scoring.rubric import LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLevelMore:
    """One competence on which one level more would have been enough.

    Attributes
    ----------
    competence : str
        The competence asked.
    band : int
        The band at the place with that one level more.
    """

    competence: str
    band: int


def one_level_more(
    requirements: Mapping[str, Requirement],
    levels: Mapping[str, Sequence[int]],
    *,
    squared_error: int,
    last_band: int,
) -> tuple[OneLevelMore, ...]:
    """Name the competences on each of which one level more would have passed a cut-off.

    One level more means that every assessor had seen one level more, up to the highest. A
    competence that is not yet observed has no level to raise, and is not named. Nobody else's
    levels take part: only the band of the last one admitted, which is published.

    Parameters
    ----------
    requirements, levels
        As for :func:`scoring.fit.fit`.
    squared_error : int
        Squared standard error of the place in billionths, as for :func:`scoring.bands.band`.
    last_band : int
        The worst band with which this student's lot would pass, as from
        :func:`matching.results.band_to_pass`.

    Returns
    -------
    tuple of OneLevelMore
        In the order of the requirements; empty if no single level is enough, and also if the
        student passes as it is.

    References
    ----------
    ``docs/method.md``, sections 6 to 9.

    Examples
    --------
    >>> planning, helping = Requirement(required=3, weight=2), Requirement(required=2, weight=1)
    >>> asked = {"plan": planning, "help": helping}
    >>> one_level_more(asked, {"plan": (2, 2), "help": (1, 2)}, squared_error=6_400_000,
    ...     last_band=1)
    (OneLevelMore(competence='plan', band=0),)
    """
    if _passes(fit(requirements, levels), squared_error, last_band):
        return ()
    found = []
    for name, asked in requirements.items():
        seen = levels.get(name, ())
        if not asked.is_active or not seen:
            continue
        raised = fit(requirements, {**levels, name: [min(one + 1, LEVELS[-1]) for one in seen]})
        if _passes(raised, squared_error, last_band):
            found.append(OneLevelMore(competence=name, band=band(raised.value, squared_error)))
    return tuple(found)


def _passes(result: Fit, squared_error: int, last_band: int) -> bool:
    return (
        result.is_rankable
        and result.meets_essentials
        and band(result.value, squared_error) <= last_band
    )

"""How scarce places are: students for seats, of a programme and of a region within it.

Only how many take part and how many seats there are; nobody's list is read. Fewer than five
students are never counted aloud, and where people live is only said in fives.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sqlalchemy.orm import Session

from records.models.candidate import Candidate
from records.models.vacancy import Vacancy
from records.queries.blind.candidates import count_candidates
from records.queries.students import list_student_ids_of_programme
from records.vault.people import read_for_service

FEWEST_STUDENTS: Final = 5
IN_STEPS_OF: Final = 5
LARGEST_PART: Final = 5
DIGITS_OF_A_REGION: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scarcity:
    """Students for seats, in small numbers that are easy to picture."""

    seats: int
    students: int | None
    """None where they are too few to count aloud."""

    @property
    def about(self) -> tuple[int, int] | None:
        """About how many students there are for how many seats; None where nobody may count.

        Examples
        --------
        >>> Scarcity(students=31, seats=20).about, Scarcity(students=None, seats=20).about
        ((3, 2), None)
        >>> Scarcity(students=10, seats=40).about, Scarcity(students=60, seats=1).about
        ((1, 4), (60, 1))
        """
        if self.students is None or not self.seats:
            return None
        ratio = Fraction(self.students, self.seats)
        if ratio < 1:
            turned = (1 / ratio).limit_denominator(LARGEST_PART)
            return turned.denominator, turned.numerator
        small = ratio.limit_denominator(LARGEST_PART)
        return small.numerator, small.denominator

    @property
    def is_scarce(self) -> bool:
        """Whether there are more students than seats."""
        return self.students is not None and self.students > self.seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The seats around a town, and about how many students of the programme live there."""

    name: str
    code: str
    """The first two digits of the postcodes."""
    scarcity: Scarcity


def scarcity_of(session: Session, candidate: Candidate, places: Sequence[Vacancy]) -> Scarcity:
    """Return how scarce the places of the candidate's programme are in this round."""
    count = count_candidates(
        session, round_id=candidate.round_id, programme_id=candidate.programme_id
    )
    return Scarcity(seats=sum(place.seats for place in places), students=_aloud(count))


def regions_of(
    session: Session, candidate: Candidate, places: Sequence[Vacancy]
) -> Sequence[Region]:
    """Return the regions with places of the programme, those with the most seats first."""
    of_region: dict[str, list[Vacancy]] = defaultdict(list)
    for place in places:
        of_region[region_code(place.employer.postcode)].append(place)
    residents = _residents(session, candidate)
    found = [
        Region(
            name=_largest_town(here),
            code=code,
            scarcity=Scarcity(
                seats=sum(place.seats for place in here), students=residents.get(code)
            ),
        )
        for code, here in of_region.items()
    ]
    return sorted(found, key=lambda one: (-one.scarcity.seats, one.code))


def region_code(postcode: str) -> str:
    """Return the region of a postcode.

    >>> region_code("3511AB")
    '35'
    """
    return postcode[:DIGITS_OF_A_REGION]


def _residents(session: Session, candidate: Candidate) -> Mapping[str, int]:
    """Return about how many students of the programme live in each region with at least five."""
    ids = list_student_ids_of_programme(session, candidate.programme_id)
    people = read_for_service(session, list(ids)).values()
    counts = Counter(region_code(person.postcode) for person in people if person.postcode)
    return {
        code: IN_STEPS_OF * round(count / IN_STEPS_OF)
        for code, count in counts.items()
        if count >= FEWEST_STUDENTS
    }


def _aloud(count: int) -> int | None:
    return count if count >= FEWEST_STUDENTS else None


def _largest_town(places: Sequence[Vacancy]) -> str:
    seats: Counter[str] = Counter()
    for place in places:
        seats[place.employer.town] += place.seats
    return min(seats, key=lambda town: (-seats[town], town))

"""Who and what is the same in every world: staff, companies, codes, levels, wishes and words."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid5

from records.models.account import Role

SAME = UUID("5f0c2a52-1d3c-4c4e-9a55-5a7f3d0c8e11")
"""Whence ids come that are the same in every world."""
CODES = tuple(sha256(f"candidate {k}".encode()).hexdigest()[:26].upper() for k in range(4))
LETTERS = ("E", "K")
ACTIONS = {"E": ["E.agree", "ict.instruct"], "K": ["K.check"]}
LEVELS = {"E": (3, 2, 4, 3), "K": (2, 4, 3, 3)}
"""What a careful assessor gives each candidate; Berna misjudges the first and stays with it."""
WISHES = ((0, 1, 2), (1, 0, 2), (2, 1, 0), (0, 2, 1))
"""Places by number, for each candidate."""
WORDS = {
    "E": "Ik heet {given} {family}. Bij het schoolfeest deelde ik het werk met {others} anderen. "
    "Elke dag vroeg ik hoe het ging en wie vastliep hielp ik verder. Alles was op tijd klaar.",
    "K": "In de winkel maakte ik een lijst van wat op was. {given} schreef ik erboven. "
    "Daarna telde ik {others} kasten na en bestelde ik het bij. Zo was er altijd genoeg.",
}
NOTE = "Kanarienotitie van wie meelas."
OTHERS = ("twee", "drie", "vier", "vijf")
"""What makes the text of each candidate another."""
SCHOOL, BAKERY, CAFE = "ROC Lekstroom", "Bakkerij De Vries", "Eethuis"
OTHER_SCHOOL, SMITHY = "Vakcollege Maasoever", "Smederij Vonk"
SCHOOLS, COMPANIES = (SCHOOL, OTHER_SCHOOL), (BAKERY, CAFE, SMITHY)
LISTS_SCHOOLS = "/bericht"
"""Where anybody, signed in or not, chooses which school to write to.

That a school takes messages is public and tells of no student; nothing else may stand there.
"""
STAFF = {
    "carla": (Role.COORDINATOR, SCHOOL),
    "vera": (Role.CONFIDANT, SCHOOL),
    "anton": (Role.ASSESSOR, SCHOOL),
    "berna": (Role.ASSESSOR, SCHOOL),
    "cees": (Role.ASSESSOR, SCHOOL),
    "mehmet": (Role.MENTOR, SCHOOL),
    "noor": (Role.TRAINER, BAKERY),
    "otto": (Role.OWNER, BAKERY),
    "fenna": (Role.TRAINER, CAFE),
    "gijs": (Role.ASSESSOR, OTHER_SCHOOL),
    "hilde": (Role.OWNER, SMITHY),
}
ASSESSORS = ("anton", "berna", "cees")
"""The two who score, and the third who is called when they stay far apart."""
EMPLOYERS = ("noor", "otto", "fenna")
"""A trainer and an owner of one company, and a trainer of another one in the same round."""
STRANGERS = ("gijs", "hilde")
"""An assessor of another school and an owner whose company is not in the round."""
READERS = (*EMPLOYERS, *ASSESSORS, "mehmet", *STRANGERS)
"""Everybody who may not know who the students are; Mehmet reads along and does not score."""

ONE_OF_EACH_ROLE = ("noor", "otto", "anton", "mehmet")
"""Who tries the doors of others: those are shut by role and ask nothing more."""
TRIED_AT = ("profiles", "scoring", "accepted")
"""Steps at which readers also send every form, ask with the probe, and strangers come by.

At the others they ask for some only of what there is a lot of, and for no public page.
"""
NOTHING_NEW_FOR = {
    "vacancies": ASSESSORS,
    "second look": EMPLOYERS,
    "third look": EMPLOYERS,
}
"""Who has nothing to do with a step: of what went on before they read at another."""


def readers_at(step: str) -> tuple[str, ...]:
    """Return who reads what there is at a step."""
    others = () if step in TRIED_AT else (*STRANGERS, *NOTHING_NEW_FOR.get(step, ()))
    return tuple(one for one in READERS if one not in others)


def same_id(name: str) -> UUID:
    """Return the id of something that is the same in every world."""
    return uuid5(SAME, name)


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)

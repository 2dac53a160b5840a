"""The closed facts about a piece of evidence, chosen from dictionaries: equal in form for everyone.

What is stored are codes; a code never gets other words, so that an approval stays an approval of
what was read. Readers of the blind copy see in the place of the setting only its kind: care at
home and a sports club are both "outside school and work", and neither is less than a job.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from placements.catalogue import DATA_FOLDER, Phrase, phrase, read_data
from placements.errors import Refusal, msgid
from records.models.candidate import EvidenceSetting

Facts: TypeAlias = Mapping[str, Sequence[str]]
"""Chosen codes by the name of the question."""

SECTORS: Final = ("care", "ict", "technology", "hospitality", "commerce")
GENERAL: Final = "general"
NOT_IN_THE_LIST: Final = msgid("Choose one from the list")
TOO_MANY: Final = msgid("Choose at most %(most)s")


@dataclass(frozen=True, slots=True)
class Question:
    """One question with a closed list of answers."""

    name: str
    is_required: bool = True
    most: int = 1


QUESTIONS: Final = (
    Question("task"),
    Question("actions", most=3),
    Question("help"),
    Question("hitch", is_required=False),
    Question("frequency"),
    Question("duration", is_required=False),
    Question("people"),
    Question("tool", is_required=False),
    Question("certificate", is_required=False),
    Question("result"),
    Question("seen_by"),
)
"""In the order in which they are asked and read."""

KINDS_OF_PLACE: Final[Mapping[EvidenceSetting, str]] = {
    EvidenceSetting.SCHOOL: "school",
    EvidenceSetting.SIDE_JOB: "work",
    EvidenceSetting.EARLIER_TRIAL: "work",
    EvidenceSetting.CARE_AT_HOME: "elsewhere",
    EvidenceSetting.SPORT: "elsewhere",
    EvidenceSetting.VOLUNTEERING: "elsewhere",
    EvidenceSetting.OWN_PROJECT: "elsewhere",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that belong together, under the name of a sector; of a competence it is empty."""

    name: Phrase | None
    choices: Mapping[str, Phrase]


def sector_of(crebo: str) -> str | None:
    """Return whose dictionary a programme takes beside the general one.

    >>> sector_of("25480"), sector_of("99999")
    ('care', None)
    """
    return _sectors().get(crebo)


def answers_to(question: str, letter: str, sector: str | None) -> Sequence[Group]:
    """Return the answers to one question: for an action those of the competence come first.

    >>> [len(group.choices) for group in answers_to("seen_by", "E", "care")]
    [5]
    """
    general, of_sector = _dictionary(GENERAL), _dictionary(sector) if sector else {}
    own = phrase(of_sector["name"]) if sector else None
    if question == "actions":
        groups = [Group(None, _phrases(general["letters"][letter], letter))]
        return [*groups, Group(own, _phrases(of_sector["action"], sector))] if sector else groups
    if question not in of_sector:
        return [Group(None, _phrases(general[question]))]
    return [
        Group(own, _phrases(of_sector[question], sector)),
        Group(phrase(general["name"]), _phrases(general[question])),
    ]


def words_of(question: str, code: str) -> Phrase:
    """Return what an answer says, also one that is no longer offered to anybody.

    Raises
    ------
    KeyError
        If no list has it.
    """
    return _every_answer()["action" if question == "actions" else question][code]


def clean_facts(facts: Facts, *, letter: str, sector: str | None) -> dict[str, list[str]]:
    """Return the answers as they are kept: in the order of the lists, no more than asked.

    Raises
    ------
    Refusal
        If something that everybody answers is left open, or an answer is on no list.
    """
    kept = known_answers(facts, letter=letter, sector=sector)
    for one in QUESTIONS:
        chosen, known = facts.get(one.name, ()), kept.get(one.name, ())
        if not set(chosen) <= set(known) or (one.is_required and not known):
            raise Refusal(NOT_IN_THE_LIST, field=one.name)
        if len(known) > one.most:
            raise Refusal(TOO_MANY, field=one.name, most=one.most)
    return kept


def known_answers(facts: Facts, *, letter: str, sector: str | None) -> dict[str, list[str]]:
    """Return those of the answers that are on a list, in the order of the lists."""
    known = {}
    for one in QUESTIONS:
        groups = answers_to(one.name, letter, sector)
        chosen = set(facts.get(one.name, ()))
        codes = [code for group in groups for code in group.choices if code in chosen]
        if codes:
            known[one.name] = codes
    return known


def facts_to_read(setting: EvidenceSetting, facts: Facts) -> dict[str, list[str]]:
    """Return the codes that readers of the blind copy see; nothing where nothing was chosen."""
    if not facts:
        return {}
    shown = {one.name: list(facts[one.name]) for one in QUESTIONS if facts.get(one.name)}
    return {"where": [KINDS_OF_PLACE[setting]], **shown}


def lines_of(facts: Facts, locale: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each question that was answered, with the words of its answers."""
    for question, codes in facts.items():
        yield question, [words_of(question, code)(locale) for code in codes]


def _phrases(entries: Mapping[str, Any], prefix: str | None = None) -> dict[str, Phrase]:
    return {f"{prefix}.{key}" if prefix else key: phrase(said) for key, said in entries.items()}


@cache
def _dictionary(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = read_data(f"evidence/{name}.json")
    return content


@cache
def _every_answer() -> Mapping[str, Mapping[str, Phrase]]:
    general = _dictionary(GENERAL)
    found: dict[str, dict[str, Phrase]] = {
        name: _phrases(general[name]) for name in general if name not in ("name", "letters")
    }
    found["action"] = {}
    for letter, actions in general["letters"].items():
        found["action"] |= _phrases(actions, letter)
    for sector in SECTORS:
        for name in ("task", "action", "tool", "certificate"):
            found[name] |= _phrases(_dictionary(sector)[name], sector)
    return found


@cache
def _sectors() -> Mapping[str, str]:
    """Return the sector of every qualification that has one."""
    of_domain = {domain: sector for sector in SECTORS for domain in _dictionary(sector)["domains"]}
    with (DATA_FOLDER / "crebo_2015.csv").open(encoding="utf-8", newline="") as file:
        domains = {
            row["crebo"]: int(found[0])
            for row in csv.DictReader(file)
            if (found := re.match(r"\d+", row["opleidingsdomein"]))
        }
    return {crebo: of_domain[one] for crebo, one in domains.items() if one in of_domain}

"""What the engine finds of a writer's facts in any form, and of names in others' sentences."""

import json
import random
from collections.abc import Iterator
from datetime import date

from benchmarks.blinding_measures import DATA, MARKED, Tally, hides, misspelt, read_lines
from blinding.blind import blind
from blinding.folding import fold
from blinding.known_facts import KnownFacts

OWN = (
    "Mijn naam is {} en ik heb de kassa gedaan.",
    "op het werk noemen ze me {} en dat vind ik prima",
    "De klant vroeg naar {} omdat ik goed had geholpen.",
    "{} heeft de voorraad geteld, zei de chef.",
    "ik ({}) maakte de planning",
)
HOMES = (
    ("Kerkstraat", "Enschede", "Zadkine"),
    ("Van Goghlaan", "Den Haag", "Noorderpoort"),
    ("Dorpsweg", "Alphen aan den Rijn", "Twente"),
    ("Lijsterbes", "Best", "Deltion"),
)
LOOK_ALIKE = str.maketrans("aeiocp", "аеіоср")  # noqa: RUF001 - Cyrillic on purpose
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def own_facts(every: int = 1) -> Tally:
    """Measure recall by fact and, of names, by form; of every so many writers."""
    chance = random.Random(7)
    tally = Tally()
    for known in list(_writers(chance))[::every]:
        for label, value, pattern in _said_of(known, chance):
            text, start = pattern.format(value), pattern.index("{}")
            result = blind(text, known, "nl")
            tally.add(label, is_found=hides(result, start, start + len(value), text))
    return tally


def _said_of(known: KnownFacts, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Give facts as somebody may write them: which, how, in which sentence."""
    for label, name in (("first", known.first), ("last", known.last)):
        for form, written in _forms(name, chance).items():
            yield f"{label} name, {form}", written, chance.choice(OWN)
    yield "nickname", known.nickname.lower(), chance.choice(OWN)
    for form in (str, str.lower, str.upper):
        yield "street", form(known.street), "Ik woon op de {} en help in de winkel."
        yield "town", form(known.town), "Ik werkte in {} bij een bakker."
        yield "school", form(known.school), "Op het {} maakte ik een website."
        yield "email", form(known.email), "mail me op {} voor meer"
    for written in (known.postcode, known.postcode.replace(" ", ""), known.postcode[:4]):
        yield "postcode", written, "post naar {} graag"
    tail = known.phone[2:]
    for written in (known.phone, f"+31 6 {tail}", f"06-{tail}", f"06 {tail[:4]} {tail[4:]}"):
        yield "phone", written, "Bel me op {} na vieren."
    digits = known.student_no
    for written in (digits, f"0{digits}", f"{digits[:3]} {digits[3:]}"):
        yield "student number", written, "mijn nummer is {} hoor"
    for written in _dates(known.dob):
        yield "birth date", written, "Ik ben van {} en begon in de winkel."


def _dates(day: date | None) -> Iterator[str]:
    assert day
    yield from map(day.strftime, ("%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%d%m%Y"))
    short = f"{day.day} {MONTHS[day.month - 1]}"
    yield from (short, f"{short} '{day:%y}")


def _writers(chance: random.Random) -> Iterator[KnownFacts]:
    origins = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    number = 0
    for _, listed in sorted(origins.items()):
        for first in listed["first"]:
            number += 1
            last = chance.choice(listed["last"])
            street, town, school = HOMES[number % len(HOMES)]
            yield KnownFacts(
                first=first,
                last=last,
                nickname=f"{first[:3]}o",
                street=street,
                postcode=f"{1000 + number * 5} XB",
                town=town,
                school=school,
                dob=date(2005 + number % 6, 1 + number % 12, 1 + number % 28),
                phone=f"06{20_000_000 + number * 331}",
                student_no=str(5_000_000 + number * 13),
                email=f"student.{number}@example.org",
            )


def _forms(name: str, chance: random.Random) -> dict[str, str]:
    return {
        "as written": name,
        "lower case": name.lower(),
        "capitals": name.upper(),
        "without accents": fold(name).plain,
        "possessive": f"{name}'s" if name[-1] in "aeiouy" else f"{name}s",
        "letters apart": " ".join(name.split()[-1]),
        "zero width": f"{name[:2]}\u200b{name[2:]}",
        "look-alike letters": name.lower().translate(LOOK_ALIKE),
        "one slip": misspelt(name, chance),
    }


def others_names(every: int = 1) -> Tally:
    """Measure names of any origin in the sentences in which others marked a name, by form."""
    chance = random.Random(5)
    origins = json.loads((DATA / "names.json").read_text(encoding="utf-8")).values()
    firsts, lasts = ([n for one in origins for n in one[part]] for part in ("first", "last"))
    tally = Tally()
    for line in read_lines("marked.txt")[::every]:
        lang, written = line.split("|", 1)
        for form, spell in (("title", str), ("lower", str.lower), ("misspelt", _doubled)):
            text, names = "", []
            for plain, kind, piece in MARKED.findall(written):
                text += plain
                if kind == "NAME":
                    parts = [chance.choice(firsts), chance.choice(lasts)][: len(piece.split())]
                    name = spell(" ".join(parts))
                    names.append((len(text), len(text) + len(name)))
                    text += name
                else:
                    text += piece
            result = blind(text, KnownFacts(), lang)
            for start, end in names:
                tally.add(form, is_found=hides(result, start, end, text))
    return tally


def _doubled(name: str) -> str:
    """Write the second letter of each longer word twice."""
    return " ".join(w[:2] + w[1:] if len(w) > 3 else w for w in name.split())

"""What the blinding took out of a text, in words for the student who wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import lazy_gettext as _l

from blinding.blind import BlindText, Verdict
from placements.profiles.rules import Rules
from placements.profiles.words import places_to_ask
from records.database import current_session
from records.models.candidate import Evidence
from records.queries.blind.words import list_asked_words


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a marked piece of text is, and what to do about it."""

    label: object
    advice: object
    is_shown: bool = False


_NAME = Explanation(
    _l("A name"), _l("Write what somebody is to the work: a colleague, a teacher, a customer.")
)
_PLACE = Explanation(_l("An address or a place"), _l("Leave it out. The work is what matters."))
_CONTACT = Explanation(
    _l("A number or an address of yours"),
    _l("Leave it out. The school passes it on once you say yes to a place."),
)
_AGE = Explanation(_l("Your age or a date"), _l("Leave it out, or write how long something took."))

EXPLANATIONS: Mapping[str, Explanation] = {
    **dict.fromkeys(("name", "initials", "nickname"), _NAME),
    **dict.fromkeys(("street", "postcode", "town", "neighbourhood"), _PLACE),
    **dict.fromkeys(("phone", "student_number", "email", "url", "handle", "bsn", "iban"), _CONTACT),
    **dict.fromkeys(("birth_date", "age"), _AGE),
    "school": Explanation(_l("The name of a school"), _l("Write: at school.")),
    "employer": Explanation(
        _l("The name of a company or club"), _l("Write what kind it is: a shop, a sports club.")
    ),
    "unknown_word": Explanation(
        _l("A word we do not know"),
        _l("It may be a name. Is it an ordinary word? Check how you spelled it, or use another."),
    ),
    "origin": Explanation(
        _l("Where you or your family come from"), _l("Write what you did there, not where it was.")
    ),
    "language": Explanation(
        _l("Which language you speak at home"),
        _l("Write what you did: I explained it in the customer's own language."),
    ),
    "religion": Explanation(_l("A belief"), _l("Write what you did, such as: I cooked for 60.")),
    "gender": Explanation(
        _l("Whether you are a man or a woman"), _l("Use a word that fits everyone.")
    ),
    "orientation": Explanation(_l("Whom you love"), _l("Leave it out here.")),
    "health": Explanation(
        _l("Something about your health"),
        _l("Leave it out here. You can always tell your school what you need at work."),
    ),
    "family": Explanation(
        _l("Something about your family"), _l("Write: at home. And then what you did.")
    ),
}

WITHHELD = Explanation(
    _l("A whole sentence"),
    _l("We leave this sentence out until you write it another way."),
)
READ_FIRST = Explanation(
    _l("A sentence that may tell who you are"),
    _l("Somebody at school reads it first. You may write it another way."),
    is_shown=True,
)
REPLACED = Explanation(
    _l("A word we write in another way"),
    _l("Such as “they” for “he” or “she”. You do not have to do anything."),
)
OTHER = Explanation(_l("Something about you"), _l("Write what you did, not who you are."))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the student's own words: plain, marked, or in a sentence that is left out."""

    text: str
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A masked word that may be an ordinary one, and how far the question is."""

    word: str
    begins: int
    ends: int
    state: str
    """``open``, ``waiting`` or ``refused``."""


def pieces_of(words: str, blinded: BlindText) -> Sequence[Piece]:
    """Cut the student's words at every mark, so that a page can show them side by side."""
    left_out = [one for one in blinded.sentences if one.verdict is Verdict.WITHHELD]
    marks = [
        (
            span.start,
            span.end,
            REPLACED if span.replacement else EXPLANATIONS.get(span.kind, OTHER),
        )
        for span in blinded.spans
        if not span.replacement or not any(one.start <= span.start < one.end for one in left_out)
    ]
    whole = {Verdict.WITHHELD: WITHHELD, Verdict.DOUBTFUL: READ_FIRST}
    marks += [
        (sentence.start, sentence.end, whole[sentence.verdict])
        for sentence in blinded.sentences
        if sentence.verdict in whole
    ]
    edges = {0, len(words), *(edge for start, end, _why in marks for edge in (start, end))}
    return [
        Piece(words[start:end], next((why for a, b, why in marks if a <= start and end <= b), None))
        for start, end in pairwise(sorted(edges))
    ]


def explanations_of(pieces: Sequence[Piece]) -> Sequence[Explanation]:
    """Return each explanation once, in the order of the text."""
    return list(dict.fromkeys(piece.explanation for piece in pieces if piece.explanation))


def marked_words(rules: Rules, evidence: Evidence, words: str) -> Sequence[Marked]:
    """Return the masked words that the student may call ordinary, or has called so."""
    asked = {
        words[one.begins : one.ends]: "waiting" if one.refused_at is None else "refused"
        for one in list_asked_words(current_session(), evidence_id=evidence.id)
    }
    places = sorted(places_to_ask(rules, words, evidence.language), reverse=True)
    first = {words[begins:ends]: (begins, ends) for begins, ends in places}
    return [
        Marked(word, *place, asked.get(word, "open"))
        for word, place in sorted(first.items(), key=lambda one: one[1])
    ]

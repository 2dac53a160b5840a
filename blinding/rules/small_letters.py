"""Things in small letters that no list of words holds, or that are somebody's name elsewhere."""

import re

from blinding.rules.beside import COUNTED_OFF, DETERMINERS, OF_PEOPLE, ONE_OF, PEOPLE_ENDINGS, Place
from blinding.rules.new_words import is_made_of_words
from blinding.rules.proxies import LANGUAGES, is_entry, is_of_a_people
from blinding.words.lexicon import (
    FIRST_NAME,
    GROWN,
    NAME,
    PLACE,
    STRONG_NAME,
    flags_of,
    is_near_a_word,
    is_ordinary,
)
from blinding.words.organisations import MORE, says_of_place
from blinding.words.small_words import FUNCTION_WORDS, words_of

_BEING = words_of("ben am i'm als as was word ik")
# "10 mintuen", "a kilo of": no person is counted or measured.
# "knurled the grip", "repasting the cpu": a verb that no list holds, and no "Waleed".
_DOING = re.compile(r"\w{3,}(?<!e)(?:ed|ing)(?<!med|yed|hed)")
_BEFORE_A_DEED = words_of("and then i we also or to by was were is are be been got have had")
_AFTER_A_DEED = words_of("the a an it them out up off down on my our each every all some two three")
_COUNTED = re.compile(
    r"\d+|min|uur|cm|mm|m|kg|gram|liter|euro|twee|drie|vier|vijf|two|three|four|five"
)
_WHERE = words_of("bij at voor for naar to van from via op on")
# What words of trades and of science end with, and nobody's name.
_LEARNED = re.compile(
    r"\w{3,}(?:[aicn]tie|heid|eren|ering|isme|logie|grafie|scopie|scoop|metrie|graaf|ogram|ator|"
    r"ology|ography|oscopy|ometry|oscope|ation|ness|ised|ized|ising|izing|oxide|sulfaat|sulphate|"
    r"zuur|"
    r"olie|meter|stof|werk|apparaat|machine|systeem|kabel|stekker|plaat|buis|tang|steel)s?"
)
_FEW = re.compile(
    r"\d{1,3}|twee|drie|vier|vijf|zes|zeven|acht|tien|two|three|four|five|six|seven|eight|ten|"
    r"paar|few|several|some|enkele|verschillende"
)
# Between "een" and a thing.
_OUTRIGHT = words_of(
    "hele heel erg grote kleine nieuwe oude mooie goede lekkere eigen verse warme koude houten "
    "ronde zwarte witte rode groene blauwe very really whole big small new old nice good fresh own "
    "warm cold wooden round black white red green blue little large long short homemade "
    "simple tasty"
)
_WORKED_WITH = words_of("met with")
_POINTED_AT = words_of("this that these those deze dit")
_DOES = words_of("i we they you")
# Who is told or given something stands after "to" as well.
_TO_SOMEBODY = words_of(
    "gave give gives talk talked talking said say spoke speak speaking explained explain listened "
    "listen next according handed hand sent send wrote write showed show brought bring belongs "
    "thanks went go going came come close up over"
)
_OBJECTS = words_of("the a an it them out up off down my our each every all")
# "Roos, eucalyptus en gerbera": what is said beside one another is of one sort.
# Given names that are verbs too.
_DONE = words_of("mark frank bob rob jack chuck pat josh skip drew wade ward hunter bill will")
_JOINS = r"(?:, | (?:en|and|of|or|met|with|&) )"
_BEFORE_IT = re.compile(rf"([^\W\d_]+){_JOINS}$")
_AFTER_IT = re.compile(rf"{_JOINS}(?:\w+e )?([^\W\d_]+)")


def is_in_small_letters(place: Place, before: str, after: str) -> bool:
    """Tell whether a word in small letters is a thing or a verb here, whoever else is called so."""
    return (
        # "Met zn pet": not that of "Jansen & Zn".
        (place.word == "zn" and before.islower())
        or _is_told_of_by_a_list(place)
        or _is_new(place, before, after)
        or _is_a_slip(place, before.lower())
        or _is_done(place, before, after)
        or _is_grown(place)
        or _is_made_of_things(place, before.lower())
    )


def _is_told_of_by_a_list(place: Place) -> bool:
    """Tell whether a word is for the lists to judge: "turkse pizza", "iftar"."""
    # "Op bonaire": an island is one more place.
    if place.flags & (FIRST_NAME | STRONG_NAME) or says_of_place(place.word) & MORE:
        return False
    return is_of_a_people(place.word) or any(is_entry(place.word, lang) for lang in LANGUAGES)


def _is_new(place: Place, before: str, after: str) -> bool:
    """Tell whether a new word is a thing: "een carpaccio", "a vivarium"."""
    if (
        place.flags & (NAME | STRONG_NAME | PLACE)
        or not place.word.isalpha()
        or len(place.word) < 5
    ):
        return False
    if place.word.endswith(PEOPLE_ENDINGS) or after.lower() in OF_PEOPLE:
        return False
    further = place.near(-2).lower()
    return (
        (before.lower() in ONE_OF and further not in _BEING)
        or (before.lower() in _POINTED_AT and further not in _WHERE)
        or (before.lower() in _DOES and place.word.endswith("ed"))
        or _is_a_deed(place, before.lower(), after.lower())
        or (bool(_FEW.fullmatch(before)) and further not in COUNTED_OFF)
        or (before.lower() in _OUTRIGHT and further in ONE_OF)
        or bool(_LEARNED.fullmatch(place.word))
    )


def _is_a_deed(place: Place, before: str, after: str) -> bool:
    """Tell whether an unknown word is what somebody does to something: "and knurled the grip"."""
    if not _DOING.fullmatch(place.word):
        return False
    return after in _AFTER_A_DEED and (not before or before in _BEFORE_A_DEED)


def _is_a_slip(place: Place, before: str) -> bool:
    """Tell whether a word is misspelt where nobody can stand: "in het kantor", "10 mintuen"."""
    # "Op het veurs" may be a school.
    stands = (before in DETERMINERS and place.near(-2).lower() not in _WHERE) or _COUNTED.fullmatch(
        before
    )
    return bool(stands) and any(is_near_a_word(place.word, lang) for lang in LANGUAGES)


def _is_done(place: Place, before: str, after: str) -> bool:
    """Tell whether a name is what somebody does: "to mark the trees", "to frank letters"."""
    if before != "to" or not after.islower():
        return False
    earlier = {word for word, _, _ in place.tokens[max(0, place.index - 6) : place.index]}
    if not earlier.isdisjoint(_TO_SOMEBODY):
        return False
    if after in FUNCTION_WORDS - _OBJECTS or not is_ordinary(after, "en"):
        return False
    return place.word in _DONE


def _is_made_of_things(place: Place, before: str) -> bool:
    """Tell whether a compound is what one works with: "met ladegeleiders"."""
    if before not in _WORKED_WITH or place.flags & (NAME | STRONG_NAME | PLACE):
        return False
    is_long = len(place.word) > 8 and not place.word.endswith(PEOPLE_ENDINGS)
    return is_long and is_made_of_words(place.word, "nl")


def _is_grown(place: Place) -> bool:
    """Tell whether a flower, a tree or a dish stands among others: "banaan en honing"."""
    if not is_ordinary(place.word, "nl") and not is_ordinary(place.word, "en"):
        return False
    _, start, end = place.tokens[place.index]
    beside = (
        _BEFORE_IT.search(place.plain[max(0, start - 30) : start]),
        _AFTER_IT.match(place.plain, end),
    )
    return any(found and flags_of(found[1]) & GROWN for found in beside)

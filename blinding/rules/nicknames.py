"""Nicknames: what somebody says that others call one, before it or after it, in any case."""

import re
from collections.abc import Iterator

from blinding.dates import NUMBER_WORDS
from blinding.reading import A_NAME, Cued, Reading
from blinding.rules.nickname_forms import (
    BEFORE_A_ROW,
    BEGIN_WITH_IT,
    BESIDE_IT,
    CUES,
    HERE,
    I_AM_CALLED,
    OF_FRIENDS,
    is_hint,
)
from blinding.spans import Span, slot
from blinding.words.lexicon import (
    BRAND,
    FIRST_NAME,
    LISTED,
    NAME_WORD,
    STRONG_NAME,
    TRADE,
    TRAIT,
    flags_of,
)
from blinding.words.small_words import FUNCTION_WORDS, words_of

_NOT_WORN = words_of("trainee intern stagiair stagiaire leerling student staff niets nothing")
_BEGINS = re.compile(
    r"(?:\A|[,.(!?;:\"\n-]|\b(?:ik|en|and|maar|but|want|dus|so) |\b(?:vra(?:agt?|gen)|vroeg(?:en)?|"
    r"ask(?:s|ed)?)(?: \w+)? (?:naar|om|for) )\s?\Z"
)
_ANYWHERE = re.compile("")
_WORD_BEFORE = re.compile(rf"({A_NAME})[,\"')]*\s?\(?\Z")
_ARTICLES = frozenset({"de", "het", "the", "een", "a"})
_NO_NICKNAME = words_of(
    "back over again yesterday today twice once up out late early first last names afterwards "
    "later often tomorrow "
    "terug gisteren vandaag morgen vaak soms snel meteen gelijk erbij even nooit wakker within "
    "into together samen hem haar them him her us "
    "iedereen niemand iemand everyone nobody someone zodat graag aan op binnen mee elke elk "
    "every each"
)
_SAID_OFTEN = words_of(
    "sorry hallo hoi dag bedankt dankje dank ja nee nou oke ok okay goed prima top thanks "
    "thank hello hi bye yes please niks stop mooi netjes "
    "lekker super nice good great dankjewel tot doei goedemorgen goedemiddag morgen welkom "
    "welcome well niets something iets alles veel genoeg "
    "everything nothing wat hoe enough stil meer hetzelfde zelf anders klaar done mis fout "
    "fine always nooit never"
)
_ENDS = words_of(
    "thuis online omdat want because bc cuz altijd always sinds since vaak nu now genoemd dus "
    "zo maar altijd overal soms haha lol hier daar here there "
    "gekregen genoemd noemen geworden zonder zeggen who when where"
)
_OF_A_TRAIT = ("baar", "lijk", "zaam", "vol", "able", "ful")
_EVERYBODY = ("iedereen zegt", "everyone says", "everybody says", "iedereen roept")
_OF_MATES = re.compile(
    r"(?:mijn|m'n|mn|my) \w*(?:maten|vrienden|collega's|klasgenoten|friends|mates|colleagues|"
    r"classmates) (?:zeggen|roepen|says?|shout) \S+\Z"
)
_GREETINGS = words_of("yo hey he hoi oi")
_NOT_HERE = words_of(
    "right straight stage werk work school left started came live lives hulp help links rechts "
    "nothing everything alles niets zit sta woon werkte zat stond is was kom kwam ben something"
)
_PAUSE = re.compile(r"[,.!?:;]")


def nicknames(reading: Reading) -> Iterator[Span]:
    """Find nicknames by the words around them."""
    low = reading.folded.low
    if not (
        any(is_hint(word) for word, _, _ in reading.runs)
        or any(beside in low for beside in BESIDE_IT[:3])
    ):
        return
    found = CUES.found(reading)
    for cue in BEFORE_A_ROW:
        for match in found[cue]:
            group = "say" if match.groupdict().get("say") else "after"
            yield from _row(reading.folded.plain, match.start(group), match.end(group))
    if any(beside in low for beside in BESIDE_IT):
        for match in BEGIN_WITH_IT.finditer(low):
            yield from _row(reading.folded.plain, *match.span(match.lastgroup or "after"))
    for match in (*found["said"], *found["to_me"]):
        yield from _said(match)
    yield from _worn(reading.folded.plain, found)
    yield from _with_a_name(reading.folded.plain, found)
    if here := HERE.match(low):
        yield from _of_somebody_here(here)
    yield from _led(low, found)


def _worn(plain: str, found: Cued) -> Iterator[Span]:
    """Mark what stands on somebody's badge or overall."""
    for match in found["on_my"]:
        group = next(name for name, said in match.groupdict().items() if said)
        words = match[group].split()
        if _NOT_WORN.isdisjoint(words) and words[0] not in FUNCTION_WORDS:
            yield from _row(plain, *match.span(group))


def _with_a_name(plain: str, found: Cued) -> Iterator[Span]:
    """Mark a name with what somebody is called before it: "DJ Kruiwagen", "kleine Ries"."""
    for match in found["with_a_name"]:
        name = plain[slice(*match.span("name"))]
        flags = flags_of(match["name"])
        is_thing = flags & BRAND or (flags & TRADE and not flags & NAME_WORD)
        is_named = name.istitle() and (match["artist"] or flags & FIRST_NAME)
        is_strong = flags & STRONG_NAME or (flags & FIRST_NAME and not flags & LISTED)
        if not is_thing and (is_named or is_strong):
            yield slot(*match.span(), "nickname", 0.9)


def _of_somebody_here(match: re.Match[str]) -> Iterator[Span]:
    """Mark who says to be here: "bubbles here, did dishes"; not "right here", "working here"."""
    words = match["after"].split()
    if not any(
        word in FUNCTION_WORDS or _says_nothing(word) or word in _NOT_HERE for word in words
    ) and not words[-1].endswith(("ing", "ed", "en")):
        yield slot(*match.span("after"), "nickname", 0.9)


def _led(low: str, found: Cued) -> Iterator[Span]:
    """Find nicknames that stand before what says so."""
    for match in found["back"]:
        so = match[0].startswith("zo noem")
        yield from _before(low, match.start(), 1 if so else 3, _ANYWHERE if so else _BEGINS)
    for match in found["for_friends"]:
        yield from _before(low, match.start(), 2, OF_FRIENDS)
    for match in found["called_so"]:
        if I_AM_CALLED.search(low[max(0, match.start() - 50) : match.start()]):
            yield from _before(low, match.start(), 2, _ANYWHERE)


def _row(plain: str, start: int, end: int) -> Iterator[Span]:
    """Mark the words up to the first that does not belong inside a nickname."""
    first = last = -1
    for match in re.finditer(A_NAME, plain[start:end]):
        word = match[0].lower()
        if word not in _ARTICLES or (first < 0 and word in {"een", "a"}):
            is_named = last >= 0 or match[0].istitle() or not _says_nothing(word)
            is_named |= _is_first_of_two(word, plain[start + match.end() : end])
            if word in FUNCTION_WORDS or word in _ENDS or not is_named:
                break
            last = start + match.end()
        first = start + match.start() if first < 0 else first
    if last > 0:
        yield slot(first, last, "nickname", 0.9)


def _is_first_of_two(word: str, rest: str) -> bool:
    """Tell whether what somebody is like is only the first half: "captain crunch", "big al"."""
    after = re.match(rf" ({A_NAME})", rest)
    low = after[1].lower() if after else ""
    goes_on = low in FUNCTION_WORDS or low in _ENDS or _says_nothing(low)
    return bool(low) and not goes_on and word not in _NO_NICKNAME and word not in FUNCTION_WORDS


def _says_nothing(word: str) -> bool:
    """Tell whether a word says what someone is like or when, and names nobody."""
    return word in _NO_NICKNAME or bool(flags_of(word) & TRAIT) or word.endswith(_OF_A_TRAIT)


def _said(match: re.Match[str]) -> Iterator[Span]:
    """Mark what is said to somebody, if it is no greeting and no praise."""
    words = re.findall(A_NAME, match["said"])
    if len(words) > 2 and words[0] in _ARTICLES:
        words = words[1:]
    said = match.groupdict()
    is_loose = said.get("end") is not None and len(words) < 2
    if is_loose and not (
        said["often"] or match[0].startswith(_EVERYBODY) or _OF_MATES.match(match[0])
    ):
        return
    greeted = said.get("often") in _GREETINGS
    if not any(
        word in FUNCTION_WORDS or word in _SAID_OFTEN or (not greeted and _says_nothing(word))
        for word in words
    ):
        yield slot(match.start("said"), match.end("said"), "nickname", 0.9)


def _before(low: str, end: int, most: int, led: re.Pattern[str]) -> Iterator[Span]:
    """Mark the few words before a place, if they begin as `led` says."""
    start, words = end, 0
    while words < most and (match := _WORD_BEFORE.search(low, max(0, start - 30), start)):
        word = match[1]
        if word not in _ARTICLES and (
            word in FUNCTION_WORDS or word in _ENDS or word in NUMBER_WORDS
        ):
            break
        if words and (_PAUSE.search(match[0]) or "(" in low[match.end(1) : start]):
            break
        start = match.start(1)
        words += word not in _ARTICLES
    if words and led.search(low, max(0, start - 24), start):
        yield slot(start, len(low[:end].rstrip(" ,\"')(")), "nickname", 0.9)

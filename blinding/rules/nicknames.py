"""Nicknames: what somebody says that others call one, before it or after it, in any case."""

import re
from collections.abc import Iterator
from functools import lru_cache

from blinding.dates import NUMBER_WORDS
from blinding.reading import A_NAME, Cue, Cued, Cues, Reading
from blinding.spans import Span, slot
from blinding.words.lexicon import TRAIT, flags_of
from blinding.words.small_words import FUNCTION_WORDS, words_of

_MY = r"(?:mijn|m'n|mn|me|my)"
_ME = r"(?:me|mij|mn|m'n|ons|us|mezelf|mijzelf|myself)"
_THEY = (
    r"(?:ze|zij|men|iedereen|mensen|we|they|people|everyone|everybody|friends|vrienden|"
    rf"{_MY}\s[\w']+|de\s[\w']+|the\s[\w']+"
    r"|onze\s[\w']+|our\s[\w']+)"
)
# What may stand between "they call me" and a nickname.
_ALWAYS = (
    r"(?:(?:al (?:jaren|lang|tijden)|al|altijd|vaak|ook|wel|gewoon|dan|soms|daar|hier|thuis|nu|"
    r"nog steeds|meestal|"
    r"sindsdien|always|just|often|sometimes|now|there|here|at \w+|since \w+|(?:op|bij|in|on) "
    r"(?:de |het |mijn |mn |the |my )?\w+|maar|"
    r"liefkozend|online|steeds|simpelweg|stiekem|usually|still|all)\s)*"
)
# One to four words, with an article in front or inside.
_ROW = rf"[\"'(]*(?P<after>(?:{A_NAME}[ -]?){{1,4}})"
_NAMED = (
    r"(?:bij|roep|koos|troetel|spot|artiesten|podium|dj-?|rap|rappers|gamer?s?|schuil|code|"
    r"spelers|scherm|stage|app|insta|discord)naam"
    r"|(?:nick|dj|rap|rapper|stage|artist|game|gamer|in-game|code|pet|screen|user|street) "
    r"?-?(?:name|naam|tag)|nick|gamertag|ign|"
    r"codename|callsign|call sign|pseudoniem|pseudonym|alter ego|dj naam|game naam"
)
_CALL = re.compile(
    r"(?<!\w)(?:(?:noem(?:t|en|de|den)?|roep(?:t|en)?|riep(?:en)?|doop(?:t|te|ten)|call(?:s|"
    r"ed)?|nicknamed?|renamed|dubbed|named|name) "
    rf"(?:{_THEY} )?{_ME} |(?:ken(?:t|nen)|know(?:s|n)?) (?:{_THEY} )?{_ME} (?:als|as) "
    rf"){_ALWAYS}{_ROW}"
)
_IS_NAMED = re.compile(
    rf"(?<!\w)(?:(?:{_NAMED})(?:(?: [\w']+){{0,5}}? (?:is|was|werd|wordt|luidt|became|were)(?: "
    r"(?:dus|dan|nu|toen|gewoon|now|just))?|"
    r"\s?[:=]|,)|(?:met|onder|met als|by|under|with|als|as|heb|kreeg|got) (?:de |the |a |een |"
    rf"{_MY} )?(?:{_NAMED})|(?:\A|(?<=[,.(] ))(?:bij|roep|artiesten)naam)\s{_ROW}"
)
_NAME_THERE = re.compile(
    rf"(?<!\w)(?:{_MY} (?:\w+ )?(?:naam|name) (?:in|op|bij|at|on|for|voor|thuis|online|here|hier|"
    r"daar|onder|among|als|as|by)(?: [\w']+){0,4}? "
    rf"(?:is|was|werd|became)|(?:onder de|under the|by the) (?:naam|name)(?: of)?) {_ROW}"
)
_KNOWN_AS = re.compile(
    r"(?<!\w)(?:(?:beter )?bekend(?: \w+){0,3} als|(?:better )?known(?: \w+){0,3} as|i (?:also |"
    r"mostly |just )?go by(?: the name(?: of)?)?(?! (?:the|bus|train|bike|car|foot|boat|"
    r"tram|metro))|"
    r"luister(?:t|de)?(?: \w+){0,2} naar de naam|hoor naar|aka|a\.k\.a\.?|alias|oftewel|ofwel|"
    r"bijgenaamd|kortweg|afgekort(?: als| tot)?|ook wel|or just|also called|(?:get|got|am|being|"
    r"was|be) called|gaat? door het leven als|"
    rf"draai(?:de)? als|perform as|rap als|rap as|stream als|stream as) {_ALWAYS}{_ROW}"
)
_I_WAS_CALLED = re.compile(
    r"(?<!\w)(?:ik heet(?:te)?|heet(?:te)? ik) (?!\w+ (?:\w+ )?welkom)(?:(?:ik|daar|online|"
    r"gewoon|altijd|al snel|toen|opeens|ineens|ook|nu|dan|hier|"
    rf"sindsdien|(?:op|in|bij) \w+|voortaan|eigenlijk) )*(?!eigenlijk){_ROW}"
)
_YOU_MAY = re.compile(
    r"(?<!\w)(?:mag|mogen|mocht|kan|kunt|kun|kunnen) (?:(?:je|jullie|u|iedereen|ook|gewoon) "
    rf"){{0,2}}{_ME} (?:(?:gewoon|ook|altijd) )?"
    rf"(?P<after>{A_NAME}(?: {A_NAME})?) (?:noemen|roepen)(?!\w)|(?<!\w)(?:mag|mogen|mocht) "
    rf"(?:gewoon |ook |altijd )?(?P<say>{A_NAME}) zeggen(?!\w)"
)
# "zegt chef koekje tegen me"
_TO_ME = re.compile(
    rf"(?<!\w)(?:zegt|zeggen|zei|zeiden|roept|roepen|riep|riepen|says?|said|shouts?|yells?) "
    rf"(?:(?:altijd|always|vaak|often|gewoon|just|steeds|ook|dan) )*[\"']?(?P<said>{A_NAME}(?: "
    rf"{A_NAME}){{0,2}})[\"']? (?:(?:tegen|op|naar) {_ME}|to me|at me)(?!\w)"
)
_MANY_SAY = (
    rf"(?:ze|men|iedereen|mensen|they|people|everyone|everybody|vrienden|friends|{_MY} "
    r"(?!chef|baas|klant)[\w']+|collega's|klasgenoten|jongens|meiden|gasten|mannen|kids|boys|"
    r"girls|guys|lads|crew|colleagues|classmates|teammates)"
)
_SAY = re.compile(
    rf"(?<!\w){_MANY_SAY} (?:[\w'-]+ ){{0,6}}?(?:zegt|zeggen|roept|roepen|says?|shouts?|yells?|"
    r"zei|zeiden|said|riepen) "
    rf"(?:(?P<often>altijd|always|vaak|often|steeds|yo|hey|he|hoi|oi|tegen {_ME}|to me) |(?:dan|"
    r"gewoon|just|nu|wel|soms|thuis|op stage|at home|at work) )*"
    rf"[\"']?(?P<said>{A_NAME}(?:[ -]{A_NAME}){{0,2}}?)[\"']?"
    rf"(?:(?P<tome> (?:(?:tegen|op) {_ME}|to me)(?!\w))|(?= (?:thuis|want|omdat|because|bc|cuz|"
    r"sinds|since|maar ik heet|maar (?:de|mijn|mn) \w+ \w+ (?:nu )?ook|but my|but i'm|"
    r"but im|at home|op stage|op het werk|at work|als ik|when i)(?!\w))|"
    r"(?P<end>(?=\s*(?:\Z|[,.)]))))"
)
_APP = (
    r"(?:discord|insta|instagram|tiktok|snap|snapchat|twitch|steam|fortnite|roblox|youtube|xbox|"
    r"psn|soundcloud|"
    r"minecraft|fifa|valorant|de app|the app|the game|de game|het spel|de groepsapp|de server|"
    r"the server|games?)"
)
_ONLINE = re.compile(
    rf"(?<!\w)(?:voor (?:iedereen|ons|vrienden|{_MY} (?:vrienden|maten|collega's))|for "
    rf"(?:everyone|everybody|friends|{_MY} friends)|online|(?:op|on|in) {_APP}) "
    r"(?:(?:ben|heet|was|werd|bleef|noem)(?: ik)?|i am|i'm|im|i was|they call me)(?: (?:gewoon|"
    rf"altijd|just|always|simply|nog))* {_ROW}"
)
# A name and what it is cut to: "ik heet Abdullah (apo)".
_IN_BRACKETS = re.compile(
    r"(?<!\w)(?:(?:ik )?heet|(?:naam|name) is|i'm|im|i am|(?:ik )?ben|this is|dit is) "
    rf"(?:{A_NAME} ){{1,3}}[(\"'](?P<after>{A_NAME}(?: {A_NAME})?)[)\"']"
)
_GOT_THE_NAME = re.compile(
    r"(?<!\w)(?:(?:kreeg|krijg|got|earned|gave|gaven|gaf|heb)(?: (?:ik|me|mij|ze|i))* (?:de|the|"
    r"als|als de) (?:\w+ )?(?:bij|roep|koos)?(?:naam|name|nickname)|"
    rf"nicknamed|bijgenaamd|zeg maar gewoon|zeg gewoon) {_ROW}"
)
# After the nickname: "kapitein noemen ze me", "Lucky, dat ben ik".
_NOT_AFTER = (
    r"(?=\s*(?:\Z|[,.;!?)\"']|(?:want|omdat|maar|en|dus|altijd|thuis|op|bij|in|sinds|"
    r"at|bc|because|on|here|when|since|and|but|so|cuz|now|wel|als|hier|daar|for|voor|cause)(?!\w)))"
)
_BACK = re.compile(
    rf"(?<!\w)(?:(?:zo )?(?:noem(?:t|en|de|den)|roep(?:t|en)|riepen) {_THEY}"
    rf"(?: (?:van|op|uit) (?:de|het|mijn|mn) \w+)? {_ME}{_NOT_AFTER}|"
    rf"zeggen {_THEY}(?= (?:altijd|tegen|thuis)|\s*(?:\Z|[,.)]))|"
    rf"(?:they|people|everyone|everybody|{_MY} \w+)(?: (?:all|always|used to))? (?:call(?:ed|s)?|"
    rf"nickname[ds]?|named) {_ME}{_NOT_AFTER}|"
    r"(?:they|people) (?:said|say)(?= (?:when|to me|because|bc)(?!\w))|"
    rf"(?:dat ben ik|that's me|thats me|that is me)|(?:is|was) {_MY} (?:{_NAMED}|naam|name)|"
    r"is (?:what|how) (?:they|people|everyone|(?:the|my|our) \w+)(?: all)? (?:call|know|say)s?|"
    r"is wat (?:ze|iedereen)|zo heet "
    r"ik|zo word ik|so they call|like they call)(?!\w)"
)
_FOR_FRIENDS = re.compile(
    r"(?<!\w)(?:voor|for|to) (?:vrienden|intimi|friends|insiders|short|(?:ons|us|iedereen|"
    r"everyone)(?=\s*[),.])|"
    rf"(?:{_MY}|de|the|onze|our) (?:beste |best )?(?:vrienden|friends|collega's|maten|mates|"
    r"colleagues))(?=\s*(?:\Z|[),.;]|(?:en|and)\s))"
)
_OF_FRIENDS = re.compile(r"(?:\A|[(,] ?|(?<!\w)(?:ben|am|i'm|im) )\Z")
_CALLED_SO = re.compile(r"(?<!\w)genoemd(?!\w)")
_I_AM_CALLED = re.compile(
    r"(?<!\w)(?:word|werd|wordt|ben) ik(?!\w)|(?<!\w)ik (?:word|werd|"
    r"wordt|ben)(?!\w)|\A(?:word|werd)(?!\w)"
)
# "Panda here lol", "hoi beertje hier, ik zoek"
_HERE = re.compile(
    rf"(?:hoi|hallo|hey|hi|yo|hello)?[,!]?\s?(?P<after>(?!(?:work|stage|school)\s){A_NAME}(?: "
    rf"{A_NAME})?) (?:here|hier)(?=\s*[,.!:;(]|\s(?:lol|haha|hoi|hi|hey|met)(?!\w))"
)
# "mijn echte naam, alleen snoepie", "kennen me alleen als spekkie"
_ONLY = re.compile(
    rf"(?<!\w)(?:{_MY} (?:echte|real|actual) (?:naam|name),? (?:(?:maar|but) )?(?:alleen|enkel|"
    rf"only|just)|(?:ken(?:t|nen)|know(?:s|n)?) {_ME} (?:alleen|only|enkel) (?:als|as|by)) {_ROW}"
)
# "op mijn overall staat turbo", "my badge says bean"
_WORN = (
    r"(?:overalls?|badge|naambordje|naamkaartje|name tag|nametag|jas|jacket|hesje|vest|helm|helmet|"
    r"shirt|trui|hoodie|schort|apron|locker|kluisje|mok|mug|petje|pet|cap|polo)"
)
_ON_MY = re.compile(
    rf"(?<!\w)(?:op {_MY} {_WORN} staat (?:altijd |gewoon |nu )?|{_MY} {_WORN} (?:says|said|"
    rf"reads) )[\"']?(?P<after>{A_NAME}(?: {A_NAME})?)[\"']?(?=\s*(?:\Z|[,.;!?)(]|(?:want|omdat|"
    rf"because|en|and)(?!\w)))|(?<!\w)(?:heb|says?) (?P<say>{A_NAME}) (?:op|on) {_MY} {_WORN}"
    r"(?: staan|(?=\s*(?:\Z|[,.])))(?!\w)"
)
_NOT_WORN = words_of("trainee intern stagiair stagiaire leerling student staff niets nothing")
_STAR = re.compile(
    rf"(?<!\w)(?:{_ME}|ben|was|im|i'm|am|als|as|heet|my|mijn) (?:(?:ik|daar|gewoon|the|de) ){{0,2}}"
    r"(?P<after>(?:dj|mc|lil'?|yung|miss|mister|professor|captain|kapitein|king|queen|lady) "
    rf"{A_NAME})"
)
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
_GREETINGS = words_of("yo hey he hoi oi")
_NOT_HERE = words_of(
    "right straight stage werk work school left started came live lives hulp help links rechts "
    "nothing everything alles niets zit sta woon werkte zat stond is was kom kwam ben something"
)
_PAUSE = re.compile(r"[,.!?:;]")
_BEFORE_A_ROW = (
    "call",
    "is_named",
    "name_there",
    "known_as",
    "was_called",
    "you_may",
    "star",
    "online",
    "in_brackets",
    "got_the_name",
    "only",
)
_CUES = {
    "call": Cue(
        "noem(?:t|en|de|den)?|roep(?:t|en)?|riep(?:en)?|doop(?:t|te|ten)|call(?:s|ed)?|"
        "nicknamed?|renamed|dubbed|named?|ken(?:t|nen)|know[sn]?",
        _CALL,
    ),
    "is_named": Cue(
        r"\w*(?:naam|tag)|nick|nickname|ign|codename|callsign|call|pseudoniem|pseudonym|alter|"
        r"dj|rap|rapper|stage|artist|gamer?|in|"
        "code|pet|screen|user|street|met|onder|by|under|with|als|as|heb|kreeg|got",
        _IS_NAMED,
    ),
    "name_there": Cue("mijn|m|mn|me|my|onder|under|met|by", _NAME_THERE),
    "known_as": Cue(
        "beter|bekend|better|known|i|luister(?:t|de)?|hoor|aka|a|alias|oftewel|"
        "ofwel|bijgenaamd|kortweg|afgekort|ook|or|also|get|got|am|being|was|be|gaat?|"
        "draai(?:de)?|perform|rap|stream",
        _KNOWN_AS,
    ),
    "was_called": Cue("ik|heette?", _I_WAS_CALLED),
    "you_may": Cue("mag|mogen|mocht|kan|kunt?|kunnen", _YOU_MAY),
    "said": Cue(
        "ze|men|iedereen|mensen|they|people|everyone|everybody|friends|vrienden|mijn|m|mn|me|my|"
        "collega|klasgenoten|jongens|meiden|gasten|mannen|kids|boys|girls|guys|lads|crew|"
        "colleagues|classmates|teammates",
        _SAY,
    ),
    "to_me": Cue(
        "zegt|zeggen|zei|zeiden|roept|roepen|riep|riepen|says?|said|shouts?|yells?", _TO_ME
    ),
    "online": Cue("voor|for|online|op|on|in", _ONLINE),
    "in_brackets": Cue("ik|heet|naam|name|im|i|ben|this|dit", _IN_BRACKETS),
    "got_the_name": Cue(
        "kreeg|krijg|got|earned|gave|gaven|gaf|heb|nicknamed|bijgenaamd|zeg", _GOT_THE_NAME
    ),
    "back": Cue(
        "noem(?:t|en|de|den)|roep(?:t|en)|riepen|zeggen|zo|they|people|everyone|everybody|mijn|"
        "mn|my|dat|"
        "that|thats|is|so|like",
        _BACK,
    ),
    "for_friends": Cue("voor|for|to", _FOR_FRIENDS),
    "called_so": Cue("genoemd", _CALLED_SO),
    "only": Cue("mijn|m|mn|me|my|ken(?:t|nen)|know[sn]?", _ONLY),
    "on_my": Cue("op|mijn|m|mn|me|my|heb|says?", _ON_MY),
    "star": Cue("me|mij|mn|m|ons|us|mezelf|ben|was|im|i|am|als|as|heet|my|mijn", _STAR),
}


CUES = Cues(_CUES)
# No nickname without one of these words.
_HINT = re.compile(
    r"noem\w*|genoemd|roep\w*|riep\w*|zeg\w*|zei|zeiden|say|says|said|shout\w*|yell\w*|call\w*|"
    r"nick\w*|\w*naam|\w*name\w*|heet\w*|bekend|known?|knows|ken\w*|alias|aka|oftewel|ofwel|"
    r"kortweg|"
    r"afgekort|luister\w*|hoor|by|dj|mc|lil|yung|miss|mister|professor|captain|kapitein|king|queen|"
    r"lady|online|discord|insta\w*|tiktok|snap\w*|twitch|steam|fortnite|roblox|youtube|xbox|psn|"
    r"app|"
    r"game|games|spel|server|groepsapp|minecraft|fifa|valorant|vrienden|friends|intimi|insiders|"
    r"maten|mates|collega|colleagues|short|dubbed|\w*tag|ign|codename|callsign|pseudon\w+|alter|"
    r"thats|soundcloud|bijgenaamd|wel|perform|rap|stream|draai|draaide|doop\w*|gaat?|iedereen|"
    r"ons|us|everyone|here|hier|staat|staan|reads"
)


@lru_cache(maxsize=65_536)
def _is_hint(word: str) -> bool:
    return _HINT.fullmatch(word) is not None


def nicknames(reading: Reading) -> Iterator[Span]:
    """Find nicknames by the words around them."""
    low = reading.folded.low
    if not (
        any(_is_hint(word) for word, _, _ in reading.runs)
        or "dat ben ik" in low
        or "that's me" in low
    ):
        return
    found = CUES.found(reading)
    for cue in _BEFORE_A_ROW:
        for match in found[cue]:
            group = "say" if cue == "you_may" and match["say"] else "after"
            yield from _row(reading.folded.plain, match.start(group), match.end(group))
    for match in (*found["said"], *found["to_me"]):
        yield from _said(match)
    yield from _worn(reading.folded.plain, found)
    if here := _HERE.match(low):
        yield from _of_somebody_here(here)
    yield from _led(low, found)


def _worn(plain: str, found: Cued) -> Iterator[Span]:
    """Mark what stands on somebody's badge or overall."""
    for match in found["on_my"]:
        group = "say" if match["say"] else "after"
        words = match[group].split()
        if _NOT_WORN.isdisjoint(words) and words[0] not in FUNCTION_WORDS:
            yield from _row(plain, *match.span(group))


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
        yield from _before(low, match.start(), 2, _OF_FRIENDS)
    for match in found["called_so"]:
        if _I_AM_CALLED.search(low[max(0, match.start() - 50) : match.start()]):
            yield from _before(low, match.start(), 2, _ANYWHERE)


def _row(plain: str, start: int, end: int) -> Iterator[Span]:
    """Mark the words up to the first that does not belong inside a nickname."""
    first = last = -1
    for match in re.finditer(A_NAME, plain[start:end]):
        word = match[0].lower()
        if word not in _ARTICLES or (first < 0 and word in {"een", "a"}):
            is_named = last >= 0 or match[0].istitle() or not _says_nothing(word)
            if word in FUNCTION_WORDS or word in _ENDS or not is_named:
                break
            last = start + match.end()
        first = start + match.start() if first < 0 else first
    if last > 0:
        yield slot(first, last, "nickname", 0.9)


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
    if is_loose and not (said["often"] or match[0].startswith(_EVERYBODY)):
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

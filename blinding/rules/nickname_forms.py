"""What people write around a nickname: patterns, and the words that each begins with."""

import re
from functools import lru_cache

from blinding.reading import A_NAME, Cue, Cues

_MY = r"(?:mijn|m'n|mn|me|my)"
_ME = r"(?:me|mij|mn|m'n|ons|us|mezelf|mijzelf|myself)"
_THEY = (
    r"(?:ze|zij|men|iedereen|mensen|we|je|jullie|u|you|they|people|everyone|everybody|friends|"
    r"vrienden|"
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
    r"(?:bij|roep|werk|koos|troetel|spot|artiesten|podium|dj-?|rap|rappers|gamer?s?|schuil|code|"
    r"spelers|scherm|stage|app|insta|discord)naam(?:pje)?"
    r"|(?:nick|dj|rap|rapper|stage|artist|game|gamer|in-game|code|pet|screen|user|street) "
    r"?-?(?:name|naam|tag)|nick|gamertag|ign|"
    r"codename|callsign|call sign|pseudoniem|pseudonym|alter ego|dj naam|game naam"
)
_CALL = re.compile(
    r"(?<!\w)(?:(?:noem(?:t|en|de|den)?|roep(?:t|en)?|riep(?:en)?|doop(?:t|te|ten)|call(?:s|"
    r"ed)?|nicknamed?|renamed|dubbed|named|name) "
    rf"(?:{_THEY} )?{_ME} |(?:ken(?:t|nen)?|know(?:s|n)?) (?:{_THEY} )?{_ME} (?:als|as) "
    rf"){_ALWAYS}(?:tot )?{_ROW}"
)
_IS_NAMED = re.compile(
    rf"(?<!\w)(?:(?:{_NAMED})(?:(?: [\w']+){{0,4}}?\s?[:=?]|"
    r"(?: [\w']+){0,5}? (?:is|was|werd|wordt|luidt|became|were)(?: "
    r"(?:dus|dan|nu|toen|gewoon|now|just|altijd|always|vroeger|al|still|nog))*|"
    r",)|(?:met|onder|met als|by|under|with|als|as|heb|kreeg|got) (?:de |the |a |een |"
    rf"{_MY} )?(?:{_NAMED})|(?:\A|(?<=[,.(] ))(?:{_NAMED}))\s{_ROW}"
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
    rf"(?<!\w)(?:voor (?:iedereen|ons|vrienden|{_MY} (?:vrienden|maten|collega's))|(?:for|to) "
    rf"(?:everyone|everybody|friends|{_MY} (?:friends|crew|team|mates|class))|online|(?:op|on|in) "
    rf"{_APP}) "
    r"(?:(?:ben|heet|was|werd|bleef|noem|sta|speel|zit|ga|draai)(?: ik)?(?: als)?|i am|i'm|im|i "
    r"was|they call me)(?: (?:gewoon|"
    rf"altijd|just|always|simply|nog))* {_ROW}"
)
# "Op de afdeling was ik zonnetje", "ik was gewoon de kleine en", "als stagediertje heb ik".
_WAS_THERE = re.compile(
    r"(?<!\w)(?:(?:ben|was|bleef) ik|ik (?:ben|was|bleef)) (?:gewoon |altijd |daar |nu |toen |ook "
    r"|de hele "
    rf"tijd )?(?P<after>(?:(?:meester|juf|chef|opa|oma|papa|mama|dj|captain) {A_NAME}|"
    r"(?:de|die|the) (?:kleine|stille|lange|dikke|nieuwe|rooie|rode|blonde|gekke|clown|"
    r"generaal|professor|kapitein|dichter|filosoof|fluisteraar)|(?!meisje|beetje|netjes|eventjes|"
    r"altijd)[a-z]{3,}[^\Wosu]je))(?=\s*(?:\Z|[,.;!?)]|(?:en|op|in|maar|van|omdat|want|sinds|"
    r"thuis)(?!\w)))"
    r"|(?:\A|(?<=[,.] ))als (?P<say>(?!meisje|jongetje|kindje|groepje)[a-z]{3,}[^\Wosu]je) (?:heb|"
    r"ben|was|"
    r"mocht|deed|sta|help|hielp) ik(?!\w)"
)
# A name and what it is cut to: "ik heet Abdullah (apo)".
_IN_BRACKETS = re.compile(
    r"(?<!\w)(?:(?:ik )?heet|(?:naam|name) is|i'm|im|i am|(?:ik )?ben|this is|dit is) "
    rf"(?:{A_NAME} ){{1,3}}[(\"'](?P<after>{A_NAME}(?: {A_NAME})?)[)\"']"
)
_GOT_THE_NAME = re.compile(
    r"(?<!\w)(?:(?:kreeg|krijg|got|earned|gave|gaven|gaf|heb)(?: (?:ik|me|mij|ze|i))* (?:de|the|"
    r"als|als de) (?:\w+ )?(?:bij|roep|koos)?(?:naam|name|nickname)|"
    r"nicknamed|bijgenaamd|zeg maar gewoon|zeg gewoon|(?:zeg|doe) maar(?= \w+(?:,|\s*\Z| hoor| "
    r"dat is| da's))|just call me|(?:\A|(?<=[,.] ))(?:mostly )?go by(?! (?:bike|car|bus|train))) "
    rf"{_ROW}"
)
# After the nickname: "kapitein noemen ze me", "Lucky, dat ben ik".
_NOT_AFTER = (
    r"(?=\s*(?:\Z|[,.;!?)\"']|(?:want|omdat|maar|en|dus|altijd|thuis|op|bij|in|sinds|"
    r"at|bc|because|on|here|when|since|and|but|so|cuz|now|wel|als|hier|daar|for|voor|cause|vroeger|"
    r"soms|vaak|al|every|all)(?!\w)))"
)
_BACK = re.compile(
    rf"(?<!\w)(?:(?:zo )?(?:noem(?:t|en|de|den)|roep(?:t|en)|riepen) {_THEY}"
    rf"(?: (?:van|op|uit) (?:de|het|mijn|mn) \w+|(?: [\w.]+){{1,3}})? {_ME}{_NOT_AFTER}|"
    rf"(?:zeggen|roepen|noemen) {_THEY}(?= (?:altijd|tegen|thuis|als)|\s*(?:\Z|[,.)]))|"
    rf"heet(?:te)? ik(?= (?:op|bij|in|thuis|daar|hier|sinds)|\s*(?:\Z|[,.)]))|"
    rf"(?:dat )?is (?:hoe|how|wat|what) {_THEY} (?:{_ME} )?"
    r"(?:hier |daar |thuis )?(?:noem|roep|ken|call|know|say|zeg)\w*|"
    rf"(?:they|people|everyone|everybody|{_MY} \w+)(?: (?:all|always|used to))? (?:call(?:ed|s)?|"
    rf"nickname[ds]?|named) {_ME}{_NOT_AFTER}|"
    r"(?:en )?dat was ik(?=\s*(?:\Z|[,.)]))|(?:they|people) (?:said|say)(?= (?:when|to me|because|"
    r"bc)(?!\w))|"
    rf"(?:dat ben ik|that's me|thats me|that is me)|(?:is|was) {_MY} (?:{_NAMED}|naam|name)|"
    r"is (?:what|how) (?:they|people|everyone|(?:the|my|our) \w+)(?: all)? (?:call|know|say)s?|"
    rf"is what it says on {_MY} \w+|is wat (?:ze|iedereen)|zo heet "
    r"ik|zo word ik|(?:so|like|as) they(?: all)? call)(?!\w)"
)
_FOR_FRIENDS = re.compile(
    r"(?<!\w)(?:voor|for|to) (?:vrienden|intimi|friends|insiders|short|(?:ons|us|iedereen|"
    r"everyone)(?=\s*[),.])|"
    rf"(?:{_MY}|de|the|onze|our) (?:beste |best |hele |whole )?(?:vrienden|friends|collega's|"
    r"maten|mates|"
    r"colleagues))(?=\s*(?:\Z|[),.;]|(?:en|and|want|omdat|"
    r"because|op)\s))"
)
OF_FRIENDS = re.compile(r"(?:\A|[(,] ?|(?<!\w)(?:ben|am|i'm|im) )\Z")
_CALLED_SO = re.compile(r"(?<!\w)genoemd(?!\w)")
I_AM_CALLED = re.compile(
    r"(?<!\w)(?:word|werd|wordt|ben) ik(?!\w)|(?<!\w)i?k (?:w[oe]r\w{0,2}|wrd|ben)(?!\w)|"
    r"\A(?:word|werd)(?!\w)"
)
# "Panda here lol", "hoi beertje hier, ik zoek"
HERE = re.compile(
    rf"(?:hoi|hallo|hey|hi|yo|hello)?[,!]?\s?(?P<after>(?!(?:work|stage|school)\s){A_NAME}(?: "
    rf"{A_NAME})?) (?:here|hier)(?=\s*[,.!:;(]|\s(?:lol|haha|hoi|hi|hey|met)(?!\w))"
)
# "mijn echte naam, alleen snoepie", "kennen me alleen als spekkie"
_ONLY = re.compile(
    rf"(?<!\w)(?:{_MY} (?:echte|real|actual) (?:naam|name),? (?:(?:maar|but) )?(?:alleen|enkel|"
    rf"only|just)|(?:ken(?:t|nen)|know(?:s|n)?) {_ME} (?:[\w,]+ ){{0,6}}?(?:alleen|only|enkel) "
    rf"(?:als|as|by)) {_ROW}"
)
# "op mijn overall staat turbo", "my badge says bean"
_WORN = (
    r"(?:overalls?|badge|naambordje|naamkaartje|name tag|nametag|jas|jacket|hesje|vest|helm|helmet|"
    r"shirt|trui|hoodie|schort|apron|locker|kluisje|mok|mug|petje|pet|cap|polo)"
)
_ON_MY = re.compile(
    rf"(?<!\w)(?:op {_MY} {_WORN}(?: staat|:) (?:altijd |gewoon |nu )?|{_MY} {_WORN} (?:says|said|"
    rf"reads) )[\"']?(?P<after>{A_NAME}(?: {A_NAME})?)[\"']?(?=\s*(?:\Z|[,.;!?)(]|(?:want|omdat|"
    rf"because|en|and)(?!\w)))|(?<!\w)(?:heb|says?) (?P<say>{A_NAME}) (?:op|on) {_MY} {_WORN}"
    r"(?: staan|(?=\s*(?:\Z|[,.])))(?!\w)"
)
# "Kaasje voor de hele klas want", "Big Al from the dock, that would be me", "Voor intimi Bob,",
# "Snoes staat op mijn naambordje": only where a clause begins, and only beside one of these.
BEGIN_WITH_IT = re.compile(
    rf"(?:\A|(?<=[,.;] ))(?:(?P<after>{A_NAME}(?: {A_NAME})?) (?:(?:van|from|of) (?:de|het|the) "
    r"\w+(?: \w+)?, (?:dat ben ik|dat was ik|that'?s me|that would be me|that is me)|(?:van|voor) "
    r"de "
    r"(?:groep|klas|ploeg|afdeling) (?:want|omdat)|voor de hele (?:klas|groep|ploeg)(?: (?:want|"
    rf"omdat|op))|staat (?:er )?op {_MY} {_WORN})(?!\w)|voor (?:intimi|insiders) "
    rf"(?P<say>(?:de )?{A_NAME})(?=\s*(?:\Z|[,.])))"
)
BESIDE_IT = (
    "dat ben ik", "that's me", "that would be me", "dat was ik", "thats me", "that is me",
    "de hele klas", "de hele groep", "de hele ploeg", "klas want", "klas omdat", "groep want",
    "groep omdat", "ploeg want", "ploeg omdat", "afdeling want", "afdeling omdat", "voor intimi",
    "voor insiders", "staat op m", "staat er op m",
)  # fmt: skip
_STAR = re.compile(
    rf"(?<!\w)(?:{_ME}|ben|was|im|i'm|am|als|as|heet|my|mijn) (?:(?:ik|daar|gewoon|the|de) ){{0,2}}"
    r"(?P<after>(?:dj|mc|lil'?|yung|miss|mister|professor|captain|kapitein|king|queen|lady) "
    rf"{A_NAME})"
)
# "DJ Kruiwagen", "kleine Ries": what goes with a name and makes it somebody's own.
_WITH_A_NAME = re.compile(
    rf"(?<!\w)(?:(?P<artist>dj|mc|yung|lil'?)|grote|kleine|ouwe|oude|jonge|dikke|lange|korte|rooie|"
    rf"blonde|gekke|dolle|snelle|stille|malle|big|little|old|young|tiny|fat|tall|long|crazy|slim) "
    rf"(?P<name>(?!(?:m[rsxw]|mrs|green|\w+day|data)(?!\w)){A_NAME})"
)
BEFORE_A_ROW = (
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
    "was_there",
)
_CUES = {
    "call": Cue(
        "noem(?:t|en|de|den)?|roep(?:t|en)?|riep(?:en)?|doop(?:t|te|ten)|call(?:s|ed)?|"
        "nicknamed?|renamed|dubbed|named?|ken(?:t|nen)?|know[sn]?",
        _CALL,
    ),
    "is_named": Cue(
        r"\w*(?:naam|naampje|tag)|nick|nickname|ign|codename|callsign|call|pseudoniem|pseudonym|"
        r"alter|"
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
    "was_called": Cue("ik|heet(?:te)?", _I_WAS_CALLED),
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
    "online": Cue("voor|for|to|online|op|on|in", _ONLINE),
    "was_there": Cue("ben|was|bleef|als|ik", _WAS_THERE),
    "in_brackets": Cue("ik|heet|naam|name|im|i|ben|this|dit", _IN_BRACKETS),
    "got_the_name": Cue(
        "kreeg|krijg|got|earned|gave|gaven|gaf|heb|nicknamed|bijgenaamd|zeg|doe|just|go|mostly",
        _GOT_THE_NAME,
    ),
    "back": Cue(
        "noem(?:t|en|de|den)|roep(?:t|en)|riepen|zeggen|zo|they|people|everyone|everybody|mijn|"
        "mn|my|dat|en|heet|heette|"
        "that|thats|is|so|like|as",
        _BACK,
    ),
    "for_friends": Cue("voor|for|to", _FOR_FRIENDS),
    "called_so": Cue("genoemd", _CALLED_SO),
    "only": Cue("mijn|m|mn|me|my|ken(?:t|nen)|know[sn]?", _ONLY),
    "on_my": Cue("op|mijn|m|mn|me|my|heb|says?", _ON_MY),
    "with_a_name": Cue(
        "dj|mc|yung|lil|grote|kleine|ouwe|oude|jonge|dikke|lange|korte|rooie|blonde|gekke|dolle|"
        "snelle|stille|malle|big|little|old|young|tiny|fat|tall|long|crazy|slim",
        _WITH_A_NAME,
    ),
    "star": Cue("me|mij|mn|m|ons|us|mezelf|ben|was|im|i|am|als|as|heet|my|mijn", _STAR),
}


CUES = Cues(_CUES)
# No nickname without one of these words.
_HINT = re.compile(
    r"noem\w*|genoemd|roep\w*|riep\w*|zeg\w*|zei|zeiden|say|says|said|shout\w*|yell\w*|call\w*|"
    r"nick\w*|\w*naam(?:pje)?|\w*name\w*|\w+je|would|k|klas|class|ploeg|crew|groep|team|ben|was|"
    r"heet\w*|bekend|known?|knows|ken\w*|alias|aka|oftewel|ofwel|"
    r"kortweg|"
    r"afgekort|luister\w*|hoor|by|dj|mc|lil|yung|miss|mister|professor|captain|kapitein|king|queen|"
    r"lady|online|discord|insta\w*|tiktok|snap\w*|twitch|steam|fortnite|roblox|youtube|xbox|psn|"
    r"app|"
    r"game|games|spel|server|groepsapp|minecraft|fifa|valorant|vrienden|friends|intimi|insiders|"
    r"maten|mates|collega|colleagues|short|dubbed|\w*tag|ign|codename|callsign|pseudon\w+|alter|"
    r"thats|soundcloud|bijgenaamd|wel|perform|rap|stream|draai|draaide|doop\w*|gaat?|iedereen|"
    r"ons|us|everyone|here|hier|staat|staan|reads|grote|kleine|ouwe|oude|jonge|dikke|lange|korte|"
    r"rooie|blonde|gekke|dolle|snelle|stille|malle|big|little|old|young|tiny|fat|tall|long|crazy|slim"
)


@lru_cache(maxsize=65_536)
def is_hint(word: str) -> bool:
    """Tell whether a word may stand beside a nickname."""
    return _HINT.fullmatch(word) is not None

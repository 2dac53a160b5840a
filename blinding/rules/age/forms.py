"""What stands around a number when it is somebody's age."""

import re
from typing import NamedTuple

from blinding.dates import MONTHS, NUMBER_WORDS

AGES = {word: number for word, number in NUMBER_WORDS.items() if 12 <= number <= 79}
WORDS = "|".join(sorted(AGES, key=len, reverse=True))
# "zeventein", "achtien", "sestien", "eightteen": the teens as they are heard and mistyped.
TEENS = (
    r"(?:(?:der|dert|veer|vier|vijf|vij|vyf|vief|zes|ses|ze[vu]en|zeuven|zeven|seven|sevn|zefen|"
    r"ach|ag|negen|neegen|thir|four|fif|six|eigh|eig|nine)t{1,2}(?:ie|ei|ee|ii|i)n{1,2}(?:e(?!n))?|"
    r"twintich|twinteg|twenny|tweintich)"
)
FIGURES = r"(?:1[2-9]|[2-7]\d)"
AN_AGE = rf"(?:{FIGURES}(?!\d)|{FIGURES}(?=1\u2044)|{TEENS}|{WORDS})"
YEARS = r"(?:\s?-?(?:jaartjes|jaar|jaren|jaor|joar|jier|jr|j|years?|yrs?|yo|y/o)(?!\w)\.?)"
MONTH = "|".join(MONTHS)
# "17,5", "17½", "en een half", "and a bit", "en 9 maanden".
PART = (
    r"(?:1\u2044[24]|en(?:een)?half(?!\w)|[.,](?:5|25|75)(?![\d])|\s?1/2|\s(?:en|n|and|&|\+|plus)\s(?:een|a)\s?(?:half|halve|"
    r"beetje|kwart|bit|quarter|little)|\s(?:en|n|and)\s(?:driekwart|three quarters|nog wat|some|"
    r"half)(?!\w)|\sdriekwart(?!\w)|(?:\s?-?(?:jaar|jr|years?|yrs?))?\s(?:en|n|and)\s(?:\d{1,2}|"
    r"een|a|"
    r"twee|two|drie|three|vier|four|vijf|five|zes|six)\s(?:maand(?:en)?|mnd|months?))"
)
NUMBER = re.compile(rf"(?<![\w€$£#+])(?<!\d[:.,/-])(?<!€ )({AN_AGE})({PART})?(?![\d%])(?![.,:/]\d)")
# What may be said between "I am" and a number.
SOON = (
    r"(?:nu|net|pas|al|bijna|inmiddels|ondertussen|nog|maar|intussen|zelf|ook|ongeveer|rond|de|"
    r"only|just|now|almost|nearly|already|about|dus|zo goed als|zo'n|eindelijk|finally|vandaag|"
    r"gisteren|today|like|gewoon|echt|officieel|officially|sinds kort|still|barely|not|yet|niet|"
    r"rond de|tegen de|around the|begin|midden|eind|early|mid|late|geen|steeds|ruim|precies|wel|"
    r"toen|ergens|around|roughly|turning|going on|straks|soon|allebei|beiden?|both|dan|d'r|er|"
    r"dit jaar|this year|dan wel|"
    r"probably|basically|literally|really|sinds \w+|vorige \w+|last \w+)"
)
MANY = rf"(?:{SOON}\s)*"
# Not an age: a measure, a time, a date, a part of a row of things.
MEASURE = re.compile(
    rf"\s?-?\s?(?:(?:{MONTH})(?!\w)|(?:uur|u|uren|h|hrs?|hours?|min|minuten|minutes?|sec|seconden|"
    r"seconds?|keer|x|times?|dagen|days?|weken|week|weeks?|maanden|months?|mnd|km|kilometer|meter|"
    r"metres?|meters?|m|m2|m3|cm|mm|inch|kilo|kilos|kg|gram|gr|g|mg|liter|litre|l|ml|cl|euro|euros|"
    r"eur|cent|procent|percent|pct|punten|points?|graden|degrees|c|volt|v|watt|w|kw|amp|ampere|bar|"
    r"man|personen|mensen|people|persons?|stuks?|st|pieces|tafels?|kamers?|dozen|pm|am|p\.m|a\.m|"
    r"o'clock|gb|mb|tb|kb|kids|kinderen|leerlingen|of the|van de|van het|van mijn|out of|k|"
    r"stappen|treden|verdiepingen|pixels?|px|fps|bpm|rpm|pk|ton|pond|pounds?)(?!\w)|\s?[€%°$*]|"
    r"\s?/\s?\d|"
    r"\s?-\s?\d|\s?:\s?\d)"
)
# How a sentence goes on after an age.
_STOP = (
    r"(?!\w)(?=\s*(?:\Z|[.,;:!?)\n(\"'/|-]|(?:en|maar|dus|want|geworden|toen|als|of|in|uit|from|"
    r"and|"
    r"but|so|dan|then|tot|was|werd|mag|kan|begon|hopelijk|can|started|already|now|nu|when|or|"
    r"last|this|next|doe|zit|woon|heb|kom|ga|wil|zoek|loop|ik|i|my|mijn|"
    r"who|die|zijn|ben|am|im|ofzo|haha|lol|btw|looking|living|zoekt|sinds|since|omdat|because|bc|"
    r"nog|bijna|almost|going|turning|vandaag|today|volgende|komende|deze|rn|worden|met|with|at|op)"
    r"(?!\w)))"
)
YEARS_AND_STOP = rf"(?:{YEARS})?{_STOP}"
# After "I am": anything but things counted.
_FREE = (
    rf"(?:{_STOP}|(?!\w)(?=\s(?:trouwens|dus|ofzo|straks|eens|alweer|means|betekent)(?!\w))|"
    r"(?!\w)(?=\s(?!(?:\w+(?:en|s|ers|je)|e)(?!\w))[a-z]))"
)
NOT_WORK = (
    r"(?!\s*(?:ervaring|lang|geleden|gewerkt|werkervaring|later|bezig|in dienst|bij|actief|"
    r"horeca|garantie|werkzaam|bestaat|of experience|experience|ago|long|"
    r"in\b(?! de klas)|at\b|working|worked|aan\b|achter|op rij|van\b|experiance|tijd))"
)
NO_THING = (
    r"(?!\s(?:stage|baan|jaar|klas|keer|werk(?! ik)|periode|week|dag|opdracht|project|leerjaar|"
    r"job|day|"
    r"year|internship|poging|plek|plaats|try|place|toets|les(?! ik)|uur|shift|dienst|time|"
    r"attempt|order|"
    r"bestelling|klant|month|maand|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|job|lesson|haircut|customer|"
    r"ronde|rit|round))"
)
SOMEBODY = (
    r"(?:jongen|meisje|meid|gast|student|studente|leerling|gozer|kerel|knul|chick|boy|girl|guy|kid|"
    r"kind|dude|tiener|teen|teenager|stagiaire?|vrouw|man|puber|jongeman|dame|broertje|zusje|broer|"
    r"zus|neefje|nichtje|dochter|zoon|zoontje|dochtertje|son|daughter|sister|brother|cousin|lady|"
    r"youngster|jongere|ventje|broekie|jochie|mannetje|menneke|jongetje|knaap|knaapje|gup|lad|"
    r"bro|vriend|"
    r"vriendin|friend|opa|oma|vader|moeder|mum|mom|dad|pa|ma|tante|oom|uncle|aunt|neef|nicht|"
    r"mother|father|"
    r"grandma|grandpa|buurman|buurvrouw|iemand|someone|person|gastje|pik|instromer|herintreder|"
    r"omscholer|collega|maatje|mate|klasgenoot|classmate|colleague)"
)
LATER = (
    r"(?:(?:over|in|within|binnen|sinds|since|vanaf|from)\s(?:\w+\s){0,2}(?:dag|dagen|week|"
    r"weken|maand|maanden|"
    rf"days|weeks|month|months|kort|{MONTH}|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|"
    r"zondag|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|zomer|winter|summer)|"
    r"(?:vorige|afgelopen|volgende|komende|deze|next|last|this)\s\w+|binnenkort|straks|morgen|"
    r"tomorrow|soon|gisteren|"
    r"yesterday|vandaag|today|net|pas|bijna|nog maar|zo goed als|nearly|almost|just|only|barely|"
    r"inmiddels|eindelijk|"
    r"finally|just turned|officieel|officially|nu|now|already|al|ruim|turning|turned|going on)"
)
_COUNTED = (
    r"(?<!\ber )(?<!\bhet )(?<!\bdat )(?<!\bit )(?<!\bthat )(?<!\bthere )(?<!\btotaal )"
    r"(?<!\btotal )(?<!eratuur )(?<!erature )(?<!\bprijs )(?<!\bscore )(?<!\bmaat )(?<!\bsize )"
    r"(?<!ummer )(?<!\bnumber )(?<!\broom )(?<!\bkamer )(?<!antal )(?<!\bprice )"
)


_A_FEW = r"(?:\d{1,2}|a|an|one|two|three|een|twee|drie|vier|few|paar|een paar|a few)"


class _Place(NamedTuple):
    """What stands before a number and after it when it is an age; "hide" is hidden too."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    confidence: float


def _place(before: str, after: str, confidence: float) -> _Place:
    return _Place(re.compile(rf"(?<!\w)(?:{before})\Z"), re.compile(after), confidence)


_NO_FEAST = r"(?!\s(?:huwelijk|jubileum|bestaan|bruiloft|dienstverband|jubilea))"
# Ages by what comes after them, whatever stands before.
ALONE = (
    (re.compile(rf"\s?-?\s?jarig(?:e[nr]?)?(?!\w)(?:\sleeftijd)?{_NO_FEAST}"), 0.98),
    (
        re.compile(
            rf"{YEARS}\s(?:op de teller|on the clock|levenservaring|life experience|on this "
            r"(?:planet|earth|globe)|op (?:deze|"
            r"dit) (?:wereld|aarde|planeet|"
            r"aardbol|aardkloot))(?!\w)"
        ),
        0.9,
    ),
    (re.compile(r"(?:-?plus(?:sers?)?|\+'?-?ers?|\splus(?=\s*(?:\Z|[,.;)])))(?!\w)"), 0.95),
    (re.compile(rf"(?:{YEARS}|-year)[\s-]*(?:oud|jong|old|young|of age)(?:er)?(?!\w)"), 0.95),
    (re.compile(r"[\s-](?:something|ish)(?!\w)"), 0.8),
    (re.compile(r"\s?(?:y/o|yo|yr old|y\.o\.?)(?!\w)"), 0.95),
    (
        re.compile(
            r"\s(?:kaarsjes|kaarsen|candles)\s(?:\w+\s){0,3}?(?:uitgeblazen|uitblazen|uit|op|on "
            r"my|blown|out)"
            r"(?!\w)|\s(?:lentes|levensjaren|(?:winters|zomers) (?:oud|jong))(?!\w)"
        ),
        0.9,
    ),
    # "15 almost 16", "17 going on 18"
    (
        re.compile(
            r",?\s\(?(?:almost|going on|turning|bijna|nearly|op weg naar|word(?:t)?|"
            rf"soon)\s{AN_AGE}\)?"
            r"(?!\w)"
        ),
        0.9,
    ),
)
OLDER = re.compile(r"(?:van|tot|tussen|per|dan|than|between) \Z")
# "at 16 I ran the till"; at twelve it is noon.
AT_AN_AGE = _place(
    r"(?:at|by|since|from|sinds|vanaf)\s(?:(?:a mere|just|only|pas)\s)?",
    rf"(?:{YEARS})?(?:,?\s(?:i|my|ik|mijn|when|already|years)(?!\w))",
    0.85,
)
NOON = frozenset({"12", "twelve", "twaalf"})
# "op zestien al op de steiger": an hour is seldom written in letters.
IN_LETTERS = _place(
    r"(?:op|at|sinds|vanaf|old enough at)\s",
    rf"(?:{YEARS})?\s(?:al|already|in|op|stond|had|was|bij|to|on)(?!\w)",
    0.8,
)
PLACES = (
    _place(
        r"(?:(?:ik|k|i)\s(?:ben|bn|am)|ben(?:\sik)?|bn|being|kben|kbn|bnk|benk|ik'?m|im|i'm|"
        rf"am)\s(?:{SOON}\s|"
        r"ik\s|k\s)*",
        rf"(?:{YEARS}{NOT_WORK}|{_FREE})",
        0.97,
    ),
    _place(
        rf"(?:ik|i|k)\s(?:was|werd|turned|turn|voel me|feel|lijk|look|act)\s(?:in\s(?:\w+\s){{1,2}}"
        rf"(?=(?:al|pas|net|already|just)\s))?{MANY}|"
        rf"(?:was|werd)\s(?:ik|i)\s{MANY}|werd\s(?P<hide>(?:{LATER}\s)+)",
        rf"(?:{YEARS}{NOT_WORK}|{_STOP})",
        0.95,
    ),
    _place(
        r"(?:word|wordt|wort|wor|worden|turns?|turning|turned|become|becoming|(?:i|he|"
        r"she)(?:'ll| will|ll| wil)(?:"
        r" soon)? be|gonna be|going to be)\s(?P<hide>(?:[\w']+\s){0,4}?)",
        rf"(?:{YEARS}{NOT_WORK}|{_FREE})",
        0.9,
    ),
    _place(
        r"(?:toen|als|sinds|vanaf|vanaf dat|nadat|zodra|omdat|dat|want|voordat|tot|totdat|when|"
        r"since|until|till|til|before|after|if|once|because|that)\s(?:ik|i|k|we)\s(?:(?:was|am|"
        rf"turn|turned|be|hit|reach|ben|word|een|er bijna)\s)?(?P<hide>{MANY})",
        rf"(?:{YEARS})?(?=\s*(?:\Z|[.,;:!?)]|(?:was|waren|ben|bn|werd|word|wordt|i|and|en|ik|jaar|"
        r"years|my|mijn)(?!\w)))",
        0.92,
    ),
    _place(
        r"(?:als|toen|zodra|tot|totdat|nu|omdat|dat|when|until)\s(?:ik|i|k)\s(?P<hide>(?!er\b)"
        r"(?:\w+\s){1,3})",
        rf"(?:{YEARS})?\s(?:ben|was|word|werd|wordt|geworden)(?!\w)",
        0.9,
    ),
    _place(
        r"(?P<hide>(?:leeftijd|age)\s)|(?:leeftijd|lft|lftd|aged?|oud|old)\s?"
        rf"(?:[:=-]|is|van|of|was)?\s?(?:ben ik\s|is\s)?{MANY}",
        rf"(?:{YEARS}|{_FREE})",
        0.95,
    ),
    _place(rf"(?<=\w )@\s?{MANY}|\A@\s?", rf"(?:{YEARS}|{_FREE})", 0.8),
    # "geen 18 maar 17, dus"
    _place(
        rf"(?:ben|am|i'm|im|was|word)\s(?:geen|niet|not|nog geen)\s{FIGURES}\s?,?\s(?:maar|but)\s",
        YEARS_AND_STOP,
        0.9,
    ),
    # "18 in 2 months, got my licence", "sixteen yrs, i painted"
    _place(
        r"(?:\A|(?<=[,.;!?(])\s?)",
        rf"\s(?:in|over|n|and|en)\s{_A_FEW}\s(?:months?|maand(?:en)?|mnd)(?=\s*(?:\Z|[,.;!?)]))|"
        r"\s(?:yrs?|years)(?=\s?,\s(?:i|my|ik|never|and)(?!\w))",
        0.8,
    ),
    # "pushing 20", "ga richting de 20"
    _place(
        r"(?:pushing|just hit|(?:days?|weeks?|months?) (?:shy of|short of|away from)|"
        r"(?:ga|loop|zit|ben) (?:al )?(?:richting|rond|tegen) de)\s",
        r"(?=\s*(?:\Z|[,.;!?)]|(?:en ik|and i|so|dus)(?!\w)))",
        0.8,
    ),
    # "17 at the time", "drieëntwintig kaarsjes, en al mama"
    _place(
        r"(?:\A|(?<=[,.;!?(])\s?)",
        r"\s(?:at the time|back then|"
        r"when i|toen ik|toentertijd|destijds|sinds (?:gisteren|vorige \w+|kort)|since "
        r"(?:yesterday|last \w+))(?!\w)|\s(?:kaarsjes|kaarsen|candles)"
        r"(?=\s*(?:\Z|[,.;!]|(?:en|and)(?!\w)))|\s(?:dus|that is)(?=\s*(?:\Z|[,.;!)]))",
        0.85,
    ),
    # "we zijn allebei 17", "both of us are 18", "hij is 19", "mijn maat is 18"
    _place(
        r"(?:(?:wij|we|both of us|ze|they) (?:zijn|are)|we're|they're|he's|she's|(?:hij|zij|ze|die|"
        rf"he|she) is|(?:mijn|m'n|mn|my|me) (?:{SOMEBODY}|maat)(?: \w+)? (?:is|was|wordt|turned)|"
        rf"\w+ are both)\s{MANY}",
        rf"(?:{YEARS}{NOT_WORK}|{_STOP}|\s(?:too|also|ook|dus|years)(?!\w))",
        0.85,
    ),
    # "Bram is 18 en ik 17", "ik 23, hij 17"
    _place(
        rf"(?:(?:en|and|dus|so|maar|but)\s(?:ik|i|k)|(?:\A|(?<=,)\s)(?:ik|i|hij|zij|he|she))\s{MANY}",
        YEARS_AND_STOP,
        0.85,
    ),
    # "de 40 gepasseerd", "ik tik de 18 aan", "heb de 18 gehaald"
    _place(
        r"(?P<hide>(?:de|the)\s)",
        r"\s(?:(?:net|al|ruim|inmiddels)\s)?(?:gepasseerd|voorbij|aangetikt)(?!\w)",
        0.85,
    ),
    _place(r"tik\w*(?:\s[\w']+){0,3}?\s(?P<hide>(?:de\s)?)", r"\saan(?!\w)", 0.9),
    _place(r"(?:ik|k)\s(?:heb\s)?(?:\w+\s)?de\s", r"\s(?:net\s|al\s)?gehaald(?!\w)", 0.8),
    # "mijn teller staat op 17", "qua leeftijd zit ik op 17", "ik tel 18 jaren"
    _place(
        r"(?:teller|counter|clock)\s(?:\w+\s){1,2}?(?:op|at|on)?\s?|(?:qua|wat) leeftijd "
        r"(?:\w+\s){1,4}",
        YEARS_AND_STOP,
        0.85,
    ),
    _place(r"(?:ik|i|k) (?:tel|count)\s", YEARS, 0.85),
    # "met een jaar of twintig begon ik"
    _place(
        r"(?:met|rond|op) een jaar of\s",
        r"(?=\s*(?:\Z|[,.])|\s(?:\w+\s)?(?:ik|begon\w*)(?!\w))",
        0.8,
    ),
    # "zit op 16", "i might be 17 but", "mijn id zegt 18", "mijn maat die 20 is"
    _place(
        r"zit (?:al |nu )?op\s|i (?:might|may|must) be\s|(?:id|paspoort|pas|passport|licence) "
        r"(?:zegt|says)\s",
        YEARS_AND_STOP,
        0.8,
    ),
    _place(rf"(?:die|who)\s{MANY}", rf"(?:{YEARS})?\s(?:is|wordt)(?!\w)", 0.8),
    # "sta al vanaf 14 in de winkel", "started at 15"
    _place(
        r"(?:begon(?:nen)?|start(?:ed|te)?|sta|stond|werk|werkte|work|worked|help|hielp|kook|bak|"
        r"gestart)(?:\s\w+){0,3}?\s(?:op|vanaf|sinds|at|since|from)\s",
        rf"(?!\s(?:and|en|tot|to|until)\s)(?!\s?u(?!\w)){_FREE}",
        0.8,
    ),
    IN_LETTERS,
    # "17 ben ik"
    _place(
        r"(?:\A|(?<=[,.;!?(:])\s?|(?:en|and|want|nu)\s)",
        rf"(?:{YEARS})?\s(?:ben|was|word|wordt|werd|am)\s(?:ik|i)(?!\w)",
        0.9,
    ),
    _place(
        r"(?:met|with|op|at)\s",
        rf"{YEARS},?\s(?:\w+\s)?(?:ik|i)(?!\w)",
        0.9,
    ),
    _place(rf"(?:met|with)\s{MANY}", r"\s(?!en|and|maar|but|dus)\w+\s(?:ik|i)(?!\w)", 0.8),
    _place(
        r"(?:i've been|ive been|i have been|i hit|i reached|i made it to|ik haalde de)\s",
        _FREE,
        0.9,
    ),
    _place(
        r"(?:\A|(?<=[,.;!?(])\s?)(?P<hide>(?:not|nog geen|net geen|not even|niet eens)\s)?",
        r"\s(?:yet|is my age|is "
        r"mijn "
        r"leeftijd|"
        r"i "
        r"am)(?!\w)",
        0.9,
    ),
    AT_AN_AGE,
    _place(
        r"(?:jong(?:ste)?|oudste|youngest|oldest|young)(?!\w)[\w\s']{0,25}?[,(:]?\s?"
        r"(?P<hide>(?:met mijn|met m'n|met|with"
        rf"|with my|at|van|toen)?\s?{MANY})",
        YEARS_AND_STOP,
        0.9,
    ),
    _place(
        rf"(?:met|with|at|ondanks)\s(?:mijn|m'n|mn|me|my)\s{MANY}(?:\w+\s)?",
        YEARS_AND_STOP,
        0.9,
    ),
    _place(rf"(?P<hide>sweet\s){MANY}", r"(?!\w)", 0.9),
    _place(
        rf"(?:{SOMEBODY}|jong|eentje),?\s?(?:\svan|\sof|\sis|\swas|\swordt|\swerd|\()\s?{MANY}",
        rf"(?:{YEARS}{NOT_WORK}|{_FREE})",
        0.85,
    ),
    _place(
        rf"(?:{_COUNTED})(?:is|was|wordt|werd)\s{MANY}",
        rf"(?:{YEARS})?(?=\s*(?:,|en\s|and\s|\Z|\.))",
        0.8,
    ),
    _place(r"(?P<hide>(?:early|mid|late)[\s-])", r"'?s(?!\w)", 0.9),
    _place(rf"{SOMEBODY},\s", rf"(?:{YEARS})?(?=\s?,(?!\s?\d))", 0.85),
    _place(r"(?:ik|i)\s(?:heb|have)\s(?:al\s)?", rf"{YEARS}{_STOP}{NOT_WORK}", 0.85),
    _place(r"(?:mijn|m'n|mn|my)\s(?:\w+\s)?", rf"{YEARS}(?!\s(?:ervaring|lang))", 0.9),
    _place(
        r"(?P<hide>(?:nog geen|not yet|net geen|onder de|boven de|nearly|almost|tegen de)\s)",
        r"(?=\s*(?:\Z|[.,;!?]|(?:ben|was|maar|but|dus|so)(?!\w)))",
        0.7,
    ),
    _place(
        r"(?:ben|im|i'm|am|was|loop|zit|ik|i)\s(?P<hide>(?:still\s|nog\s|al\s|net\s|iets\s|"
        r"ver\s|just\s)?(?:under|over|onder de|onder|boven de|boven|tegen de|net geen|"
        r"nog geen|not|not yet|short of|\w+ (?:days?|weeks?|months?|dagen|weken|maand|maanden) "
        r"(?:short of|away from|van|voor)|close to|richting de)\s)",
        _FREE,
        0.8,
    ),
    _place(
        r"(?:at|achieved|hit|reached|bereikte)\s(?:the )?(?:ripe )?(?:old )?age (?:of )?",
        r"(?!\w)",
        0.9,
    ),
    _place(r"leeftijds(?:groep|categorie)\s|age group\s", r"(?:\s?(?:\+|-\s?\d+|tot \d+))?", 0.95),
    # "ga in oktober 19 worden"
    _place(
        rf"(?:ik|i|ga|hoop|zal|mag|wil)\s(?:[\w']+\s)??(?P<hide>(?!er\s)(?:\w+\s){{0,3}}|{MANY})",
        r"\s(?:te\s)?(?:worden|word|be)(?=\s*(?:\Z|[,.;!?)]|(?:en|maar|dus|and)(?!\w)))",
        0.9,
    ),
    _place(
        r"(?!(?:er|het|dat|ze|totaal|graden)\s)[\w']+\s",
        r"(?:\sjaar)?\sgeworden(?!\w)",
        0.85,
    ),
    _place(
        rf"(?:me|i|im|i'm|ik|ben)\s{MANY}", r"\s(?:now|nu|rn|right now|atm|inmiddels)(?!\w)", 0.9
    ),
    _place(
        r"(?<!al )(?<!ruim )(?<!na )(?<!over )(?<!in )(?<!binnen )(?<!bijna )(?<!dan )(?<!for )"
        r"(?<!after )(?<!laatste )(?<!last )(?<!sinds )(?<!elke )(?<!meer )(?<!van )(?<!tot )"
        r"(?<!tussen )(?<!per )(?:)",
        r"\s?(?:jaartjes|jaar|jr|j)(?!\w)\.?(?=\s*(?:\Z|[.,;:!?)]|(?:en|maar|ben|oud|jong|dus|"
        r"ouder|nu|now|"
        r"jonger|uit|woon|zit|doe|zoek)(?!\w)))(?!\s?(?:ervaring|in dienst))",
        0.8,
    ),
)

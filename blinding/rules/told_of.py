"""Of whom a pronoun is: of somebody or something that is told of, or of whoever writes."""

import re

_THE = (
    r"(?:de|het|een|n|'n|dit|deze|die|dat|elke|iedere|geen|the|a|an|this|that|one|every|each|"
    r"another|some|two|twee|drie|no|mijn|my|onze|our)"
)
_PEOPLE = (
    r"klant\w*|gast\w*|client\w*|bewo\w+|patient\w*|kind\w*|leerling\w*|bezoeker\w*|deelnemer\w*|gebruiker\w*|"
    r"meneer|mevrouw|man|vrouw|jongen|jongetje|meisje|heer|dame|echtpaar|moeder|vader|ouders?|"
    r"opa|oma|chauffeur\w*|automobilist\w*|koper\w*|cursist\w*|iedereen|buurman|"
    r"peuter\w*|kleuter\w*|baby\w*|tourist\w*|traveller\w*|toddler\w*|teenager\w*|"
    r"regulars?|grandson|grandma|grandpa|driver|buyer|caretaker|"
    r"everybody|toerist\w*|reiziger\w*|customer\w*|guest\w*|resident\w*|child\w*|pupil\w*|visitor\w*|woman|boy|girl|lady|"
    r"mother|father|parents"
)
_THINGS = (
    # Animals.
    r"hond\w*|puppy|kat(?:er)?|poes\w*|kitten|konijn\w*|cavia|hamster|paard\w*|pony|veulen|koe|"
    r"kalf\w*|"
    r"stier|schaap|lam\w*|geit\w*|varken\w*|kip|haan|eend\w*|zwaan|gans|vogel\w*|merel|duif|uil|"
    r"papegaai|"
    r"parkiet|poedel|schildpad|slang|egel|vis|ezel|"
    r"dog|cat|horse|cow|calf|mare|foal|sheep|goat|pig|hen|chicken|duck|swan|bird|parrot|"
    r"rabbit|"
    r"tortoise|snake|hedgehog|donkey|poodle|"
    # What is made, repaired or used.
    r"\w*(?:machine|motor|robot|meter|maaier|zaag|boor|pers|pomp|kraan|ketel|oven|koelkast|vriezer|"
    r"printer|scanner|laptop|server|lamp|kast|deur|poort|kar|wagen|fiets|band|rem|klep|schakelaar|pop)|"
    r"ruit|muur|auto|bus|tram|trein|brommer|scooter|trekker|tractor|heftruck|drone|camera|computer|app|"
    r"asfalt|beton|dranger|steiger|brug|model|bak|muurtje|berk|eik|beuk|den|spar|wilg|plaat|naad|"
    r"plank|stoel|tafel|saus|soep|taart|cake|bloeddruk|sifon|heg|haag|boom|struik|plant|kerstboom|"
    r"vloer|dakgoot|fan|lift|kassa|stroomkring|accu|batterij|kabel|ketting|bel|messen|"
    r"engine|door|bike|truck|van|tree"
)
_OTHERS = rf"{_PEOPLE}|{_THINGS}"
# Notes without an "I": "turbo gewisseld, anders gaat hij stuk". Who writes leaves oneself out.
_NOTES = re.compile(
    r"(?:^|, )(?!\W*(?:hij|zij|ze|he|she)\s)"
    r"(?:(?!(?<!\w)(?:heeft|had|is|was|werd|wordt|hij|ze|hebben|zijn|waren|werden|"
    r"worden)(?!\w))[^,.])*"
    r"(?<!\w)(?:\w+)?ge(?!st|heel|en|noeg|bruiker|zin|rust|ld|leden)\w{3,}(?:d|t|en)(?!\w)"
    r"(?!\s(?:heeft|had|is|was|werd|wordt|hebben|waren|werden|worden)(?!\w))"
    r"|^\W*(?:heb|had|moest|mocht|kreeg|leerde|ging|zat|stond|mag|kan)\s(?!hij|zij|ze|die|je|jij|"
    r"de|het|een)"
)
_NAMED = re.compile(
    r"(?<!\w)(?:ik|wij|we|i)(?!\w)|"
    r"^\W*(?:bij |voor |met |van |aan |toen |als |for |with |when |by )?"
    rf"(?:{_THE}|one of the)\s"
    rf"(?:\w+\s){{0,2}}(?:{_OTHERS}|collega\w*|eigenaar|colleague\w*)(?!\w)"
)
_JUDGES = (
    r"begeleid\w*|\w+begeleid\w*|praktijkopleid\w*|opleid\w*|docent\w*|leraar|lerares|mentor\w*|"
    r"coach\w*|train(?:er|ster)\w*|baas|bazin|chef\w*|leidinggevende\w*|manager\w*|teamleid\w*|"
    r"meester|juf\w*|directeur|eigenaar|collega\w*|team|boss|teacher\w*|supervisor\w*|tutor\w*|"
    r"instructor\w*|director|owner|colleague\w*|coworker\w*|uitvoerder|voorman|ploegbaas|patron|"
    r"kok|verpleegkundige|foreman|nurse"
)
_SAYING = (
    r"zei|zeiden|zegt|zeggen|schreef|schreven|schrijft|vond|vonden|vindt|vinden|noem\w*|said|says|"
    r"wrote|writes|call(?:ed|s)(?=\s(?:him|her|me|us)(?!\w))|thinks?|thought|told"
)
_SPOKEN_OF = (
    r"over mij|over me|about me|dat (?:ben|was) ik|that(?:'s| is| was) me|reference|"
    r"(?:mooie?|goede?|good|great) (?:cijfer|mark|grade)|referentie|verslag|getuigschrift|"
    r"aanbeveling\w*|beoordel\w*"
)
_SAW = r"(?:zag|ziet|merkte?|appte?|mailde?|saw|noticed|texted)"
_QUOTED = re.compile(
    rf"(?<!\w)(?:{_SAYING}|{_SPOKEN_OF}|aldus|(?:staat|stond)\s(?:er\s)?dat|"
    rf"volgens(?!\s(?:de|het|een)\s(?!{_JUDGES}|klant))|feedback|compliment\w*|"
    rf"(?:{_JUDGES})\s(?:\w+\s)?{_SAW}|{_SAW}\s{_THE}\s(?:{_JUDGES})\s(?:dat|wat))(?!\w)"
)
# What is said of the writer may stand between these.
_REPORTED = re.compile(rf"\"|(?:^|\s)'(?![stn]\s)|(?<!\w)(?:{_SPOKEN_OF}|noem\w*)(?!\w)")
_IN_QUOTES = re.compile(r"^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$|(?:^|\s)'(?![stn]\s)[^']*$")
_ASKED = r"vroeg|zei|vertelde|belde|schreef|vond|told|asked|said|called|wrote|thought"
# The writer hears, asks or tells: what is said is of somebody else.
_HEARD = re.compile(
    r"^\W*(?:told|asked|called|wrote)\s|(?<!\w)(?:(?:told|asked|showed|gave|called|"
    rf"thanked)\s(?:me|us)|(?:ik|wij|we|i)\s(?:\w+\s){{0,2}}"
    rf"(?:{_ASKED})|(?:{_ASKED}|noemde)\s(?:ik|we|wij)|"
    rf"(?:{_SAYING})\s(?:dat\s|that\s)?(?:ik|mijn|mij|me|je|i|my|you)|"
    rf"(?:ik|i)\s[^,]*?\s(?:en|and)\s(?:{_ASKED})|"
    r"(?:dat|dit|het|,|')\s?(?:vond|vindt|zei|zegt|said|says)\s(?:hij|zij|ze|he|she)|"
    rf"(?:hij|zij|ze|he|she)\s(?:\w+\s){{0,3}}?(?:{_SAYING})"
    r"(?!\s(?:dat|that|hem|haar|him|her|he|she|hij|ze|zij)(?!\w)))(?!\w)"
)
# Who does what is told; "mijn begeleider" may be the one who tells it.
_TOLD_BY_OTHERS = re.compile(
    rf"(?<!\w){_THE}\s(?:\w+\s){{0,2}}(?:{_OTHERS})\s(?:\w+\s){{0,4}}?"
    rf"(?:(?:{_SAYING})\s(?:dat|that)|said|thought)\s"
    r"(?:(?:hij|zij|ze|he|she)\s.*\s)?$"
)
_SPEAKS = re.compile(
    # "Helped a guest who had lost her key": the "I" is left out.
    r"^\W*(?:\w{3,}ed|gave|told|let|made|met (?:a|an|the|my|our|one)|took|brought|spoke|wrote|read|"
    r"sold|cut|had to)\s|"
    rf"(?<!\w)(?:ik|mij|me|mezelf|i|i'm|i've|i'd|myself|"
    rf"(?:mijn|m'n|mn|my)(?!\s(?:\w+\s)?(?:{_JUDGES})(?!\w)))(?!\w)"
)
_CLOSE = re.compile(
    r"(?<!\w)(?:mijn|m'n|mn|my|onze|our)\s(?:\w+\s)?(?:vriend|vriendin|verloofde|partner|man|vrouw|"
    r"vader|moeder|papa|mama|ma|pa|ouders|broer\w*|zus\w*|oom|tante|opa|oma|neef\w*|nicht\w*|"
    r"zoon\w*|dochter\w*|boyfriend|girlfriend|husband|wife|father|mother|dad|mum|mom|brother|"
    r"sister|uncle|aunt|grandad|grandpa|grandma|cousin|son|daughter)(?!\w)|"
    r"(?<!\w)(?:date|crush|kus|zoen|kiss|kissed|zoende|verkering|verliefd|ex|liefje|ons bed)(?!\w)"
)
_WRITERS = r"stagiair\w*|stage|student\w*|leerling\w*|intern|trainee|apprentice|school|opleiding"
_PLACES = r"bedrijf|zaak|winkel|hotel|garage|restaurant|bakkerij|salon|company|shop|store|bakery"
# Somebody or something that the sentence tells of first: "de drone", "an old lady".
_SOMEBODY = re.compile(
    rf"(?:^|(?<=[,;:.] )|(?<=\s))(?<!tijdens )(?<!during )(?<!in )(?<!op )(?<!at ){_THE}\s"
    rf"(?!(?:\w+\s)?(?:{_WRITERS}|{_JUDGES}|{_PLACES})(?!\w))\w{{3,}}"
)
# "My boss had no time, he sent me" goes on about the boss; "my boss trusts him" does not.
_GOES_ON = re.compile(
    rf"{_THE}\s(?:\w+\s)?(?:{_JUDGES})\s.*(?:,|(?<!\w)(?:en|and|want|omdat|because|maar|but|dus|so|"
    r"toen|when|terwijl))\s$"
)
_BARE = re.compile(
    r"(?:^|(?<=[:,] ))\W*(?:klant|gast|client|bewoner|patient|ouder|meneer|mevrouw|iemand|niemand|"
    r"iedereen|mrs?|ms|customer|guest|resident|someone|somebody|nobody|everybody|"
    r"everyone)(?!\w)"
)
_SOMEBODY_ELSE = re.compile(rf"(?<!\w){_THE}\s(?:\w+\s){{0,2}}(?:{_OTHERS})(?!\w)")
_BOUND = re.compile(
    r"(?:klant|gast|client|bewoner|bewoonster|patient|kind|peuter|kleuter|baby|man|vrouw|dame|heer|"
    r"meneer|mevrouw|jongetje|bezoeker|ouder|moeder|vader|opa|oma|customer|guest|resident|child|"
    r"toddler|lady|mum|mom|dad|mother|father|visitor|tourist|pupil)"
    r"\s(?:die|met|en|who|with|and|had|liet|lost|whose)\s$"
)
_OPENS = re.compile(
    r"^\W*(?:hij|he|she|his|her|haar|(?:zij|ze)\s(?:is|was|heeft|had|werkt|werkte|kan|kon|doet|"
    r"deed|"
    r"wil|wilde|gaat|ging|leert|leerde|blijft|bleef))(?!\w)"
)
# What is said now, not told of then: "Hij werkt netjes", "his attitude is good".
_JUDGED = re.compile(
    r"^\W*(?:(?:hij|zij|ze|he|she)\s(?:is|heeft|kan|werkt|loopt|doet|leert|has|can|works|does|"
    r"learns)"
    r"|(?:zijn|haar|his|her)\s(?:houding|inzet|stage|attitude|effort|placement))(?!\w)"
)
# "The owner trusts him", "you can give her anything", "he is a star": who writes is praised.
_PRAISED = re.compile(
    r"(?<!\w)(?<!ik )(?<!i )(?:vertrouw\w*|bedank\w*|prees|prijst|trust\w*|thank\w*|praise[sd]|"
    r"hire|recommend|raad|"
    rf"(?:{_JUDGES})\s(?:laat|liet|wil|lets?|wants)|(?:je|you)\s(?:kan|kunt|can))\s"
    r"(?:hem|haar|him|her)(?!\w)|(?:hem|haar)\s(?:\w+\s)?(?:aannemen|aanraden)(?!\w)|"
    r"(?<!\w)(?:ik|i)\s(?:supervised|mentored|coached|assessed|hired|beoordeelde|coachte)\s"
    r"(?:hem|haar|him|her)(?!\w)"
)
_IS_A_STAR = re.compile(
    r"\w+\s(?:is|was)\s(?:goud|(?:een|a|an)\s(?:\w+\s)?(?:topper|kanjer|werker|star|worker))(?!\w)"
)
_DID = (
    r"(?:\w{3,}(?:de|te)|gaf|vroeg|liet|zei|wees|bood|bracht|kwam|wou|koos|kocht|schrok|moest|"
    r"dacht|keek|"
    r"nam|stond|riep|verloor|vergat|deed|hield|mat|sneed|reed|zat|lag|ging|mocht|zag|sprak|las|"
    r"schreef|"
    r"trok|bleek|had|was|kon|kreeg|"
    r"\w{3,}ed|gave|told|said|asked|let|made|took|brought|came|chose|bought|wrote|read|found|had|"
    r"was|"
    r"put|sent|left|went|got|knew|saw|thought|held|cut|taught|spoke|stood|sat|could|did|forgot|"
    r"lost|paid|met)"
)
# "He gave me a row of tomatoes", "she asked if I was sure": both cannot be who writes.
_DID_TO_ME = re.compile(
    rf"^\W*(?:(?:toen|daarna|en|maar|then|so|and|but)\s)?"
    rf"(?:(?:hij|zij|ze|he|she)\s(?:\w+ly\s|just\s|first\s|once\s)?{_DID}|{_DID}\s(?:hij|zij|"
    r"ze))[\s,]+"
    r"(?:.*\s)?(?:mij|me|mijn|ik|i|my|us|ons)(?!\w)"
)
# "Zij deed de kassa en ik de vulling".
_EACH_DID = re.compile(
    r"^\W*(?:hij|zij|he|she)\s(?:(?!ik\s)[\w']+\s){1,6}?[\w']+,?\s(?:en\s|and\s)?(?:ik|i)\s"
    r"(?:de|het|een|the|a)\s|^\W*(?:hij|zij|he|she) (?:en ik|and i)\s"
)
# What somebody is like, which is said of whoever writes.
_CHARACTER = re.compile(
    r"(?<!\w)(?:altijd|nooit|goede?|nette?|netjes|rustige?|snelle?|harde?|zelfstandige?|leert?|"
    r"leerde|stage|stagiaire?|"
    r"student\w*|tevreden|trots|werkte?|werkt|hielp|helpt|geholpen|aardige?|vriendelijke?|"
    r"beleefde?|"
    r"topper|aanwinst|collega|team|leergierig|"
    r"always|never|good|great|well|quick|fast|hard|independent\w*|learn\w*|intern\w*|placement|"
    r"trainee|apprentice|pleased|proud|happy|reliable|polite|kind|punctual|work(?:s|ed|er)|helped|"
    r"colleague|team|late|on time|op tijd|te laat|would|zou)(?!\w)"
)
# "1.6 diesel" goes on.
_ENDS = re.compile(r"^|[!?\n;]|\.(?!\d)")
_STOPS = re.compile(r"[!?\n]|\.(?!\d)")
_BECAME = re.compile(
    r"(?<!\w)(?:(?:hij|hem)\s(?:\w+\s){0,3}?(?:paste?|past|startte?|start|draaide|draait|liep vast|"
    r"lekte|lekt|brak|smolt|schiftte|geschift|zakte in|rees|gerezen|droogde|droog|vlak|scheef|stuk|"
    r"kapot|leeg|vol|klaar|heel|hard|glad|strak|dicht|open|schoon|waterpas|recht|lek|gaar|los|vast|"
    r"sloot|viel|hing|knapte|brandde|bloeide|"
    r"verkocht|geopend|gebruikt|getest|gemonteerd|gelakt|geverfd)|"
    # "Viel hij vanzelf in het slot", "hield hij 31 kilo".
    r"(?:viel|hing|sloot|startte|paste|knapte|hield|woog|gaf|mat)\shij\s(?:\w+\s){0,2}?"
    r"(?:vanzelf|meteen|niet|in het slot|\d|een (?:getal|waarde|fout|piep)))(?!\w)"
)
_A_THING = re.compile(rf"(?<!\w)(?:\w*(?:{_THINGS}))(?!\w)")
# "The customer came in grumpy, and he left seeing again": no one praises a student.
_CUSTOMER_DID = re.compile(
    r"(?:^|[,;:])\W*(?:(?:de|een|the|a|one)\s)?(?:\w+e?\s)?(?:klant|gast|client|bewoner|patient|bezoeker|"
    r"customer|guest|resident|visitor)\s(?:\w+\s)*(?:\w+,?\s)?(?:zo\s\w+\sdat|en|maar|dus|want|and|but|so|till|"
    r"until|because)?\s?$"
)
# Whoever it is: "wie zijn handen niet wast", "iedereen heeft zijn eigen manier".
_ANYBODY = re.compile(
    r"(?<!\w)(?:iedereen|niemand|wie|elke \w+|iedere \w+|everyone|everybody|nobody|anyone|"
    r"somebody|someone|iemand|a (?:colleague|coworker) who|een collega die)\s[^,:]*$"
)
# What somebody has that is nothing of how they work: "de winkelier wilde licht in zijn etalage".
_QUALITY = (
    r"(?:werk\w*|inzet|hulp\w*|houding|aanpak|uitleg|manier\w*|stage\w*|service|geduld|eerlijkheid|"
    r"taak|taken|taal|talen|school|opleiding|docent|mentor|begeleid\w*|collega\w*|team|leeftijd|"
    r"lach|"
    r"glimlach|enthousiasme|energie|vragen|best|work\w*|effort\w*|help|attitude|explanation|way|"
    r"approach|patience|honesty|task\w*|age|smile|energy|questions|placement|internship|supervisor|"
    r"teacher|colleague\w*|training)(?!\w)"
)
_HIS = r"(?:zijn|z'n|zn|haar|his|her)\s"
_HOW = r"(?:\w+(?:e|ed|en|ige|own|new|old|good|great)\s)"
_HAS = re.compile(rf"{_HIS}(?!{_QUALITY}){_HOW}?+(?!{_QUALITY})\w{{3,}}")
# "De klant was blij met haar werk": so somebody is praised.
_OF_HOW = re.compile(rf"{_HIS}{_HOW}?{_QUALITY}")
# "Her daughter phoned and I put her through".
_HIS_AND_I = re.compile(rf"^\W*{_HAS.pattern}\s.*(?<!\w)(?:ik|mij|me|i)(?!\w)")
_HOLDER = re.compile(
    r"^\W*(?:(?:de|het|een|the|a|an|one|onze|our)\s(?:\w+\s)??|(?=(?:klant|gast|client|bewoner|"
    r"bewoonster|"
    r"patient|bezoeker|buurman|customer|guest|resident|visitor)\s))"
    rf"(?!(?:{_WRITERS}|{_JUDGES}|{_PLACES})(?!\w))"
    r"(?!\w+(?:en|ers|oren)\s)(\w{3,})(?:\s(?:van|uit|met|of|from|with|in|op|at)\s(?:(?:de|het|"
    r"een|the|a|an)\s)?"
    rf"\w+)?\s(?:{_DID}|wil|heeft|zoekt|wants|has)\s(?!.*(?<!\w)(?:hij|zij|ze|he|she|"
    rf"{_SAYING})(?!\w)).*$"
)
_JUDGE_HOLDS = re.compile(
    rf"^\W*{_THE}\s(?:\w+\s)?(?:{_JUDGES})\s(?:{_DID}|is|heeft|wil|has)\s"
    rf"(?!.*(?<!\w)(?:hij|zij|ze|he|she|{_SAYING})(?!\w)).*$"
)
# "I checked him", "ik scande haar pas": whom "I" did something to.
_I_DID = re.compile(rf"(?<!\w)(?:ik|i)\s(?:just\s|then\s)?(?:heb|{_DID})\s(?:\w+\s){{0,2}}$")
_OF_A_TRAINEE = re.compile(
    r"(?<!\w)(?:begeleid\w*|beoordeel\w*|aangenomen|aanraden|opgeleid|ingewerkt|gecoacht|ervaren|"
    r"supervis\w*|hired?|recommend\w*|coached|trained|mentored|assess\w*|taught)(?!\w)"
)
# "The drone fell when he": it goes on about the drone.
_GOES_ON_OF_A_THING = re.compile(
    rf"^\W*{_THE}\s(?:\w+e\s)?(?:{_THINGS})\s.*(?:,|\s(?:en|and|maar|but|dus|so|want|toen|then|"
    r"tot|until|"
    r"zodat|omdat|because|als|if))\s"
    r"(?:(?:\w+\s){0,4}(?:kon|was|werd|bleef|ging|stond|liep|zat|hield|sloot|paste|reed|viel|"
    r"brandde|"
    r"draaide|startte|werkte)\s)?$"
)
# Somebody does something in a text where nobody says "I": it is written of a student.
_DOES = re.compile(r"(?<!\w)(?:hij|zij|ze|he|she)(?!\w)")
_WE = re.compile(r"(?<!\w)(?:wij|we)(?!\w)")
_WORDS_GIVEN = re.compile(r"(?:vroeg|zei|riep|appte|mailde|asked|said|texted)[^.:]*:\s[^:]*$")
# "De klant was blij, hij heeft": of whom?
_PLEASED = re.compile(
    r"(?:blij|tevreden|dankbaar|content|happy|pleased|glad|grateful)(?:\W+(?:want|en|and|because))?\W*$"
)


def speaks_of_oneself(low: str) -> bool:
    """Tell whether anybody says "I" or "we" in a text."""
    return bool(_SPEAKS.search(low) or _WE.search(low))


def is_of_another(low: str, start: int, *, of_oneself: bool) -> bool:
    """Tell whether a pronoun stands for a customer or a thing: "I gave a guest his coat".

    So it is where "I" or somebody else was named before it, and where the sentence goes on to say
    what "I" did, unless somebody's words are given: they may be of the writer. A friend or family
    tell too much of the writer themselves, and where nobody says "I" all is of the writer.
    """
    first = max(match.end() for match in _ENDS.finditer(low, 0, start))
    last = next((match.start() for match in _STOPS.finditer(low, start)), len(low))
    sentence, before = low[first:last], low[first:start]
    if _is_of_the_writer(sentence, before):
        return False
    is_told = _QUOTED.search(_HEARD.sub(" ", sentence))
    if _is_bound(sentence, before) or (
        not is_told
        and (
            _is_elsewhere(sentence)
            or _is_held(sentence, before)
            or _is_a_deed_of(low, first, start, sentence)
        )
    ):
        return True
    speaks = bool(_SPEAKS.search(sentence))
    is_praise = _DOES.search(sentence) or _OF_HOW.match(sentence, len(before))
    if not (speaks or of_oneself) and is_praise:
        return False
    if is_told:
        if _REPORTED.search(sentence):
            return False
        return bool(_HEARD.search(before)) or (speaks and bool(_TOLD_BY_OTHERS.search(before)))
    if _OPENS.search(sentence) or not (speaks or _NAMED.search(before)):
        return _is_told_before(low, first, sentence)
    if any(cue.search(before) for cue in (_NAMED, _SOMEBODY, _BARE, _GOES_ON)):
        return True
    return _is_told_before(low, first, sentence)


def _is_a_deed_of(low: str, first: int, start: int, sentence: str) -> bool:
    """Tell whether a pronoun does what only a thing does, or a customer: "de berk, hij viel"."""
    if any(cue.search(sentence) for cue in (_CHARACTER, _JUDGED, _OF_HOW)):
        return False
    before = low[first:start]
    if _CUSTOMER_DID.search(before) and not _PLEASED.search(before):
        return True
    told = low[max(low.rfind(". ", 0, max(first - 1, 0)), 0) : start]
    became = _BECAME.search(low, max(start - 8, 0), first + len(sentence))
    return bool(became and became.start() <= start and _A_THING.search(told))


def _is_of_the_writer(sentence: str, before: str) -> bool:
    """Tell whether a friend, praise or somebody's words make it the writer, whoever is named."""
    if _CLOSE.search(sentence) or _PRAISED.search(sentence) or _IN_QUOTES.search(before):
        return True
    if _IS_A_STAR.match(sentence, len(before)):
        return True
    return bool(_WORDS_GIVEN.search(before) and not _HEARD.search(before))


def _is_bound(sentence: str, before: str) -> bool:
    """Tell whether what stands just before a pronoun says whose it is."""
    if any(cue.search(before) for cue in (_BOUND, _GOES_ON_OF_A_THING, _ANYBODY)):
        return True
    return bool(_I_DID.search(before)) and not _is_of_a_trainee(sentence)


def _is_of_a_trainee(sentence: str) -> bool:
    """Tell whether "I" may be somebody who writes of a trainee."""
    return any(cue.search(sentence) for cue in (_CHARACTER, _OF_A_TRAINEE, _JUDGED, _REPORTED))


def _is_elsewhere(sentence: str) -> bool:
    """Tell whether "I" stands beside what he or she did, or is left out of a note."""
    if _JUDGED.search(sentence) or _CHARACTER.search(sentence):
        return bool(_EACH_DID.search(sentence))
    return any(cue.search(sentence) for cue in (_DID_TO_ME, _EACH_DID, _NOTES, _HIS_AND_I))


def _is_held(sentence: str, before: str) -> bool:
    """Tell whether a thing is of the one whom the sentence begins with: "a guest lost his coat"."""
    if not _HAS.match(sentence, len(before)):
        return False
    return bool(
        _HOLDER.search(before) or (_SPEAKS.search(sentence) and _JUDGE_HOLDS.search(before))
    )


def _is_told_before(low: str, first: int, sentence: str) -> bool:
    """Tell whether the sentence before, told by the same writer, was of somebody else."""
    ends = low[: max(first - 1, 0)]
    told = ends[max(ends.rfind(mark) for mark in ".!?\n;") + 1 :]
    speaks = _SPEAKS.search(told) or _SPEAKS.search(sentence)
    if not speaks or _QUOTED.search(_HEARD.sub(" ", told)) or _CLOSE.search(told):
        return False
    if _SOMEBODY_ELSE.search(sentence) or _JUDGED.search(sentence):
        return False
    if _SOMEBODY_ELSE.search(told) or _BARE.search(told):
        return True
    # "Ik heb de hollandaise gered. Hij schiftte niet": a thing is what it became.
    return bool(
        _SPEAKS.search(told) and _BECAME.search(sentence) and not _CHARACTER.search(sentence)
    )

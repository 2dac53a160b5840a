"""The small words of Dutch and English: they carry a sentence and say nothing about anyone."""


def words_of(text: str) -> frozenset[str]:
    """Give the words of a list written as running text."""
    return frozenset(text.split())


_DUTCH_SMALL = (
    "de het een en of maar want dus omdat als toen dan dat die dit deze wie wat waar hoe ik "
    "je jij u we wij ze zij hij jullie mij me mijn m'n ons onze hun uw er van met aan voor "
    "door bij naar over op in uit tegen zonder om onder tijdens volgens na tot te sinds per "
    "via als is was ben bent zijn waren heb hebt heeft had hadden word wordt werd kan kon "
    "kun mag moet wil wilde zal zou doe doet deed ga gaat ging niet geen wel ook nog al "
    "alle alles iets niets veel weinig meer minder heel erg zeer zo nu hier daar altijd "
    "nooit vaak soms toch eerst daarna verder samen "
)
_ENGLISH_SMALL = (
    "the a an and or but so because when then that this these those who what where how i "
    "you he she it we they me my our your their his her its of with at for by to from on in "
    "out about over under after before during is am are were be been have has had do does "
    "did can could may might must will would shall should not no yes also very every all "
    "some any many much more most at as if than too january february march april may june "
    "july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays "
    "english dutch "
)
SMALL_WORDS = {"nl": words_of(_DUTCH_SMALL), "en": words_of(_ENGLISH_SMALL)}
FUNCTION_WORDS = SMALL_WORDS["nl"] | SMALL_WORDS["en"]
# Small words that careless writers give a capital inside a sentence; no names among them.
HARMLESS_CAPITALS = words_of(
    "ik je jij we wij u i mijn ons onze ze zij hij er wat hoe waar daar dit deze dan my en "
    "maar dus want of de het een dat die toen als ook niet met op in voor bij omdat naar "
    "the and but because so "
    "january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday "
    "sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays english dutch"
)
PARTICLES = words_of(
    "van de den der het ter ten te 't el al la le da dos von bin ibn ben ait abu vd v d"
)
# Verbs that a list of first names also holds: "en sloot de deur", "de klant koos de blauwe".
NAMED_VERBS = words_of("sloot lette goot bond schonk rolde bood zong")
# Words that stand where a name could stand, and are none.
ROLE_WORDS = words_of(
    "us hem haar hen him her them docent docente leraar lerares mentor coach trainer manager "
    "baas chef collega klant begeleider stagebegeleider praktijkopleider meester juf mevrouw "
    "meneer vader moeder opa oma tante oom broer zus iedereen niemand iemand alles niets school "
    "klas team groep werk familie teacher boss everyone nobody someone everybody"
)
ABBREVIATIONS = words_of(
    "n.b. p.s. b.v. c.v. n.v. a.u.b. m.b.v. o.a. d.w.z. i.v.m. e.h.b.o. b.h.v. v.c.a. n.v.t. "
    "i.p.v. t.a.v. u.s.a. s.v.p. m.b.t. t.z.t. z.s.m. m.i.v. i.o.m. a.s.a.p. d.m.v. i.h.k.v. "
    "i.h.b. "
    "n.a.v. t.o.v. t.b.v. t.g.v. t.n.v. t.w.v. z.o.z. a.d.h.d. a.d.d. a.h.v. i.t.t. i.g.v. f.a.q. "
    "d.i.y. v.l.n.r. v.m.b.o. m.b.o. h.b.o. r.o.c. b.b.l. b.o.l. b.p.v. a.g.v. c.n.c. c.a.d. "
    "a.p.k. "
    "b.t.w. h.a.c.c.p. s.o.s. d.n.v. i.s.m. i.r.t."
)
# "Uit Canada", "the Muslim farmer": before a country or a people that is also somebody's name.
BEFORE_A_PEOPLE = words_of(
    "in uit het naar de een the a an from to during tijdens rond over voor for alleen only onze "
    "our wat some"
)
SPEAKING = words_of("spoke speak speaks speaking sprak spraken spreekt spreken taal language")
# Whom somebody helps or asks is a person.
MEETS = words_of("help hielp vroeg belde bedankte helped asked called thanked told")
MET = words_of("geholpen gevraagd gebeld bedankt gesproken ingewerkt")
# How a Dutch sentence goes on after he or she, and after they.
SINGULAR_VERBS = words_of(
    "is was heeft had doet deed gaat ging kan kon mag mocht moet moest wil wilde zal zou komt "
    "kwam zegt zei vindt vond werkt werkte "
    "helpt hielp krijgt kreeg geeft gaf neemt nam ziet zag staat stond zit zat weet wist leert "
    "leerde maakt maakte houdt hield pakt pakte "
    "blijft bleef wordt werd laat liet vroeg vraagt begrijpt begreep durft durfde luistert "
    "luisterde denkt dacht praat praatte schreef schrijft "
    "vertelt vertelde kent kende brengt bracht zoekt zocht lijkt leek loopt liep rijdt reed "
    "speelt speelde draagt droeg spreekt sprak kijkt keek"
)
PLURAL_VERBS = words_of(
    "waren hadden kunnen konden moeten moesten willen wilden gaan gingen zouden zullen mogen "
    "mochten worden werden doen deden komen kwamen staan stonden zitten zaten liggen lagen "
    "krijgen kregen"
)

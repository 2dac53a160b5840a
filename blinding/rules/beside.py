"""A word and what stands beside it, for the rules that judge a word by its neighbours."""

from blinding.traces import Token
from blinding.words.lexicon import MACHINE, flags_of, is_ordinary, machine_endings
from blinding.words.small_words import FUNCTION_WORDS, MET, SINGULAR_VERBS, words_of

ONE_OF = words_of("een a an 'n")
DETERMINERS = ONE_OF | words_of("de het the deze dit die dat this that these those onze our")
OF_PEOPLE = words_of(
    "leerling leerlingen student studenten school college filiaal vestiging winkel zaak bedrijf "
    "leerbedrijf medewerker klant klas familie gezin supermarkt restaurant hotel company store "
    "shop branch family team class pupil customer employee supermarket lyceum mavo instituut"
)
# Between "een" and a brand; other words there may be a noun: "een collega Fatima".
HOW = words_of(
    "oude oud nieuwe nieuw kleine grote rode blauwe zwarte witte gele groene grijze echte goedkope "
    "dure zware kapotte elektrische tweedehands eigen geleende vintage old new small big red blue "
    "black white yellow green grey used broken cheap heavy electric second hand borrowed real"
)
WHERE = words_of("bij at voor for naar to van from via")
COUNTED_OFF = words_of("groep klas class year jaar grade group leerjaar team lokaal kamer room")
# What only somebody does.
DEEDS = words_of(
    "zei zegt vroeg vraagt vertelde vertelt riep roept leerde leert liet laat hielp helpt belde "
    "appte gaf geeft schreef bracht brengt legde legt keek kijkt lachte stuurde stuurt bedankte "
    "begeleidde begeleidt coachte werkte werkt denkt dacht weet wist vond vindt noemde "
    "vertrouwde controleerde snapt said says asked asks told tells taught teaches showed shows "
    "helped helps gave gives let lets brought thought thinks explained trained trusted knows "
    "worked works "
)
# Small words that are names too, where the words around them leave no other reading.
SMALL_NAMES = words_of("wil will na om nam do an vi can may")
# What one works with, eats or feels: after a preposition nobody is meant.
DUTCH_THINGS = words_of(
    "anker bosch om brand broek bruin elf ham hamer haring honing hoop job klomp knop koning "
    "koper kool kroon lente luis ma mast mercedes mic min mol nagel olijf oranje paard peer "
    "philips pi poort ram riem ring schaap schip sloot spaan spijker spoor stoel storm tang ton "
    "toon veer vlas vonk zilver "
)
ENGLISH_THINGS = words_of(
    "blessing charity clay comfort cook faith floor foster frost grace grant gun happiness harm "
    "harmony honey hope hunt jack joke joy law mark mercy mic mine patience peace pepper pi "
    "rain rice rose rush song star trees ward water waters "
)
# What is said of somebody or something, or done.
SAID_OF = words_of(
    "nat sky nam koos sloot bond zong toon dries ever erna vrolijk hardy precious sunny wise "
    "swift happy early roman grown open wade rein ferry lente winters elders innocent justice "
    "beau belle sol "
)
# What somebody does after a name, where a thing has a noun.
OF_SOMEBODY = (
    MET
    | SINGULAR_VERBS
    | DEEDS
    | words_of("called made wrote came went wants wanted knew uitlegde hielpen")
)
PEOPLE_ENDINGS = ("aar", "aan", "ees", "ese", "ish", "ist", "iet", "ier", "se", "ian")
_GOES_ON = frozenset({" ", "-"})


class Place:
    """A word and its neighbours, where nothing but a space or a hyphen stands between."""

    def __init__(self, plain: str, tokens: list[Token], index: int) -> None:
        self.plain, self.tokens, self.index = plain, tokens, index
        self.word, start, end = tokens[index]
        self.written = plain[start:end]
        self.flags = flags_of(self.word)

    def near(self, step: int) -> str:
        """Give a neighbour as it is written, or nothing."""
        other = self.index + step
        if not 0 <= other < len(self.tokens):
            return ""
        first, last = (self.index, other) if step > 0 else (other, self.index)
        for at in range(first, last):
            if self.plain[self.tokens[at][2] : self.tokens[at + 1][1]] not in _GOES_ON:
                return ""
        return self.plain[self.tokens[other][1] : self.tokens[other][2]]


def is_machine(written: str) -> bool:
    """Tell whether a word is a machine, a tool or stuff: "boormachine"."""
    word = written.lower()
    # "Van" is a car in English, and the commonest word after a name in Dutch.
    return (
        word not in FUNCTION_WORDS
        and written.islower()
        and (bool(flags_of(word) & MACHINE) or word.endswith(machine_endings()))
    )


def is_a_noun(after: str) -> bool:
    """Tell whether a word in small letters may be what a name before it is said of."""
    return (
        after.islower()
        and after not in FUNCTION_WORDS
        and not after.endswith("ed")
        and (is_ordinary(after, "en") or is_ordinary(after, "nl"))
    )

"""A word and what stands beside it, for the rules that judge a word by its neighbours."""

from blinding.traces import Token
from blinding.words.lexicon import flags_of
from blinding.words.small_words import words_of

ONE_OF = words_of("een a an n 'n")
DETERMINERS = ONE_OF | words_of("de het the deze dit die dat this that these those onze our")
OF_PEOPLE = words_of(
    "leerling leerlingen student studenten school college filiaal vestiging winkel zaak bedrijf "
    "leerbedrijf medewerker klant klas familie gezin supermarkt restaurant hotel company store "
    "shop branch family team class pupil customer employee supermarket lyceum mavo instituut"
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

"""Make the word files beside this script from their sources; run by hand when a source changes.

    python blinding/words/build.py DICT_DIR GAZETTEER_DIR

DICT_DIR holds `dutch`, `american-english` and `british-english` (Debian packages wdutch, wamerican,
wbritish), GAZETTEER_DIR the three JSON gazetteers of filenthropist 0.3.1; wordfreq 3.1.1 must be
importable. Sources and licences: README.md beside this script.
"""

import json
import lzma
import sys
from collections.abc import Iterable
from pathlib import Path

from blinding.folding import fold

HERE = Path(__file__).parent
COMMON_ZIPF = 3.0


def write_words(name: str, words: Iterable[str]) -> None:
    """Write one sorted word a line, compressed so that the same words give the same bytes."""
    lines = "\n".join(sorted(set(words))) + "\n"
    (HERE / f"{name}.txt.xz").write_bytes(lzma.compress(lines.encode(), preset=9))


def ordinary_words(path: Path) -> set[str]:
    """Give the words a dictionary writes without a capital, folded."""
    folded = (
        fold(line).low
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line[:1].isupper()
    )
    return {word for word in folded if word.replace("'", "").isalpha()}


def accented_words(path: Path) -> set[str]:
    """Give the words that a dictionary writes with an accent, as they stand."""
    words = (word.strip() for word in path.read_text(encoding="utf-8").splitlines())
    return {word for word in words if word.isalpha() and word.islower() and not word.isascii()}


def names(path: Path) -> set[str]:
    """Give the folded names of a gazetteer that are one word of at least two letters."""
    folded = (fold(name).low for name in json.loads(path.read_text(encoding="utf-8")))
    return {name for name in folded if name.isalpha() and len(name) > 1}


def main(dictionaries: Path, gazetteers: Path) -> None:
    """Write every word file."""
    # Only whoever rebuilds the lists needs this library, so it is not in the lock.
    from wordfreq import top_n_list, zipf_frequency  # type: ignore[import-not-found]  # see above

    dutch = ordinary_words(dictionaries / "dutch")
    english = ordinary_words(dictionaries / "american-english") | ordinary_words(
        dictionaries / "british-english"
    )
    write_words("dutch", dutch)
    write_words("english", english)
    write_words(
        "accented",
        (w for name in ("dutch", "american-english") for w in accented_words(dictionaries / name)),
    )
    for language, known in (("nl", dutch | english), ("en", english)):
        common = {fold(word).low for word in top_n_list(language, 60_000)}
        write_words(
            f"common_{language}",
            (w for w in common & known if zipf_frequency(w, language) >= COMMON_ZIPF),
        )
    write_words("first_names", names(gazetteers / "dutch_first_names.json"))
    write_words("last_names", names(gazetteers / "dutch_last_names.json"))
    places = json.loads((gazetteers / "city_gazetteer.json").read_text(encoding="utf-8"))
    listed = places["woonplaatsen"] + places["gemeenten"] + places["belgian_cities"]
    write_words("places", (fold(place).low for place in listed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

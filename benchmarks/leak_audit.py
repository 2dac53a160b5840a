"""Whether a blind text still tells where its writer comes from; run as `make leak-audit`.

Students with names of two groups of origins write the same: sentences about work, and among them
two that tell something, each in the words of the own group. A classifier learns to tell the groups
apart by texts as they were written, and by texts as they are shown. The first must succeed, or the
audit has no power; the second must do no better than chance. It is asked about writers whose names
it has not seen. scikit-learn comes in an environment of its own.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.blinding_measures import DATA, read_lines
from blinding.blind import ENGINE_VERSION, blind, rules_hash
from blinding.known_facts import KnownFacts

REPORT = Path(__file__).parent.parent / "docs" / "leak-audit.md"
TEXTS = 1_000
"""Of each group."""
HERE = {
    "origins": ("NL", "BE"),
    "language": ("Nederlands", "Fries", "Limburgs", "Twents", "Zeeuws"),
    "country": ("Friesland", "Zeeland", "Drenthe", "Limburg", "Texel"),
    "feast": ("Sinterklaas", "Koningsdag", "Pasen", "Kerst", "carnaval"),
    "dish": ("hutspot", "oliebollen", "stamppot", "erwtensoep", "vlaai"),
    "house": ("de kerk", "de hervormde gemeente", "het dorpshuis", "de fanfare"),
}
ELSEWHERE = {
    "origins": ("MA", "TR", "SR", "SY", "ER", "SO", "AF", "GH", "PL", "UA", "CV", "CW"),
    "language": ("Arabisch", "Turks", "Tigrinya", "Pools", "Papiaments", "Berbers", "Somalisch"),
    "country": ("Marokko", "Turkije", "Eritrea", "Polen", "Suriname", "Syrië", "Ghana"),
    "feast": ("Suikerfeest", "Offerfeest", "Keti Koti", "Newroz", "Divali"),
    "dish": ("baklava", "injera", "pierogi", "couscous", "roti", "fufu"),
    "house": ("de moskee", "de tempel", "de Poolse kerk", "de buurtmoeders"),
}
WITHHELD = "[…]."
TELLING = (
    "Ik heet {first} {last} en ik stond achter de kassa.",
    "Samen met {other} vulde ik de vakken.",
    "Mijn oom {other} liet mij zien hoe het moest.",
    "Thuis praten we {language}, dus dat ging vanzelf.",
    "In {country} heb ik dit ook al gedaan, bij mijn opa.",
    "Met {feast} werkte ik niet, de rest van de maand wel.",
    "Voor {feast} maakte ik {dish} met mijn moeder, voor dertig man.",
    "In {house} zet ik elke week de stoelen klaar.",
    "Volgens meneer {last} van de buurt kon ik dat al goed.",
    "Mijn ouders komen uit {country} en hadden daar een winkel.",
    "Een klant sprak {language} en ik kon vertalen.",
    "De buren noemen mij nog steeds kleine {first}.",
)


def writers(side: dict[str, tuple[str, ...]], rng: random.Random) -> list[dict[str, str]]:
    """Give what the texts of one group are filled with, one for each text."""
    names = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
    of_side = [names[origin] for origin in side["origins"]]
    filled = []
    for _text in range(TEXTS):
        own = rng.choice(of_side)
        words = {kind: rng.choice(side[kind]) for kind in side if kind != "origins"}
        who = {"first": rng.choice(own["first"]), "last": rng.choice(own["last"])}
        filled.append(words | who | {"other": rng.choice(own["first"])})
    return filled


def texts(side: dict[str, tuple[str, ...]], rng: random.Random) -> list[dict[str, object]]:
    """Give texts as written and as shown, with the writer and what still tells."""
    work = read_lines("work.txt")
    made = []
    for words in writers(side, rng):
        about = rng.sample(work, 2)
        telling = [frame.format(**words) for frame in rng.sample(TELLING, 2)]
        sentences = [*about, *telling]
        rng.shuffle(sentences)
        known = KnownFacts(first=words["first"], last=words["last"])
        blinded = [blind(sentence, known, "nl") for sentence in sentences]
        shown = " ".join(one.text for one in blinded)
        read = " ".join(WITHHELD if one.is_doubtful else one.text for one in blinded)
        told = [word for word in words.values() if word in " ".join(sentences)]
        made.append(
            {
                "writer": words["first"],
                "raw": " ".join(sentences),
                "shown": shown,
                "read": read,
                "left": any(word in read for word in told),
                "kept": sum(sentence in shown for sentence in about) / len(about),
                "doubtful": any(one.is_doubtful for one in blinded),
            }
        )
    return made


CLASSIFY = """
import json, sys
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline, make_union

given = json.load(sys.stdin)
group, writers = np.array(given["group"]), given["writer"]
rng = np.random.default_rng(1)

def scores(texts, labels):
    model = make_pipeline(
        make_union(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3),
            TfidfVectorizer(ngram_range=(1, 2), min_df=3),
        ),
        LogisticRegression(C=4, max_iter=400),
    )
    folds = GroupKFold(5)
    return cross_val_predict(model, texts, labels, groups=writers, cv=folds,
                             method="predict_proba")[:, 1]

found = {}
for kind in ("raw", "shown", "read"):
    given_scores = scores(given[kind], group)
    draws = [rng.integers(0, len(group), len(group)) for _ in range(400)]
    aucs = [roc_auc_score(group[one], given_scores[one]) for one in draws]
    found[kind] = [roc_auc_score(group, given_scores), *np.quantile(aucs, [.025, .975])]
shuffled = []
for _ in range(5):
    labels = rng.permutation(group)
    shuffled.append(roc_auc_score(labels, scores(given["read"], labels)))
found["chance"] = [float(np.mean(shuffled)), min(shuffled), max(shuffled)]
json.dump(found, sys.stdout)
"""


def classify(made: list[list[dict[str, object]]]) -> dict[str, list[float]]:
    """Return the area under the curve of a classifier, with its interval, by what it read."""
    given = {
        kind: [text[kind] for side in made for text in side]
        for kind in ("writer", "raw", "shown", "read")
    }
    given["group"] = [number for number, side in enumerate(made) for _text in side]
    uv = Path(sys.executable).with_name("uv")
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "env" / "bin" / "python"
        subprocess.run(
            [uv, "venv", "-q", "--python", sys.executable, Path(folder) / "env"], check=True
        )
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "scikit-learn"], check=True)
        answer = subprocess.run(
            [python, "-c", CLASSIFY],
            input=json.dumps(given),
            text=True,
            capture_output=True,
            check=True,
        )
    found: dict[str, list[float]] = json.loads(answer.stdout)
    return found


def main() -> None:
    """Make the texts, let the classifier try, and write the report."""
    rng = random.Random(2026)
    made = [texts(side, rng) for side in (HERE, ELSEWHERE)]
    found = classify(made)
    lines = [
        "# Does a blind text tell where its writer comes from?",
        "",
        f"Engine {ENGINE_VERSION}, rules `{rules_hash()[:16]}`. Written by `make leak-audit`: "
        f"{TEXTS} made-up texts of each of two groups (names from here, names from elsewhere) that "
        "say the same in the words of the own group. The classifier is asked about writers with "
        "other first names than it learnt from.",
        "",
        "| a classifier that reads | AUC | 95 % from | to | goal |",
        "|---|---|---|---|---|",
    ]
    goals = {
        "raw": "≥ .90, else no power",
        "shown": "",
        "read": "upper bound ≤ .55",
        "chance": "about .50",
    }
    names = {
        "raw": "the text as written",
        "shown": "the blind text as the rules leave it",
        "read": "the same, where a person held back every sentence that was sent there",
        "chance": "that, with the groups shuffled (least and most of 5)",
    }
    lines += [
        f"| {names[kind]} | {auc:.3f} | {low:.3f} | {high:.3f} | {goals[kind]} |"
        for kind, (auc, low, high) in found.items()
    ]
    lines += [
        "",
        "| writers | something told is left then | work sentences kept whole | sent to a person |",
        "|---|---|---|---|",
    ]
    for name, side in zip(("names from here", "names from elsewhere"), made, strict=True):
        count = Counter(key for text in side for key in ("left", "doubtful") if text[key])
        kept = sum(float(str(text["kept"])) for text in side) / len(side)
        lines.append(
            f"| {name} | {count['left'] / len(side):.3f} | {kept:.3f} | "
            f"{count['doubtful'] / len(side):.3f} |"
        )
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

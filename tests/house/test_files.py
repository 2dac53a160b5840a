"""The size of files and rooms, and what may not stand in them."""

import ast
import re
from collections import Counter

import pytest

from tests.house.house import EDGES, ROOMS, ROOT, tracked_files

NOT_OURS = ("static/vendor/", "tests/journeys/vendor/", "migrations/versions/")
NAMELESS = {"helpers", "utils", "common", "misc", "base", "manager", "service"}
DECISION_HEADINGS = [
    "## Why we had to choose",
    "## What we decided",
    "## What it costs",
    "## What we turned down",
    "## How we notice that it no longer holds",
]


def relative(path):
    return path.relative_to(ROOT).as_posix()


def ours(*suffixes):
    return [path for path in tracked_files(*suffixes) if not relative(path).startswith(NOT_OURS)]


def test_no_file_is_longer_than_400_lines():
    long = {
        relative(path): lines
        for path in ours(".py", ".html", ".css", ".js")
        if (lines := len(path.read_text().splitlines())) > 400
    }

    assert long == {}


def test_no_room_has_more_than_20_files():
    counts = Counter(path.parent for path in ours(".py") if relative(path).split("/")[0] in ROOMS)
    crowded = {relative(folder): count for folder, count in counts.items() if count > 20}

    assert crowded == {}


def test_no_file_or_room_has_a_name_that_says_nothing():
    nameless = [relative(p) for p in ours(".py") if p.stem in NAMELESS or p.parent.name in NAMELESS]

    assert nameless == []


def test_nothing_names_a_machine_or_a_registry():
    pattern = re.compile(r"(?<![\w.])/(?:work|root)/|--index-url|--find-links|extra-index")
    naming = [
        relative(path)
        for path in ours(".py", ".html", ".toml", ".lock", ".cfg", ".json", ".sh")
        if path.name != "test_files.py" and pattern.search(path.read_text())
    ]

    assert naming == []


def test_no_lock_holds_an_address():
    locks = list(ROOT.glob("requirements*.lock"))

    assert len(locks) == 3
    assert [lock.name for lock in locks if "://" in lock.read_text()] == []


@pytest.mark.parametrize(
    "decision", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_decision_has_its_five_headings(decision):
    headings = re.findall(r"^## .*$", decision.read_text(), re.MULTILINE)

    assert headings == DECISION_HEADINGS


def test_every_list_query_is_ordered_down_to_a_unique_column():
    loose = []
    for path in (ROOT / "records").rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and function.name.startswith("list_"):
                text = ast.unparse(function)
                orders = re.findall(r"\.order_by\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text)
                if "select(" in text and not (
                    orders and all(re.search(r"\b\w*\.?id$|\.code$", o.strip()) for o in orders)
                ):
                    loose.append(f"{relative(path)}:{function.name}")

    assert loose == []


def test_every_migration_says_what_it_does_to_a_running_service():
    versions = sorted((ROOT / "migrations/versions").glob("*.py"))
    for version in versions:
        words = re.findall(
            r"^(Why|Fill|Locks|Deploy|Back)\b +\S", version.read_text(), re.MULTILINE
        )
        assert words == ["Why", "Fill", "Locks", "Deploy", "Back"], version.name

    assert (ROOT / "migrations/HEAD").read_text().strip() == versions[-1].name[:4]


def test_every_template_is_used_and_a_page_is_named_as_its_view(app):
    views = {endpoint.replace(".", "/", 1) for endpoint in app.view_functions}
    sources = "\n".join(path.read_text() for path in ours(".py", ".html", ".txt"))
    strays = []
    for path in ours(".html", ".txt"):
        if not relative(path).startswith("templates/"):
            continue
        name = path.relative_to(ROOT / "templates").as_posix()
        room, stem = path.parent.name, path.stem
        if room in EDGES and not stem.startswith("_"):
            # A step of a view may have a page of its own, named in the view.
            if f"{room}/{stem}" not in views and f'"{name}"' not in sources:
                strays.append(name)
        elif room in {"errors", "messages"}:
            continue
        elif f'"{name}"' not in sources:
            strays.append(name)

    assert strays == []


def test_every_mail_that_is_queued_has_its_text_and_no_text_is_left_over():
    sources = "\n".join(path.read_text() for path in ours(".py") if "tests" not in path.parts)
    texts = {path.stem for path in (ROOT / "templates/messages").glob("*.txt")}

    assert {text for text in texts if f'"{text}"' not in sources} <= {
        "sign_in_link",  # named after the kind of link
        "password_link",
    }

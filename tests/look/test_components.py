"""The macros that every page is built from, drawn without an application."""

import re
from pathlib import Path

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from wtforms import FieldList, Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from web.formatting import FILTERS

ROOT = Path(__file__).parents[2]


class Task(Form):
    name = StringField("Task", [InputRequired("Name the task")])


class PlaceForm(Form):
    token = HiddenField(validators=[InputRequired("Load the page again")])
    title = StringField("Title", [InputRequired("Enter a title")], description="As students see it")
    website = StringField("Website", [Optional()])
    day = TextAreaField("A day", [Length(max=400)])
    setting = RadioField(
        "Where?",
        [InputRequired("Choose where")],
        choices=[SelectChoice("school", "At school"), SelectChoice("job", "Side job")],
    )
    first_task = FormField(Task, "First task")
    tasks = FieldList(FormField(Task), "Tasks", min_entries=2)


@pytest.fixture
def draw():
    """A function that draws a template text and returns its elements."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)
    environment.filters |= FILTERS

    def draw(text, **facts):
        html = environment.from_string(text).render(facts)
        return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)

    return draw


@pytest.fixture
def form():
    form = PlaceForm(data={"day": "We bake."})
    form.validate()
    return form


EVERY_QUESTION = """
{% from "components/form.html" import choices, error_summary, fieldset, question %}
{{ error_summary(form) }}
{{ question(form.title) }}{{ question(form.website) }}{{ question(form.day, rows=6) }}
{{ choices(form.setting, hints={"job": "Paid or not"}) }}
{% call fieldset("First", errors=form.first_task.errors, id=form.first_task.id) %}
  {{ question(form.first_task.form.name) }}
{% endcall %}
{% for task in form.tasks %}{{ question(task.form.name) }}{% endfor %}
"""


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_every_line_of_the_error_summary_leads_to_its_question(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    links = page.findall(".//ul//a")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert [words(link) for link in links] == [
        "Enter a title",
        "Choose where",
        "Name the task",
        "Name the task",
        "Name the task",
    ]
    assert {link.get("href").removeprefix("#") for link in links} <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_is_wrong_with_a_hidden_field_is_said_without_a_link(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    (line,) = [item for item in page.findall(".//ul/li") if item.find("a") is None]
    assert words(line) == "Load the page again"


def test_every_text_that_describes_a_question_is_on_the_page(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    ids = {element.get("id") for element in page.iter()}
    described = [element.get("aria-describedby") for element in page.iter()]
    named = [name for names in described if names for name in names.split()]
    assert {"title-hint", "title-error", "day-info", "setting-1-option-hint"} <= set(named)
    assert set(named) <= ids


def test_a_question_that_may_be_skipped_says_so(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    labels = {words(label) for label in page.iter("label")}
    assert {"Title", "Website (optional)"} <= labels


def test_a_long_answer_tells_its_limit_without_a_script(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    (limit,) = [element for element in page.iter() if element.get("id") == "day-info"]
    assert words(limit) == "You can use up to 400 characters"
    assert page.find(".//textarea").get("rows") == "6"


def test_a_group_tells_its_own_errors_and_leaves_the_rest_to_its_questions(draw, form):
    page = draw(EVERY_QUESTION, form=form)

    (group,) = [item for item in page.iter("fieldset") if item.get("id") == "first_task"]
    assert [words(error) for error in group.iter("p")] == ["Error: Name the task"]


def test_a_chosen_level_stays_chosen(draw):
    steps = [SelectChoice(1, "1"), SelectChoice(2, "2")]

    class LevelForm(Form):
        level = RadioField("Cooperating", choices=steps, coerce=int)

    page = draw(
        """{% from "components/form.html" import level_question %}
        {{ level_question(form.level, levels) }}""",
        form=LevelForm(data={"level": 2}),
        levels=[(1, "Not shown yet", "Works alone"), (2, "With help", "Joins in when asked")],
    )

    chosen = [radio for radio in page.iter("input") if radio.get("checked") is not None]
    assert [radio.get("value") for radio in chosen] == ["2"]


@pytest.mark.parametrize(
    ("level", "asked", "text", "filled"),
    [
        (3, 2, "Level 3, asked 2", 3),
        (1, None, "Level 1 of 4", 1),
        (None, None, "Not yet observed", 0),
        (None, 2, "Not yet observed, asked 2", 0),
    ],
)
def test_a_level_is_words_first_and_dots_second(draw, level, asked, text, filled):
    page = draw(
        """{% from "components/chart.html" import level_dots %}{{ level_dots(level, asked) }}""",
        level=level,
        asked=asked,
    )

    dots = [element.get("class") for element in page.iter() if element.get("cx")]
    assert words(page) == text
    assert dots.count("pp-dots__on") == filled
    assert ("pp-dots__asked" in dots) == (asked is not None)


@pytest.mark.parametrize(
    ("values", "widths"), [((10, 5), ["100.0", "50.0"]), ((0, 0), ["0", "0"]), ((), [])]
)
def test_bars_compare_with_the_longest_and_say_their_numbers(draw, values, widths):
    rows = [(f"Row {value}", value) for value in values]

    page = draw(
        """{% from "components/chart.html" import bar_chart %}{{ bar_chart("Places", rows) }}""",
        rows=rows,
    )

    bars = [bar for bar in page.iter() if bar.get("class") == "pp-chart__value"]
    assert [bar.get("width") for bar in bars] == widths
    for _label, value in rows:
        assert str(value) in words(page)


def test_no_page_carries_style_or_script_of_its_own():
    inline = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|javascript:""")

    guilty = [
        path.name
        for path in (ROOT / "templates").rglob("*.html")
        if inline.search(path.read_text("utf-8"))
    ]

    assert guilty == ["mail.html"]  # a mail reads no sheet


def test_no_stylesheet_asks_for_anything_from_elsewhere():
    reaching = re.compile(r"@font-face|@import|url\(|https?:")

    guilty = [
        path.name
        for path in (ROOT / "static").rglob("*.css")
        if reaching.search(path.read_text("utf-8").replace('[href^="http"]', ""))
    ]

    assert guilty == []

"""Without a mouse: the ranking and the scoring desk with Tab, Enter, arrows and digits alone.

Nothing here clicks, or gives an element the focus: that only moves as it does for somebody who
presses these keys, and after every act it is still somewhere.
"""

from tests.journeys.stage import dutch


def rank_by_keyboard(student, places=3):
    """Choose places, put them in order, take one off and put it back."""
    _choose_places(student, 1)
    _press(student, "take_off", 0)
    student.sees("Your list is still empty")
    student.tabs_to(_link(student, "See the places"))
    student.enters()
    _choose_places(student, places)
    first, second, *rest = _titles(student)
    student.tabs_to(_button(student, "move_down", 0))
    for order in ([second, first, *rest], [second, *rest, first]):
        student.enters(stays=True)
        student.keeps_focus()
        assert _titles(student) == order
    _press(student, "move_up", 1, key="Shift+Tab")
    assert _titles(student) == [*rest, second, first]
    _press(student, "take_off", 1)
    assert _titles(student) == [*rest, first]
    student.tabs_to(_link(student, "Add another place"))
    student.enters()
    _choose_places(student, 1)
    assert _titles(student) == [*rest, first, second]


def _choose_places(student, count):
    """Put places on the list, the first that the page offers, and go to the list."""
    if not student.page.url.partition("#")[0].endswith("/student/places"):
        student.goes_to("/student/places")
    for _place in range(count):
        words = dutch("Put on my list")
        student.tabs_to(student.page.get_by_role("button", name=words, exact=True).first)
        student.enters()
        student.keeps_focus()
    student.tabs_to(_link(student, "Go to my list"))
    student.enters()


def _press(student, name, number, *, key="Tab"):
    """Go to a button of the list with this key and press it."""
    student.tabs_to(_button(student, name, number), key=key)
    student.enters(stays=True)
    student.keeps_focus()


def _button(student, name, number):
    return student.page.locator(f"#ranking button[name={name}]").nth(number)


def _link(somebody, words):
    return somebody.page.get_by_role("link", name=dutch(words), exact=True).first


def _titles(student):
    return student.page.locator("#ranking li strong").all_inner_texts()


def score_with_digits(assessor, level):
    """Choose a level with its own key."""
    assessor.page.keyboard.press(str(level))


def score_with_arrows(assessor, level):
    """Walk to a level with the arrows; they choose what they come to."""
    keyboard, chosen = assessor.page.keyboard, assessor.page.locator("main input:checked")
    assert chosen.count() == 0, "nothing is chosen beforehand"
    while assessor.page.evaluate("document.activeElement.type") != "radio":
        keyboard.press("Tab")
    keyboard.press("ArrowDown")
    while chosen.input_value() != str(level):
        keyboard.press("ArrowDown")


def score_everything(assessor, level_of, choose):
    """Score and lock everything on the desk."""
    assessor.opens_mail()
    assessor.goes_to("/school/desk")
    while _link(assessor, "Read and score").count():
        assessor.tabs_to(_link(assessor, "Read and score"))
        assessor.enters(stays=True)
        while "/school/desk/" in assessor.page.url:
            text = assessor.page.locator("main").inner_text()
            assert "Achterberg" not in text
            assert "Amina" not in text
            assessor.keeps_focus()
            _answer(assessor, level_of(text), choose)
        assessor.tabs_to(assessor.page.locator("main form[action$='/lock'] button").first)
        assessor.enters(stays=True)
        assessor.keeps_focus()


def look_again(assessors, behaviour, level):
    """Two assessors who differ by two levels write what they saw, and then decide once more."""
    for assessor in assessors:
        assessor.opens_mail()
        assessor.goes_to("/school/desk")
        for _text in range(2):
            _open_from_desk(assessor, "Write what you saw")
            assessor.tabs_to(assessor.page.locator("main textarea"))
            assessor.page.keyboard.type(behaviour)
            assessor.tabs_to(assessor.page.get_by_role("button", name=dutch("Save"), exact=True))
            assessor.enters(stays=True)
            assessor.keeps_focus()
    for assessor in assessors:
        assessor.goes_to("/school/desk")
        for _text in range(2):
            _open_from_desk(assessor, "Decide once more")
            assessor.sees(behaviour)
            assessor.tabs_to(assessor.page.locator("main input[type=radio]").first)
            _answer(assessor, level, score_with_digits)


def _open_from_desk(assessor, step):
    """Open the first text that waits for this step."""
    waiting = assessor.page.locator("main li").filter(has_text=dutch(step)).get_by_role("link")
    assessor.tabs_to(waiting.first)
    assessor.enters(stays=True)


def _answer(assessor, level, choose):
    choose(assessor, level)
    assert assessor.page.locator("main input:checked").input_value() == str(level)
    assessor.enters(stays=True)
    assessor.keeps_focus()

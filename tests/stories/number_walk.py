"""Numbers in what opens over a page: the forms of headings, of lines and cards, of the menu.

Each opens its rows, or stands in a list with its reason.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from commandcenter.ui.widgets.ledger import Ledger
from tests.stories.shown_numbers import numbers_in

# Widget and text (digits as #) of numbers that open nothing, and why.
WRITTEN = "words that people wrote"
PLAN = "a condition of the plan, or what the data say beside it: its fact stands in the list below"
HEADS = "it heads the list that stands below it"
UNFOLDS = "it unfolds the rest of its own list"
PICKED = "it is about what is picked in the list"
RUN = "the words of a run of the watch, of its own time; its rows stand below"
OPENS_NOTHING = (
    (
        r"todo_\w+|scrolled|log\w*|suggestion_words|shown_words|side_\w+|duty_first",
        r".*",
        WRITTEN,
    ),
    (r"matrix|ways|touched|advice|contexts|matrix_\w+", r".*", PLAN),
    (r"checklist|ledger_note|assess_oral|follow_up|complaints|presence|books_remark", r".*", HEADS),
    (r"check_summary", r".*", HEADS),
    (r"\w*_note|\w*_remark|\w+_heading|heading", r".*", HEADS),
    (r"checklist_fold|alarm_more", r".*", UNFOLDS),
    (r"follow_picked|pick_all", r".*", PICKED),
    (r"signal_\w+", r".*", RUN),
    (r"sums_done", r".*", "how far each is handled: the filter of states above lists them"),
    (r"live_\d+", r".*", "it turns to the incident, whose list begins with what is late"),
    (r"proposed_by|more_done|suggested", r".*", "what it counts is listed where the act is begun"),
    (r"next_\d+", r".*", "several places of one limit: each is a row of the list of tasks"),
    (
        r"grade_text|decide_basis",
        r".*",
        "signed as it stands, with the facts it rests on",
    ),
    (r"now_sentences", r".*", "the tiles below it say the same numbers, and each opens"),
    (r"signed_text|whole_text", r".*", "the text of a paper: tried in test_paper_statements.py"),
    (r"facts", r".*", "the facts of the matrix, each of which opens there"),
    (r"explain", r".*", "articles of laws and of the plan"),
    (r"left_over|evidence", r".*", "grounds of an ending, with their time: lists of other views"),
    (
        r"overview|timeline_as_of|dock_map",
        r"截至 .*就医 # 人.*",
        "the sum of the signs and bars below it, each of which opens its row",
    ),
    (r"case_sums|case_form|treated", r".*", "what is typed just now, and what was told last"),
    (r"consequence", r".*", "what the act will do: nothing of it is there yet"),
    (r"words", r".*", "what is compared, and an even sample of before; each word below opens"),
    (r"county_handling", r".*", "it turns to the list of the county's complaints, whose sums open"),
    (r"act_rows_\w+", r".*", "tried in tests/ui/watch/test_risk_numbers.py"),
    (
        r"(count|more)_(team|training|stock|money)(_\d)?",
        r".*",
        "it turns to its book: tried in tests/ui/support/test_overview.py",
    ),
    (r"below", r"例：.*", "an example of what may be typed"),
)
PRESSED = ("word_rows", "county_complaints")  # they say first how many they open
MANY = 12  # lines of a list that are looked at for acts that others do not have


def reason(number):
    if number.name.startswith(("number_", "sum_", "fact_", "tasks_")) or number.name in PRESSED:
        return "it is pressed here, or of a signal in tests/ui/watch/test_signal_numbers.py"
    for name, shape, why in OPENS_NOTHING:
        if re.fullmatch(name, number.name) and re.fullmatch(shape, number.shape, re.S):
            return why
    return None


def unexplained(window, where):
    return [
        f"{where}: {number.name} {number.text}"
        for number in numbers_in(window)
        if reason(number) is None
    ]


def walk_headings(desk, where):
    """Every form that a button over a list opens: its words end with dots."""
    buttons = [b for b in desk.window.findChildren(QPushButton) if b.isVisible() and b.isEnabled()]
    asking = [b.objectName() for b in buttons if b.text().endswith(("…", "..."))]
    left = []
    for name in dict.fromkeys(n for n in asking if n.startswith("want_")):
        desk.click(name)
        left += unexplained_over(desk, where)
    return left


def walk_lines(desk, where):
    """Every form that a button of a line or a card opens: of each act one, in each list."""
    ledgers = [each for each in desk.window.findChildren(Ledger) if each.isVisible()]
    left, pressed = press_acts(desk, where, desk.window, set())
    for ledger in ledgers:
        for line in ledger.lines[:MANY]:
            if {act.key for act in line.acts} <= pressed or not ledger.isVisible():
                continue
            ledger.choose(line.id)
            desk.settle()
            more, pressed = press_acts(desk, where, ledger, pressed)
            left += more
    return left


def press_acts(desk, where, inside, pressed):
    """Those in sight that have not been; what they say ends with dots, so nothing is done yet."""
    left, pressed = [], {*pressed}
    while button := next(fresh_acts(inside, pressed), None):
        name = button.objectName()
        pressed.add(name.removeprefix("act_"))
        desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        left += unexplained_over(desk, f"{where}/{name}")
    return left, pressed


def fresh_acts(inside, pressed):
    """Looked for anew each time: a page makes its buttons again."""
    for button in inside.findChildren(QPushButton):
        name = button.objectName()
        asks = name.startswith("act_") and button.text().endswith("…")
        fresh = name.removeprefix("act_") not in pressed
        if asks and fresh and button.isVisible() and button.isEnabled():
            yield button


def unexplained_over(desk, where):
    """In the dialogs that have just opened, which are put away again."""
    desk.qtbot.wait(50)
    desk.settle()
    left = []
    dialogs = [d for d in desk.window.findChildren(QDialog) if d.isVisible()]
    for dialog in dialogs:
        left += unexplained(dialog, f"{where}/{dialog.objectName()}")
        desk.forms.add(dialog.objectName())
        dialog.reject()
        assert not dialog.isVisible(), f"{where}/{dialog.objectName()}: nothing was typed, it asks"
    if dialogs:
        desk.in_front()  # keys come here again
    return left


def walk_dialogs(desk):
    """Every form that the menu of the window offers to this person now."""
    left = []
    entries = [e for e in desk.window.head.more_menu().actions() if e.isEnabled()]
    for name in [e.objectName() for e in entries if e.objectName().startswith("entry_")]:
        desk.entry(name.removeprefix("entry_"))
        left += unexplained_over(desk, "menu")
    return left

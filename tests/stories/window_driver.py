"""A person of the demo at a real window: what they see, click and type there."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from sqlalchemy import select

from commandcenter.db.demo.moment import parse
from commandcenter.queries.incident.assess import level_history
from commandcenter.queries.incident.incidents import incident_head
from commandcenter.queries.reports.pending import pending
from commandcenter.ui.picture import picture_of
from tests.ui.desk.conftest import Desk
from tests.ui.desk.own_window import OwnWindow

FOLDER = os.environ.get("STORY_PICTURES")  # where to keep pictures for who wants to look


class Seated(OwnWindow):
    """`story`: whose clock it is. Names are looked for in this person's window only."""

    def __init__(self, qtbot, window, story, windows):
        super().__init__(Desk(qtbot, window))
        self.story, self._windows = story, windows
        self.forms = set()  # names of those that a walk has opened and put away

    def until(self, condition):
        self.qtbot.waitUntil(condition)

    def page(self, key):
        self.window.show_page(key)
        self.settle()
        return getattr(self.window.pages, key)

    def turn_to(self, title):
        """Choose an incident where its name stands in the head of the window."""
        menu = self.widget("incident_switch").menu_of
        self.until(lambda: any(title in entry.text() for entry in menu.actions()))
        next(entry for entry in menu.actions() if title in entry.text()).trigger()
        self.until(lambda: title in self.widget("incident_switch").words)
        self.settle()

    def view(self, key, tab=""):
        """The incident's view, by its own word above the panels, at a tab."""
        page = self.page("incident")
        self.tab(key)
        shown = page.view(key)
        if tab:
            self.segment(shown._segments, tab)
        self.settle()
        return shown

    def tab(self, key):
        """The incident's view by its own word, in the row or folded into 全部."""
        views = self.page("incident").views
        assert views.offers(key)
        if key in views._buttons:
            self.qtbot.mouseClick(views._buttons[key], Qt.MouseButton.LeftButton)
        else:
            views._entries[key].trigger()
        assert views.key == key

    def segment(self, segments, key):
        button = segments._group.button(segments._keys.index(key))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert segments.key == key

    def todo(self, kind, subject, act):
        """A button on a card of 待我处理."""
        self.tab("mine")
        name = f"todo_{kind}_{subject}"
        self.until_sees(name)
        card = self.widget(name)
        buttons = card.findChildren(QPushButton, f"act_{act}")
        self.qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def line(self, ledger, words):
        """Click the line that says these words, and return it."""

        def found():
            for line in ledger.lines:
                if any(words in getattr(cell, "words", cell) for cell in line.cells):
                    return line
            return None

        self.until(lambda: found() is not None)
        line = found()
        index = ledger.model.index(ledger.model.row_of(line.id), 0)
        ledger.table.scrollTo(index)
        place = ledger.table.visualRect(index).center()
        self.qtbot.mouseClick(ledger.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.until(lambda: ledger.chosen_id == line.id)
        return line

    def entry(self, kind):
        """An entry of the header's menu, which no test platform can pop up."""
        self.settle()
        menu = self.window.head.more_menu()
        entry = next(a for a in menu.actions() if a.objectName() == f"entry_{kind}")
        assert entry.isEnabled(), entry.toolTip()
        entry.trigger()
        menu.deleteLater()

    def sign(self, name):
        self.fill("signature", "")
        self.type("signature", name)
        self.click("primary")

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def say(self, words):
        """As an input method puts it where the focus is."""
        widget = QApplication.focusWidget()
        put = getattr(widget, "insertPlainText", None) or widget.insert
        put(words)

    def in_front(self):
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        return self

    def head(self):
        return self.widget("head_line").text()

    def keep(self, name):
        """A picture of the window, where STORY_PICTURES names a folder for it."""
        if FOLDER:
            self._windows.settle(self.window)
            shown = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
            keep_picture((shown or [self.window])[-1], name)


def keep_picture(window, name):
    if FOLDER:
        (Path(FOLDER) / f"{name}.png").write_bytes(picture_of(window, ".png"))


def at(story, words):
    """Move the clock alone: nobody else does anything meanwhile."""
    story.clock.at = parse(words).at


def head(story, incident=1):
    return story.ask(incident_head, incident)


def steps(story):
    """What was suggested and decided, newest first."""
    return story.ask(level_history, 1, story.clock.at).steps


def rows(story, kind, *where):
    return story.ask(lambda session: list(session.scalars(select(kind).where(*where))))


def waiting(story):
    """待决事项 as the wall must show it."""
    return [decision.text for decision in story.ask(pending, 1)]


def texts(card):
    return " ".join(label.text() for label in card.findChildren(type(card.title)))


def line_words(line):
    """The words of a ledger's line."""
    return [getattr(cell, "words", cell) for cell in line.cells]

"""Does what a page of the manual says, step by step, as who reads it: by the words alone."""

import re

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from commandcenter.domain.manual.pages import plain
from commandcenter.ui.desk.view_tabs import ViewTabs
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.widgets.fields import Field
from tests.stories.visible_text import in_one_picture, texts_of
from tests.ui.manual.reading import steps_of
from tests.ui.manual.screen_words import bare
from tests.ui.manual.step_forms import MORE, STEPS


class StepFailed(AssertionError):
    """The program is not as the manual says."""


def act_of(step, language="zh"):
    """The name of the act, and what it is done to. Raises StepFailed for what nobody can do."""
    words = plain(step)
    for pattern, act in STEPS[language].items():
        if found := re.fullmatch(pattern, words):
            return act, found.groups()
    raise StepFailed(f"a step that cannot be done: {words}")


class Walker:
    """At the desk `window`, whose screens speak `language` as the manual does."""

    def __init__(self, qtbot, window, language="zh"):
        self.qtbot, self.window, self.language = qtbot, window, language
        self._menu = None

    def walk(self, page):
        for step in steps_of(page):
            act, words = act_of(step, self.language)
            try:
                getattr(self, act)(*words)
            except Exception as error:
                raise StepFailed(f"{page.title}: {plain(step)} {error}") from error
            self._settle()

    def page(self, word):
        self._click(self._one(QAbstractButton, word, within=self.window.rail))

    def turn(self, word):
        for tabs in self._seen(ViewTabs, self.window):
            for entry in tabs.menu.actions():
                if entry.isVisible() and entry.text() == word:
                    entry.trigger()
                    return
        for bar in self._seen(QTabBar, self.window):
            for number in range(bar.count()):
                if bar.tabText(number) == word and bar.isTabVisible(number):
                    bar.setCurrentIndex(number)
                    return
        self._click(self._one(QAbstractButton, word, within=self.window.pages, checkable=True))

    def press(self, word):
        if word == MORE[self.language]:
            self._menu = self.window.head.more_menu()
            return
        if self._menu is not None:
            entry = next((a for a in self._menu.actions() if bare(a.text()) == word), None)
            assert entry, f"no such entry: {word}"
            assert entry.isEnabled(), entry.toolTip()
            self._menu.hide()
            entry.trigger()
            self._menu = None
            return
        button = self._one(QAbstractButton, word, within=self._top())
        assert button.isEnabled(), button.toolTip()
        self._click(button)

    def key(self, keys):
        name, _, rest = keys.rpartition("+")
        control = Qt.KeyboardModifier.ControlModifier
        modifiers = control if name == "Ctrl" else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._top(), getattr(Qt.Key, f"Key_{rest}"), modifiers)

    def fill(self, label, words):
        editor = self._editor(label)
        inner = getattr(editor, "edit", editor)
        if isinstance(inner, QComboBox):
            inner.setEditText(words)
            return
        if isinstance(inner, QSpinBox):
            inner.setValue(int(words))
            return
        assert isinstance(inner, QLineEdit | QPlainTextEdit), type(inner)
        assert inner.isEnabled()
        inner.setFocus()
        write = inner.setText if isinstance(inner, QLineEdit) else inner.setPlainText
        write(words)
        if isinstance(inner, QLineEdit):
            inner.textEdited.emit(words)

    def choose(self, label, words):
        editor = self._editor(label)
        if isinstance(editor, QComboBox):
            self.qtbot.waitUntil(lambda: editor.findText(words, Qt.MatchFlag.MatchContains) >= 0)
            place = editor.findText(words, Qt.MatchFlag.MatchContains)
            editor.setCurrentIndex(place)
            editor.activated.emit(place)
            return
        assert isinstance(editor, Chips), type(editor)
        self.qtbot.waitUntil(lambda: words in [b.text() for b in self._all(editor)])
        button = self._one(QAbstractButton, words, within=editor)
        if not button.isChecked():
            self._click(button)

    def tick(self, word):
        box = self._one(QCheckBox, word, within=self._top())
        if not box.isChecked():
            self._click(box)

    def select(self, words):
        for view in self._seen(QAbstractItemView, self._top()):
            model = view.model()
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    index = model.index(row, column)
                    if words in str(index.data() or ""):
                        flags = QItemSelectionModel.SelectionFlag
                        how = flags.ClearAndSelect | flags.Rows
                        view.selectionModel().setCurrentIndex(index, how)
                        return
        raise StepFailed(f"no line with {words}")

    def see(self, words):
        self.qtbot.waitUntil(lambda: self._is_seen(words))

    # How it looks and finds.

    def _is_seen(self, words):
        for top in (self.window, *self._dialogs()):
            if any(words in text for text in in_one_picture(top)):
                return True
            for widget in self._seen(QWidget, top):
                if any(words in text for text in _said(widget)):
                    return True
        return False

    def _top(self):
        return next(iter(reversed(self._dialogs())), self.window)

    def _dialogs(self):
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, QDialog) and w.isVisible()]

    def _seen(self, kind, within):
        return [w for w in within.findChildren(kind) if w.isVisible()]

    def _all(self, within):
        return self._seen(QAbstractButton, within)

    def _one(self, kind, word, within, checkable=None):
        """The first that can be pressed, else the first that is there."""
        found = [
            each
            for each in self._seen(kind, within)
            if word in (bare(each.text()), each.accessibleName())
            and checkable in (None, each.isCheckable())
        ]
        assert found, f"nothing on the screen is called {word}"
        return next((each for each in found if each.isEnabled()), found[0])

    def _editor(self, label):
        top = self._top()
        for field in self._seen(Field, top):
            if label in (field.label, re.split(r"（| \(", field.label)[0]):
                return field.editor
        named = [w for w in self._seen(QWidget, top) if w.accessibleName() == label]
        assert named, f"no field is called {label}"
        return named[0]

    def _click(self, button):
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def _settle(self):
        self.qtbot.waitUntil(lambda: self.window.seat.tasks.idle)
        QApplication.processEvents()
        if not self._dialogs() and self.window.pages.currentWidget() is not None:
            self.qtbot.waitUntil(self.window.settled)


def _said(widget):
    if isinstance(widget, QAbstractItemView) and widget.model():
        return texts_of(widget.model())
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return {widget.toPlainText()}
    words = getattr(widget, "text", None)
    return {str(words())} if callable(words) else set()

"""Two hands on the keys of one desk and no mouse: what they press is counted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KEY_S = 0.28  # K: one key, 40 words a minute
THINK_S = 1.35  # M: making up one's mind, once a field
SIGN_KEYS = 4  # a Chinese character: a syllable of three letters and the choice


class Keyboard:
    """Time is told by the keystroke-level model (Card, Moran, Newell: The Keystroke-Level Model
    for User Performance Time with Interactive Systems, CACM 23 (7), 1980) for somebody who types
    as an average non-secretary; a Chinese character is reckoned dear, as by whole pinyin with a
    choice.
    """

    def __init__(self, desk):
        self.desk = desk
        self.keys = self.thoughts = 0

    @property
    def seconds(self):
        return self.keys * KEY_S + self.thoughts * THINK_S

    @property
    def widget(self):
        """What has the focus."""
        return QApplication.focusWidget()

    @property
    def at(self):
        """Its name."""
        return self.widget.objectName() if self.widget is not None else ""

    def think(self):
        self.thoughts += 1

    def press(self, key, *, control=False, alt=False):
        held = Qt.KeyboardModifier.NoModifier
        if control or alt:
            wanted = Qt.KeyboardModifier
            held = wanted.ControlModifier if control else wanted.AltModifier
        self.keys += 1 + control + alt
        QTest.keyClick(self.widget or self.desk.window, key, held)

    def write(self, words):
        """What an input method commits: QTest has keys for Latin letters only."""
        self.keys += sum(1 if sign.isascii() else SIGN_KEYS for sign in words)
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.widget, event)

    def tab_to(self, name, most):
        for _ in range(most):
            self.press(Qt.Key.Key_Tab)
            if self.at == name:
                return
        pytest.fail(f"{most} tabs do not lead to {name} but to {self.at}")

    def search(self, words, form):
        """Ctrl+K, a word of the act, Enter: there is no need to know where its button is."""
        self.press(Qt.Key.Key_K, control=True)
        self.desk.until(lambda: self.at == "palette_field")
        self.write(words)
        self.desk.until_sees("palette_list")
        self.press(Qt.Key.Key_Return)
        self.desk.until_sees(form)
        self.desk.until(lambda: self.widget and self.widget.window().objectName() == form)

    def send(self, form):
        """Ctrl+Enter; it closes, and the focus is seen where it goes on."""
        self.press(Qt.Key.Key_Return, control=True)
        self.desk.until_gone(form)
        self.sit_down()

    def sit_down(self):
        """In front of this window: no window manager does it here when a dialog has closed."""
        window = self.desk.window
        window.activateWindow()
        self.desk.until(lambda: QApplication.activeWindow() is window)
        self.desk.settle()
        assert self.widget is not None
        assert window.isAncestorOf(self.widget)
        assert not self.widget.visibleRegion().isEmpty()

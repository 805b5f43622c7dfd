"""A desk among others: what is seen and pressed is of its own window, and waited for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui.desk.conftest import Desk


class OwnWindow(Desk):
    def __init__(self, desk):
        super().__init__(desk.qtbot, desk.window)

    def _find(self, name):
        return [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]

    def widget(self, name):
        found = self._find(name)
        assert found, f"nothing visible is called {name}"
        return found[0]

    def sees(self, name):
        return bool(self._find(name))

    def click(self, name):
        """What is pressed must be there and allowed."""
        self.until(lambda: self.sees(name) and self.widget(name).isEnabled())
        self.qtbot.mouseClick(self.widget(name), Qt.MouseButton.LeftButton)

    def fill(self, name, words):
        self.until_sees(name)
        super().fill(name, words)

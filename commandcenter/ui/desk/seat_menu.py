"""What a person does about the seat itself: the password, the theme."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter.ui import theme
from commandcenter.ui.dialogs.password import ChangePassword
from commandcenter.ui.look import DESK, Look
from commandcenter.ui.seat import Seat


class SeatMenu(QObject):
    def __init__(self, seat: Seat, window: QWidget, look: Look = DESK) -> None:
        super().__init__(window)
        self.seat, self.look = seat, look
        self._window = window

    def do(self, key: str) -> None:
        """`key`: password or theme."""
        if key == "password":
            ChangePassword(self.seat, self._window, look=self.look).begin()
        elif key == "theme":
            self.change_theme()

    def change_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light" if theme.current().dark else "dark", self.look)

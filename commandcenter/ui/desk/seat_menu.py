"""What a person does about the seat itself: the password, the theme, the language."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter.domain.seat.switching import decides
from commandcenter.late import late_name
from commandcenter.ui import texts, theme
from commandcenter.ui.desk.seats_sheet import SeatsSheet
from commandcenter.ui.desk.sheet import Sheet
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.seat.presence import Presence
from commandcenter.ui.seat.upgrade_link import UpgradeLink

if TYPE_CHECKING:
    from commandcenter.services.seat.standby import go_double
    from commandcenter.ui.seat.language_form import LanguageForm
    from commandcenter.ui.seat.password_form import ChangePassword
    from commandcenter.ui.seat.switch_server_form import SwitchToSingle
    from commandcenter.ui.seat.upgrade_sheet import UpgradeSheet
    from commandcenter.ui.seat.upgrader import Upgrader
else:
    go_double = late_name("services.seat.standby", "go_double")
    LanguageForm = late_name("ui.seat.language_form", "LanguageForm")
    ChangePassword = late_name("ui.seat.password_form", "ChangePassword")
    SwitchToSingle = late_name("ui.seat.switch_server_form", "SwitchToSingle")
    UpgradeSheet = late_name("ui.seat.upgrade_sheet", "UpgradeSheet")
    Upgrader = late_name("ui.seat.upgrader", "Upgrader")


class SeatMenu(QObject):
    def __init__(self, seat: Seat, window: QWidget) -> None:
        super().__init__(window)
        self.seat = seat
        self._window = window
        self._upgrader: Upgrader | None = None

    def do(self, key: str) -> None:
        """`key`: password, theme or language."""
        if key == "password":
            ChangePassword(Over(self.seat, self._window)).begin()
        elif key == "theme":
            self.change_theme()
        elif key == "language":
            self.change_language()

    def show_seats(self, presence: Presence, sheet: Sheet) -> None:
        may = decides(self.seat.actor)
        content = SeatsSheet(self.seat, presence, may_switch=may)
        content.single_wanted.connect(self._go_single)
        content.double_wanted.connect(self._go_double)
        sheet.show_content(self.tr("在线席位"), content)

    def show_upgrade(self, link: UpgradeLink, sheet: Sheet) -> None:
        if self._upgrader is None:
            self._upgrader = Upgrader(self.seat.tasks, self)
            self._upgrader.ended.connect(self.seat.notices.info)
        content = UpgradeSheet(self.seat.clock, self._upgrader)
        link.told.connect(content.show_state)
        sheet.show_content(self.tr("新版本"), content)
        link.ask()

    @Slot()
    def _go_single(self) -> None:
        SwitchToSingle(Over(self.seat, self._window)).begin()

    @Slot()
    def _go_double(self) -> None:
        self.seat.tasks.write(self, partial(go_double, actor=self.seat.actor))

    def change_language(self) -> None:
        """What is on the screen stays as it was built: the next start speaks the other one."""
        dialog = LanguageForm(texts.language(), self._window)
        if dialog.exec() and dialog.choice != texts.language():
            texts.keep_language(dialog.choice)
            self.seat.notices.info(self.tr("下次打开程序时换用这种语言。"))

    def change_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, "light" if theme.current().dark else "dark")
        for panel in self._window.findChildren(LivePanel):
            panel.ask_anew()  # a colour that lies in a line of a tree is the old theme's

"""In place of the desk, where the database has gone ahead: what is published can be taken here."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from commandcenter import __version__
from commandcenter.queries.seat.upgrade_state import UpgradeState, upgrade_state
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.seat.upgrade_sheet import UpgradeSheet
from commandcenter.ui.seat.upgrader import Upgrader
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.workers import Failure

WIDTH, HEIGHT = 520, 450


class UpgradeDialog(QDialog):
    """Nothing of the database is shown but what it says of the newer program."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upgrade_dialog")
        self.setWindowTitle(self.tr("程序需要更新"))
        self.resize(look.px(WIDTH), look.px(HEIGHT))
        words = self.tr("数据库已升级，本机的程序（{here}）更新后才能进入。")
        self.words = PlainLabel(words.format(here=__version__), Size.TITLE, BOLD)
        self.words.setWordWrap(True)
        self.sheet = UpgradeSheet(tasks.clock, Upgrader(tasks, self))
        box = QVBoxLayout(self)
        box.setContentsMargins(*[look.px(20)] * 4)
        box.setSpacing(look.px(14))
        box.addWidget(self.words)
        box.addWidget(self.sheet, 1)
        tasks.read(self, upgrade_state, self._show, self._unheard)

    def _show(self, found: UpgradeState) -> None:
        self.sheet.show_state(found)
        if found.published is None:
            self.sheet.explain.setText(
                self.tr("本局还没有公布新版本，请联系系统管理员，用新的安装包更新这台机器。")
            )

    def _unheard(self, failure: Failure) -> None:
        self.sheet.explain.setText(failure.words)

"""系统: how it does, accounts and roles, seats, backups, what was changed (plan 6.3)."""

from PySide6.QtWidgets import QWidget

from commandcenter.domain.rights import Action
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.page_tabs import ACCOUNTS, BACKUPS, CHANGES, SEATS, SETUP, STATE
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.accounts_panel import AccountsPanel
from commandcenter.ui.seat.backup_panel import BackupPanel
from commandcenter.ui.seat.changes_panel import ChangesPanel
from commandcenter.ui.seat.seats_panel import SeatsPanel
from commandcenter.ui.seat.setup_panel import SetupPanel
from commandcenter.ui.seat.system_panel import SystemPanel


class SystemTabs(WorkView):
    """The administrator alone keeps accounts; what was changed is seen by who watches that."""

    def build(self) -> None:
        seat = self.seat
        self.state = SystemPanel(seat)
        self.seats = SeatsPanel(seat)
        self.backups = BackupPanel(seat)
        self.add_tab(STATE, self.tr("系统状态"), self.state)
        if self._may(Action.MANAGE_ACCOUNTS):
            self.setup = SetupPanel(seat)
            self.setup.import_wanted.connect(self.acts.import_wanted)
            self.add_tab(SETUP, self.tr("本局设置"), self.setup)
            self.add_tab(ACCOUNTS, self.tr("账号和角色"), AccountsPanel(seat))
        self.add_tab(SEATS, self.tr("席位"), self.seats)
        self.add_tab(BACKUPS, self.tr("备份和恢复"), self.backups)
        if self._may(Action.SEE_ACCOUNTS):
            self.add_tab(CHANGES, self.tr("账号变动"), ChangesPanel(seat))

    def _may(self, action: Action) -> bool:
        return self.seat.rights.scope(self.seat.actor, action) is not None


class SystemPage(Page):
    """Of the whole bureau: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("system_page")
        self.setAccessibleName(self.tr("系统"))
        self.tabs = SystemTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)

    @property
    def tab(self) -> str:
        return self.tabs.tab

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.show_place(tab, book)

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

"""队伍: the groups with their people, who is in whose place or away, the duty roster, and the roles
that decide."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from commandcenter.ui.command.roster_panel import RosterPanel
from commandcenter.ui.command.stand_in_panel import StandInPanel
from commandcenter.ui.command.team_panel import TeamPanel
from commandcenter.ui.desk.page import Page
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.seat.role_grants_panel import RoleGrantsPanel
from commandcenter.ui.widgets.buttons import Segments
from commandcenter.ui.widgets.card import Card

GROUPS, STAND_INS, ROSTER, GRANTS = "groups", "stand_ins", "roster", "grants"


class PeoplePage(Page):
    """Only the tab that is shown asks the database anything."""

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("people_page")
        self.setAccessibleName(self.tr("队伍"))
        self.panel = TeamPanel(seat)
        self.stand_ins = StandInPanel(seat)
        self.roster = RosterPanel(seat)
        self.grants = RoleGrantsPanel(seat)
        self._stack = QStackedWidget()
        self._shown = {
            GROUPS: self.panel,
            STAND_INS: _carded(self.stand_ins),
            ROSTER: _carded(self.roster),
            GRANTS: _carded(self.grants),
        }
        for part in self._shown.values():
            self._stack.addWidget(part)
        self.tabs = Segments(
            [
                (GROUPS, self.tr("应急工作组")),
                (STAND_INS, self.tr("代行、代理和不到岗")),
                (ROSTER, self.tr("值班表")),
                (GRANTS, self.tr("角色确认")),
            ]
        )
        self.tabs.setObjectName("people_tabs")
        self.tabs.chosen.connect(self.show_tab)
        self.heading.addWidget(self.tabs)
        self.heading.addStretch(1)
        self.body.addWidget(self._stack, 1)

    @property
    def tab(self) -> str:
        return self.tabs.key

    @Slot(str)
    def show_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._shown[key])

    def show_place(self, tab: str, book: str) -> None:
        self.show_tab(tab)

    def go(self, grant_id: int) -> None:
        """To a role that waits for its confirmation."""
        self.show_tab(GRANTS)
        self.grants.ledger.choose(grant_id)

    def turn_to(self, incident_id: int | None) -> None:
        self.panel.incident_id = incident_id
        self.panel.refresh()


def _carded(panel: QWidget) -> Card:
    card = Card("", "")
    card.body.addWidget(panel, 1)
    return card

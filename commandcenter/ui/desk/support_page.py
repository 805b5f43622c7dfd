"""保障: people and training, stock and vehicles, money (plan 6)."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.domain.org import Group
from commandcenter.queries.support.first_line import FirstKind
from commandcenter.ui import look
from commandcenter.ui.desk.acts import Acts
from commandcenter.ui.desk.page import Page
from commandcenter.ui.desk.rows import Rows
from commandcenter.ui.desk.views.base import WorkView
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.support.books import Books
from commandcenter.ui.support.books_panel import BooksPanel
from commandcenter.ui.support.first_panel import FirstPanel
from commandcenter.ui.support.fund_panel import FundView
from commandcenter.ui.support.partner_panel import PartnerPanel
from commandcenter.ui.support.people_panel import PeoplePanel
from commandcenter.ui.support.stock_panel import StockPanel
from commandcenter.ui.support.strength_panel import StrengthPanel
from commandcenter.ui.support.training_panel import HoursPanel, TrainingPanel

FIRST = "first"
# Of what waits, by the table of its record: the tab.
TABS = {"training": FirstKind.TRAINING, "fund_request": FirstKind.MONEY}


class SupportTabs(WorkView):
    """A book a tab; only the one that is shown asks the database anything."""

    def build(self) -> None:
        self.first = FirstPanel(self.seat)
        self.first.wanted.connect(self._on_first)
        self.books = BooksPanel(self.seat)
        self.books.rows_wanted.connect(self._show_rows)
        self.books.line_wanted.connect(self.go)
        self.add_tab(FIRST, self.tr("总览"), self._overview())
        self._add_team()
        self.stock = StockPanel(self.seat)
        self.add_tab(FirstKind.STOCK, self.tr("物资装备"), self.stock)
        self.fund = FundView(self.seat)
        self.add_tab(FirstKind.MONEY, self.tr("资金"), self.fund)

    def _overview(self) -> QWidget:
        """What comes first takes the room that it needs, the books the rest."""
        overview = QWidget()
        box = QVBoxLayout(overview)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(18))
        box.addWidget(self.first)
        box.addWidget(self.books, 1)
        return overview

    def _add_team(self) -> None:
        self._people, strength = PeoplePanel(self.seat), StrengthPanel(self.seat)
        self.people = Books(
            ("people", self.tr("人员"), self._people),
            ("strength", self.tr("力量"), strength),
            ("partners", self.tr("合作单位"), PartnerPanel(self.seat)),
        )
        self.training = Books(
            ("sessions", self.tr("计划和登记"), TrainingPanel(self.seat)),
            ("hours", self.tr("个人学时"), HoursPanel(self.seat)),
        )
        strength.holders_wanted.connect(self._show_holders)
        self.add_tab(FirstKind.TEAM, self.tr("队伍证照"), self.people)
        self.add_tab(FirstKind.TRAINING, self.tr("培训"), self.training)

    @Slot(str, object)
    def _show_holders(self, skill: str, group: Group | None) -> None:
        """The people behind a number of 力量."""
        self.people.show_book("people")
        self._people.show_holders(skill, group)

    @Slot(str, str)
    def _show_rows(self, kind: str, key: str) -> None:
        """The rows behind a count of 总览."""
        if key == "sessions":
            self.training.show_book(key)
            self.show_tab(FirstKind.TRAINING)
            return
        self.show_tab(kind)
        if key == "partners":
            self.people.show_book(key)
        elif kind == FirstKind.TEAM:
            self.people.show_book("people")
            self._people.show_filter(key)
        else:
            (self.stock if kind == FirstKind.STOCK else self.fund.requests).show_filter(key)

    @Slot(str, int, str)
    def _on_first(self, kind: str, subject: int, key: str) -> None:
        """To the line of its book, with the form of its act open. A book's tab is its kind."""
        self.begin(kind, subject, key)

    def show_item(self, item_id: int) -> None:
        """Of an alarm about the stock."""
        self.go(FirstKind.STOCK, item_id)


class SupportPage(Page):
    """Of the whole bureau: another incident changes nothing of it."""

    def __init__(self, seat: Seat, acts: Acts, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("support_page")
        self.setAccessibleName(self.tr("保障"))
        self.tabs = SupportTabs(seat, acts, rows)
        self.body.addWidget(self.tabs, 1)

    @property
    def tab(self) -> str:
        return self.tabs.tab

    def show_tab(self, key: str) -> None:
        self.tabs.show_tab(key)

    def show_place(self, tab: str, book: str) -> None:
        self.tabs.show_place(tab, book)

    def go(self, about: str) -> None:
        """To the record that waits: training:12."""
        table, _, number = about.partition(":")
        if number.isdecimal():
            self.tabs.go(TABS[table], int(number))

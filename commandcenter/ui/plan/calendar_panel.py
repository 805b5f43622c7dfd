"""工作日历: a month of rest and work; a day is set with its source."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.domain.plan.holidays import Basis
from commandcenter.domain.plan.plan_words import PROPOSAL, SETTLED
from commandcenter.domain.times import WEEKDAYS, local
from commandcenter.queries.plan.plan_data import DayCell, MonthBoard, month_board
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.plan.day_button import DayButton
from commandcenter.ui.plan.holiday_notice_form import HolidayNoticeForm
from commandcenter.ui.plan.plan_days_form import DayForm, day_words
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.ledger import Line
from commandcenter.ui.widgets.line_detail import LineDetail, detail_width

FIRST, LAST = (2000, 1), (2100, 12)


class CalendarPanel(LivePanel[MonthBoard]):
    """The month that is shown; the chosen day at the right with what can be done to it."""

    kinds = frozenset({"plan", "person"})

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("calendar_panel")
        today = local(seat.clock()).date()
        self._month = (today.year, today.month)
        self._chosen = today
        self._board: MonthBoard | None = None
        self._days: list[DayButton] = []
        self.detail = LineDetail()
        self.detail.acted.connect(self._on_act)
        left = QVBoxLayout()
        left.setSpacing(look.px(8))
        left.addLayout(self._build_heading())
        left.addLayout(self._build_grid(), 1)
        row = QHBoxLayout()
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        self.body.addLayout(row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.detail.setFixedWidth(detail_width(self.width()))

    def _build_heading(self) -> QHBoxLayout:
        self._title = PlainLabel("", Size.HEAD, BOLD)
        self._title.setObjectName("month_title")
        self._note = PlainLabel("", Size.SMALL, ink="text_dim")
        self._note.setObjectName("month_note")
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for name, icon, words, months in (
            ("month_before", "left", self.tr("上一月"), -1),
            ("month_after", "right", self.tr("下一月"), 1),
        ):
            button = Button("", Kind.PLAIN, icon=icon, tip_text=words)
            button.setObjectName(name)
            button.clicked.connect(partial(self.turn, months))
            row.addWidget(button)
        row.addWidget(self._title)
        row.addSpacing(look.px(12))
        row.addWidget(self._note)
        row.addStretch(1)
        self.notice = Button(self.tr("录入放假通知…"), Kind.SECONDARY)
        self.notice.setObjectName("holiday_notice")
        self.notice.clicked.connect(self._on_notice)
        self.notice.hide()
        row.addWidget(self.notice)
        return row

    def _build_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(look.px(4))
        for column, name in enumerate(WEEKDAYS):
            label = PlainLabel(name, Size.SMALL)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, 1)
        for number in range(42):
            button = DayButton()
            button.clicked.connect(partial(self._on_day, number))
            self._days.append(button)
            grid.addWidget(button, 1 + number // 7, number % 7)
        for row in range(1, 7):
            grid.setRowStretch(row, 1)
        return grid

    @Slot()
    def turn(self, months: int) -> None:
        """So many months on or back."""
        year, month = self._month
        number = year * 12 + month - 1 + months
        wanted = (number // 12, number % 12 + 1)
        if FIRST <= wanted <= LAST:
            self._month = wanted
            self._chosen = date(*wanted, 1)
            self.refresh()

    def query(self) -> Query[MonthBoard]:
        year, month = self._month
        return partial(
            month_board, actor=self.seat.actor, year=year, month=month, now=self.seat.clock()
        )

    def show_answer(self, answer: MonthBoard) -> None:
        self._board = answer
        title = self.tr("{year}年{month}月").format(year=answer.year, month=answer.month)
        self._title.setText(title)
        working = self.tr("工作日 {n} 天").format(n=answer.working)
        if answer.basis is Basis.LAW:
            words = self.tr(
                "{working} · {year}年的放假通知还没有录入：按法定节假日和双休日推算，调休未计。"
            )
            working = words.format(working=working, year=answer.year)
        self._note.setText(working)
        self._note.set_ink("warn" if answer.basis is Basis.LAW else "text_dim")
        self.notice.setVisible(any(offer.key == "set_day" for offer in answer.offers))
        for button, cell in zip(self._days, answer.days, strict=True):
            button.show_day(cell)
            button.setChecked(cell.day == self._chosen)
        self._show_detail()

    def _on_day(self, number: int) -> None:
        if self._board is None:
            return
        self._chosen = self._board.days[number].day
        for button, cell in zip(self._days, self._board.days, strict=True):
            button.setChecked(cell.day == self._chosen)
        self._show_detail()

    def _cell(self) -> DayCell | None:
        days = self._board.days if self._board else ()
        return next((cell for cell in days if cell.day == self._chosen), None)

    def _show_detail(self) -> None:
        cell, board = self._cell(), self._board
        if cell is None or board is None:
            self.detail.show_line(None)
            return
        period = cell.period
        state = (PROPOSAL if period.proposal else SETTLED) if period else ""
        weekday = WEEKDAYS[cell.day.weekday()]
        detail = (
            (self.tr("日期"), f"{day_words(cell.day)} {weekday}"),
            (self.tr("当日"), self.tr("休息") if cell.rest else self.tr("工作日")),
            (self.tr("名目"), period.title if period else self.tr("按星期")),
            (self.tr("来源"), period.source if period else ""),
            (self.tr("状态"), word(state) if state else ""),
            (self.tr("敏感时段"), cell.sensitive),
        )
        words = self.tr("改为工作日…") if cell.rest else self.tr("改为休息…")
        acts = line_acts(board.offers, {"set_day": words})
        self.detail.show_line(Line(0, (), detail, acts))

    @Slot()
    def _on_notice(self) -> None:
        if self._board is not None:
            HolidayNoticeForm(self.over, self._board.seen).begin()

    @Slot(str)
    def _on_act(self, key: str) -> None:
        cell, board = self._cell(), self._board
        if cell is not None and board is not None:
            DayForm(self.over, cell, board.seen).begin()

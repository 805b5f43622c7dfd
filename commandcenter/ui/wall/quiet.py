"""What the wall shows in place of groups, tasks and log while there is no incident."""

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from commandcenter.domain.times import day_start, local
from commandcenter.queries.seat.wall import OnDuty, TopLine, on_duty_now, top_categories
from commandcenter.store.database import Query
from commandcenter.ui import look
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.frame.view_panel import AGAIN_S
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel
from commandcenter.ui.widgets.progress import ThinBar

ROWS, ROW_HEIGHT = 3, 30


class TopCategories(LivePanel[list[TopLine]]):
    """The trades complained about most today; never a trader's name."""

    kinds = frozenset({"batch"})
    again_s = AGAIN_S

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("top_categories")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(6))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def heading(self) -> str:
        return self.tr("今日投诉较多的类别")

    def query(self) -> Query[list[TopLine]]:
        now = self.seat.clock()
        since = day_start(local(now).date())
        return lambda session: top_categories(session, since, now, ROWS)

    def show_answer(self, answer: list[TopLine]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        most = max((line.count for line in answer), default=1)
        for row, line in enumerate(answer):
            self._row(row, line, most)

    def _row(self, row: int, line: TopLine, most: int) -> None:
        name = ElidedLabel(word(line.label), Size.TEXT)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        name.setMinimumWidth(look.px(150))
        name.setFixedHeight(look.px(ROW_HEIGHT))
        bar = ThinBar()
        bar.set_share(line.count, most)
        count = PlainLabel(self.tr("{n} 件").format(n=line.count), Size.TEXT, MEDIUM)
        before = self.tr("昨日此时 {n}").format(n=line.before)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(bar, row, 1)
        self._grid.addWidget(count, row, 2)
        self._grid.addWidget(PlainLabel(before, Size.SMALL, ink="text_faint"), row, 3)


class DutyPanel(LivePanel[OnDuty]):
    """Whom to ring: the duty officer and the leader on duty, with their telephones.

    `discreet` (接待模式) names nobody.
    """

    kinds = frozenset({"duty", "person", "handover"})
    again_s = AGAIN_S

    def __init__(
        self, seat: Seat, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(seat, parent)
        self._discreet = discreet
        self.setObjectName("on_duty")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(24))
        self._grid.setVerticalSpacing(look.px(14))
        self._grid.setColumnStretch(1, 1)
        self.body.addStretch(1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self._lines = [self._line(row) for row in range(2)]

    def heading(self) -> str:
        return self.tr("今日值班")

    def _line(self, row: int) -> tuple[PlainLabel, PlainLabel, PlainLabel]:
        part = PlainLabel("", Size.TEXT, ink="text_dim")
        name = PlainLabel("", 28, MEDIUM)
        phone = PlainLabel("", 28, MEDIUM)
        for column, label in enumerate((part, name, phone)):
            self._grid.addWidget(label, row, column)
        return part, name, phone

    def query(self) -> Query[OnDuty]:
        now = self.seat.clock()
        return lambda session: on_duty_now(session, now)

    def show_answer(self, answer: OnDuty) -> None:
        parts = ((self.tr("值班员"), answer.duty), (self.tr("带班领导"), answer.lead))
        for (part, name, phone), (words, person) in zip(self._lines, parts, strict=True):
            part.setText(words)
            here = self.tr("在岗") if self._discreet else person.name if person else ""
            name.setText(here if person else self.tr("未安排"))
            name.set_ink("text" if person else "text_faint")
            phone.setText(person.phone if person else "")

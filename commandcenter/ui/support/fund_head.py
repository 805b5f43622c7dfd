"""The year's money in one bar: spent, asked for, left."""

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from commandcenter.domain.support.fund import FundState, Spending
from commandcenter.queries.support.fund import FundBoard, fund_board
from commandcenter.store.database import Query
from commandcenter.ui import look, theme
from commandcenter.ui.frame.amounts import whole_money
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import clauses
from commandcenter.ui.widgets.labels import PlainLabel

KINDS = frozenset({"budget_line", "fund_request", "supply_request", "incident", "person", "plan"})
SPENT, WAITING, FREE = "accent", "level_3", "track"
BAR_HEIGHT = 14
COUNTED = (FundState.ASKED, FundState.APPROVED, FundState.SPENT)


def left(spending: Spending) -> int:
    """可用: what is neither spent nor asked for. 预算 = 已支 + 申请中 + 可用."""
    return spending.free - spending.asked


class ShareBar(QWidget):
    """Spent, under way, left: beside each other in one bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spending = Spending()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(BAR_HEIGHT))

    def set_spending(self, spending: Spending) -> None:
        self._spending = spending
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, told = QPainter(self), self._spending
        whole = max(told.budget, told.spent + told.approved + told.asked, 1)
        box = QRectF(self.rect())
        painter.fillRect(box, theme.color(FREE))
        at = box.left()
        for cents, ink in ((told.spent, SPENT), (told.approved + told.asked, WAITING)):
            width = box.width() * cents / whole
            painter.fillRect(QRectF(at, box.top(), width, box.height()), theme.color(ink))
            at += width


class FundHead(LivePanel[FundBoard]):
    """The year with its sums.

    Signals:
        year_chosen: arg: the year
    """

    kinds = KINDS
    year_chosen = Signal(int)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.setObjectName("fund_head")
        self.year: int | None = None
        self.years = QComboBox()
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.years.setObjectName("fund_year")
        self.years.setAccessibleName(self.tr("年度"))
        self.years.activated.connect(self._on_year)
        self.budget = PlainLabel("", Size.FIGURE, weight=BOLD)
        self.budget.setObjectName("fund_budget")
        self.bar = ShareBar()
        self.figures: dict[str, PlainLabel] = {}
        top = QHBoxLayout()
        top.addWidget(PlainLabel(self.tr("年度预算"), ink="text_dim"))
        top.addWidget(self.budget, 1)
        top.addWidget(self.years)
        self.body.addLayout(top)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._legend())
        self.words = PlainLabel("", Size.SMALL, ink="text_dim")
        self.words.setObjectName("fund_words")
        self.words.setWordWrap(True)
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def _legend(self) -> QGridLayout:
        grid = QGridLayout()
        names = (
            ("spent", self.tr("已支"), SPENT), ("waiting", self.tr("申请中"), WAITING),
            ("free", self.tr("可用"), FREE),
        )  # fmt: skip
        for column, (key, name, ink) in enumerate(names):
            grid.addWidget(_Key(name, ink), 0, column)
            self.figures[key] = PlainLabel("", weight=BOLD)
            self.figures[key].setObjectName(f"fund_{key}")
            grid.addWidget(self.figures[key], 1, column)
        return grid

    def query(self) -> Query[FundBoard]:
        return self.seat.query(fund_board, self.year, self.seat.clock())

    def show_answer(self, answer: FundBoard) -> None:
        total = answer.total
        self.years.clear()
        for year in answer.years:
            self.years.addItem(self.tr("{year} 年").format(year=year), year)
        self.years.setCurrentIndex(answer.years.index(answer.year))
        self.budget.setText(whole_money(total.budget))
        self.bar.set_spending(total)
        self.figures["spent"].setText(whole_money(total.spent))
        self.figures["waiting"].setText(whole_money(total.asked + total.approved))
        self.figures["free"].setText(whole_money(left(total)))
        self.figures["free"].set_ink("danger" if left(total) < 0 else "text")
        self.words.setText(self._said(answer))

    def _said(self, board: FundBoard) -> str:
        unnamed = [x for x in board.requests if x.line_id is None and x.state in COUNTED]
        over = [x for x in board.requests if x.over_budget]
        parts = []
        if unnamed:
            words = self.tr("{n} 笔未列预算，共 {sum}")
            total = sum(x.spent_cents or x.cents for x in unnamed)
            parts.append(words.format(n=len(unnamed), sum=whole_money(total)))
        if over:
            parts.append(self.tr("{n} 笔按例外批准").format(n=len(over)))
        return clauses(parts)

    @Slot(int)
    def _on_year(self, _: int) -> None:
        self.year_chosen.emit(self.years.currentData())


class _Key(QWidget):
    """A square of the bar's colour with its word."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._ink = ink
        box = QHBoxLayout(self)
        box.setContentsMargins(look.px(16), 0, 0, 0)
        box.addWidget(PlainLabel(name, Size.SMALL, ink="text_dim"))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = look.px(10)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        QPainter(self).fillRect(place, theme.color(self._ink))

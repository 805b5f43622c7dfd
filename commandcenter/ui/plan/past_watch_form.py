"""监测回测: what the watch would have shown in past nights, with the settings in force and with
others; a planner tunes them and saves them with that evidence."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from commandcenter.domain.plan.plan_changes import ItemChange
from commandcenter.domain.times import local
from commandcenter.domain.watch.tried_words import change_words, tried_words
from commandcenter.late_dataclass import dataclass
from commandcenter.offices.past_watch import (
    SOURCE,
    Compared,
    PastRun,
    compare,
    difference_words,
    lead_words,
    months_words,
    run_past,
    sum_words,
)
from commandcenter.offices.progress import Progress
from commandcenter.queries.plan.plan_data import PlanBoard, ValueLine
from commandcenter.services.plan import plan_data
from commandcenter.store.database import Database
from commandcenter.ui import look, theme
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.ledger_model import Cell, Column, LedgerModel, Line
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import joined
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.line_model import Index
from commandcenter.ui.widgets.list_export import ExportButton, table_of
from commandcenter.ui.widgets.row_inks import RowInks
from commandcenter.ui.widgets.row_table import RowTable, every_column
from commandcenter.ui.widgets.stacking import WIDEST, Stacking
from commandcenter.ui.workers import Job

DAYS = 30  # nights that are proposed
DAY = timedelta(days=1)
PADDING = 20  # of a cell, left and right
SETTINGS = 400  # width beside what was found
NAME, NOW, TRIED = range(3)  # columns of the settings


@dataclass(frozen=True, slots=True)
class Tried:
    """`other`: with other settings; None: none were changed."""

    now: PastRun
    other: PastRun | None


def tried(
    db: Database, first: date, last: date, changes: Sequence[ItemChange], progress: Progress
) -> Tried:
    """On a worker: one run, or two with the changes."""
    if not changes:
        return Tried(run_past(db, first, last, progress=progress), None)
    now = run_past(db, first, last, progress=progress.part(0, 2))
    return Tried(now, run_past(db, first, last, changes, progress=progress.part(1, 2)))


class WrappedInks(RowInks):
    """Rows as high as their words need beside the padding, for which Qt makes no room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        option.rect.setWidth(option.rect.width() - look.px(PADDING))
        return super().sizeHint(option, index)


class PastWatchForm(Form):
    """`lines`: the watch's settings. Without the right to edit nothing can be saved."""

    object_name, extent = "past_watch", (1120, 780)

    def __init__(self, over: Over, board: PlanBoard, lines: Sequence[ValueLine]) -> None:
        super().__init__(
            over,
            self.tr("监测回测"),
            self.tr("按试用的设定存为新版本"),
            explain=self.tr(
                "用本局自己的历史投诉逐夜重算：每件投诉都算登记时已知。不写入任何数据；"
                "改动“试用”一列后重算，比较两种设定，再决定是否保存。"
            ),
        )
        self._board = board
        self._lines = [line for line in lines if isinstance(line.item.get("value"), int)]
        self._job: Job | None = None
        self._result: Tried | None = None
        self._changes: tuple[ItemChange, ...] = ()
        self._proposed = ""  # the reason that the last run gave
        self._may_save = any(offer.key == "edit" for offer in board.offers)
        self._build_top()
        self._build_middle()
        self._build_foot()
        self.primary.setVisible(self._may_save)
        self._show_state()

    def _build_top(self) -> None:
        today = local(self.seat.clock()).date()
        row = self._top = QHBoxLayout()
        row.setSpacing(look.px(14))
        self.first_night, self.last_night = (
            self._night(name, label, day, row)
            for name, label, day in (
                ("first_night", self.tr("从哪一夜"), today - DAYS * DAY),
                ("last_night", self.tr("到哪一夜"), today - DAY),
            )
        )
        self.start = Button(self.tr("开始回测"), Kind.SECONDARY, icon="history")
        self.start.setObjectName("start_past")
        self.start.setAutoDefault(False)
        self.start.clicked.connect(self._on_start)
        row.addWidget(self.start, 0, Qt.AlignmentFlag.AlignBottom)
        self.progress = QProgressBar()
        self.progress.setObjectName("past_progress")
        self.progress.setTextVisible(False)
        self.progress.hide()
        row.addWidget(self.progress, 1, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.body.addLayout(row)

    def _night(self, name: str, label: str, day: date, row: QHBoxLayout) -> QLineEdit:
        column = QVBoxLayout()
        field = self.line(name, label, day.isoformat(), needed=True, into=column)
        field.setFixedWidth(look.px(150))
        row.addLayout(column)
        return field

    def _build_middle(self) -> None:
        self.words = PlainLabel("", Size.SMALL)
        self.words.setObjectName("past_words")
        self.words.setWordWrap(True)
        self.words.hide()
        self.body.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        row.addWidget(self._build_settings())
        row.addWidget(self._build_signals(), 1)
        self._ask = self.tr("选好起止的夜；要比较就改动“试用”一列，再按“开始回测”。")
        self.empty = Empty("history", self.tr("还没有回测"), self._ask)
        row.addWidget(self.empty, 1)
        stacking = Stacking(self, row)
        stacking.changed.connect(self._on_stacked)
        self._on_stacked(stacking.stacked)
        self.body.addLayout(row, 1)
        self.export = ExportButton(self.signals.accessibleName, partial(table_of, self.signals))
        self.export.allow(False)
        self._top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignBottom)

    def _build_settings(self) -> QTableWidget:
        table = self.settings = QTableWidget(len(self._lines), 3)
        table.setObjectName("past_settings")
        table.setAccessibleName(self.tr("监测的设定：现行和试用"))
        table.setProperty("plain", "true")
        table.setHorizontalHeaderLabels([self.tr("设定"), self.tr("现行"), self.tr("试用")])
        table.setFont(look.font(Size.SMALL))
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look.px(28))
        head = table.horizontalHeader()
        head.setFont(look.font(Size.SMALL))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(NOW, look.px(108))
        table.setColumnWidth(TRIED, look.px(70))
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for row, line in enumerate(self._lines):
            value = str(line.item["value"])
            cells = (line.title, f"{value} {word(line.item.get('unit', ''))}".strip(), value)
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                if column != TRIED:
                    cell.setFlags(fixed)
                table.setItem(row, column, cell)
        table.itemChanged.connect(self._on_setting)
        return table

    def _build_signals(self) -> RowTable:
        table = self.signals = RowTable("past_signals", self.tr("会提示的项"), orders=every_column)
        table.setItemDelegate(WrappedInks(table))
        table.setWordWrap(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setMinimumSectionSize(look.px(26))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        table.hide()
        return table

    @Slot(bool)
    def _on_stacked(self, stacked: bool) -> None:
        self.settings.setMinimumWidth(0 if stacked else look.px(SETTINGS))
        self.settings.setMaximumWidth(WIDEST if stacked else look.px(SETTINGS))

    def _build_foot(self) -> None:
        self.reason: QLineEdit | None = None
        if self._may_save:
            self.reason = self.line("past_reason", self.tr("修改理由"), needed=True)

    @Slot(QTableWidgetItem)
    def _on_setting(self, cell: QTableWidgetItem) -> None:
        """What was found was found with other settings."""
        own = cell.text().strip() == str(self._lines[cell.row()].item["value"])
        font = look.font(Size.SMALL)
        font.setBold(not own)
        self.settings.blockSignals(True)  # else the mark is a change, too
        cell.setFont(font)
        cell.setForeground(QBrush() if own else theme.color("accent"))
        self.settings.blockSignals(False)
        self._result = None
        self._show_state()

    def changes(self) -> tuple[ItemChange, ...]:
        """Raises ValueError for what is no whole number."""
        found = []
        for row, line in enumerate(self._lines):
            cell = self.settings.item(row, TRIED)
            value = int(cell.text()) if cell else line.item["value"]
            if value != line.item["value"]:
                fields = {"value": value, "source": SOURCE, "proposal": line.proposal}
                found.append(ItemChange("setting", line.code, fields))
        return tuple(found)

    @Slot()
    def _on_start(self) -> None:
        if self._job is not None and not self._job.over:
            self._job.cancel()
            return
        try:
            first = date.fromisoformat(self.first_night.text().strip())
            last = date.fromisoformat(self.last_night.text().strip())
        except ValueError:
            self.say(self.tr("日期应如 2026-08-01。"))
            return
        try:
            changes = self.changes()
        except ValueError:
            self.say(self.tr("试用的数值应为整数。"))
            return
        db, self._changes = self.seat.tasks.db, changes
        self.say("")
        self._job = self.seat.tasks.work(
            self,
            lambda progress: tried(db, first, last, changes, progress),
            self._show,
            self.refuse,
            busy=self._at_work,
        )
        self._job.progress.connect(self._on_progress)

    def _at_work(self, busy: bool) -> None:
        self.busy(busy)
        self.progress.setVisible(busy)
        self.settings.setDisabled(busy)
        if busy:
            self.empty.set_text(self.tr("正在逐夜重算"), self.tr("可以按“取消回测”停下。"))
        else:
            self.empty.set_text(self.tr("还没有回测"), self._ask)
        self.start.setText(self.tr("取消回测") if busy else self.tr("开始回测"))

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show(self, result: Tried) -> None:
        self._result = result
        words = [sum_words(result.now)]
        if result.other is not None:
            words = [
                self.tr("现行：{words}").format(words=words[0]),
                self.tr("试用：{words}").format(words=sum_words(result.other)),
            ]
        found = compare(result.now, result.other or result.now)
        words.append(months_words(result.now, result.other))
        if result.other is not None:
            words.append(difference_words(found))
        words += map(lead_words, (result.other or result.now).leads)
        self.words.setText(joined("\n", (word for word in words if word)))
        self.words.show()
        self.empty.hide()
        self.signals.show()
        self._fill(found, both=result.other is not None)
        self._propose_reason(result)
        self._show_state()

    def _propose_reason(self, result: Tried) -> None:
        """What was tried and what came of it; what a person wrote stays."""
        if result.other is None or self.reason is None:
            return
        if self.reason.text() not in ("", self._proposed):
            return
        items = {line.code: line.item for line in self._lines}
        changes = [change_words(items[c.code], (c.fields or {})["value"]) for c in self._changes]
        nights = (result.now.first, result.now.last)
        self._proposed = tried_words(changes, nights, result.now.a_month, result.other.a_month)
        self.reason.setText(self._proposed)
        self.reason.setCursorPosition(0)

    def _fill(self, found: Sequence[Compared], *, both: bool) -> None:
        heads = [self.tr("首次提示之夜"), *([self.tr("哪种设定")] if both else []),
                 self.tr("提示"), self.tr("件"), self.tr("人"), self.tr("说明")]  # fmt: skip
        old, model = self.signals.model(), LedgerModel([Column(head) for head in heads], self)
        model.set_lines([self._line(n, each, both) for n, each in enumerate(found)])
        self.signals.setModel(model)
        self.export.allow(model.rowCount() > 0)
        if old is not None:
            old.deleteLater()
        self.signals.resizeColumnsToContents()
        last = (
            model.columnCount() - 1
        )  # what it is takes what is left, in as many lines as it needs
        self.signals.setColumnWidth(last, look.px(120))

    def _line(self, number: int, each: Compared, both: bool) -> Line:
        signal = each.signal
        at = each.after or each.before
        cells: list[Cell | str] = [f"{local(at):%Y-%m-%d}" if at else ""]
        if both:
            cells.append(self._which(each))
        cells += [
            signal.title, str(signal.observed), str(signal.people),
            Cell(signal.words, tip=signal.words),
        ]  # fmt: skip
        return Line(number, tuple(cells))

    def _which(self, each: Compared) -> Cell:
        if each.before is None:
            return Cell(self.tr("仅试用"), "warn")
        if each.after is None:
            return Cell(self.tr("仅现行"), "danger")
        if days := (each.before - each.after) // DAY:
            template = self.tr("试用早 {n} 天") if days > 0 else self.tr("试用晚 {n} 天")
            return Cell(template.format(n=abs(days)), "accent")
        return Cell(self.tr("两种都有"), "text_dim")

    def _show_state(self) -> None:
        """Only what was tried can be saved."""
        if self._result is None or self._result.other is None:
            self.forbid(self.tr("改动“试用”一列并回测之后才能保存。"))
        else:
            self.forbid("")

    def submit(self) -> None:
        assert self.reason is not None  # else the button is not there
        self.act(plan_data.amend, self._changes, self.reason.text(), self._board.seen)

    def reject(self) -> None:
        """While it runs the button and Esc end the run, not the dialog."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
            return
        super().reject()

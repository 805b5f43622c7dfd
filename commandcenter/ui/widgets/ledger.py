"""A ledger: lines at the left, at the right all of the chosen one and what can be done to it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from commandcenter.ui import look
from commandcenter.ui.frame.ledger_model import (
    Cell,
    Column,
    LedgerModel,
    Line,
    LineAct,
    words_of,
)
from commandcenter.ui.frame.line_order import whole_words
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.button_rows import ButtonRows
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.widgets.line_detail import LineDetail, detail_width
from commandcenter.ui.widgets.list_export import ExportButton, Table
from commandcenter.ui.widgets.row_table import RowTable, every_column

__all__ = ["Cell", "Column", "Ledger", "Line", "LineAct"]

ROW_HEIGHT = 34


class Ledger(QWidget):
    """Signals:
    acted: A button of the chosen line. args: key of the act, id of the line
    opened: Enter or a double click on a line. arg: its id
    chosen: Another line is chosen. arg: its id
    wanted: A button of the heading. arg: its key
    filtered: Another filter is chosen. arg: its key
    """

    acted = Signal(str, int)
    opened = Signal(int)
    chosen = Signal(int)
    wanted = Signal(str)
    filtered = Signal(str)

    def __init__(
        self,
        title: str,
        columns: Sequence[Column],
        empty_icon: str,
        empty_words: str,
        parent: QWidget | None = None,
    ) -> None:
        """`title` is said to who hears the screen, and shown unless it is ""."""
        super().__init__(parent)
        self._chosen: int | None = None
        self._said = ""
        self._own_export = False  # it leaves the program in a way of its own
        self.heading = QHBoxLayout()
        self.heading.setSpacing(look.px(8))
        self._below = ButtonRows(right=True)  # those that have no room in it
        self._folded = False
        self._placed: object = None  # which buttons were seen, and how wide all was
        self._buttons: list[Button] = []
        self._note = ElidedLabel("", Size.SMALL, ink="text_faint")
        self._note.setObjectName("ledger_note")
        self.model = LedgerModel(columns, self)
        self.table = self._make_table(title)
        self.detail = LineDetail()
        self.detail.acted.connect(self._on_act)
        self.empty = Empty(empty_icon, empty_words, "")
        self._lay_out()
        self.show_lines(())

    def _make_table(self, title: str) -> RowTable:
        table = RowTable(
            "ledger_table", title, row_height=ROW_HEIGHT, orders=every_column, sieves=True,
            size=Size.TEXT,
        )  # fmt: skip
        table.setModel(self.model)
        table.is_added = lambda column: self.model.columns[column].is_added
        self._size_columns(table.horizontalHeader())
        table.selectionModel().currentRowChanged.connect(self._on_row)
        table.activated.connect(self._on_opened)
        self.model.modelReset.connect(self._show_chosen)  # after the table's own
        table.told.connect(self._tell_chosen)
        table.wanted.connect(self._on_wanted)
        return table

    def _size_columns(self, header: QHeaderView) -> None:
        em = look.size(Size.TEXT)  # a Chinese character is as wide as its type is high
        for number, column in enumerate(self.model.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            elif column.width is None:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(number, em * column.width + look.px(18))

    def _lay_out(self) -> None:
        self.foot = ElidedLabel("", Size.SMALL, ink="text_dim")
        self.foot.setObjectName("ledger_foot")
        self.foot.hide()
        left = QVBoxLayout()
        left.setSpacing(look.px(4))
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.detail)
        self._filters = QHBoxLayout()
        self.heading.addLayout(self._filters)
        self.heading.addWidget(self._note, 1)
        self.sieve = Button(
            "", Kind.QUIET, icon="filter", size=Size.SMALL,
            tip_text=self.tr("筛选：每列一个输入框（Ctrl+Shift+L）"),
        )  # fmt: skip
        self.sieve.setObjectName("sieve")
        self.sieve.setAccessibleName(self.tr("筛选"))
        self.sieve.clicked.connect(self.table.toggle_fields)
        self.heading.addWidget(self.sieve)
        self.export = ExportButton(self.table.accessibleName, self._shown_table)
        self.heading.addWidget(self.export)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(8))
        box.addLayout(self.heading)
        box.addLayout(self._below)
        box.addLayout(row, 1)
        box.addWidget(self.empty, 1)

    def add_button(
        self, key: str, words: str, icon: str = "", *, primary: bool = False, refusal: str = ""
    ) -> Button:
        """A button at the right of the heading; pressing it emits `wanted`."""
        kind = Kind.PRIMARY if primary else Kind.SECONDARY
        button = Button(words, kind, icon=icon, size=Size.SMALL)
        button.setObjectName(f"want_{key}")
        button.forbid(refusal)
        button.clicked.connect(partial(self.wanted.emit, key))
        self.heading.addWidget(button)
        self._buttons.append(button)
        if icon == self.export.icon_name:
            self._own_export = True
            self.export.hide()
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.detail.setFixedWidth(detail_width(self.width()))
        self._place_buttons()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a button came or went
            self._place_buttons()
        return super().event(event)

    def _place_buttons(self) -> None:
        """In the heading, or below it where they would be squeezed."""
        wanted = [b.sizeHint().width() + look.px(8) for b in self._buttons if not b.isHidden()]
        if self._placed == (wanted, self.width()):
            return
        self._placed = (wanted, self.width())
        rest = self.heading.minimumSize().width() - (0 if self._folded else sum(wanted))
        folded = rest + sum(wanted) > self.width()
        if folded:
            for button in self._buttons:
                self.heading.removeWidget(button)
            self._below.lay(self._buttons, self.width())
        elif self._folded:
            self._below.lay((), 0)
            for button in self._buttons:
                self.heading.addWidget(button)
        self._folded = folded

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.export.setVisible(not self._own_export and self.export.host() is not None)

    def set_filter(self, choices: Sequence[tuple[str, str]]) -> Segments:
        """A row of filters at the left of the heading; the first is chosen."""
        segments = Segments(choices)
        segments.setObjectName("filters")
        segments.chosen.connect(self.filtered)
        self._filters.addWidget(segments)
        return segments

    def set_note(self, words: str) -> None:
        self._said = words
        self._show_note()

    def _show_note(self) -> None:
        """While lines are left out that is said before anything else."""
        if not self.model.arrangement.filters:
            self._note.setText(self._said)
            return
        words = self.tr("筛选出 {shown} 行，共 {given} 行")
        counts = {"shown": len(self.lines), "given": len(self.model.given)}
        self._note.setText(dotted((words.format(**counts), self._said)))

    @Slot()
    def _tell_chosen(self) -> None:
        """Of several the acts concern but one."""
        words = self.table.told_words()
        if words and any(line.acts for line in self.lines):
            one = self.tr("{words} · 右侧显示和办理的只是当前一行")
            words = one.format(words=words)
        self.foot.setText(words)
        self.foot.setVisible(bool(words))

    @Slot(int, str)
    def _on_wanted(self, column: int, words: str) -> None:
        columns = len(self.model.columns)
        self.model.arrange(self.model.arrangement.with_wanted(column, words, columns))
        self._show_there()

    def show_every_line(self) -> None:
        """Nothing is left out any more."""
        self.table.head.clear_fields()

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.model.lines

    @property
    def chosen_id(self) -> int | None:
        return self._chosen

    def show_lines(self, lines: Sequence[Line]) -> None:
        """The chosen line stays chosen while it is there; else the first is."""
        kept = {self.lines[row].id for row in self.table.chosen_rows()}
        self.model.set_lines(lines)
        self._show_there()
        if len(kept) > 1:
            self._choose_again(kept)

    def _show_there(self) -> None:
        there = bool(self.model.given)
        self.export.allow(bool(self.lines))
        self.table.setVisible(there)
        self.sieve.setVisible(len(self.model.given) > 1)
        self.detail.setVisible(there and any(each.detail or each.acts for each in self.lines))
        if self.empty.isHidden() is not there:
            self.empty.setVisible(not there)
            # Of lines that come while the window is laid out Qt may not tell: half was left empty.
            self._box.invalidate()
            self._box.activate()
        self._show_note()
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        row = self.model.row_of(self._chosen) if self._chosen is not None else None
        if self.lines and (row is None or self.table.currentIndex().row() != row):
            self.table.choose_row(row or 0)
        self._show_detail()

    def _choose_again(self, kept: set[int]) -> None:
        """Several that were chosen stay so, as far as they are still there."""
        self.table.add_rows(row for row, line in enumerate(self.lines) if line.id in kept)

    def _shown_table(self) -> Table:
        """Header and lines as they are shown, whole."""
        header = [column.title for column in self.model.columns]
        return header, [
            tuple(whole_words(words_of(cell)) for cell in line.cells) for line in self.lines
        ]

    def choose(self, line_id: int) -> bool:
        """Choose a line and bring it into view; say whether it is there."""
        if self.model.arrangement.filters and self.line(line_id) is None:
            self.show_every_line()
        row = self.model.row_of(line_id)
        if row is None:
            self._chosen = line_id
            return False
        self.table.choose_row(row)
        self.table.scrollTo(self.model.index(row, 0))
        return True

    def line(self, line_id: int) -> Line | None:
        row = self.model.row_of(line_id)
        return None if row is None else self.model.lines[row]

    def _show_detail(self) -> None:
        line = self.line(self._chosen) if self._chosen is not None else None
        self.detail.show_line(line)

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self._chosen = self.model.lines[index.row()].id
        self._show_detail()
        self.chosen.emit(self._chosen)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.lines[index.row()].id)

    @Slot(str)
    def _on_act(self, key: str) -> None:
        if self._chosen is not None:
            self.acted.emit(key, self._chosen)

"""Complaints as rows with a search field, and the chosen one in full beside them."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from commandcenter.domain.complaints.handling_limits import Due
from commandcenter.queries.complaints.complaints import ComplaintDetail, ComplaintPage
from commandcenter.ui import look
from commandcenter.ui.complaints.complaint_detail import ComplaintPane
from commandcenter.ui.complaints.complaint_model import ORDERS, Column, ComplaintModel
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.look import Size
from commandcenter.ui.phrases import dotted
from commandcenter.ui.widgets.buttons import Button, Kind, Segments
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import tip
from commandcenter.ui.widgets.line_model import LINE
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.name_column import make_room
from commandcenter.ui.widgets.row_table import RowTable

PAUSE_MS = 250  # after the last key, before a search is sent
WIDTHS = {
    Column.TIME: 92,
    Column.TITLE: 220,
    Column.SUBJECT: 170,
    Column.DISTRICT: 66,
    Column.STATE: 96,
    Column.DUE: 84,
    Column.PROBLEM: 82,
    Column.AMOUNT: 84,
    Column.CHANNEL: 86,
    Column.KIND: 50,
    Column.PERSON: 66,
    Column.NUMBER: 180,
}


class ComplaintView(ViewCard):
    """Shows pages of complaints; asks for more as they are scrolled to.

    Signals:
        search_changed: arg: the words in the search field, after a pause or Enter
        more_wanted: arg: the offset of the next page
        line_chosen: arg: id of the complaint whose full text is wanted
        filter_cleared: the named choice of rows shall go
        incident_clicked: arg: id of the incident of the shown complaint
        unmask_wanted: arg: id of the complaint whose complainant shall be seen
        due_changed: Another choice of limits. arg: the value of a Due, or ""
        linked_changed: arg: only what the other system has, too
        both_wanted, apart_wanted, together_wanted, withdraw_wanted: see ComplaintPane
        forms_wanted: arg: ids of the complaints of which forms shall be made, as they stand
    """

    linked_changed = Signal(bool)
    both_wanted = Signal(object)
    apart_wanted = Signal(int)
    together_wanted = Signal(int)
    withdraw_wanted = Signal(int)

    unmask_wanted = Signal(int)
    forms_wanted = Signal(object)
    due_changed = Signal(str)
    search_changed = Signal(str)
    more_wanted = Signal(int)
    line_chosen = Signal(int)
    filter_cleared = Signal()
    incident_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("投诉"), "", parent)
        self.setObjectName("complaints")
        self._sent = ""
        self._total, self._more = 0, False
        self._chosen: int | None = None
        self.model = ComplaintModel(self, look.font(Size.SMALL))
        self.model.more_wanted.connect(self.more_wanted)
        self.pane = ComplaintPane()
        self.pane.incident_clicked.connect(self.incident_clicked)
        self.pane.unmask_wanted.connect(self.unmask_wanted)
        self.pane.forms_wanted.connect(lambda number: self.forms_wanted.emit((number,)))
        self.pane.both_wanted.connect(self.both_wanted)
        self.pane.apart_wanted.connect(self.apart_wanted)
        self.pane.together_wanted.connect(self.together_wanted)
        self.pane.withdraw_wanted.connect(self.withdraw_wanted)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._send_search)
        self._build_search()
        self._build_table()
        hint = self.tr("导入平台的文件，或者登记一件后，列在这里；已经有的，换一个词或去掉筛选再找")
        self._empty = Empty("complaint", self.tr("没有符合的投诉"), hint)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.pane)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self.pane.setMinimumWidth(look.px(260))
        self.body.addWidget(self._splitter, 1)
        self._empty.hide()

    def _build_search(self) -> None:
        self.field = QLineEdit()
        self.field.setObjectName("complaint_search")
        self.field.setAccessibleName(self.tr("搜索投诉"))
        self.field.setPlaceholderText(self.tr("搜编号、事由、内容、主体；多个词用空格隔开"))
        self.field.setFont(look.font())
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(100)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._send_search)
        find = QAction(self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.field.setFocus)
        self.addAction(find)
        self.filter = Button("", Kind.SECONDARY, icon="close", size=Size.SMALL)
        self.filter.setObjectName("complaint_filter")
        self.filter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.filter.clicked.connect(self.filter_cleared)
        self.filter.hide()
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.near = Segments(
            [
                ("", self.tr("全部期限")),
                (Due.SOON, self.tr("即将到期")),
                (Due.LATE, self.tr("已逾期")),
            ]
        )
        self.near.setObjectName("complaint_due")
        self.near.setToolTip(tip(self.tr("已逾期：本系统办理或已并入事件的。以全国12315平台为准")))
        self.near.chosen.connect(self.due_changed)
        row.addWidget(self.field, 1)
        row.addWidget(self.near)
        self.linked = QCheckBox(self.tr("跨平台重复"))
        self.linked.setObjectName("complaint_linked")
        self.linked.setFont(look.font(Size.SMALL))
        self.linked.setToolTip(
            tip(self.tr("同一人就同一主体向 12315 和 12345 都投诉或都举报的；两件都计数"))
        )
        self.linked.toggled.connect(self.linked_changed)
        row.addWidget(self.linked)
        row.addWidget(self.filter)
        self.body.addLayout(row)

    def _build_table(self) -> None:
        self.table = RowTable(
            "complaint_table", self.tr("投诉"), row_height=30, orders=ORDERS.__contains__
        )
        self.table.setModel(self.model)
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, look.px(width))
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.table.told.connect(self._tell)
        self.export = ViewExport(self.table)
        self.forms = Button(
            self.tr("制作文书"), Kind.PLAIN, icon="paper", size=Size.SMALL,
            tip_text=self.tr("所选各件的文书；按住 Shift 或 Ctrl 可选多件"),
        )  # fmt: skip
        self.forms.setObjectName("complaints_forms")
        self.forms.clicked.connect(self._on_forms)
        self.forms.hide()
        self.heading.addWidget(self.forms)
        self.heading.addWidget(self.export)

    def set_page(self, page: ComplaintPage, offset: int, now: datetime) -> None:
        """A first page (offset 0) starts anew; another one is put at the end."""
        if offset:
            self.model.add_lines(page.lines, page.total, offset)
        else:
            picked = set(self.picked())
            self.model.set_lines(page.lines, page.total, now)
            self._choose_again()
            self._pick_again(picked)
        make_room(self.table, Column.DISTRICT, (line.district for line in page.lines))
        self._total, self._more = page.total, page.more
        self._tell()
        self.forms.setVisible(page.forms is not None)
        self.forms.forbid("" if self.model.lines else self.tr("没有可选的投诉。"))
        self.table.setVisible(bool(self.model.lines))
        self._empty.setVisible(not self.model.lines)

    @Slot()
    def _tell(self) -> None:
        words = self.tr("超过 {count} 件") if self._more else self.tr("共 {count} 件")
        words = words.format(count=f"{self._total:,}")
        self.set_words(dotted((self.table.told_words(), words)))

    def show_detail(self, detail: ComplaintDetail) -> None:
        """Late answers for a complaint that is no longer chosen are left out."""
        if detail.line.id == self._chosen:
            self.pane.show_detail(detail)

    def set_filter_words(self, words: str) -> None:
        """Name the choice of rows, such as “10:00–10:30 · 小程序”; "" for none."""
        self.filter.setText(words)
        self.filter.setVisible(bool(words))
        self.filter.setAccessibleName(self.tr("取消筛选 {words}").format(words=words))

    def _choose_again(self) -> None:
        """After a new first page the same complaint stays chosen, if it is still there; the only
        one is chosen.
        """
        row = None if self._chosen is None else self.model.row_of(self._chosen)
        if row is None and len(self.model.lines) == 1:
            row = 0
        if row is None:
            self._chosen = None
            self.pane.clear()
        elif self.table.currentIndex().row() != row:
            self.table.selectRow(row)

    def picked(self) -> list[int]:
        """The ids of the chosen rows, in their order."""
        return [self.model.lines[row].id for row in self.table.chosen_rows()]

    def _pick_again(self, picked: set[int]) -> None:
        """Several that were chosen stay so, as far as they are still shown."""
        if len(picked) < 2:
            return
        self.table.add_rows(row for row, line in enumerate(self.model.lines) if line.id in picked)

    @Slot()
    def _on_forms(self) -> None:
        self.forms_wanted.emit(tuple(self.picked()))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._pause.start()

    @Slot()
    def _send_search(self) -> None:
        self._pause.stop()
        words = self.field.text().strip()
        if words != self._sent:
            self._sent = words
            self.search_changed.emit(words)

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not current.isValid():
            return
        chosen = current.data(LINE).id
        if chosen != self._chosen:
            self._chosen = chosen
            self.line_chosen.emit(chosen)

"""The running log as a card: the newest lines, and on the desk a field to write one."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from commandcenter.queries.command.running_log import LogLine
from commandcenter.ui import icons, look
from commandcenter.ui.command.log_model import LogModel
from commandcenter.ui.command.log_rows import LogBoard, LogDelegate
from commandcenter.ui.frame.view_card import ViewCard
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import PlainLabel, restyle
from commandcenter.ui.widgets.line_model import LINE
from commandcenter.ui.widgets.list_export import ViewExport
from commandcenter.ui.widgets.whole_rows import WholeLines


class LogInput(QWidget):
    """One field: Enter sends what is in it, and it is emptied only when that was kept.

    Signals:
        write: arg: the text to keep. Answer with `accepted` or `refused`.
    """

    write = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("log_input")
        self.field.setFont(look.font())
        self.field.setPlaceholderText(self.tr("记一条（F7）… 回车即存"))
        self.field.setAccessibleName(self.tr("记一条动态"))
        self.field.returnPressed.connect(self._on_return)
        self.field.textEdited.connect(self._on_edited)
        self._shut = PlainLabel("", Size.SMALL, ink="text_dim")
        self._shut.setObjectName("log_shut")
        self._shut.setWordWrap(True)
        self._shut.hide()
        self._wrong = PlainLabel("", Size.SMALL, ink="danger")
        self._wrong.setObjectName("log_refused")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(3))
        box.addWidget(self.field)
        box.addWidget(self._shut)
        box.addWidget(self._wrong)

    def forbid(self, reason: str) -> None:
        """Nothing is written, for this reason; "" allows it again."""
        self.setEnabled(not reason)
        self.field.setVisible(not reason)
        self._shut.setText(reason)
        self._shut.setVisible(bool(reason))

    @Slot()
    def accepted(self) -> None:
        """It was kept: the field is free for the next line."""
        self.field.setReadOnly(False)
        self.field.clear()
        self._show_reason("")

    @Slot(str)
    def refused(self, reason: str) -> None:
        """It was not kept: the words stay, with the reason under them."""
        self.field.setReadOnly(False)
        self._show_reason(reason)

    def _show_reason(self, reason: str) -> None:
        self._wrong.setText(reason)
        self._wrong.setVisible(bool(reason))
        restyle(self.field, "wrong", "true" if reason else "false")

    @Slot()
    def _on_return(self) -> None:
        words = self.field.text().strip()
        if words and not self.field.isReadOnly():
            self.field.setReadOnly(True)  # what is on its way is not changed under it
            self.write.emit(words)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._show_reason("")


class LogView(ViewCard):
    """Shows the newest lines. `may_show` offers to put a line on the wall (综合协调组).

    Signals:
        write: A line is to be kept. arg: its text. Answer on `input`.
        wall_toggled: args: id of the line, whether the wall shall show it
    """

    write = Signal(str)
    wall_toggled = Signal(int, bool)
    short = False  # too low to say what would stand here

    def __init__(self, parent: QWidget | None = None, *, may_show: bool = False) -> None:
        title = self.tr("最新动态") if look.is_wall() else self.tr("动态")
        self.wall = look.is_wall()  # what it is made for, it stays
        super().__init__(title, "", parent)
        self.setObjectName("log")
        self._may_show = may_show
        self.model = LogModel(self)
        self._stack = QStackedLayout()
        if look.is_wall():
            self.set_words(self.tr("由综合协调组选登"))
            self.board = LogBoard()
            self._stack.addWidget(self.board)
        else:
            self.input = LogInput()
            self.input.write.connect(self.write)
            self.body.addWidget(self.input)
            self._stack.addWidget(self._build_list())
            self.export = ViewExport(self.list)
            self.heading.addWidget(self.export)
        hint = "" if look.is_wall() else self.tr("写下第一条，回车即存")
        self._stack.addWidget(Empty("log", self.tr("处置动态在此显示"), hint))
        self._stack.setCurrentIndex(1)
        self._lines = QWidget()
        self._lines.setLayout(self._stack)
        self.body.addWidget(self._lines, 1)

    def _build_list(self) -> QListView:
        self.list = WholeLines()
        self.list.setObjectName("log_lines")
        self.list.setAccessibleName(self.tr("动态"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(LogDelegate(self.list))
        self.list.setProperty("plain", "true")
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setWordWrap(True)  # else a scroll bar that appears leaves the rows too low
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self._menu = QMenu(self)
        self._menu.setObjectName("log_menu")
        self._menu.triggered.connect(self._on_entry)
        self._menu_line: LogLine | None = None
        return self.list

    def show_lines(self, shown: bool) -> None:
        """Without them the field alone is there: on a low screen."""
        self._lines.setVisible(shown)

    def set_lines(self, lines: Sequence[LogLine]) -> None:
        self._stack.setCurrentIndex(0 if lines or self.short else 1)
        if self.wall:
            self.board.show_lines(lines)
        else:
            self.model.set_lines(lines)

    def choose(self, number: int) -> bool:
        """The line of this number; whether it is among those that are listed."""
        rows = range(self.model.rowCount())
        row = next((n for n in rows if self.model.index(n, 0).data(LINE).id == number), None)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row, 0))
        return row is not None

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if not self._may_show or not index.isValid():
            return
        line: LogLine = index.data(LINE)
        self._menu_line = line
        words = self.tr("从大屏撤下") if line.on_wall else self.tr("上屏")
        self._menu.clear()
        self._menu.addAction(icons.load("wall"), words)
        self._menu.popup(self.list.viewport().mapToGlobal(place))

    @Slot(QAction)
    def _on_entry(self, entry: QAction) -> None:
        if self._menu_line is not None:
            self.wall_toggled.emit(self._menu_line.id, not self._menu_line.on_wall)

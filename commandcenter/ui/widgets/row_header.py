"""The head of a table: its columns are moved, hidden and sorted by, and below them is a field each
in which one types what is to be seen.
"""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QTableView, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look
from commandcenter.ui.look import Size

AROUND = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """What a person has made of the columns: all in their order, widths that were drawn (of the
    screen, by column), and those put away.
    """

    order: tuple[int, ...]
    widths: tuple[tuple[int, int], ...] = ()
    away: tuple[int, ...] = ()


class RowHeader(QHeaderView):
    """What a person hides and what the program leaves out (for want of room) are kept apart.

    Signals:
        wanted: Something else is to be seen. args: column, what its cells must say
        changed: A person has moved, drawn, hidden or shown a column.
        first_wanted: The columns are to be as they were at first.
    """

    wanted = Signal(int, str)
    changed = Signal()
    first_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields: list[QLineEdit] = []
        self._by_hand = False
        self._away: set[int] = set()
        self._left_out: set[int] = set()
        self._drawn: dict[int, int] = {}
        self._before: dict[int, int] = {}  # widths, of those that were drawn
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(self._on_moved)

    @property
    def has_fields(self) -> bool:
        return bool(self._fields)

    def title(self, column: int) -> str:
        found = self.model().headerData(column, Qt.Orientation.Horizontal)
        return str(found or "")

    def show_fields(self, on: bool) -> None:
        """Without them nothing is left out."""
        if on == self.has_fields:
            return
        for field in self._fields:
            field.hide()
            field.deleteLater()
        self._fields = [self._field(column) for column in range(self.count())] if on else []
        self.updateGeometries()
        self.place_fields()
        table = self.parentWidget()
        if isinstance(table, QTableView):
            table.updateGeometries()

    def clear_fields(self) -> None:
        for field in self._fields:
            field.clear()

    def focus_field(self, column: int) -> None:
        if self._fields:
            self._fields[max(column, 0)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _field(self, column: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(f"filter_{column}")
        field.setFont(look.font(Size.SMALL))
        field.setPlaceholderText(self.tr("筛选"))
        field.setAccessibleName(self.tr("筛选 {column}").format(column=self.title(column)))
        field.setToolTip(self.tr("含有的词，多个用空格隔开；数字可用 >100、<=5"))
        field.setClearButtonEnabled(True)
        field.setMaxLength(60)
        field.textChanged.connect(partial(self.wanted.emit, column))
        return field

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._room())

    def updateGeometries(self) -> None:
        self.setViewportMargins(0, 0, 0, self._room())
        super().updateGeometries()

    def _room(self) -> int:
        """Below the heads, of the fields."""
        if not self._fields:
            return 0
        return self._fields[0].sizeHint().height() + look.px(AROUND)

    @Slot()
    def place_fields(self) -> None:
        top, tall = self.viewport().height(), self._room() - look.px(AROUND)
        for column, field in enumerate(self._fields):
            field.setVisible(not self.isSectionHidden(column))
            left, wide = self.sectionViewportPosition(column), self.sectionSize(column)
            field.setGeometry(left, top, max(wide - look.px(AROUND), 0), tall)

    def columns(self) -> Columns:
        order = tuple(self.logicalIndex(place) for place in range(self.count()))
        return Columns(order, tuple(self._drawn.items()), tuple(sorted(self._away)))

    def take(self, wanted: Columns) -> None:
        """Raises ValueError where it is of other columns."""
        if sorted(wanted.order) != list(range(self.count())):
            raise ValueError("of other columns")
        for place, column in enumerate(wanted.order):
            self.moveSection(self.visualIndex(column), place)
        for column, width in wanted.widths:
            self._draw(column, width)
        self._away = set(wanted.away)
        self._show_sections()

    def take_first(self) -> None:
        """As they were before a person touched them."""
        self.take(Columns(tuple(range(self.count())), tuple(self._before.items())))
        self._drawn.clear()

    def leave_out(self, column: int, out: bool) -> None:
        """By the program, whatever a person shows; what a person hides stays hidden."""
        (self._left_out.add if out else self._left_out.discard)(column)
        self._show_sections()

    def _draw(self, column: int, width: int) -> None:
        if self.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive and width > 0:
            self._before.setdefault(column, self.sectionSize(column))
            self._drawn[column] = width
            self.resizeSection(column, width)

    def _show_sections(self) -> None:
        """A table whose every column was put away would be gone."""
        hidden = self._away | self._left_out
        hidden = self._left_out if len(hidden) >= self.count() else hidden
        for column in range(self.count()):
            self.setSectionHidden(column, column in hidden)
        self.place_fields()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_hand = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._by_hand = False

    @Slot(int, int, int)
    def _on_resized(self, column: int, before: int, after: int) -> None:
        drawn = self.sectionResizeMode(column) is QHeaderView.ResizeMode.Interactive
        if self._by_hand and drawn and before and after:
            self._before.setdefault(column, before)
            self._drawn[column] = after
            self.changed.emit()
        self.place_fields()

    @Slot()
    def _on_moved(self) -> None:
        self.place_fields()
        if self._by_hand:
            self.changed.emit()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))

    def menu(self) -> QMenu:
        """Which columns are shown; one always is."""
        menu = QMenu(self)
        shown = [n for n in range(self.count()) if not self.isSectionHidden(n)]
        for column in sorted({*range(self.count())} - self._left_out):
            action = QAction(self.title(column), menu, checkable=True)
            action.setChecked(column in shown)
            action.setEnabled(shown != [column])
            action.toggled.connect(partial(self._put_away, column))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("恢复原来的列")).triggered.connect(lambda: self.first_wanted.emit())
        return menu

    def _put_away(self, column: int, on: bool) -> None:
        (self._away.discard if on else self._away.add)(column)
        self._show_sections()
        self.changed.emit()

"""The head of a table: its columns are moved, hidden and sorted by, and below them is a field each
in which one types what is to be seen.
"""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QTableView, QWidget

from commandcenter.ui import look
from commandcenter.ui.look import Size

AROUND = 3


class RowHeader(QHeaderView):
    """Signals:
    wanted: Something else is to be seen. args: column, what its cells must say
    shown: Another choice of columns is shown.
    first_wanted: The columns are to be as they were at first.
    """

    wanted = Signal(int, str)
    shown = Signal()
    first_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields: list[QLineEdit] = []
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.sectionResized.connect(self._place)
        self.sectionMoved.connect(self._place)

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
        self._place()
        table = self.parentWidget()
        if isinstance(table, QTableView):
            table.horizontalScrollBar().valueChanged.connect(
                self._place, Qt.ConnectionType.UniqueConnection
            )
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
    def _place(self) -> None:
        top, tall = self.viewport().height(), self._room() - look.px(AROUND)
        for column, field in enumerate(self._fields):
            field.setVisible(not self.isSectionHidden(column))
            left, wide = self.sectionViewportPosition(column), self.sectionSize(column)
            field.setGeometry(left, top, max(wide - look.px(AROUND), 0), tall)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(at))

    def menu(self) -> QMenu:
        """Which columns are shown; one always is."""
        menu = QMenu(self)
        shown = [n for n in range(self.count()) if not self.isSectionHidden(n)]
        for column in range(self.count()):
            action = QAction(self.title(column), menu, checkable=True)
            action.setChecked(column in shown)
            action.setEnabled(shown != [column])
            action.toggled.connect(partial(self._show_section, column))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("恢复原来的列")).triggered.connect(lambda: self.first_wanted.emit())
        return menu

    def _show_section(self, column: int, on: bool) -> None:
        self.setSectionHidden(column, not on)
        self._place()
        self.shown.emit()

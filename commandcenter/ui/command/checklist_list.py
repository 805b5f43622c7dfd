"""The checklist as a list for hands on the desk."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.queries.command.checklist import StepLine
from commandcenter.ui import look, theme
from commandcenter.ui.command import checklist_rows as rows
from commandcenter.ui.command.checklist_model import ChecklistModel
from commandcenter.ui.widgets.line_model import LINE

Index = QModelIndex | QPersistentModelIndex


ActWords = Callable[[StepLine], str]  # what stands at the lower right, to be clicked


def no_words(step: StepLine) -> str:
    return ""


class StepDelegate(QStyledItemDelegate):
    """Paints a row of the desk; knows what of which row the mouse is over."""

    def __init__(self, model: ChecklistModel, words: ActWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._words = model, words
        self.hovered: tuple[int, rows.Hovered] | None = None  # id of the step

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, rows.row_height())

    def columns(self, box: QRectF, step: StepLine) -> rows.Columns:
        """`box`: of the whole row."""
        side = look.px(4)
        inner = box.adjusted(side, 0, -side, 0)
        return rows.columns(inner, step, self._model.now, self._words(step))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        step: StepLine = index.data(LINE)
        box = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        rows.rule(painter, box)
        over = self.hovered
        hovered = over[1] if over and over[0] == step.id else rows.Hovered()
        at = self.columns(box, step)
        rows.paint_desk_row(painter, at, step, self._model.now, self._words(step), hovered)
        if state & QStyle.StateFlag.State_HasFocus:
            rows.focus_frame(painter, box)


class StepList(QListView):
    """The rows on the desk.

    Signals:
        ticked: The circle of an open step was clicked, or Space pressed. arg: StepLine
        act_clicked: The words at the lower right of a row. arg: StepLine
        clause_clicked: arg: StepLine
        opened: A row was double-clicked, or Enter pressed. arg: StepLine
        menu_wanted: args: StepLine, global position (QPoint)
    """

    ticked = Signal(object)
    act_clicked = Signal(object)
    clause_clicked = Signal(object)
    opened = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(
        self, model: ChecklistModel, words: ActWords = no_words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._delegate = StepDelegate(model, words, self)
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("处置任务"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setProperty("plain", "true")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def columns_of(self, index: Index) -> rows.Columns:
        """Where a row has what in the viewport."""
        step: StepLine = index.data(LINE)
        return self._delegate.columns(QRectF(self.visualRect(index)), step)

    def tick_box(self, index: QModelIndex) -> QRectF:
        return self.columns_of(index).tick

    def act_box(self, index: QModelIndex) -> QRectF:
        return self.columns_of(index).act

    def clause_box(self, index: QModelIndex) -> QRectF:
        return rows.clause_box(index.data(LINE), self.columns_of(index).clause)

    def _over(self, at: QPoint) -> tuple[StepLine, rows.Hovered] | None:
        """The clause or the act that is there."""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        over = rows.Hovered(
            clause=self.clause_box(index).contains(at), act=self.act_box(index).contains(at)
        )
        step: StepLine = index.data(LINE)
        return (step, over) if over.clause or over.act else None

    def _tick(self, index: Index) -> None:
        step: StepLine | None = index.data(LINE) if index.isValid() else None
        if step is not None and step.undone:
            self.ticked.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        over, index = self._over(at), self.indexAt(at)
        pressable = over is not None or (
            index.isValid() and self.tick_box(index).contains(event.position())
        )
        shape = Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        hovered = (over[0].id, over[1]) if over else None
        if hovered != self._delegate.hovered:
            self._delegate.hovered = hovered
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.tick_box(index).contains(event.position()):
            self._tick(index)
        elif (found := self._over(event.position().toPoint())) is not None:
            step, over = found
            (self.clause_clicked if over.clause else self.act_clicked).emit(step)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.tick_box(index).contains(event.position()):
            self.opened.emit(index.data(LINE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space:
            self._tick(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.data(LINE))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(index.data(LINE), self.viewport().mapToGlobal(place))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._delegate.hovered is not None:
            self._delegate.hovered = None
            self.viewport().update()

"""The edge of a drill: purple stripes on four sides of every window while a seat is at its store.

It hides how no window is forgotten: it watches the application, not the windows it knows of.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter.ui import look, theme
from commandcenter.ui.drills.mark_words import drill_word, marked
from commandcenter.ui.look import BOLD
from commandcenter.ui.widgets.stacking import WIDEST

EDGE = 22  # base pixels
STRIPE = 18  # of one colour, along the edge
EVERY = 132  # from word to word
TYPE = 15
MARKED = "drill_marked"  # property of a window that has its edge
WINDOW = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool)
SIDES = (Qt.Edge.TopEdge, Qt.Edge.BottomEdge, Qt.Edge.LeftEdge, Qt.Edge.RightEdge)
UPRIGHT = (Qt.Edge.LeftEdge, Qt.Edge.RightEdge)
WATCHED = frozenset(
    {
        QEvent.Type.Show,
        QEvent.Type.Resize,
        QEvent.Type.WindowTitleChange,
        QEvent.Type.ZOrderChange,
        QEvent.Type.ParentChange,
    }
)


def inner_share(height: int) -> float:
    """What the edge leaves of a screen `height` base pixels high."""
    return (height - 2 * EDGE) / height


class Strip(QWidget):
    """One side of the edge. It is seen, never pressed."""

    def __init__(self, side: Qt.Edge, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drill_edge")
        self.setAccessibleName(drill_word())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side, self._around = side, window

    def place(self) -> None:
        """Along its side of the window, over all that is there."""
        around, thick = self._around.rect(), look.px(EDGE)
        area = QRect(around)
        match self._side:
            case Qt.Edge.TopEdge:
                area.setHeight(thick)
            case Qt.Edge.BottomEdge:
                area.setTop(around.bottom() - thick + 1)
            case Qt.Edge.LeftEdge:
                area.setWidth(thick)
            case Qt.Edge.RightEdge:
                area.setLeft(around.right() - thick + 1)
        if self._side in UPRIGHT:
            area.adjust(0, thick, 0, -thick)
        self.setGeometry(area)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("drill"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("drill_stripe"))
        # The stripes go on around the corners: they are counted from the window's own corner.
        left, top = self.x(), self.y()
        wide, pitch = look.px(STRIPE), 2 * look.px(STRIPE)
        painter.translate(-left, -top)
        ends = (left + top, left + self.width() + top + self.height())
        for at in range(ends[0] // pitch * pitch - pitch, ends[1] + pitch, pitch):
            painter.drawPolygon(_stripe(at, wide, top, top + self.height()))
        painter.translate(left, top)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        painter.setFont(_font())
        painter.setPen(theme.color("drill_text"))
        upright = self._side in UPRIGHT
        length = self.height() if upright else self.width()
        for at in range(look.px(EVERY) // 2, length, look.px(EVERY)):
            if upright:
                high = look.px(TYPE) * 1.15
                for number, letter in enumerate(drill_word()):
                    box = QRectF(0, at + (number - 1) * high, self.width(), high)
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
            else:
                box = QRectF(at - look.px(40), 0, look.px(80), self.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, drill_word())


def _stripe(at: int, wide: int, top: int, bottom: int) -> QPolygonF:
    """From bottom left to top right; `at` is where it would meet the window's upper border."""
    corners = QPolygonF()
    for across, down in ((at, top), (at + wide, top), (at + wide, bottom), (at, bottom)):
        corners.append(QRectF(across - down, down, 0, 0).topLeft())
    return corners


def _font() -> QFont:
    return look.font(TYPE, BOLD)


class Edges(QObject):
    """Every window of the program has the edge and the mark in its title, until `stop`.

    Menus, lists and tips that drop from a window have none. Dialogs of the system would have
    none either: the program's own come instead.
    """

    def __init__(self) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        self._native = app.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
        app.installEventFilter(self)
        for window in app.topLevelWidgets():
            if window.isVisible():
                self._look_at(window)

    def stop(self) -> None:
        """What was marked stays marked: it belongs to the seat that is left."""
        self._app.removeEventFilter(self)
        self._app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, self._native)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in WATCHED and isinstance(watched, QWidget):
            self._hear(watched, event.type())
        return False

    def _hear(self, widget: QWidget, what: QEvent.Type) -> None:
        if widget.isWindow():
            if what in (QEvent.Type.Show, QEvent.Type.Resize):
                self._look_at(widget)
            elif what is QEvent.Type.WindowTitleChange:
                self._name(widget)
        elif what in (QEvent.Type.ParentChange, QEvent.Type.Show):
            self._let_go(widget)
            self._keep_over(widget)
        elif what is QEvent.Type.ZOrderChange:
            self._keep_over(widget)

    def _look_at(self, window: QWidget) -> None:
        if window.windowType() not in WINDOW:
            return
        if not window.property(MARKED):
            window.setProperty(MARKED, True)  # first: making room resizes it, which is heard here
            for side in SIDES:
                Strip(side, window).show()
            self._make_room(window)
            self._name(window)
        for strip in _strips(window):
            strip.place()

    def _make_room(self, window: QWidget) -> None:
        """A dialog grows by the edge, as far as the screen lets it."""
        edge = look.px(EDGE)
        window.setContentsMargins(edge, edge, edge, edge)
        if window.windowType() is not Qt.WindowType.Window and not window.isMaximized():
            room = window.screen().availableSize()
            least, most = window.minimumSize(), window.maximumSize()
            if most.width() < WIDEST:
                window.setMaximumWidth(most.width() + 2 * edge)
            if most.height() < WIDEST:
                window.setMaximumHeight(most.height() + 2 * edge)
            window.setMinimumWidth(min(least.width() + 2 * edge, room.width()))
            window.resize(
                min(window.width() + 2 * edge, max(room.width() - 40, window.width())),
                min(window.height() + 2 * edge, max(room.height() - 60, window.height())),
            )

    def _name(self, window: QWidget) -> None:
        title = window.windowTitle()
        if window.windowType() in WINDOW and title and title != marked(title):
            window.setWindowTitle(marked(title))

    def _let_go(self, widget: QWidget) -> None:
        """A dock that was afloat and is a part of its window again."""
        strips = _strips(widget)
        if not strips:
            return
        widget.setProperty(MARKED, False)
        widget.setContentsMargins(0, 0, 0, 0)
        for strip in strips:
            strip.hide()
            strip.deleteLater()

    def _keep_over(self, widget: QWidget) -> None:
        """What covers a whole window (the lock screen) does not cover its edge."""
        window = widget.parentWidget()
        if window is not None and window.property(MARKED) and not isinstance(widget, Strip):
            for strip in _strips(window):
                strip.raise_()


def _strips(widget: QWidget) -> list[Strip]:
    """None where it has no edge: asked of every widget that is shown, so it must cost little."""
    if not widget.property(MARKED):
        return []
    return [strip for strip in widget.children() if isinstance(strip, Strip)]

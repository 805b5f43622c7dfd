"""The pages of a paper below one another, white on the ground of any theme."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.papers.pictures import Wanted, bounded

A4 = QSizeF(595.276, 841.890)
GAP, MARGIN = 14, 16  # between pages, and around them
STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5)  # of the size on paper, at 96 dots an inch
DOTS = 96 / 72
WIDEST = 1.6  # a page that fits a very wide window is not blown up further
ROOM_ABOVE = 0.25  # where in the window a place that was out of sight appears


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page in points from its top, shown by a line beside the text."""

    page: int
    top: float
    bottom: float


class PageView(QAbstractScrollArea):
    """Shows pictures of pages that somebody else draws.

    Signals:
        wanted: Pages can be seen whose picture is missing, old or of another size.
            arg: tuple[Wanted, ...]
        turned: Another page stands at the top. arg: its number from 0
        zoomed: The pages are shown in another size.
        pressed: A place on a page was clicked. args: page, points from its top
    """

    wanted = Signal(object)
    turned = Signal(int)
    zoomed = Signal()
    pressed = Signal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_view")
        self.setAccessibleName(self.tr("版面"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._sizes: tuple[QSizeF, ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._fresh: set[int] = set()
        self._zoom: float | None = None  # None: as wide as the window
        self._marks: tuple[Mark, ...] = ()
        self._asked: tuple[Wanted, ...] = ()
        self._top = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def count(self) -> int:
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page at the top of the window, from 0."""
        return self._top

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def picture(self, page: int) -> QImage | None:
        return self._pictures.get(page)

    def set_pages(
        self, sizes: Sequence[QSizeF], pictures: Mapping[int, QImage] | None = None
    ) -> None:
        """The pages are others now. Of those without a picture the old ones stay for the while."""
        self._sizes = tuple(sizes)
        self._fresh.clear()
        self._asked = ()
        self._pictures = {p: i for p, i in self._pictures.items() if p < len(self._sizes)}
        self._fit_bars()
        for page, picture in (pictures or {}).items():
            self.put(page, picture)
        self.viewport().update()
        self.ask()

    def put(self, page: int, picture: QImage) -> None:
        if page >= self.count:
            return
        self._pictures[page] = picture
        if picture.size() == self._pixels(page):
            self._fresh.add(page)
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark], *, follow: bool = True) -> None:
        """Mark a stretch; with `follow` scroll to it unless it can be seen."""
        self._marks = tuple(mark for mark in marks if mark.page < self.count)
        if follow and self._marks:
            self._reveal(self._marks[0])
        self.viewport().update()

    def go_to(self, page: int) -> None:
        if 0 <= page < self.count:
            self.verticalScrollBar().setValue(round(self._boxes()[page].top()) - self._px(MARGIN))

    def zoom(self, step: int) -> None:
        """One step larger (1) or smaller (-1); 0 is as wide as the window again."""
        now = self._scale() / DOTS / look.current().scale
        if step > 0:
            self._zoom = next((s for s in STEPS if s > now + 0.01), STEPS[-1])
        elif step < 0:
            self._zoom = next((s for s in reversed(STEPS) if s < now - 0.01), STEPS[0])
        else:
            self._zoom = None
        self._rescale()

    def percent(self) -> int:
        """How large it is shown, of the size on paper."""
        return round(self._scale() / DOTS / look.current().scale * 100)

    def wanted_now(self) -> tuple[Wanted, ...]:
        """The pages that can be seen and have no picture as they should."""
        seen = (page for page in self._seen() if page not in self._fresh)
        return tuple(Wanted(page, self._pixels(page)) for page in seen)

    def seen_now(self) -> tuple[Wanted, ...]:
        """All pages that can be seen, to be drawn anew with a changed text."""
        return tuple(Wanted(page, self._pixels(page)) for page in self._seen())

    def ask(self) -> None:
        wanted = self.wanted_now()
        if wanted and wanted != self._asked:
            self._asked = wanted
            self.wanted.emit(wanted)

    def _px(self, n: float) -> int:
        return look.px(n)

    def _scale(self) -> float:
        """Pixels of the screen for a point."""
        if self._zoom is not None:
            return self._zoom * DOTS * look.current().scale
        widest = max((size.width() for size in self._sizes), default=A4.width())
        room = self.viewport().width() - 2 * self._px(MARGIN)
        return max(0.2, min(room / widest, WIDEST * DOTS * look.current().scale))

    def _pixels(self, page: int) -> QSize:
        """Of its picture: as many as the screen really has."""
        scale = self._scale() * self.devicePixelRatioF()
        size = self._sizes[page]
        return bounded(QSize(round(size.width() * scale), round(size.height() * scale)))

    def _boxes(self) -> list[QRectF]:
        """Where the pages lie, from the top of the first."""
        scale, made, down = self._scale(), [], float(self._px(MARGIN))
        inner = max(
            self.viewport().width(),
            round(max((s.width() for s in self._sizes), default=0) * scale) + 2 * self._px(MARGIN),
        )
        for size in self._sizes:
            width, height = round(size.width() * scale), round(size.height() * scale)
            made.append(QRectF((inner - width) // 2, down, width, height))
            down += height + self._px(GAP)
        return made

    def _shift(self) -> QPointF:
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _seen(self) -> list[int]:
        window = QRectF(self.viewport().rect()).translated(-self._shift())
        return [at for at, box in enumerate(self._boxes()) if box.intersects(window)]

    def _reveal(self, mark: Mark) -> None:
        scale, bar = self._scale(), self.verticalScrollBar()
        top = self._boxes()[mark.page].top() + mark.top * scale
        bottom = top + (mark.bottom - mark.top) * scale
        height = self.viewport().height()
        begins = bar.value() + self._px(GAP) <= top <= bar.value() + height * 0.8
        if not (begins and min(bottom, top + height * 0.5) <= bar.value() + height):
            bar.setValue(round(top - height * ROOM_ABOVE))

    def _rescale(self) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._fresh.clear()
        self._asked = ()
        self._fit_bars()
        bar.setValue(round(share * bar.maximum()))
        self.viewport().update()
        self.zoomed.emit()
        self.ask()

    def _fit_bars(self) -> None:
        boxes, view = self._boxes(), self.viewport().size()
        down = round(boxes[-1].bottom()) + self._px(MARGIN) if boxes else 0
        wide = round(max((b.width() for b in boxes), default=0)) + 2 * self._px(MARGIN)
        for bar, length, room in (
            (self.verticalScrollBar(), down, view.height()),
            (self.horizontalScrollBar(), wide, view.width()),
        ):
            bar.setRange(0, max(0, length - room))
            bar.setPageStep(room)
            bar.setSingleStep(self._px(40))

    def _scrolled(self, _: int) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        boxes = self._boxes()
        top = next((at for at, box in enumerate(boxes) if box.bottom() > middle), 0)
        if top != self._top:
            self._top = top
            self.turned.emit(top)
        self.viewport().update()
        self.ask()

    def _page_at(self, at: QPointF) -> tuple[int, float] | None:
        inside = at - self._shift()
        for page, box in enumerate(self._boxes()):
            if box.contains(inside):
                return page, (inside.y() - box.top()) / self._scale()
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), theme.color("surface_3"))
        painter.translate(self._shift())
        boxes = self._boxes()
        for page in self._seen():
            self._paint_page(painter, page, boxes[page])
        for mark in self._marks:
            self._paint_mark(painter, mark, boxes[mark.page])

    def _paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(QColor(Qt.GlobalColor.white))  # paper is white in the dark theme, too
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        picture = self._pictures.get(page)
        if picture is not None:
            painter.drawImage(box, picture, QRectF(picture.rect()))

    def _paint_mark(self, painter: QPainter, mark: Mark, box: QRectF) -> None:
        scale, thick = self._scale(), self._px(3)
        left = box.left() + 20 * scale  # in the page's own margin
        bar = QRectF(left, box.top() + mark.top * scale, thick, (mark.bottom - mark.top) * scale)
        painter.fillRect(bar, theme.load("light").colors["accent"])

    def mousePressEvent(self, event: object) -> None:
        position = event.position()  # type: ignore[attr-defined]  # a QMouseEvent
        found = self._page_at(position)
        if found is not None:
            self.pressed.emit(*found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(min(self._top + 1, self.count - 1))
            case Qt.Key.Key_PageUp:
                self.go_to(max(self._top - 1, 0))
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.count - 1)
            case _:
                super().keyPressEvent(event)

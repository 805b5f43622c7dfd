"""The map painted by Qt itself: needs no web engine and is there at once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from commandcenter.queries.command.map_picture import MapPicture
from commandcenter.ui.map import colors as palette
from commandcenter.ui.map import shapes
from commandcenter.ui.map.case_signs import HALF
from commandcenter.ui.map.legend import MARGIN, draw_credit, draw_legend
from commandcenter.ui.map.maker import Maker, dots_of
from commandcenter.ui.map.painter import Camera, Outlines, ScenePainter, fit, sized
from commandcenter.ui.map.scene import Dot, Scene, Words, credit, incidents_of
from commandcenter.ui.map.stamps import Stamps
from commandcenter.ui.map.tips import tip_html
from commandcenter.ui.widgets.painting import focus_ring

CLOSER = 6.0  # how many doublings beyond the whole city the wheel may go
NUMBERS = 1.6  # at this much closer than the whole city, bubbles bear numbers
STILL = 4  # pixels: a press that moves less is a click

Hit = tuple[str, str, str]  # kind, id, tooltip


class NativeMap(QWidget):
    """Same interface as WebMap.

    Signals:
        clicked(kind: str, id: str): district, incident ("incident:place"), point, or
            cluster (ids with commas), case (of a school or hospital its number).
        ready(): the first picture is painted.
    """

    clicked = Signal(str, str)
    ready = Signal()

    def __init__(
        self, words: Words, interactive: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("native_map")
        self._words = words
        self._interactive = interactive
        self._colors: dict[str, str] = {}
        self._scale = 1.0
        self._boundaries: shapes.Boundaries | None = None
        self._lines: Outlines | None = None
        self._picture: MapPicture | None = None
        self._dots: tuple[Dot, ...] = ()
        self._scene: Scene | None = None
        self._shown: tuple[Camera, dict[str, str], float] | None = None  # beside the scene
        self._stamps = Stamps()
        self._drawn: QPixmap | None = None  # all but what follows the pointer
        self._camera: Camera | None = None
        self._moved = False  # by a person: then a change of size keeps the place
        self._pressed: QPointF | None = None
        self._dragged = False
        self._hovered = ""
        self._told = False
        self.fits = 0  # how often the whole city was brought into view
        if interactive:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def interactive(self) -> bool:
        return self._interactive

    def set_boundaries(self, geojson: dict[str, Any]) -> None:
        """Raise RuleBroken when there is no county unit in it."""
        self._boundaries = shapes.read(geojson)
        self._lines = Outlines(self._boundaries)
        self._camera = None
        self._remake()

    def set_colors(self, colors: dict[str, str]) -> None:
        self._colors = palette.complete(colors)
        self._remake()

    def set_scale(self, scale: float) -> None:
        """1.0 is a desk at 100 %."""
        self._scale = scale
        self._remake()

    def set_picture(self, picture: MapPicture) -> None:
        before, self._picture = self._picture, picture
        if before is None or incidents_of(before) != incidents_of(picture):
            self._camera = None
        if before is None or before.points != picture.points:
            self._dots = dots_of(picture)
        self._remake()

    def show_all(self) -> None:
        """Bring the whole city into view."""
        self._camera = None
        self._remake()

    def _remake(self) -> None:
        if not (self._boundaries and self._picture and self._colors):
            return
        if self._camera is None:
            self._fit()
        self._rebuild()

    def _fit(self) -> None:
        self._camera = self._whole()
        self._moved = False
        self.fits += 1

    def _rebuild(self) -> None:
        """Place everything anew for this zoom."""
        assert self._boundaries
        assert self._picture
        assert self._camera
        maker = Maker(self._boundaries, self._colors, self._words, self._measure, self._scale)
        extent = None if self._moved else (self.width(), self.height())
        pixels = self._camera.pixels
        scene = maker.scene(self._picture, self._dots, pixels, self._numberless, extent)
        shown = self._camera, self._colors, self._scale
        if (scene, shown) == (self._scene, self._shown):
            return  # an answer that says the same
        self._scene, self._shown = scene, shown
        self._repaint()

    def _repaint(self) -> None:
        self._drawn = None
        self.update()

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return QFontMetricsF(sized(self.font(), size, bold)).horizontalAdvance(text)

    def _whole(self) -> Camera:
        assert self._boundaries
        return fit(self._boundaries.box, self.width(), self.height(), MARGIN * self._scale)

    @property
    def _numberless(self) -> bool:
        return self._camera is None or self._camera.pixels < self._whole().pixels * NUMBERS

    def _zoom(self, times: float, around: QPointF) -> None:
        """Come closer by a factor; the place under `around` stays where it is."""
        assert self._camera
        least = self._whole().pixels
        pixels = max(least, min(least * 2**CLOSER, self._camera.pixels * times))
        if pixels == least:
            self.show_all()
            return
        x, y = self._camera.world(around)
        there = replace(self._camera, pixels=pixels)
        now_x, now_y = there.world(around)
        self._camera = replace(there, x=there.x + x - now_x, y=there.y + y - now_y)
        self._moved = True
        self._rebuild()

    def _pan(self, dx: float, dy: float) -> None:
        assert self._camera
        assert self._boundaries
        c, box = self._camera, self._boundaries.box
        x = min(box.right, max(box.left, c.x - dx / c.pixels))
        y = min(box.bottom, max(box.top, c.y - dy / c.pixels))
        self._camera, self._moved = replace(c, x=x, y=y), True
        self._repaint()

    def what_is_at(self, at: QPointF) -> Hit:
        """Kind, id and tooltip of what lies under a pixel; empty words for nothing."""
        if not (self._scene and self._camera and self._lines):
            return "", "", ""
        # A bubble inside a wide circle can be hit too; the disc in its middle is the incident.
        return (
            self._sign_at(at)
            or self._circle_at(at, core=True)
            or self._bubble_at(at)
            or self._circle_at(at, core=False)
            or self._district_at(at)
            or ("", "", "")
        )

    def _sign_at(self, at: QPointF) -> Hit | None:
        assert self._scene
        assert self._camera
        for sign in reversed(self._scene.signs):
            if _near(self._camera.screen(sign.x, sign.y), at, (HALF + 2) * self._scale):
                return "case", sign.id, sign.tip
        return None

    def _circle_at(self, at: QPointF, core: bool) -> Hit | None:
        assert self._scene
        assert self._camera
        for circle in reversed(self._scene.circles):
            reach = circle.core if core else circle.radius
            if _near(self._camera.screen(circle.x, circle.y), at, reach):
                return "incident", circle.id, circle.tip
        return None

    def _bubble_at(self, at: QPointF) -> Hit | None:
        assert self._scene
        assert self._camera
        whole = self._numberless
        for bubble in reversed(self._scene.bubbles):
            reach = bubble.radius(self._scale, whole) + 2
            if _near(self._camera.screen(bubble.x, bubble.y), at, reach):
                ids = ",".join(bubble.members)
                return ("point", ids, bubble.tip) if bubble.single else ("cluster", ids, "")
        return None

    def _district_at(self, at: QPointF) -> Hit | None:
        assert self._lines
        assert self._camera
        code = self._lines.district_at(*self._camera.world(at))
        return ("district", code, "") if code else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not (self._scene and self._camera and self._lines):
            if self._colors:
                painter.fillRect(self.rect(), self._colors["ground"])
            return
        if self._drawn is None:
            self._drawn = self._draw()
        painter.drawPixmap(0, 0, self._drawn)
        if self._hovered in self._lines.districts:
            self._on(painter).hover(self._lines.districts[self._hovered])
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        if not self._told:
            self._told = True
            self.ready.emit()

    def _draw(self) -> QPixmap:
        assert self._scene
        assert self._lines
        ratio = self.devicePixelRatioF()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        self._stamps.begin()
        with QPainter(drawn) as painter:
            draw = self._on(painter)
            draw.draw(self._scene, self._lines, self._numberless)
            draw_legend(draw, self._scene.legend, self._words)
            told = credit(self._lines.credit, self._words.by_hand)
            draw_credit(draw, told, self._scene.legend)
        return drawn

    def _on(self, painter: QPainter) -> ScenePainter:
        assert self._camera
        return ScenePainter(
            painter, self._camera, self._colors, self._scale, self.font(), self._stamps
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._camera is None or not self._moved:
            self.show_all()
        else:
            size = event.size()
            self._camera = replace(self._camera, width=size.width(), height=size.height())
            self._repaint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._camera:
            self._zoom(2 ** (event.angleDelta().y() / 240), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and self._camera:
            moved = event.position() - self._pressed
            if self._dragged or moved.manhattanLength() > STILL:
                self._dragged, self._pressed = True, event.position()
                self._pan(moved.x(), moved.y())
            return
        self._hover(event.position(), event.globalPosition().toPoint())

    def _hover(self, at: QPointF, there: QPoint) -> None:
        kind, id_, tip = self.what_is_at(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind else Qt.CursorShape.ArrowCursor)
        hovered = id_ if kind == "district" else ""
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
        QToolTip.showText(there, tip_html(tip), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed is not None:
            kind, id_, _ = self.what_is_at(event.position())
            if kind and not self._dragged:
                self.clicked.emit(kind, id_)
            self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        middle, key = QPointF(self.rect().center()), event.key()
        steps = {
            Qt.Key.Key_Left: (60, 0), Qt.Key.Key_Right: (-60, 0),
            Qt.Key.Key_Up: (0, 60), Qt.Key.Key_Down: (0, -60),
        }  # fmt: skip
        if not self._camera:
            return
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(2**0.5, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(2**-0.5, middle)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in steps:
            self._pan(*steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)


def _near(a: QPointF, b: QPointF, reach: float) -> bool:
    off = a - b
    return off.x() ** 2 + off.y() ** 2 <= reach**2

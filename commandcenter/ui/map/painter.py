"""Draw a Scene with Qt: counties, river, circles, tags, names with a halo."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from commandcenter.late_dataclass import dataclass
from commandcenter.ui.map.case_signs import HALF
from commandcenter.ui.map.scene import (
    CASE_TAG,
    COUNT,
    NAME,
    NOTE,
    SIGN,
    TAG,
    Bubble,
    Name,
    Scene,
    Tag,
)
from commandcenter.ui.map.shapes import Boundaries, Box, Ring
from commandcenter.ui.map.stamps import Stamps

HATCH_STEP = 7.0
UNIT = 65536.0  # of a path in world coordinates: Qt's own tolerance is then far below a pixel


@dataclass(frozen=True, slots=True)
class Camera:
    """The view: world coordinates of its middle, pixels of a world unit, its size in pixels."""

    x: float
    y: float
    pixels: float
    width: float
    height: float

    def screen(self, x: float, y: float) -> QPointF:
        return QPointF(
            (x - self.x) * self.pixels + self.width / 2,
            (y - self.y) * self.pixels + self.height / 2,
        )

    def world(self, at: QPointF) -> tuple[float, float]:
        return (
            self.x + (at.x() - self.width / 2) / self.pixels,
            self.y + (at.y() - self.height / 2) / self.pixels,
        )


def fit(box: Box, width: float, height: float, margin: float) -> Camera:
    """The view that shows the whole box."""
    wide, high = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    pixels = min(wide / box.width, high / box.height)
    return Camera(*box.middle, pixels, width, height)


def outline(rings: Sequence[Ring], closed: bool = True) -> QPainterPath:
    """World coordinates times UNIT."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.moveTo(ring[0][0] * UNIT, ring[0][1] * UNIT)
        for x, y in ring[1:]:
            path.lineTo(x * UNIT, y * UNIT)
        if closed:
            path.closeSubpath()
    return path


class Outlines:
    """The boundaries as Qt paths, made once a city."""

    def __init__(self, boundaries: Boundaries) -> None:
        self.districts = {d.code: outline(d.rings) for d in boundaries.districts}
        self.rivers = outline(boundaries.rivers, closed=False)
        self.credit = boundaries.credit

    def district_at(self, x: float, y: float) -> str:
        """The code of the county unit at a place in world coordinates, or nothing."""
        place = QPointF(x * UNIT, y * UNIT)
        return next((code for code, path in self.districts.items() if path.contains(place)), "")


class ScenePainter:
    """Draws with one QPainter; `font` gives the family, `stamps` keeps words between times."""

    def __init__(
        self,
        painter: QPainter,
        camera: Camera,
        colors: Mapping[str, str],
        scale: float,
        font: QFont,
        stamps: Stamps,
    ) -> None:
        self.p = painter
        self.camera = camera
        self.colors = colors
        self.s = scale
        self._font = font
        self._stamps = stamps
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )

    def draw(self, scene: Scene, lines: Outlines, whole: bool) -> None:
        """`whole`: the city is seen whole, so bubbles bear no numbers: the counties do."""
        self._ground()
        self._districts(scene, lines)
        for bubble in scene.bubbles:
            self._bubble(bubble, whole)
        for tag in scene.tags:
            self._leader(tag)
        self._circles(scene)
        self._tags(scene.tags)
        for name in scene.names:
            self._name(name)
        for sign in scene.signs:
            self.sign(self.camera.screen(sign.x, sign.y), sign.kind, sign.color)
        for sign in scene.signs:
            if sign.text:
                middle = self.camera.screen(sign.text_x, sign.text_y)
                font = self.font(CASE_TAG, sign.kind == "ill")
                self._haloed(middle, sign.text, font, "label")

    def font(self, size: float, bold: bool = False) -> QFont:
        return sized(self._font, size * self.s, bold)

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        color = QColor(self.colors[name])
        color.setAlphaF(color.alphaF() * alpha)
        return color

    def pen(self, name: str, width: float, alpha: float = 1.0) -> QPen:
        pen = QPen(self.color(name, alpha), width * self.s)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _ground(self) -> None:
        self.p.fillRect(QRectF(0, 0, self.camera.width, self.camera.height), self.color("ground"))

    def _districts(self, scene: Scene, lines: Outlines) -> None:
        self.p.save()
        self._enter()
        for area in scene.areas:
            if area.code in lines.districts:
                path = lines.districts[area.code]
                self.p.fillPath(path, QColor(area.fill))
                if area.hatched:
                    self._hatched(path)
        self.p.restore()
        inks = self.colors["district_line"], self.colors["river"]
        of = (lines, self.camera, self.s, *inks)
        self._stamps.layer(self.p, "borders", self._size, of, partial(self._borders, lines))

    def _borders(self, lines: Outlines, on: QPainter) -> None:
        other = self._with(on)
        other._enter()
        on.setBrush(Qt.BrushStyle.NoBrush)
        on.setPen(self.pen("district_line", 1.6))
        for path in lines.districts.values():
            on.drawPath(path)
        on.setPen(self.pen("river", 2.4))
        on.drawPath(lines.rivers)

    def _hatched(self, path: QPainterPath) -> None:
        """`path` in its own coordinates, into which the painter has gone over."""
        self.p.save()
        self.p.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.p.resetTransform()
        whole = QPainterPath()
        whole.addRect(QRectF(QPointF(0, 0), self._size))
        of = self.s, self.colors["hatch"]
        draw = partial(self._hatch_all, whole)
        self._stamps.layer(self.p, "hatch", self._size, of, draw)
        self.p.restore()

    def _hatch_all(self, whole: QPainterPath, on: QPainter) -> None:
        self._with(on).hatch(whole, 1.0)

    @property
    def _size(self) -> QSizeF:
        return QSizeF(self.camera.width, self.camera.height)

    def _with(self, painter: QPainter) -> "ScenePainter":
        return ScenePainter(
            painter, self.camera, self.colors, self.s, self._font, self._stamps
        )  # fmt: skip

    def hover(self, path: QPainterPath) -> None:
        """The outline of the county under the pointer."""
        self.p.save()
        self._enter()
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.setPen(self.pen("district_hover", 2.0))
        self.p.drawPath(path)
        self.p.restore()

    def _enter(self) -> float:
        """Go over to the coordinates of the paths; return pixels of one of their units."""
        c, k = self.camera, self.camera.pixels / UNIT
        self.p.translate(c.width / 2 - c.x * c.pixels, c.height / 2 - c.y * c.pixels)
        self.p.scale(k, k)
        return k

    def hatch(self, path: QPainterPath, k: float) -> None:
        self.p.save()
        self.p.setClipPath(path, Qt.ClipOperation.IntersectClip)
        self.p.setPen(self.pen("hatch", 1.3, 0.8))
        box, step = path.boundingRect(), HATCH_STEP * self.s / k
        start = box.left() - box.height()
        lines = [
            QLineF(start + i * step, box.bottom(), start + i * step + box.height(), box.top())
            for i in range(int((box.width() + box.height()) / step) + 1)
        ]
        self.p.drawLines(lines)
        self.p.restore()

    def _bubble(self, bubble: Bubble, whole: bool) -> None:
        at, r = self.camera.screen(bubble.x, bubble.y), bubble.radius(self.s, whole)
        self.p.setPen(self.pen("cluster_text", 1, 0.75))
        self.p.setBrush(self.color("point" if bubble.single and not whole else "cluster", 0.9))
        self.p.drawEllipse(at, r, r)
        if bubble.single or whole:
            return
        box = QRectF(at.x() - 40 * self.s, at.y() - r, 80 * self.s, 2 * r)
        self._text(box, str(len(bubble.members)), self.font(11), "cluster_text")

    def sign(self, at: QPointF, kind: str, color: str, half: float = HALF) -> None:
        """A school with patients filled, of the same kitchen hollow; a hospital round."""
        r, ink = half * self.s, QColor(color)
        box = QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r)
        self.p.setPen(self.pen("label" if kind == "same" else "halo", 2))
        if kind == "hospital":
            self.p.setBrush(self.color("accent"))
            self.p.drawEllipse(box)
            self.p.setPen(self.pen("accent_text", 2.2))
            arm = 0.5 * r
            self.p.drawLine(QPointF(at.x() - arm, at.y()), QPointF(at.x() + arm, at.y()))
            self.p.drawLine(QPointF(at.x(), at.y() - arm), QPointF(at.x(), at.y() + arm))
            return
        self.p.setBrush(ink if kind == "ill" else self.color("halo", 0.9))
        less = 0.0 if kind == "ill" else 0.25 * r
        box.adjust(less, less, -less, -less)
        self.p.drawRoundedRect(box, 0.3 * r, 0.3 * r)

    def _text(self, box: QRectF, text: str, font: QFont, color: str) -> None:
        self.p.setFont(font)
        self.p.setPen(self.color(color))
        self.p.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _leader(self, tag: Tag) -> None:
        ends = [self.camera.screen(*end) for end in tag.line]
        self.p.setPen(self.pen("team_line", 1.4))
        self.p.drawPolyline(ends)
        if tag.dot:
            self.p.setBrush(self.color("team_line"))
            self.p.drawEllipse(ends[0], 3 * self.s, 3 * self.s)

    def _circles(self, scene: Scene) -> None:
        for circle in scene.circles:
            at, color = self.camera.screen(circle.x, circle.y), QColor(circle.color)
            soft = QColor(color)
            soft.setAlphaF(0.22)
            self.p.setPen(QPen(color, 2 * self.s))
            self.p.setBrush(soft)
            self.p.drawEllipse(at, circle.radius, circle.radius)
            self.p.setPen(Qt.PenStyle.NoPen)
            self.p.setBrush(color)
            self.p.drawEllipse(at, circle.core, circle.core)
            self.p.setFont(self.font(SIGN, True))
            self.p.setPen(QColor(circle.sign_color))
            r = circle.core * 2
            self.p.drawText(
                QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r),
                Qt.AlignmentFlag.AlignCenter,
                circle.sign,
            )

    def _tags(self, tags: Sequence[Tag]) -> None:
        for tag in tags:
            at = self.camera.screen(tag.x, tag.y)
            box = QRectF(0, 0, tag.width, tag.height)
            box.moveCenter(at)
            if not tag.team:
                view = self.p.window()
                at.setX(_inside(at.x(), tag.width, view.width()))
                at.setY(_inside(at.y(), tag.height, view.height()))
                self._haloed(at, tag.text, self.font(TAG), "label_dim")
                continue
            if not tag.text:
                continue
            self.p.setPen(self.pen("team_line", 1.2))
            self.p.setBrush(self.color("team"))
            self.p.drawRoundedRect(box, 4 * self.s, 4 * self.s)
            self._text(box, tag.text, self.font(TAG, True), "team_text")

    def _name(self, name: Name) -> None:
        at, s = self.camera.screen(name.x, name.y), self.s
        lines = (COUNT if name.count else 0) + (NOTE if name.note else 0)
        y = at.y() - (NAME * 1.3 + lines * 1.2) * s / 2
        self._haloed(QPointF(at.x(), y + NAME * 0.65 * s), name.name, self.font(NAME), "label")
        y += NAME * 1.3 * s
        if name.count:
            middle = QPointF(at.x(), y + COUNT * 0.6 * s)
            self._haloed(middle, name.count, self.font(COUNT, True), "label")
            y += COUNT * 1.2 * s
        if name.note:
            middle = QPointF(at.x(), y + NOTE * 0.6 * s)
            self._haloed(middle, name.note, self.font(NOTE), "label_dim")

    def _haloed(self, middle: QPointF, text: str, font: QFont, color: str) -> None:
        """Text with a soft rim, so that it can be read across borders and shades."""
        rim = QPen(self.color("halo", 0.75), 3.2 * self.s)
        self._stamps.put(self.p, middle, text, font, self.color(color), rim)


def _inside(middle: float, extent: float, room: float) -> float:
    """Moved from the edge that would cut it; what is out of sight stays there."""
    half = extent / 2
    return min(max(middle, half), room - half) if -half < middle < room + half else middle


def sized(font: QFont, pixels: float, bold: bool = False) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made

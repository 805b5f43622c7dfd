"""The corner of the map that says what its signs mean, and whose borders they are."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainterPath

from commandcenter.ui.map.painter import ScenePainter
from commandcenter.ui.map.scene import NOTE, Legend, Words

MARGIN = 12.0
LINE = 20.0
LEAST_WIDTH, LEAST_HEIGHT = 400.0, 260.0  # bridge.js has the same
BAR = 92.0  # length of the scale
SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_legend(on: ScenePainter, legend: Legend, words: Words) -> None:
    """From the lower left corner upwards; only what is on the map, nothing on a small one.

    Of cases always: their signs say nothing by themselves.
    """
    if legend.cases:
        _case_signs(on, legend, words)
        return
    if on.camera.width < LEAST_WIDTH * on.s or on.camera.height < LEAST_HEIGHT * on.s:
        return
    x, y = MARGIN * on.s, on.camera.height - (MARGIN + 14) * on.s
    if not legend.scale:
        return  # nothing is counted
    _scale(on, legend, words, x, y)
    if legend.silent:
        y -= LINE * on.s
        box = QPainterPath()
        box.addRoundedRect(QRectF(x, y + on.s, 18 * on.s, 12 * on.s), 2 * on.s, 2 * on.s)
        on.p.fillPath(box, on.color("district_0"))
        on.hatch(box, 1.6)
        _word(on, x + 25 * on.s, y, words.silent_key)
    if legend.points:
        y -= LINE * on.s
        on.p.setPen(on.pen("cluster_text", 1, 0.75))
        on.p.setBrush(on.color("cluster", 0.9))
        on.p.drawEllipse(QPointF(x + 9 * on.s, y + 7 * on.s), 4 * on.s, 4 * on.s)
        _word(on, x + 25 * on.s, y, words.point_key)


def _case_signs(on: ScenePainter, legend: Legend, words: Words) -> None:
    x, y, s = MARGIN * on.s, on.camera.height - (MARGIN + 14) * on.s, on.s
    keys = (("ill", words.ill_key), ("same", words.same_key), ("hospital", words.hospital_key))
    for kind, text in keys:
        on.sign(QPointF(x + 7 * s, y + 7 * s), kind, legend.cases, half=6)
        x = _word(on, x + 19 * s, y, text) + 14 * s


def _scale(on: ScenePainter, legend: Legend, words: Words, x: float, y: float) -> None:
    s = on.s
    after = _word(on, x, y, words.complaints_key) + 8 * s
    after = _word(on, after, y, "0") + 5 * s
    bar = QRectF(after, y + 3 * s, BAR * s, 8 * s)
    blend = QLinearGradient(bar.topLeft(), bar.topRight())
    for i, color in enumerate(legend.scale):
        blend.setColorAt((i / 4) ** 2, QColor(color))  # shades go by the root of the count
    on.p.setPen(on.pen("hatch", 0.6, 0.6))
    on.p.setBrush(QBrush(blend))
    on.p.drawRoundedRect(bar, 2 * s, 2 * s)
    _word(on, bar.right() + 5 * s, y, str(legend.highest))


def _word(on: ScenePainter, x: float, y: float, text: str) -> float:
    """Write a word; return where it ends."""
    on.p.setFont(on.font(NOTE))
    on.p.setPen(on.color("label_dim"))
    box = QRectF(x, y - 3 * on.s, on.camera.width, LINE * on.s)
    on.p.drawText(box, SIDE, text)
    return on.p.boundingRect(box, SIDE, text).right()


def draw_credit(on: ScenePainter, text: str, legend: Legend) -> None:
    """In the lower right corner; above the signs of cases where they leave it no room."""
    on.p.setFont(on.font(NOTE - 1))
    on.p.setPen(on.color("label_dim", 0.7))
    narrow = bool(legend.cases) and on.camera.width < LEAST_WIDTH * on.s
    foot = (8 + LINE if narrow else 8) * on.s
    box = QRectF(0, 0, on.camera.width - MARGIN * on.s, on.camera.height - foot)
    on.p.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)

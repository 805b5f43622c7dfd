"""What of the map is drawn once: words with their rims, borders, the hatching.

These cost nearly all of a picture's time, and stay the same while the numbers change.
"""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

MAPS = 8  # a number of an earlier moment hardly comes again, and a wall runs for weeks
CLEAR = 0x00000000

Key = tuple[str, str, int, int, float, float]
Stamp = tuple[QImage, QPointF]  # the picture, and where its corner is from the middle of the words


class Stamps:
    """Pictures of words with a soft rim, those of the last maps; and of layers."""

    def __init__(self) -> None:
        self._kept: dict[Key, Stamp] = {}
        self._used: dict[Key, int] = {}  # for which map last
        self._maps = 0
        self._layers: dict[str, tuple[Hashable, QImage]] = {}
        self.made = 0  # how often anything had to be drawn

    def begin(self) -> None:
        """A map is drawn from here on: throw away what none of the last ones bore."""
        self._maps += 1
        for key in [key for key, used in self._used.items() if used < self._maps - MAPS]:
            del self._kept[key], self._used[key]

    def put(
        self,
        painter: QPainter,
        middle: QPointF,
        text: str,
        font: QFont,
        ink: QColor,
        rim: QPen,
    ) -> None:
        """Draw `text` with its optical middle at `middle`."""
        ratio = painter.device().devicePixelRatioF()
        key = (text, font.key(), ink.rgba(), rim.color().rgba(), rim.widthF(), ratio)
        found = self._kept.get(key)
        if found is None:
            self.made += 1
            found = self._kept[key] = _drawn(text, font, ink, rim, ratio)
        self._used[key] = self._maps
        image, offset = found
        at = middle + offset  # on whole pixels: between two of them a picture would be blurred
        snapped = QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio)
        painter.drawImage(snapped, image)

    def layer(
        self,
        painter: QPainter,
        name: str,
        size: QSizeF,
        of: Hashable,
        draw: Callable[[QPainter], None],
    ) -> None:
        """Draw a layer as large as the picture, anew when what it is made `of` has changed."""
        ratio = painter.device().devicePixelRatioF()
        key = (of, size.width(), size.height(), ratio)
        found = self._layers.get(name)
        if found is None or found[0] != key:
            self.made += 1
            image = _clear((size * ratio).toSize(), ratio)
            with QPainter(image) as on:
                draw(on)
            found = self._layers[name] = key, image
        painter.drawImage(QPointF(0, 0), found[1])


def _clear(pixels: QSize, ratio: float) -> QImage:
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(CLEAR)
    return image


def _drawn(text: str, font: QFont, ink: QColor, rim: QPen, ratio: float) -> Stamp:
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    box = path.boundingRect()
    height = font.pixelSize() * 0.36  # the optical middle of Chinese characters and digits
    path.translate(-box.center().x(), height)
    edge = rim.widthF() / 2 + 1
    area = path.boundingRect().adjusted(-edge, -edge, edge, edge).toAlignedRect()
    image = _clear(area.size() * ratio, ratio)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-area.topLeft())
        rim = QPen(rim)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, rim)
        painter.fillPath(path, ink)
    # What was painted on keeps the tool that painted, 44 KB with a picture of 4; a copy has none.
    return image.copy(), QPointF(area.topLeft())

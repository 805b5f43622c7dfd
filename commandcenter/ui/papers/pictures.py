"""From the bytes of a PDF to pictures of its pages. For workers: no widget is touched."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from commandcenter.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Wanted:
    """Page `page`, counted from 0, as a picture of `size` pixels."""

    page: int
    size: QSize


class Opened:
    """A PDF that is read from memory. To be used in the thread that made it, and closed."""

    def __init__(self, data: bytes) -> None:
        """Raises RuleBroken when it is no PDF that can be read."""
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)  # no file: Windows would keep that one locked
        if self._document.status() is not QPdfDocument.Status.Ready:
            self.close()
            raise RuleBroken("这份 PDF 打不开。")

    def sizes(self) -> tuple[QSizeF, ...]:
        """Of all pages, in points."""
        count = self._document.pageCount()
        return tuple(self._document.pagePointSize(page) for page in range(count))

    def picture(self, page: int, size: QSize) -> QImage:
        """The page on white paper: what is drawn by QtPdf has a clear ground."""
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, self._document.render(page, size))
        painter.end()
        return paper

    def close(self) -> None:
        self._document.close()
        self._buffer.close()


def sizes_of(data: bytes) -> tuple[QSizeF, ...]:
    opened = Opened(data)
    try:
        return opened.sizes()
    finally:
        opened.close()


def pictures_of(data: bytes, sizes: Sequence[QSize], first: int = 0) -> list[QImage]:
    """Of the pages from `first` on, one of each size."""
    opened = Opened(data)
    try:
        return [opened.picture(first + at, size) for at, size in enumerate(sizes)]
    finally:
        opened.close()

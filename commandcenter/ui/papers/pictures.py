"""From the bytes of a PDF to pictures of its pages, and back. For workers: no widget is touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from commandcenter.domain.errors import RuleBroken

PDF_MARK, OFD_MARK = b"%PDF", b"PK"
DOTS = 300  # an inch, of a page that is made from a picture
MOST_FRAMES = 200  # pages of one scan
MOST_PIXELS = 512  # MB that a picture may take: a scan of A3 in full colour


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


def as_pdf(data: bytes) -> bytes:
    """A scan as pages: a PDF as it is, each picture of a file on a page of A4; b"" for others."""
    if data.startswith(PDF_MARK):
        return data
    pictures = _frames(data)
    if not pictures:
        return b""
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(out)
    writer.setResolution(DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    for number, picture in enumerate(pictures):
        if number:
            writer.newPage()
        page = painter.viewport()
        size = picture.size().scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((page.width() - size.width()) // 2, 0, size.width(), size.height())
        painter.drawImage(place, picture)
    painter.end()
    del painter, writer  # before what they write to
    made = bytes(out.data().data())
    out.close()
    return made


def _frames(data: bytes) -> list[QImage]:
    """A TIFF of a scanner holds a page in each."""
    QImageReader.setAllocationLimit(MOST_PIXELS)
    held = QByteArray(data)  # a buffer does not hold what it reads
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    count, found = min(reader.imageCount(), MOST_FRAMES), list[QImage]()
    for number in range(max(1, count)):
        if count > 1:
            reader.jumpToImage(number)
        found.append(reader.read())
    del reader  # it reads to its very end: before what it reads from
    buffer.close()
    return [picture for picture in found if not picture.isNull()]


def require_pages(path: Path, most: int) -> None:
    """Raises RuleBroken for a scan that nobody could read afterwards.

    One of more than `most` bytes is not looked at: the store refuses it.
    """
    try:
        if path.stat().st_size > most:
            return
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("文件“{name}”无法读取。", name=path.name) from error
    ofd = path.suffix.lower() == ".ofd"
    if not (data.startswith(OFD_MARK) if ofd else _has_pages(data)):
        raise RuleBroken("文件“{name}”打不开，请重新扫描。", name=path.name)


def _has_pages(data: bytes) -> bool:
    try:
        return bool(sizes_of(as_pdf(data)))
    except RuleBroken:
        return False

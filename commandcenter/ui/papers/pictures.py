"""From the bytes of a PDF to pictures of its pages, and back. For workers: no widget is touched."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QImageReader, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_content import PICTURES, kind_of
from commandcenter.domain.file_naming import visible
from commandcenter.late_dataclass import dataclass

PDF_MARK, OFD_MARK = b"%PDF", b"PK"
DOTS = 300  # an inch, of a page that is made from a picture
A4_DOTS = 3508  # of the long side
MOST_FRAMES = 200  # pages of one scan
MOST_PIXELS = 512  # MB that a picture may take: a scan of A3 in full colour
MOST_DOTS = 50_000_000  # of a scan: A4 at 600 dots an inch
MOST_OF_PHOTO = 250_000_000  # of a JPEG: it is unpacked no finer than it is wanted
MOST_PAGES = 1_000  # of a PDF
MOST_DRAWN = 36_000_000  # dots of a page that is drawn: four times A4 on a printer
LONGEST_SIDE = 14_400  # points: 200 inches, more than the format itself allows
# By the first bytes alone: an SVG would fetch files of this machine, and Qt asks every plug-in.
KINDS = frozenset(PICTURES.values())


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
        """Of all pages, in points. Raises RuleBroken for more, or larger, than anybody prints."""
        count = self._document.pageCount()
        if count > MOST_PAGES:
            raise RuleBroken(
                "这份 PDF 有 {n} 页，超过 {most} 页，请拆分后再用。", n=count, most=MOST_PAGES
            )
        return tuple(self._size(page) for page in range(count))

    def _size(self, page: int) -> QSizeF:
        size = self._document.pagePointSize(page)
        sides = (size.width(), size.height())
        if not all(1 <= side <= LONGEST_SIDE for side in sides):
            raise RuleBroken("这份 PDF 第 {n} 页的尺寸不正常，请重新扫描。", n=page + 1)
        return size

    def picture(self, page: int, size: QSize) -> QImage:
        """The page on white paper: what is drawn by QtPdf has a clear ground."""
        size = bounded(size)
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, self._document.render(page, size))
        painter.end()
        return paper

    def close(self) -> None:
        self._document.close()
        self._buffer.close()


def bounded(size: QSize) -> QSize:
    """No larger than memory has room for: a page may be 200 inches wide, and be zoomed."""
    dots = size.width() * size.height()
    if dots <= MOST_DRAWN:
        return size
    share = (MOST_DRAWN / dots) ** 0.5
    width = min(MOST_DRAWN, max(1, int(size.width() * share)))
    return QSize(width, min(MOST_DRAWN // width, max(1, int(size.height() * share))))


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
    """A scan as pages: a PDF as it is, each picture of a file on a page of A4; b"" for others.

    Raises RuleBroken for a picture that cannot be read whole, or is larger than any scan.
    """
    if data.startswith(PDF_MARK):
        return data
    if kind_of(data[:16]) not in KINDS:
        return b""
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(out)
    writer.setResolution(DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    try:
        for number, picture in enumerate(_frames(data)):
            if number:
                writer.newPage()
            _put(painter, picture)
    finally:
        painter.end()
        del painter, writer  # before what they write to
        made = bytes(out.data().data())
        out.close()
    return made


def _put(painter: QPainter, picture: QImage) -> None:
    page = painter.viewport()
    size = picture.size().scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(QPoint((page.width() - size.width()) // 2, 0), size), picture)


def _frames(data: bytes) -> Iterator[QImage]:
    """A TIFF of a scanner holds a page in each. One at a time is in memory."""
    QImageReader.setAllocationLimit(MOST_PIXELS)
    kind = kind_of(data[:16])
    held = QByteArray(data)  # a buffer does not hold what it reads
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    count = reader.imageCount() if kind == "tiff" else 1  # what moves is shown by its first
    try:
        if count > MOST_FRAMES:
            raise RuleBroken(
                "图片文件有 {n} 页，超过 {most} 页，请拆分后再用。", n=count, most=MOST_FRAMES
            )
        for number in range(max(1, count)):
            yield _frame(reader, number, count)
    finally:
        del reader  # it reads to its very end: before what it reads from
        buffer.close()


def _frame(reader: QImageReader, number: int, count: int) -> QImage:
    """No finer than it is printed. Raises RuleBroken for one that cannot be read."""
    if count > 1:
        reader.jumpToImage(number)
    size = reader.size()
    most = MOST_OF_PHOTO if bytes(reader.format().data()) == b"jpeg" else MOST_DOTS
    if size.width() * size.height() > most:
        raise RuleBroken(
            "图片有 {wide}×{high} 点，太大，请缩小后再用。", wide=size.width(), high=size.height()
        )
    longest = max(size.width(), size.height())
    if longest > A4_DOTS:
        wanted = QSize(A4_DOTS, A4_DOTS)
        reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    reader.setScaledSize(QSize())
    if picture.isNull() and count > 1:
        raise RuleBroken("图片文件的第 {n} 页读不出，请重新扫描。", n=number + 1)
    if picture.isNull():
        raise RuleBroken("图片读不出，可能已损坏，请重新扫描或拍照。")
    for key in picture.textKeys():  # what a camera notes: it would be written into the page
        picture.setText(key, "")
    return picture


def require_pages(path: Path, most: int) -> None:
    """Raises RuleBroken for a scan that nobody could read afterwards.

    One of more than `most` bytes is not looked at: the store refuses it.
    """
    name = visible(path.name)
    try:
        if path.stat().st_size > most:
            return
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("文件“{name}”无法读取。", name=name) from error
    if path.suffix.lower() == ".ofd":
        if not data.startswith(OFD_MARK):
            raise RuleBroken("文件“{name}”打不开，请重新扫描。", name=name)
        return
    try:
        pages = sizes_of(as_pdf(data))
    except RuleBroken as broken:
        raise RuleBroken("文件“{name}”打不开：{why}", name=name, why=broken) from broken
    if not pages:
        raise RuleBroken("文件“{name}”打不开，请重新扫描。", name=name)

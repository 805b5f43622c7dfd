"""A file of a paper, page by page: the signed page, a print, the 处理笺."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.papers.pictures import Opened, Wanted, as_pdf, sizes_of
from commandcenter.ui.papers.preview import Preview
from commandcenter.ui.papers.printing import PrintJob
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import ElidedLabel
from commandcenter.ui.workers import Failure

WIDTH, HEIGHT = 860, 940


class FileView(QDialog):
    """Deletes itself when it is closed.

    Signals:
        print_wanted: arg: the Sheaf
        save_wanted: The file as it is. args: name, bytes
    """

    print_wanted = Signal(object)
    save_wanted = Signal(str, bytes)

    def __init__(self, seat: Seat, name: str, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("file_view")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.seat, self.name = seat, name
        self._paged = b""  # as a PDF
        self.preview = Preview()
        self.preview.view.wanted.connect(self._on_wanted)
        self.print = Button(self.tr("打印…"), Kind.PLAIN, icon="print")
        self.print.setObjectName("view_print")
        self.print.clicked.connect(self._on_print)
        self.save = Button(self.tr("另存…"), Kind.PLAIN, icon="export")
        self.save.setObjectName("view_save")
        self.save.clicked.connect(partial(self.save_wanted.emit, name, data))
        self._lay_out()
        room = self.screen().availableSize()
        self.resize(
            min(look.px(WIDTH), room.width() - 40), min(look.px(HEIGHT), room.height() - 60)
        )
        seat.tasks.draw(self, partial(_pages, data), self._measured, self._failed)

    def _lay_out(self) -> None:
        px = look.px
        bar = QHBoxLayout()
        bar.setContentsMargins(px(14), px(8), px(10), px(8))
        bar.setSpacing(px(8))
        bar.addWidget(ElidedLabel(self.name, Size.TITLE, BOLD), 1)
        bar.addWidget(self.print)
        bar.addWidget(self.save)
        ground = Ground("surface", Qt.Edge.BottomEdge)
        ground.setLayout(bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(ground)
        box.addWidget(self.preview, 1)

    def _measured(self, made: tuple[bytes, tuple[QSizeF, ...]]) -> None:
        self._paged, sizes = made
        if not sizes:
            self.preview.say(self.tr("这种文件不能在此预览，请另存后打开。"))
            self.print.forbid(self.tr("这种文件不能在此预览，请另存后打开。"))
            return
        self.preview.show_pictures(sizes, {})

    def _failed(self, failure: Failure) -> None:
        self.preview.say(failure.words)
        self.print.forbid(failure.words)

    @Slot(object)
    def _on_wanted(self, wanted: tuple[Wanted, ...]) -> None:
        self.seat.tasks.draw(self, partial(_pictures, self._paged, wanted), self._drawn)

    def _drawn(self, pictures: dict[int, QImage]) -> None:
        for page, picture in pictures.items():
            self.preview.view.put(page, picture)

    @Slot()
    def _on_print(self) -> None:
        self.print_wanted.emit(PrintJob(self.name, self._paged, self.preview.view.count))


def _pages(data: bytes) -> tuple[bytes, tuple[QSizeF, ...]]:
    """As a PDF, and its pages in points; none for what is neither that nor a picture."""
    made = as_pdf(data)
    return made, sizes_of(made) if made else ()


def _pictures(data: bytes, wanted: Sequence[Wanted]) -> dict[int, QImage]:
    opened = Opened(data)
    try:
        return {each.page: opened.picture(each.page, each.size) for each in wanted}
    finally:
        opened.close()

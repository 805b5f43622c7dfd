"""The paper as it will be printed, with which page is seen and how large."""

from PySide6.QtCore import QSizeF, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.ui import look
from commandcenter.ui.desk.plain_background import Ground
from commandcenter.ui.look import Size
from commandcenter.ui.papers.page_view import PageView
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.empty import Empty
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel


class Preview(QWidget):
    """A bar over the pages. `bar` takes more buttons at its right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.view = PageView()
        self.empty = Empty("brief", self.tr("正在排版…"), "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.view)
        self._page = PlainLabel("", Size.SMALL, ink="text_dim")
        self._page.setObjectName("page_of")
        self.note = ElidedLabel("", Size.SMALL, ink="text_faint")
        self.note.setObjectName("preview_note")
        self._percent = PlainLabel("", Size.SMALL, ink="text_dim")
        self._percent.setObjectName("percent")
        self._percent.setMinimumWidth(look.px(38))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.view.turned.connect(self._show_page)
        self.view.zoomed.connect(self._show_percent)

    def _lay_out(self) -> None:
        px = look.px
        ground = Ground("surface", Qt.Edge.BottomEdge)
        self.bar = QHBoxLayout(ground)
        self.bar.setContentsMargins(px(12), px(6), px(8), px(6))
        self.bar.setSpacing(px(4))
        self.bar.addWidget(self._page)
        self.bar.addSpacing(px(10))
        self.bar.addWidget(self.note, 1)
        for name, icon, words, step in (
            ("zoom_out", "zoom_out", self.tr("缩小（Ctrl+滚轮）"), -1),
            ("zoom_in", "zoom_in", self.tr("放大（Ctrl+滚轮）"), 1),
            ("zoom_fit", "fit", self.tr("适合宽度"), 0),
        ):
            button = Button("", Kind.QUIET, icon=icon, tip_text=words, size=Size.SMALL)
            button.setObjectName(name)
            button.setProperty("step", step)
            button.clicked.connect(self._on_zoom)
            self.bar.addWidget(button)
            if step < 0:
                self.bar.addWidget(self._percent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(ground)
        box.addWidget(self._stack, 1)

    def say(self, words: str, hint: str = "") -> None:
        """In the place of pages."""
        self.empty.set_text(words, hint)
        self._stack.setCurrentWidget(self.empty)
        self._page.setText("")

    def show_pages(self) -> None:
        """The view has pages now."""
        self._stack.setCurrentWidget(self.view)
        self._show_page(self.view.current)
        self._show_percent()

    def show_pictures(self, sizes: tuple[QSizeF, ...], pictures: dict[int, QImage]) -> None:
        self.view.set_pages(sizes, pictures)
        self.show_pages()

    @Slot(int)
    def _show_page(self, page: int) -> None:
        words = self.tr("第 {page} 页，共 {count} 页")
        self._page.setText(words.format(page=page + 1, count=self.view.count))

    @Slot()
    def _show_percent(self) -> None:
        self._percent.setText(f"{self.view.percent()}%")

    @Slot()
    def _on_zoom(self) -> None:
        self.view.zoom(self.sender().property("step"))

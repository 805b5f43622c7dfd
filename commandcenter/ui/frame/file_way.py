"""The one way in for files where a screen wants some: chosen, dropped, or pasted.

A picture of the clipboard that is no file becomes one, a PNG in a folder of its own that goes with
the screen.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QRectF, Qt, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.file_naming import visible
from commandcenter.domain.times import local
from commandcenter.late_dataclass import dataclass
from commandcenter.ui import look, theme
from commandcenter.ui.phrases import enumerated
from commandcenter.ui.texts import refusal
from commandcenter.ui.widgets.labels import tip

PASTE = QKeySequence.StandardKey.Paste
PICTURE = ".png"
LIST_FILES = (".csv", ".tsv", ".txt", ".xlsx")
TABLE_FILES = (*LIST_FILES, ".xls", ".ods")
Taken = Callable[[Sequence[Path]], object]
Told = Callable[[str], object]


def one(take: Callable[[Path], object]) -> Taken:
    """For who wants one file."""
    return lambda paths: take(paths[0])


@dataclass(frozen=True, slots=True)
class Wanted:
    """`title`: of the dialog. `words` say what the `kinds` (suffixes, small; none: any) are."""

    title: str
    words: str = ""
    kinds: tuple[str, ...] = ()
    several: bool = False
    name: str = "choose_file"  # of the dialog


class FileWay(QObject):
    """Into `owner`, whose `button` opens the dialog; while that is disabled or hidden nothing is
    taken. `able` says so where there is no button. `take` gets the files, `refuse` a sentence. By
    the `clock` a picture has its name.
    """

    def __init__(self, owner: QWidget, wanted: Wanted, take: Taken, refuse: Told, *,
                 button: QAbstractButton | None = None,
                 clock: Callable[[], datetime] | None = None,
                 able: Callable[[], bool] | None = None) -> None:  # fmt: skip
        super().__init__(owner)
        self._owner, self._wanted, self._take, self._refuse = owner, wanted, take, refuse
        self._button, self._able, self._clock = button, able, clock
        self._folder: TemporaryDirectory[str] | None = None
        self._mark = DropMark(self.tr("松开即放入"), owner)
        owner.setAcceptDrops(True)
        owner.installEventFilter(self)
        owner.destroyed.connect(self._clear)
        paste = QShortcut(QKeySequence(PASTE), owner)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        if button is not None:
            button.clicked.connect(self.choose)
            button.setToolTip(tip(self.tr("文件也可以拖到这里，或复制后按 Ctrl+V 粘贴。")))

    @Slot()
    def choose(self) -> None:
        """By the system's dialog, without blocking."""
        wanted, mode = self._wanted, QFileDialog.FileMode
        dialog = QFileDialog(self._owner, wanted.title)
        dialog.setObjectName(wanted.name)
        dialog.setFileMode(mode.ExistingFiles if wanted.several else mode.ExistingFile)
        if wanted.kinds:
            suffixes = " ".join(f"*{kind}" for kind in wanted.kinds)
            dialog.setNameFilter(f"{wanted.words} ({suffixes})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self._take([Path(name) for name in names]))
        dialog.open()

    @Slot()
    def paste(self) -> None:
        if self._open():
            self._bring(QGuiApplication.clipboard().mimeData())

    def cover(self, inside: QWidget) -> None:
        """A text field in `inside` takes words only; files over it or pasted there come in here."""
        for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
            for field in inside.findChildren(kind):
                field.installEventFilter(self)
                if isinstance(field, QPlainTextEdit | QTextEdit):
                    field.viewport().installEventFilter(self)

    def _open(self) -> bool:
        if self._able is not None:
            return self._able()
        button = self._button
        return button is None or (button.isEnabled() and button.isVisible())

    def _bring(self, data: QMimeData) -> None:
        try:
            paths = self._files(data)
        except RuleBroken as broken:
            self._refuse(refusal(broken))
        else:
            self._take(paths)

    def _files(self, data: QMimeData) -> list[Path]:
        """Raises RuleBroken for what is not wanted here."""
        wanted = self._wanted
        urls = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        paths = [Path(url) for url in urls] or [self._picture(data)]
        if len(paths) > 1 and not wanted.several:
            raise RuleBroken("这里只要一个文件，放入了 {n} 个。", n=len(paths))
        for path in paths:
            name = visible(path.name)
            if path.is_dir():
                raise RuleBroken("“{name}”是文件夹，请放入文件。", name=name)
            if wanted.kinds and not path.name.lower().endswith(wanted.kinds):
                kinds = enumerated(wanted.kinds)
                raise RuleBroken("“{name}”不是{words}（{kinds}）。",
                                 name=name, words=wanted.words, kinds=kinds)  # fmt: skip
        return paths

    def _picture(self, data: QMimeData) -> Path:
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            raise RuleBroken("没有可放入的文件或图片。")
        if self._wanted.kinds and PICTURE not in self._wanted.kinds:
            raise RuleBroken("这里要{words}，不要图片。", words=self._wanted.words)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QPixmap.fromImage(image).save(buffer, "PNG")
        self._folder = self._folder or TemporaryDirectory()
        path = self._free_name(Path(self._folder.name))
        own_files.write(path, bytes(buffer.data().data()))
        return path

    def _free_name(self, folder: Path) -> Path:
        """图片 20261124-104605.png, and 图片 20261124-104605-2.png for the next of that second."""
        time = f" {local(self._clock()):%Y%m%d-%H%M%S}" if self._clock else ""
        stem = self.tr("图片{time}").format(time=time)
        names = [f"{stem}{PICTURE}", *(f"{stem}-{n}{PICTURE}" for n in range(2, 1000))]
        return next(folder / name for name in names if not (folder / name).exists())

    def _wants(self, data: QMimeData) -> bool:
        """Files and pictures; words are for fields."""
        return any(url.isLocalFile() for url in data.urls()) or (
            data.hasImage() and not data.hasText()
        )

    @Slot()
    def _clear(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QDragEnterEvent() | QDragMoveEvent() if self._wants(event.mimeData()):
                self._drag(event)
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop and self._wants(event.mimeData()):
                self._mark.hide()
                if self._open():
                    event.acceptProposedAction()
                    self._bring(event.mimeData())
                return True
            case QKeyEvent() if watched is not self._owner and self._is_paste(event):
                event.ignore()  # it comes back as the shortcut
                return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Hide):
            self._mark.hide()
        if event.type() == QEvent.Type.Show and watched is self._owner:
            self.cover(self._owner)
        return super().eventFilter(watched, event)

    def _drag(self, event: QDragMoveEvent) -> None:
        if self._open():
            event.acceptProposedAction()
            self._mark.lie_over()
        else:
            event.ignore()

    def _is_paste(self, event: QKeyEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if not override or not event.matches(PASTE):
            return False
        with suppress(RuntimeError):
            return self._open() and self._wants(QGuiApplication.clipboard().mimeData())
        return False


class DropMark(QWidget):
    """Lies over a screen while a file is held over it."""

    def __init__(self, words: str, over: QWidget) -> None:
        super().__init__(over)
        self._words, self._over = words, over
        self.setObjectName("drop_mark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_over(self) -> None:
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("focus"), px(3), Qt.PenStyle.DashLine))
        area = QRectF(self.rect()).adjusted(px(5), px(5), -px(5), -px(5))
        painter.drawRoundedRect(area, px(8), px(8))
        painter.setFont(look.font(look.Size.HEAD, look.BOLD))
        wide = painter.fontMetrics().horizontalAdvance(self._words) + px(40)
        sign = QRectF(0, 0, wide, px(44))
        sign.moveCenter(area.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(sign, px(8), px(8))
        painter.setPen(theme.color("accent_text"))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, self._words)

"""What happens when the program itself is wrong: a record, a calm word, and the seat goes on.

Everything that nobody caught ends here: exceptions of the GUI thread, of other
threads, and what Qt complains about. The record holds the kind of the error and
the places in the program; no values, because those may be about people.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter import own_files
from commandcenter.offices.failure_log import LINE
from commandcenter.offices.failure_words import CarefulForm, careful
from commandcenter.ui import look
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import with_note
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel

log = logging.getLogger("commandcenter.crash")
qt_log = logging.getLogger("commandcenter.qt")

LOG_BYTES = 1_000_000
LOG_FILES = 5
QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def open_log(path: Path) -> logging.Handler:
    """Write the program's log to `path`, in at most LOG_FILES files of a megabyte."""
    handler = own_files.Log(path, size=LOG_BYTES, files=LOG_FILES, form=CarefulForm(LINE))
    logger = logging.getLogger("commandcenter")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def close_log(handler: logging.Handler) -> None:
    logging.getLogger("commandcenter").removeHandler(handler)
    handler.close()


def report(error: BaseException) -> str:
    """Kind, careful message and places of `error` and of what led to it, newest last."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 10:
        places = "".join(traceback.format_tb(seen.__traceback__))
        parts.append(f"{places}{type(seen).__module__}.{type(seen).__name__}: {careful(str(seen))}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n\n".join(reversed(parts))


class CrashDialog(QDialog):
    """Says calmly that something went wrong; what it was stands behind 详情."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times = 0
        self.setObjectName("crash")
        self.setWindowTitle(self.tr("程序遇到问题"))
        self._head = PlainLabel(self.tr("程序遇到问题，已记录"), Size.HEAD, BOLD)
        self._text = PlainLabel("", ink="text_dim")
        self._text.setWordWrap(True)
        self._details = QPlainTextEdit()
        self._details.setObjectName("details")
        self._details.setReadOnly(True)
        self._details.setFont(look.font(Size.SMALL))
        self._details.setAccessibleName(self.tr("详情"))
        self._details.hide()
        self._more = Button(self.tr("详情"))
        self._more.setObjectName("more")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_details)
        self._copy = Button(self.tr("复制"), icon="copy")
        self._copy.clicked.connect(self._copy_details)
        close = Button(self.tr("继续工作"), Kind.PRIMARY)
        close.setObjectName("go_on")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._lay_out(close)

    def _lay_out(self, close: Button) -> None:
        px = look.px
        buttons = QHBoxLayout()
        buttons.addWidget(self._more)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(22), px(20), px(22), px(18))
        box.setSpacing(px(12))
        for widget in (self._head, self._text):
            box.addWidget(widget)
        box.addWidget(self._details, 1)
        box.addStretch(0)
        box.addLayout(buttons)
        self.setMinimumWidth(px(480))

    def show_trouble(self, text: str) -> None:
        """Show one more trouble; several do not open several dialogs."""
        self._times += 1
        words = self.tr(
            "刚才的一步可能没有完成，请核对后再试。已保存的内容不受影响，可以继续工作。"
        )
        if self._times > 1:
            words = with_note(words, self.tr("已出现 {n} 次").format(n=self._times))
        self._text.setText(words)
        self._details.setPlainText(text)
        if not self.isVisible():
            self.show()
        self.adjustSize()  # what is said now may have more lines

    @Slot(bool)
    def _show_details(self, shown: bool) -> None:
        self._details.setVisible(shown)
        self._details.setMinimumHeight(look.px(220) if shown else 0)
        self.adjustSize()

    @Slot()
    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


class CrashHandler(QObject):
    """Takes over the hooks of Python and Qt; `dialogs` False (the wall) only records.

    Signals:
        crashed: Something was recorded. arg: the report
    """

    crashed = Signal(str)

    def __init__(self, parent: QObject | None = None, *, dialogs: bool = True) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._dialog: CrashDialog | None = None
        self._seen: set[str] = set()
        self._restore: list[Callable[[], object]] = []
        self.crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        before, in_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self.handle
        threading.excepthook = self._handle_thread
        qt_before = qInstallMessageHandler(_log_qt)

        def restore() -> None:
            sys.excepthook, threading.excepthook = before, in_threads
            qInstallMessageHandler(qt_before)

        self._restore.append(restore)

    def uninstall(self) -> None:
        while self._restore:
            self._restore.pop()()
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Record `error`; any thread may call. Ctrl+C still ends the program."""
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            QGuiApplication.quit()
            return
        try:
            text = report(error)
            log.error("not caught\n%s", text)
            self.crashed.emit(text)
        except Exception:  # noqa: BLE001 - the last resort: what fails here has nobody above it
            sys.__excepthook__(kind, error, trace)

    def _handle_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        """Show each trouble once: one that comes again and again is only recorded."""
        if not self._dialogs:
            return
        if self._dialog is None:
            self._dialog = CrashDialog()
        if text not in self._seen or self._dialog.isVisible():
            self._dialog.show_trouble(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{text}")
        self._seen.add(text)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = QT_LEVELS.get(kind, logging.WARNING)
    qt_log.log(level, "%s: %s", context.category, careful(message))

"""F1 in every window of the desk: the page of the manual about what is on the screen."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QLocale, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from commandcenter.late import late_name

if TYPE_CHECKING:
    from commandcenter.offices.manual import manual
    from commandcenter.ui.manual.reader import ManualReader
else:
    manual = late_name("offices.manual", "manual")
    ManualReader = late_name("ui.manual.reader", "ManualReader")

MARK, KEEPER = "manual_key", "manual_keys"
DRAWN_ONLY = "offscreen"


@runtime_checkable
class HasPlaces(Protocol):
    """A window with pages says what it shows, the most exact first."""

    def manual_places(self) -> tuple[str, ...]: ...


def places_of(window: QWidget | None) -> tuple[str, ...]:
    """Of a dialog its form, then what lies behind it."""
    if window is None:
        return ()
    if isinstance(window, QDialog):
        behind = window.parentWidget()
        own = type(window)
        module = own.__module__.removeprefix("commandcenter.ui.")
        return (f"form:{module}.{own.__name__}", *places_of(behind.window() if behind else None))
    return window.manual_places() if isinstance(window, HasPlaces) else ()


def manual_key() -> "ManualKey":
    """Of this process: made with its first window."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(ManualKey, KEEPER) or ManualKey(app)


class ManualKey(QObject):
    """Each window gets its F1 when it is first in use: what opens next is not known before."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(KEEPER)
        self._reader: ManualReader | None = None
        app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:
            self.watch(new.window())

    def watch(self, window: QWidget | None) -> None:
        if window is None or window.property(MARK):
            return
        window.setProperty(MARK, True)
        key = QShortcut(QKeySequence("F1"), window)
        key.setObjectName(MARK)
        key.activated.connect(self._on_key)

    @Slot()
    def _on_key(self) -> None:
        key = self.sender()
        window = key.parent() if key is not None else None
        if isinstance(window, QWidget):
            self.open(window)

    def open(self, window: QWidget) -> None:
        """The page about what `window` shows."""
        book = manual(QLocale().name()[:2])
        reader = self._the_reader()
        reader.show_page(book.about(*places_of(window)))
        reader.show()
        if QGuiApplication.platformName() != DRAWN_ONLY:
            reader.raise_()  # which a platform without a screen only warns of
        reader.activateWindow()

    def _the_reader(self) -> "ManualReader":
        """A dialog that all others wait for lets only its own windows be used."""
        modal = QApplication.activeModalWidget()
        blocking = (
            modal is not None and modal.windowModality() is Qt.WindowModality.ApplicationModal
        )
        over = modal if blocking else None
        if self._reader is not None and self._reader.parentWidget() is over:
            return self._reader
        self.close()
        self._reader = ManualReader(manual(QLocale().name()[:2]), over)
        self._reader.destroyed.connect(self._on_gone)
        return self._reader

    @Slot()
    def _on_gone(self) -> None:
        self._reader = None

    def close(self) -> None:
        if self._reader is not None:
            reader, self._reader = self._reader, None
            reader.close()

"""The four panels in docks: they can be moved, put on another screen, and are remembered."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QRect, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMoveEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from commandcenter.ui import look, screens
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card

VERSION = 1
GATHER_MS = 500
STATE = "desk/docks"
OUT = "desk/docks_out"  # whether one stood on its own
MAP, STEPS, TIMELINE, COMMAND = "map", "steps", "timeline", "command"


LEFT, UPPER = 0.49, 0.51
COMMAND_MOST = 340  # what the command structure has a use for; the rest is the tasks'


def _parts(whole: int, first: float) -> list[int]:
    return [round(whole * first), round(whole * (1 - first))]


class Dock(QDockWidget):
    """Without a title bar while it stands in its place: the card inside has a heading.

    Signals:
        placed: Somebody has put it elsewhere, or it has gone out of the window or back.
    """

    placed = Signal()

    def __init__(self, key: str, title: str, panel: QWidget, parent: QMainWindow) -> None:
        super().__init__(title, parent)
        self.setObjectName(f"dock_{key}")
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self._bare = QWidget(self)
        self._arranging = False
        self.setWidget(panel)
        self.topLevelChanged.connect(self._on_moved)
        self._on_moved()

    def arrange(self, arranging: bool) -> None:
        """With a bar to drag it by, or without."""
        self._arranging = arranging
        self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        bar = self._arranging or self.isFloating()
        self.setTitleBarWidget(None if bar else self._bare)  # type: ignore[arg-type]  # None: Qt's own bar
        self._bare.setVisible(not bar)
        self.placed.emit()

    def to_other_screen(self) -> None:
        """Out of the window: onto another screen if there is one; back when it is out."""
        if self.isFloating():
            self.setFloating(False)
            return
        self.setFloating(True)
        other = _other_screen(self.screen())
        if other is not None:
            self.setGeometry(other.availableGeometry().adjusted(40, 40, -40, -40))

    def _tell_place(self) -> None:
        if self.isFloating() and self.isVisible():
            self.placed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._tell_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_place()


def _other_screen(here: QScreen) -> QScreen | None:
    others = [screen for screen in QGuiApplication.screens() if screen is not here]
    return others[0] if others else None


class DockArea(QMainWindow):
    """Two columns of two: map over timeline, checklist over command."""

    def __init__(
        self, panels: Mapping[str, tuple[str, QWidget]], parent: QWidget | None = None
    ) -> None:
        """`panels` are title and widget by MAP, STEPS, TIMELINE, COMMAND."""
        super().__init__(parent)
        self._arranging = False
        self._in_place = True  # nobody has moved anything: the sizes follow the window
        self.setObjectName("docks")
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.docks = {key: Dock(key, title, panel, self) for key, (title, panel) in panels.items()}
        for key, (title, panel) in panels.items():
            self._add_button(key, title, panel)
        self.stand()
        self._places: dict[str, dict[str, QRect]] = {}
        self._settled = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._settled.timeout.connect(self._on_screens)
        for dock in self.docks.values():
            dock.placed.connect(self._note_places)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screens_changed)

    @Slot()
    def _screens_changed(self) -> None:
        """One that is plugged in is told as several changes."""
        self._settled.start()

    def _add_button(self, key: str, title: str, panel: QWidget) -> None:
        """In the heading of the card: out to another screen, and back."""
        card = panel.findChild(Card)
        if card is None:
            return
        words = self.tr("{title}移到另一屏，再按移回").format(title=title)
        button = Button("", Kind.QUIET, icon="detach", tip_text=words, size=12)
        button.setObjectName(f"detach_{key}")
        button.clicked.connect(partial(self.docks[key].to_other_screen))
        card.heading.addWidget(button)

    def stand(self) -> None:
        """Everything back in its place."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        d = self.docks
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, d[MAP])
        self.splitDockWidget(d[MAP], d[STEPS], horizontal)
        self.splitDockWidget(d[MAP], d[TIMELINE], vertical)
        self.splitDockWidget(d[STEPS], d[COMMAND], vertical)
        for dock in d.values():
            dock.show()
        self._in_place = True
        self._share_out()

    def _share_out(self) -> None:
        """The usual shares of the room that there is."""
        d, horizontal, vertical = self.docks, Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        wide, high = self.width(), self.height()
        self.resizeDocks([d[MAP], d[STEPS]], _parts(wide, LEFT), horizontal)
        self.resizeDocks([d[MAP], d[TIMELINE]], _parts(high, UPPER), vertical)
        low = min(_parts(high, UPPER)[1], look.px(COMMAND_MOST))
        self.resizeDocks([d[STEPS], d[COMMAND]], [high - low, low], vertical)

    def toggle_arranging(self) -> None:
        """Give the docks bars to drag them by, or take the bars away again."""
        self._arranging = not self._arranging
        for dock in self.docks.values():
            dock.arrange(self._arranging)

    def remember(self, settings: QSettings) -> None:
        """For the screens that are here; the last ones stand for a set that was never here."""
        for place in (STATE, f"{STATE}/{screens.present_set()}"):
            settings.setValue(place, self.saveState(VERSION))
        settings.setValue(OUT, bool(self.floating()))

    def recall(self, settings: QSettings) -> None:
        state = settings.value(f"{STATE}/{screens.present_set()}") or settings.value(STATE)
        if isinstance(state, QByteArray) and not state.isEmpty():
            self._in_place = not self.restoreState(state, VERSION)

    @Slot()
    def _note_places(self) -> None:
        """What stands on its own, where it stands with the screens that are here."""
        places = {key: d.geometry() for key, d in self.docks.items() if d.isFloating()}
        self._places[screens.present_set()] = places

    @Slot()
    def _on_screens(self) -> None:
        """A panel whose screen went is brought onto one that is left; when the screen is back, it
        goes back there."""
        for key, box in self._places.get(screens.present_set(), {}).items():
            self.docks[key].setFloating(True)
            self.docks[key].setGeometry(box)
            self.docks[key].show()
        for dock in self.floating():
            middle = dock.geometry().center()
            if all(not each.geometry().contains(middle) for each in QGuiApplication.screens()):
                room = self.screen().availableGeometry()
                dock.setGeometry(room.adjusted(40, 40, -40, -40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._in_place and not event.oldSize().isValid():
            self._share_out()

    def floating(self) -> list[Dock]:
        """What stands on its own: hidden when the screen is locked."""
        return [dock for dock in self.docks.values() if dock.isFloating()]


def stood_out(settings: QSettings) -> bool:
    """Whether one of the panels stood on its own when they were remembered."""
    return bool(settings.contains(STATE) and settings.value(OUT, True, bool))

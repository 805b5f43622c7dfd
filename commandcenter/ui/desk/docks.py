"""The four panels in docks: they can be moved, put on another screen, and are remembered."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, Qt, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QScreen
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.card import Card

VERSION = 1
STATE = "desk/docks"
OUT = "desk/docks_out"  # whether one stood on its own
MAP, STEPS, TIMELINE, COMMAND = "map", "steps", "timeline", "command"


LEFT, UPPER = 0.49, 0.51


def _parts(whole: int, first: float) -> list[int]:
    return [round(whole * first), round(whole * (1 - first))]


class Dock(QDockWidget):
    """Without a title bar while it stands in its place: the card inside has a heading."""

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

    def to_other_screen(self) -> None:
        """Out of the window: onto another screen if there is one; back when it is out."""
        if self.isFloating():
            self.setFloating(False)
            return
        self.setFloating(True)
        other = _other_screen(self.screen())
        if other is not None:
            self.setGeometry(other.availableGeometry().adjusted(40, 40, -40, -40))


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
        self.resizeDocks([d[STEPS], d[COMMAND]], _parts(high, UPPER), vertical)

    def toggle_arranging(self) -> None:
        """Give the docks bars to drag them by, or take the bars away again."""
        self._arranging = not self._arranging
        for dock in self.docks.values():
            dock.arrange(self._arranging)

    def remember(self, settings: QSettings) -> None:
        settings.setValue(STATE, self.saveState(VERSION))
        settings.setValue(OUT, bool(self.floating()))

    def recall(self, settings: QSettings) -> None:
        state = settings.value(STATE)
        if isinstance(state, QByteArray) and not state.isEmpty():
            self._in_place = not self.restoreState(state, VERSION)

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

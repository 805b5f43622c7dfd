"""Several wall screens: each a process of its own with its page; what stands on which is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QProcess, QSettings, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from commandcenter.ui import screens
from commandcenter.ui.wall.pages import WallPage

KEY = "screens"  # in the settings: the pages by screen, of each set of screens
GATHER_MS, AGAIN_MS = 500, 2_000
PULSE_MS = 500  # so often Python looks whether a signal has come
Command = Callable[[int, WallPage], Sequence[str]]  # program and arguments for a screen, from 1


class Arrangement:
    """Which page stands on which screen, for each set of screens that this machine has had."""

    def __init__(self, usual: Sequence[str] = (), settings: QSettings | None = None) -> None:
        """`usual`: pages from left to right, for a set of which nothing is kept; "" leaves a
        screen free."""
        self._settings = settings or QSettings("commandcenter", "wall")
        self._usual = tuple(usual)

    def keep(self, pages: Sequence[str]) -> None:
        """From left to right, for the screens that are here now."""
        kept = {name: page for name, page in zip(screens.by_name(), pages, strict=False) if page}
        self._settings.setValue(f"{KEY}/{screens.present_set()}", json.dumps(kept))

    def pages(self) -> dict[str, WallPage]:
        """By the names of the screens that are here now."""
        kept = self._settings.value(f"{KEY}/{screens.present_set()}")
        if isinstance(kept, str):
            return {name: WallPage(page) for name, page in json.loads(kept).items()}
        found = zip(screens.by_name(), self._usual, strict=False)
        return {name: WallPage(page) for name, page in found if page}

    def known(self) -> bool:
        """Whether anything is arranged at all, for whatever set."""
        self._settings.beginGroup(KEY)
        keys = self._settings.childKeys()
        self._settings.endGroup()
        return bool(keys or any(self._usual))


class WallScreens(QObject):
    """Keeps a wall on each screen that has a page: begins it when the screen comes, ends it when
    the screen goes, begins it again after a crash.

    A screen of a set of which nothing is kept goes on with what it shows; where none shows
    anything, the first has the whole wall.

    Signals:
        ended: Somebody has closed the last of them.
    """

    ended = Signal()

    def __init__(
        self, arrangement: Arrangement, command: Command, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._arrangement, self._command = arrangement, command
        self.walls: dict[str, QProcess] = {}
        self._pages: dict[str, WallPage] = {}
        self._closed: set[str] = set()  # by somebody's hand
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.arrange)
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.start()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_screens)
        app.screenRemoved.connect(self._on_screens)

    @Slot()
    def _on_screens(self) -> None:
        """One that is plugged in is told as several changes."""
        self._gather.start()

    @Slot()
    def arrange(self) -> None:
        present = set(screens.by_name())
        self._closed &= present  # one that comes back is shown again
        wanted = self._arrangement.pages()
        if not wanted:
            wanted = {name: page for name, page in self._pages.items() if name in present}
        if not wanted:
            wanted = {next(iter(screens.by_name())): WallPage.WHOLE}
        for name in [name for name in self.walls if wanted.get(name) != self._pages.get(name)]:
            self._end(name)
        self._pages = dict(wanted)
        self._begin(wanted)

    def _begin(self, wanted: Mapping[str, WallPage]) -> None:
        numbers = self.numbers()
        for name, page in wanted.items():
            if name in numbers and name not in self.walls and name not in self._closed:
                program, *words = self._command(numbers[name], page)
                wall = QProcess(self)
                wall.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
                wall.finished.connect(partial(self._on_finished, name))
                self.walls[name] = wall
                wall.start(program, words)

    def numbers(self) -> dict[str, int]:
        """As `wall --screen` counts: as Qt does, the primary one first."""
        order = QGuiApplication.screens()
        return {name: order.index(screen) + 1 for name, screen in screens.by_name().items()}

    def _end(self, name: str) -> None:
        wall = self.walls.pop(name)
        wall.finished.disconnect()
        wall.terminate()
        wall.finished.connect(wall.deleteLater)

    def _on_finished(self, name: str, code: int, status: QProcess.ExitStatus) -> None:
        """Closed by a hand it stays so; after a crash it comes back."""
        wall = self.walls.pop(name, None)
        if wall is not None:
            wall.deleteLater()
        if code == 0 and status is QProcess.ExitStatus.NormalExit:
            self._closed.add(name)
            if not self.walls:
                self.ended.emit()
            return
        self._gather.start(AGAIN_MS)

    def stop(self) -> None:
        """End them all, and wait for it."""
        self._gather.stop()
        self._pulse.stop()
        walls, self.walls = list(self.walls.values()), {}
        for wall in walls:
            wall.finished.disconnect()
            wall.terminate()
        for wall in walls:
            if not wall.waitForFinished(5_000):
                wall.kill()
                wall.waitForFinished(5_000)


class OnItsScreen(QObject):
    """Holds a wall on its screen: after a change of its size or place, and when it is back."""

    def __init__(self, window: QWidget, screen: QScreen) -> None:
        super().__init__(window)
        self._window, self._name = window, screen.name()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_added)
        self._fill(screen)

    def _fill(self, screen: QScreen) -> None:
        self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        screen.geometryChanged.connect(self._window.setGeometry)

    @Slot(QScreen)
    def _on_added(self, screen: QScreen) -> None:
        if screen.name() == self._name:
            self._fill(screen)

"""Real windows over the demo, in this process; see seat_process.py for those in others."""

from datetime import timedelta

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from commandcenter.db.demo.load import HandClock, Player
from commandcenter.db.demo.moment import parse
from commandcenter.program.windows import THE_WALL
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import Database, open_database
from commandcenter.store.engines import make_engine
from commandcenter.store.people import actor_of
from commandcenter.ui import look, theme
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.wall.pages import WallPage
from commandcenter.ui.wall.wall_window import WallWindow
from tests.stories.demo_files import copy_of, demo_at, shared_folder
from tests.stories.visible_text import Eye
from tests.stories.window_driver import Seated
from tests.ui.conftest import collected_here, nothing_left_over, themed  # noqa: F401  fixtures


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    return shared_folder(tmp_path_factory)


class DemoStory:
    """A demo of one's own whose clock is moved by hand; its story goes on when told to."""

    def __init__(self, url, words):
        self.url = url
        self.clock = HandClock(parse(words).at)
        self.db = Database(make_engine(url), self.clock)
        self._player = None

    def go_on_to(self, words):
        """Let everything happen until a moment; return how many things did."""
        return self.go_on_until(parse(words).at)

    def go_on_until(self, at):
        self._player = self._player or Player(self.db)
        self.clock.at = at
        return self._player.catch_up()

    def live_to(self, words):
        """The same minute by minute: whatever happens, happens at its own minute."""
        end = parse(words).at
        while self.clock.at < end:
            self.clock.at = min(end, self.clock.at + timedelta(minutes=1))
            self._player = self._player or Player(self.db)
            self._player.catch_up()

    def ask(self, query, *arguments, **named):
        with self.db.read() as session:
            return query(session, *arguments, **named)

    def actor(self, login):
        with self.db.read() as session:
            return actor_of(session, login, self.db.clock())


@pytest.fixture
def tell(demo_folder, tmp_path):
    """`tell("B D0 19:00")`: a demo at a moment."""
    told = []

    def tell(words):
        url = copy_of(demo_at(demo_folder, words), tmp_path / f"demo{len(told)}.db")
        told.append(DemoStory(url, words))
        return told[-1]

    yield tell
    for one in told:
        one.db.close()


@pytest.fixture
def eye(monkeypatch):
    return Eye(monkeypatch)


class Windows:
    def __init__(self, qtbot, app, folder):
        self.qtbot, self._app, self._folder = qtbot, app, folder
        self._open = []

    def wall(self, db, *, size=(1920, 1080), reception=False, view=None, page="whole"):
        """`view`: the look of another room than that of the sketches."""
        view = view or look.wall(size[0])
        theme.apply(self._app, "dark", view)
        seat = open_seat(THE_WALL, db)
        window = WallWindow(seat, engine="native", reception=reception,
                            page=WallPage(page))  # fmt: skip
        return self._show(seat, window, size)

    def desk(self, db, login, *, size=(1600, 1000)):
        theme.apply(self._app, "light")
        with db.read() as session:
            actor = actor_of(session, login, db.clock())
        seat = open_seat(actor, db)
        kept = QSettings(str(self._folder / f"{login}.ini"), QSettings.Format.IniFormat)

        window = DeskWindow(seat, key=load_key(db), settings=kept, engine="native")
        return self._show(seat, window, size)

    def _show(self, seat, window, size):
        self._open.append((seat, window))
        window.resize(*size)
        window.show()
        self.settle(window)
        return window

    def settle(self, window):
        self.qtbot.waitUntil(window.settled)
        for _ in range(3):
            self.qtbot.wait(20)  # layouts and the map paint what was answered last
        return window

    def close(self):
        opened, self._open = self._open, []
        for seat, window in opened:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            seat.close()
            for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
                shiboken6.delete(part)
        theme.apply(self._app, "light")


@pytest.fixture
def windows(qtbot, themed, tmp_path):  # noqa: F811
    windows = Windows(qtbot, themed, tmp_path)
    yield windows
    windows.close()


@pytest.fixture
def sit(windows):
    """`sit(story, "liwei")`: that person's own window over the story's database."""

    def sit(story, login):
        return Seated(windows.qtbot, windows.desk(story.db, login), story, windows)

    return sit


@pytest.fixture
def at_wall(windows):
    """The wall over the story's database, and a way to wait for what it shows."""

    def at_wall(story):
        wall = windows.wall(story.db)

        def until(condition):
            windows.qtbot.waitUntil(condition)
            windows.settle(wall)

        wall.until = until
        return wall

    return at_wall


@pytest.fixture
def standing(demo_folder, tmp_path):
    """The demo at D0 10:46, its clock standing still, as the program opens it."""
    db = open_database(copy_of(demo_at(demo_folder, "D0 10:46"), tmp_path / "standing.db"))
    yield db
    db.close()

"""The demo's desk for a person of it, and the manual."""

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings

from commandcenter.offices.manual import manual
from commandcenter.store.complaints.person_key import load_key
from commandcenter.store.database import open_database
from commandcenter.store.people import actor_of
from commandcenter.ui import texts
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.frame.seat import open_seat
from tests.stories.demo_files import copy_of, demo_at, shared_folder
from tests.ui.desk.conftest import at_desk, small_city  # noqa: F401  fixtures
from tests.ui.manual.walker import Walker


@pytest.fixture(scope="session")
def book():
    return manual()


@pytest.fixture
def in_english(qapp):
    """The screens that are made in this test speak English."""
    assert texts.install(qapp, "en")
    yield
    texts.install(qapp, "zh")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    return demo_at(shared_folder(tmp_path_factory), "D0 10:46")


@pytest.fixture
def demo_desk(qtbot, themed, demo_file, tmp_path):
    """`demo_desk("liwei", "en")`: who walks at that desk of the demo, in that language."""
    db = open_database(copy_of(demo_file, tmp_path / "demo.db"))
    opened = []

    def sit(login, language="zh"):
        assert texts.install(QCoreApplication.instance(), language)
        with db.read() as session:
            actor = actor_of(session, login, db.clock())
        seat = open_seat(actor, db)
        kept = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
        window = DeskWindow(seat, key=load_key(db), settings=kept, engine="native")
        opened.append((seat, window))
        window.resize(1600, 1000)
        window.show()
        qtbot.waitUntil(window.settled)
        return Walker(qtbot, window, language)

    yield sit
    for seat, window in opened:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)
    db.close()
    texts.install(QCoreApplication.instance(), "zh")

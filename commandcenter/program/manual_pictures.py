"""The pictures of the manual: what it names, drawn of a demo that is made for them alone.

They are kept nowhere: who writes the manual draws them, so that none is older than the program.
"""

import time
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QDialog, QWidget

from commandcenter.db.demo import load
from commandcenter.domain.manual.pages import Manual
from commandcenter.late import late_name
from commandcenter.offices.opening import opened
from commandcenter.outputs.manual_html import picture_name
from commandcenter.program.pictures import is_whole, shown
from commandcenter.program.windows import THE_WALL, WALL_SIZE, close, qt, seated, untouched
from commandcenter.program.windows import wall_look as look_of_wall
from commandcenter.settings import Settings
from commandcenter.store.database import Database
from commandcenter.store.people import actor_of
from commandcenter.ui import look
from commandcenter.ui.picture import picture_of
from commandcenter.ui.wall.reading import Picture

if TYPE_CHECKING:
    from commandcenter.ui.desk.main_window import DeskWindow
    from commandcenter.ui.wall.wall_window import WallWindow
else:
    DeskWindow = late_name("ui.desk.main_window", "DeskWindow")
    WallWindow = late_name("ui.wall.wall_window", "WallWindow")

MOMENT = "D0 10:46"
SIZE = QSize(1366, 768)
WALL, ACT = "wall", "move:"
DIALOG_S = 10.0


def drawn(manual: Manual, settings: Settings) -> dict[str, bytes]:
    """PNG by outputs.manual_html.picture_name."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        load.make(url, MOMENT, speed=0, fresh=True)
        with opened(url) as db:
            return dict(_all(db, settings, manual))


def _all(db: Database, settings: Settings, manual: Manual) -> Iterator[tuple[str, bytes]]:
    pages = sorted((page for page in manual.pages if page.pictures), key=lambda page: page.by)
    for by, theirs in groupby(pages, lambda page: page.by):
        wanted = {picture_name(page, each): each.place for page in theirs for each in page.pictures}
        if WALL in wanted.values():
            yield from _wall(db, settings, wanted)
        else:
            yield from at_desk(db, settings, by, wanted)


def _wall(
    db: Database, settings: Settings, wanted: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    view = look_of_wall(settings, Picture(WALL_SIZE.width(), WALL_SIZE.height()), db)
    with qt(settings, view, picture=True), seated(db, THE_WALL) as seat:
        window = WallWindow(seat, engine="native")
        window.resize(WALL_SIZE)
        window.show()
        shown(window.settled)
        for name in wanted:
            yield name, picture_of(window, ".png")
        close(window)


def at_desk(
    db: Database, settings: Settings, login: str, wanted: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """`wanted`: the place of each picture by its name."""
    with db.read() as session:
        actor = actor_of(session, login, db.clock())
    with qt(settings, look.DESK, picture=True), seated(db, actor) as seat, untouched() as kept:
        window = DeskWindow(seat, settings=kept, engine="native")
        window.resize(SIZE)
        window.show()
        shown(lambda: is_whole(window))
        for name, place in wanted.items():
            yield name, picture_at(window, place)
        close(window)


def picture_at(window: "DeskWindow", place: str) -> bytes:
    """Turn the desk to a place, "duty:log", or open the dialog of an act, "move:register"."""
    if not place.startswith(ACT):
        page, _, tab = place.partition(":")
        window.show_page(page)
        if tab:
            window.pages.page(page).show_tab(tab)
        shown(window.settled)
        return picture_of(window, ".png")
    window.acts.move(place.removeprefix(ACT))
    dialog = _dialog_of(window)
    shown(lambda: window.seat.tasks.idle)
    drawn = picture_of(dialog, ".png")
    dialog.done(0)
    return drawn


def _dialog_of(window: QWidget) -> QDialog:
    end = time.monotonic() + DIALOG_S
    while True:
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                return dialog
        if time.monotonic() > end:
            raise RuntimeError("no dialog was opened")
        QCoreApplication.processEvents()
        time.sleep(0.01)

"""The wall and the desk as files: a window drawn off screen until it is settled."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QWidget

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import Role
from commandcenter.domain.papers.paper import Subject
from commandcenter.late import late_name
from commandcenter.program.windows import (
    DESK_SIZE,
    THE_WALL,
    WALL_SIZE,
    close,
    first_holder,
    qt,
    seated,
    untouched,
    wall_look,
)
from commandcenter.queries.incident.incidents import current_incident
from commandcenter.settings import Settings, wall_engine
from commandcenter.store.database import Database
from commandcenter.store.replay import Replay
from commandcenter.ui import look
from commandcenter.ui.frame.behind import all_asked
from commandcenter.ui.picture import picture_of
from commandcenter.ui.wall.reading import Picture

if TYPE_CHECKING:
    from commandcenter.ui.desk.main_window import DeskWindow
    from commandcenter.ui.wall.wall_window import WallWindow
else:
    DeskWindow = late_name("ui.desk.main_window", "DeskWindow")
    WallWindow = late_name("ui.wall.wall_window", "WallWindow")

SETTLE_S = 30.0


def draw_screen(
    db: Database,
    settings: Settings,
    what: str,
    out: Path,
    width: int,
    height: int,
    *,
    at: datetime | None = None,
) -> None:
    """Draw the wall or the commander's desk to a PNG of this size, now or as it was at `at`."""
    size = QSize(width, height)
    draw_it = draw_wall if what == "wall" else draw_desk
    if at is None:
        draw_it(db, settings, out, size)
        return
    replay = Replay.of_moment(db, at)
    past = replay.at(at)
    replay.close()
    try:
        draw_it(db, settings, out, size, past)
    finally:
        past.close()


def draw_desk(
    db: Database,
    settings: Settings,
    out: Path,
    size: QSize = DESK_SIZE,
    past: Database | None = None,
) -> None:
    """With a `past` (see store.replay) what it answers is drawn."""
    actor = first_holder(past or db, Role.COMMANDER)
    with qt(settings, look.DESK, picture=True), seated(db, actor) as seat, untouched() as kept:
        seat.look_back(past)
        window = DeskWindow(seat, settings=kept, engine=settings.map_engine)
        draw(window, lambda: is_whole(window), size, out)


def is_whole(window: "DeskWindow") -> bool:
    """What is asked behind the first page (does the watch run?) is in a picture, too."""
    return window.settled() and all_asked(window)


def draw_wall(
    db: Database,
    settings: Settings,
    out: Path,
    size: QSize = WALL_SIZE,
    past: Database | None = None,
) -> None:
    """With a `past` (see store.replay) what it answers is drawn."""
    view = wall_look(settings, Picture(size.width(), size.height()), db)
    with qt(settings, view, picture=True), seated(db, THE_WALL) as seat:
        seat.look_back(past)
        window = WallWindow(seat, engine=wall_engine(settings), reception=settings.reception)
        draw(window, window.settled, size, out)


def draw(window: QWidget, settled: Callable[[], bool], size: QSize, out: Path) -> None:
    """Show the window off screen until it is settled; save what it shows; take it down.

    Raises RuleBroken when it does not settle within SETTLE_S, or the file cannot be written.
    """
    window.resize(size)
    window.show()
    done = shown(settled)
    drawn = picture_of(window, out.suffix) if done else b""
    close(window)
    if not done:
        raise RuleBroken("画面在 {n} 秒内没有画完。", n=int(SETTLE_S))
    try:
        if not drawn:
            raise OSError("no such format")
        own_files.write(out, drawn)
    except OSError as error:
        raise RuleBroken("图片“{out}”无法写入。", out=out) from error


def shown(settled: Callable[[], bool]) -> bool:
    """Wait until all is there that a window shows; say whether it came within SETTLE_S."""
    end = time.monotonic() + SETTLE_S
    while not settled() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    for _ in range(20):  # the last answers are shown, but layouts and the map still paint
        QCoreApplication.processEvents()
        time.sleep(0.01)
    return settled()


def draw_demo(db: Database, settings: Settings, folder: Path) -> list[str]:
    """The wall, the desk and, of an incident, a briefing as files; a line for each."""
    own_files.make_folder(folder)
    wall_png, desk_png, pdf = (folder / n for n in ("wall.png", "desk.png", "briefing.pdf"))
    draw_wall(db, settings, wall_png)
    draw_desk(db, settings, desk_png)
    from commandcenter.offices import paper_making, typesetting  # loaded for a paper only

    with db.read() as session:
        incident = current_incident(session)
        paper = (
            paper_making.new_document(session, "briefing", incident, Subject.INCIDENT)
            if incident
            else None
        )
    made = typesetting.pdf(paper) if paper else None
    if made is None:
        third = "会商简报：此刻没有进行中的事件，不出简报"
    else:
        own_files.write(pdf, made.data)
        third = f"会商简报：{pdf}（{made.pages} 页）"
    return [f"大屏：{wall_png}", f"桌面：{desk_png}", third]

"""One start, measured from within: `_start_seat.py desk|wall|webwall URL [rest]`, a line of JSON.

Processor seconds since Qt's own import: `frame` until the window's frame is on the screen (of the
wall: with its panels empty), `picture` until every panel has its answer and all has its place;
`mb` of memory at most; of a `webwall`, whose map is the web engine's, what it holds with the
engine's processes. With `rest` also which share of a core it takes while nothing happens, in
the loop in which the program itself waits: QTest.qWait looks a hundred times a second whether its
time is over, which took as much as all that the wall does.
"""

import json
import sys
import time
from contextlib import ExitStack

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from benchmarks._memory import peak_mib, tree_mib

BEGAN = time.process_time()
CALM_MS, REST_MS = 5_000, 20_000


def window_of(kind: str, url: str, stack: ExitStack) -> QWidget:
    # what is measured is the loading of these, in the way of the command `desk`
    from commandcenter.late import late

    windows = late("program.windows").load()
    from commandcenter.domain.org import Role
    from commandcenter.settings import Settings, wall_engine
    from commandcenter.store.database import open_database
    from commandcenter.ui import look

    db = open_database(url)
    stack.callback(db.close)
    view = look.DESK if kind == "desk" else look.wall(1920)
    stack.enter_context(windows.qt(Settings(), view, picture=True))
    actor = windows.first_holder(db, Role.DUTY) if kind == "desk" else windows.THE_WALL
    seat = stack.enter_context(windows.seated(db, actor))
    kept = stack.enter_context(windows.untouched())
    if kind == "desk":
        window: QWidget = windows.DeskWindow(seat, settings=kept, engine="native", bare=True)
    else:
        settings = Settings(map_engine="web") if kind == "webwall" else Settings()
        window = windows.WallWindow(seat, engine=wall_engine(settings))
        window.resize(1920, 1080)
    return window


def _framed(found: dict[str, float]) -> None:
    found["frame"] = time.process_time() - BEGAN
    from commandcenter.ui.desk import pages  # loaded behind the frame, as everything there

    pages.AHEAD_MS = 600_000  # what is made ahead is made after the picture that is measured


def has_web_map(window: QWidget) -> bool:
    from commandcenter.ui.map.map_view import MapView  # there with the window

    views = window.findChildren(MapView)
    return bool(views) and all(view.engine == "web" for view in views)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(kind: str, url: str, *more: str) -> None:
    with ExitStack() as stack:
        window = window_of(kind, url, stack)
        found: dict[str, float] = {}
        from commandcenter.ui.desk.bare_frame import BareFrame  # there with the window

        frame = window.findChild(BareFrame)
        if frame is not None:
            frame.painted.connect(lambda: _framed(found))
        window.show()
        QCoreApplication.processEvents()
        found.setdefault("frame", time.process_time() - BEGAN)
        while not (window.settled() and window.updatesEnabled()):  # type: ignore[attr-defined]  # both windows have it
            QCoreApplication.processEvents()
            time.sleep(0.01)
        for _ in range(3):  # what the last answers changed has its place, and is painted there
            QCoreApplication.sendPostedEvents()
        found["picture"] = time.process_time() - BEGAN
        if kind == "webwall":
            wait(CALM_MS)
            found |= {"web": float(has_web_map(window)), "tree": tree_mib()}
        elif more:
            wait(CALM_MS)
            used, began = time.process_time(), time.monotonic()
            wait(REST_MS)
            found["rest"] = 100 * (time.process_time() - used) / (time.monotonic() - began)
        found["mb"] = peak_mib()
        print(json.dumps(found))
        from commandcenter.program import windows  # there, too

        windows.close(window)


if __name__ == "__main__":
    main(*sys.argv[1:])

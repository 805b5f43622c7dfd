"""Several wall screens: the process that keeps a wall on each, without a database of its own."""

import signal
from collections.abc import Sequence

from commandcenter.paths import own_command
from commandcenter.program.windows import qt
from commandcenter.settings import Settings
from commandcenter.ui import look
from commandcenter.ui.wall.pages import WallPage
from commandcenter.ui.wall.screens import Arrangement, WallScreens


def show_walls(settings: Settings, pages: Sequence[str]) -> int | None:
    """A wall on each screen that has a page, each a process of its own, until the last is closed;
    `pages` from left to right are kept. None where nothing is arranged on this machine."""
    with qt(settings, look.wall()) as app:
        arrangement = Arrangement(settings.wall_pages)
        if pages:
            arrangement.keep(pages)
        if not arrangement.known():
            return None
        walls = WallScreens(arrangement, wall_command)
        walls.ended.connect(app.quit)
        signal.signal(signal.SIGTERM, lambda *_: app.quit())  # a service is told to end so
        walls.arrange()
        code = app.exec()
        walls.stop()
        return code


def wall_command(screen: int, page: WallPage) -> list[str]:
    return own_command("wall", "--screen", str(screen), "--page", page.value)

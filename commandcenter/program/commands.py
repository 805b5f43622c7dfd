"""What the commands with a window do, and `shoot`: Qt comes with windows.py and pictures.py."""

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commandcenter.domain.errors import AskedWrongly, RuleBroken
from commandcenter.domain.moments import moment_of
from commandcenter.domain.seat.finding import Health
from commandcenter.domain.seat.joining import JoinRequest, NotJoined
from commandcenter.domain.times import minute_zh
from commandcenter.late import late
from commandcenter.offices import credentials
from commandcenter.offices.doctor import screen_fonts
from commandcenter.offices.opening import opened, require_ready
from commandcenter.offices.written_files import (
    make_folder,
    marked_place,
    require_place,
)
from commandcenter.paths import user_data
from commandcenter.program.call import DB_VARIABLE, SIZES, require_screen
from commandcenter.settings import WALL_PAGES, Settings, remember_database
from commandcenter.store import schema_state
from commandcenter.store.address import address_of
from commandcenter.store.database import Database
from commandcenter.store.engines import sqlite_file
from commandcenter.store.founded import is_founded
from commandcenter.store.people import actor_of

if TYPE_CHECKING:
    from commandcenter.db.demo import load
    from commandcenter.program import (
        founding_window,
        language_window,
        pictures,
        upgrade_window,
        wall_screens,
        windows,
    )
else:
    load = late("db.demo.load")
    founding_window = late("program.founding_window")
    language_window = late("program.language_window")
    pictures = late("program.pictures")
    upgrade_window = late("program.upgrade_window")
    wall_screens = late("program.wall_screens")
    windows = late("program.windows")


def demo(
    settings: Settings, *, at: str, speed: int, fresh: bool, shoot: Path | None
) -> tuple[int, list[str]]:
    """Make the demo when it is not there, then open it, or draw it where there is no display.

    Returns the exit code and the lines to say.
    """
    url = f"sqlite:///{user_data() / 'demo.db'}"
    folder = shoot or (None if has_display() else Path("out"))
    load.parse(at)
    if not fresh:
        load.require_sound(url)
    if folder:
        make_folder(folder)
    load.make(url, at, speed=0 if folder else speed, fresh=fresh)
    with opened(url) as db:
        if folder:
            return 0, [*pictures.draw_demo(db, settings, folder), *_font_trouble()]
        return windows.show_demo(db, settings), []


def run_desk(url: str, settings: Settings, *, named: bool) -> int:
    """The desk on `url`; without an address and a file of their own, the first start asks. Where a
    newer program has upgraded the database, what is published of it is offered."""
    file = sqlite_file(url)
    if not named and file and not file.is_file():
        _require_display()
        return _first_start(url, settings)
    if file and file.is_file() and not is_founded(url):
        _require_display()  # a founding that was cut off, or a database made by `init` alone
        return _found_here(url, settings)
    if not file:
        _require_display()  # for the password is asked in a window
    ask = windows.ask_password(settings, changes=True)
    with ExitStack() as open_till_end:
        try:
            db = open_till_end.enter_context(opened(url, ask=ask, any_schema=True))
            if schema_state.is_newer(db) and has_display():
                return upgrade_window.show(db, settings)
            require_ready(db)
        except (NotJoined, windows.Elsewhere) as why:
            db = open_till_end.enter_context(_elsewhere(url, settings, why))
        _require_display()
        return windows.show_desk(db, settings)


def _elsewhere(url: str, settings: Settings, why: Exception) -> AbstractContextManager[Database]:
    """The database of another connection, which somebody gave. Raises `why` where nobody does, and
    for an address that was typed with the command: what the settings keep is another."""
    from commandcenter.program import windows  # Qt is loaded for a window or a picture only

    words = str(why) if isinstance(why, NotJoined) else ""
    if not has_display() or (words and url != settings.database):
        raise why
    found = windows.change_connection(url, settings, words)
    if found is None:
        raise why if words else RuleBroken("没有登录。")
    address, password = found
    return opened(address, ask=lambda *_: password)


def _first_start(url: str, settings: Settings) -> int:
    """What was chosen is remembered: the demo not, an address in the settings' file."""
    settings = language_window.ask(settings)
    choice, wish, remember = windows.first_start(settings)
    match choice:
        case "demo":
            code, _ = demo(settings, at="D0 10:46", speed=1, fresh=False, shoot=None)
            return code
        case "local":
            return _found_here(url, settings)
        case "found" if wish:
            return _found_on_server(wish, settings, remember=remember)
        case "join" if wish:
            address = credentials.joined(wish, remember=remember)
            remember_database(address)
            with opened(address, ask=lambda *_: wish.password) as db:
                return windows.show_desk(db, settings)
    return 0


def _found_here(url: str, settings: Settings) -> int:
    """Who founds it sits at its desk at once."""
    done = founding_window.found(url, settings, alone=True)
    if done is None:
        return 0
    login, _, wants_import = done
    with opened(url) as db:
        with db.read() as session:
            founder = actor_of(session, login, db.clock())
        return windows.show_desk(db, settings, founder, wants_import=wants_import)


def _found_on_server(wish: JoinRequest, settings: Settings, *, remember: bool) -> int:
    """By the server's own administrator; then the bureau's one signs on as themselves."""
    address = address_of(wish).text
    done = founding_window.found(address, settings, alone=False, ask=lambda *_: wish.password)
    if done is None:
        return 0
    login, password, _ = done
    own = replace(wish, login=login, password=password)
    address = credentials.joined(own, remember=remember)
    remember_database(address)
    with opened(address, ask=lambda *_: password) as db:
        return windows.show_desk(db, settings)


def run_wall(
    url: str, settings: Settings, screen: int | None, page: str = "", pages: Sequence[str] = ()
) -> int:
    """`page`: of one screen; `pages`: of several, from left to right, which are kept. With neither
    what is arranged on this machine is shown, else the whole wall."""
    if not sqlite_file(url):
        _require_display()
    if screen is None and not page:
        if sqlite_file(url):
            with opened(url):  # else each screen's process would say what is wrong with it
                _require_display()
        os.environ[DB_VARIABLE] = url  # for the processes of the screens
        code = wall_screens.show_walls(settings, pages)
        if code is not None:
            return code
    with opened(url, ask=windows.ask_password(settings)) as db:
        _require_display()
        return windows.show_wall(db, settings, screen, page or WALL_PAGES[0])


PICTURES = (".png", ".jpg", ".jpeg")


def shoot(url: str, settings: Settings, what: str, out: Path, size: str, at: str = "") -> str:
    """`at`: the moment whose picture is drawn, as it was known then; "" is now."""
    require_screen(what)
    width, height = _size(size) if size else SIZES[what]
    if out.suffix.lower() not in PICTURES:
        raise AskedWrongly("图片应以 .png 结尾，不能是“{suffix}”。", suffix=out.suffix)
    require_place(out, url)
    with opened(url) as db:
        out = marked_place(out, db)
        moment = moment_of(at, db.clock()) if at else None
        pictures.draw_screen(db, settings, what, out, width, height, at=moment)
    shown = f"{minute_zh(moment)}所见，" if moment else ""
    return "\n".join([f"{out}：{shown}{width}×{height}。", *_font_trouble()])


def _font_trouble() -> list[str]:
    """What is to be said of pictures that were drawn without a Chinese font."""
    found = screen_fonts()
    return [] if found.health is Health.GOOD else [f"注意：{found.text}"]


def _size(words: str) -> tuple[int, int]:
    parts = words.lower().split("x")
    if len(parts) != 2 or not all(p.isdecimal() and 320 <= int(p) <= 16_384 for p in parts):
        raise AskedWrongly("尺寸应写作 1920x1080，每边 320 到 16384，不能是“{size}”。", size=words)
    return int(parts[0]), int(parts[1])


def _require_display() -> None:
    """Qt itself would end the program, in English."""
    if not has_display():
        raise RuleBroken("没有显示器，不能打开窗口；要出图请用 commandcenter shoot。")


def has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

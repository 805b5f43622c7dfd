"""The one place that wires a window: Qt, guards, database, seat, screen.

Imported only where a window or a picture is wanted, so that the other commands
start without Qt.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QProcess,
    QSettings,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtWidgets import QApplication, QWidget

from commandcenter import ui  # noqa: F401 - with Qt, so that Qt reads no source of what follows
from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.org import ROLE_WORDS, Actor, Grant, Role
from commandcenter.domain.seat.joining import JoinRequest
from commandcenter.late import late_name
from commandcenter.offices import connections, credentials, file_check, key_ring, seat_watch
from commandcenter.paths import own_command, user_cache, user_data
from commandcenter.program.wall_room import room_of
from commandcenter.settings import Settings, remember_language, wall_engine
from commandcenter.store import journal
from commandcenter.store.address import Address
from commandcenter.store.database import Database
from commandcenter.store.people import actor_of, holders
from commandcenter.store.timelines import TIMELINES
from commandcenter.store.watch import mirror_size
from commandcenter.ui import crash, guards, look, texts, theme
from commandcenter.ui.drills.edge import Edges, inner_share
from commandcenter.ui.frame.seat import Seat, open_seat
from commandcenter.ui.look import Look
from commandcenter.ui.manual.keys import manual_key
from commandcenter.ui.map import scheme
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.wall.pages import WallPage
from commandcenter.ui.wall.reading import Picture, back, of_screen
from commandcenter.ui.wall.screens import OnItsScreen

if TYPE_CHECKING:
    from commandcenter.domain.drills.script import Script
    from commandcenter.offices.watched_folder import DeskIntake
    from commandcenter.program.regular import Regular
    from commandcenter.queries.drills.cast import drill_cast
    from commandcenter.services.seat.accounts import has_accounts
    from commandcenter.services.seat.outgoing import outgoing_of
else:
    DeskIntake = late_name("offices.watched_folder", "DeskIntake")
    Regular = late_name("program.regular", "Regular")
    drill_cast = late_name("queries.drills.cast", "drill_cast")
    has_accounts = late_name("services.seat.accounts", "has_accounts")
    outgoing_of = late_name("services.seat.outgoing", "outgoing_of")

if TYPE_CHECKING:
    from commandcenter.ui.alarms.reach import open_tray
    from commandcenter.ui.alarms.sound import open_device
    from commandcenter.ui.desk.main_window import DeskWindow
    from commandcenter.ui.desk.watched_folder import FolderLook
    from commandcenter.ui.drills.drill_sign_on import DrillSignOn
    from commandcenter.ui.drills.ways import DrillWays, Leads
    from commandcenter.ui.seat.connection_form import ConnectionForm
    from commandcenter.ui.seat.first_start_form import FirstStart, Start
    from commandcenter.ui.seat.language_form import say_missing
    from commandcenter.ui.seat.server_password_form import ServerPassword
    from commandcenter.ui.seat.sign_on_form import Gate, NewAccount, SignOn
    from commandcenter.ui.seat.witness import Witness
    from commandcenter.ui.wall.wall_window import WallWindow
else:
    open_tray = late_name("ui.alarms.reach", "open_tray")
    open_device = late_name("ui.alarms.sound", "open_device")
    DeskWindow = late_name("ui.desk.main_window", "DeskWindow")
    FolderLook = late_name("ui.desk.watched_folder", "FolderLook")
    DrillSignOn = late_name("ui.drills.drill_sign_on", "DrillSignOn")
    DrillWays = late_name("ui.drills.ways", "DrillWays")
    ConnectionForm = late_name("ui.seat.connection_form", "ConnectionForm")
    FirstStart = late_name("ui.seat.first_start_form", "FirstStart")
    say_missing = late_name("ui.seat.language_form", "say_missing")
    ServerPassword = late_name("ui.seat.server_password_form", "ServerPassword")
    NewAccount = late_name("ui.seat.sign_on_form", "NewAccount")
    SignOn = late_name("ui.seat.sign_on_form", "SignOn")
    Witness = late_name("ui.seat.witness", "Witness")
    WallWindow = late_name("ui.wall.wall_window", "WallWindow")

WALL_SIZE = QSize(1920, 1080)
DESK_SIZE = QSize(1600, 1000)
THE_WALL = Actor(0, "wall", "大屏", frozenset({Grant(Role.WALL)}))


@contextmanager
def qt(settings: Settings, view: Look, *, picture: bool = False) -> Iterator[QApplication]:
    """A themed application with its guards; one a process, kept for the next picture.

    `picture` draws without a display, and lets the web engine run as root.
    """
    # A machine without a display has no message bus either; that is nothing to report.
    scheme.guard_environment(allow_no_sandbox=picture, quiet=picture)
    if picture:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    guards.require_sound_qt()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("commandcenter")
    logs = user_data() / "logs"
    guards.record_faults(logs / "faults.log")
    handler = crash.open_log(logs / "commandcenter.log")
    trouble = crash.CrashHandler(dialogs=not (picture or view.wall))
    trouble.install()
    collector = guards.Collector(app)
    collector.start()
    look.add_fonts([user_cache() / "fonts"])
    mirror_size.allow(settings.mirror_mb)
    told = texts.install(app, settings.spoken, remember_language)
    theme.apply(app, settings.wall_theme if view.wall else settings.desk_theme, view)
    if not told:
        say_missing(window=not (picture or view.wall))
    if not (picture or view.wall):
        manual_key()  # the first start and the sign-on have their pages, too
    try:
        yield app
    finally:
        collector.stop()
        trouble.uninstall()
        crash.close_log(handler)
        guards.forget_faults()


@contextmanager
def seated(db: Database, actor: Actor, *, keeps: bool = False) -> Iterator[Seat]:
    """A seat that knows the journal as it is now, and leaves in order.

    `keeps`: what is added while the database is away waits on this machine.
    """
    if not db.embedded:
        TIMELINES.remember_in(user_data() / "servers.json")
    with db.read() as session:
        newest = journal.latest(session)
    outgoing = None
    if keeps:
        keys = credentials.ring_keys()
        outgoing = outgoing_of(db, user_data() / "outbox", texts.refusal, keys)
    seat = open_seat(actor, db, after=newest, outgoing=outgoing)
    try:
        yield seat
    finally:
        seat.close()


def wall_look(settings: Settings, picture: Picture, db: Database) -> Look:
    """A drill's wall is smaller by its edge; what must be read is not."""
    share = inner_share(WALL_SIZE.height()) if db.drill else 1.0
    return look.wall(picture.wide, back(room_of(settings), picture) / share, share)


def show_wall(
    db: Database, settings: Settings, screen: int | None, page: str = WallPage.WHOLE
) -> int:
    """Fill a screen with the wall until it is closed (Ctrl+Q, Alt+F4)."""
    with qt(settings, look.wall()) as app, seated(db, THE_WALL) as seat:
        screens = app.screens()
        if screen is not None and not 1 <= screen <= len(screens):
            raise RuleBroken("没有第 {n} 块屏幕，共 {all} 块。", n=screen, all=len(screens))
        target = screens[screen - 1] if screen else app.primaryScreen()
        theme.apply(app, settings.wall_theme, wall_look(settings, of_screen(target), db))
        window = WallWindow(
            seat,
            engine=wall_engine(settings),
            reception=settings.reception,
            page=WallPage(page),
        )
        OnItsScreen(window, target)
        window.showFullScreen()
        code = app.exec()
        close(window)
        return code


def show_demo(db: Database, settings: Settings) -> int:
    """The commander's desk on the demo, whose story goes on while its clock runs."""
    # the generator of the city is needed by the demo only
    from commandcenter.db.demo.load import Player

    player = Player(db)
    return show_desk(db, settings, first_holder(db, Role.COMMANDER), story=player.catch_up)


def show_desk(
    db: Database,
    settings: Settings,
    actor: Actor | None = None,
    story: Callable[[], object] | None = None,
    *,
    wants_import: bool = False,
) -> int:
    """The desk until it is closed. Without an `actor` somebody signs on first. `wants_import`: it
    begins with the first complaints, taken in from a file."""
    with qt(settings, look.DESK) as app:
        who = actor or _signed_on(db)
        if who is None:
            return 0
        watched = nullcontext() if story else seat_watch.watching(db, who, settings)
        with watched, seated(db, who, keeps=True) as seat:
            window = DeskWindow(
                seat,
                engine=settings.map_engine,
                lock_minutes=settings.lock_minutes,
                drill_ways=drill_ways(db),
                bare=True,
            )
            beside = _Beside(seat, settings, window, story, wants_import)
            window.furnished.connect(beside.begin)
            window.show()
            code = app.exec()
            beside.stop()
            close(window)
            return code


class _Beside(QObject):
    """What goes on beside a desk from when it stands."""

    def __init__(
        self,
        seat: Seat,
        settings: Settings,
        window: "DeskWindow",
        story: Callable[[], object] | None,
        wants_import: bool,
    ) -> None:
        super().__init__(window)
        self._seat, self._settings, self._window = seat, settings, window
        self._story, self._wants_import = story, wants_import
        self._regular: Regular | None = None

    @Slot()
    def begin(self) -> None:
        seat, window, db = self._seat, self._window, self._seat.tasks.db
        window.alarms.reach_by(open_device(window), open_tray(window))
        self._regular = Regular(seat, self._settings, self._story)
        # A drill takes in no file of the real intake, and leaves no backup among the real ones.
        watched = self._settings.watch_folder
        if not db.drill and (watched or not db.embedded):
            FolderLook(seat, DeskIntake(db, Path(watched) if watched else None).look, window)
        Witness(seat, window)
        for words in (*file_check.at_start(db), *key_ring.at_start()):
            seat.notices.warn(words)
        if self._story:
            window.touring.begin_once()  # of the demo alone: a bureau's people come to work
        if self._wants_import:
            QTimer.singleShot(0, window, window.acts.import_wanted.emit)

    def stop(self) -> None:
        if self._regular is not None:
            self._regular.stop()


def _signed_on(db: Database) -> Actor | None:
    """At a drill's store the dialog has its edge, too."""
    edges = Edges() if db.drill else None
    try:
        return sign_on(db)
    finally:
        if edges:
            edges.stop()


def drill_ways(db: Database) -> "DrillWays | None":
    """None at a drill's own store."""
    return None if db.drill else DrillWays(found_drill, partial(open_drill, db))


def found_drill(db: Database, script: "Script", leads: "Leads", on_server: bool) -> str:
    from commandcenter.program import drills  # knows the demo, which a desk need not load

    return drills.founded(
        db, script, leads.conductor, leads.observers, blind=script.blind, on_server=on_server
    )


def open_drill(db: Database, store: str) -> None:
    """In a process of its own: a process has one store, and one edge. `store`: its address, or its
    name on the server, to which one signs on there as here."""
    url = store
    if "://" not in store and db.link is not None:
        url = replace(db.link.address, database=store).text
    program, *words = own_command("drill", "open", url)
    QProcess.startDetached(program, words)


def sign_on(db: Database) -> Actor | None:
    """Who sits here: the server's own login, or a local account; None when they give up."""
    if not db.embedded:
        with db.read() as session:
            return actor_of(session, db.engine.url.username or "", db.clock())
    tasks = Tasks(db)
    dialog = _gate(db, tasks)
    dialog.exec()
    who: Actor | None = dialog.actor
    tasks.shutdown()
    close(dialog)
    return who


def _gate(db: Database, tasks: Tasks) -> "Gate":
    with db.read() as session:
        if db.drill:
            return DrillSignOn(tasks, db.drill, drill_cast(session))
        return SignOn(tasks) if has_accounts(session) else NewAccount(tasks)


def first_start(settings: Settings) -> tuple["Start | None", JoinRequest | None, bool]:
    """The three choices: which, for joining the wish that was granted, and to remember it."""
    with qt(settings, look.DESK):
        dialog = FirstStart(credentials.try_to_join, key_ring.key_ring() is not None)
        dialog.exec()
        answer = dialog.choice, dialog.wish, dialog.remember
        close(dialog)
        return answer


class Elsewhere(Exception):
    """Who was asked for a password wants another connection."""


def change_connection(url: str, settings: Settings, why: str) -> tuple[str, str] | None:
    """The address that was tried and kept instead of `url`, and its password; None where nothing
    was changed. `why`: what is in the way."""
    with qt(settings, look.DESK):
        ring = key_ring.key_ring() is not None
        now = connections.request_of(url)
        dialog = ConnectionForm(now, credentials.try_to_join, ring, why)
        dialog.exec()
        wish, remember = dialog.wish, dialog.remember
        close(dialog)
    return (connections.change(wish, remember=remember), wish.password) if wish else None


def ask_password(settings: Settings, *, changes: bool = False) -> credentials.Ask:
    """Asks in a window; the key ring gets the answer when the person wants it. With `changes` it
    raises Elsewhere where they want another connection."""

    def ask(address: Address, why: str) -> str | None:
        with qt(settings, look.DESK):
            ring = key_ring.key_ring() is not None
            dialog = ServerPassword(
                address.login, address.hosts[0].name, why, ring, changes=changes
            )
            given = dialog.password if dialog.exec() else None
            if dialog.elsewhere:
                close(dialog)
                raise Elsewhere
            if given and dialog.remember:
                credentials.keep(address, given)
            close(dialog)
            return given

    return ask


def first_holder(db: Database, role: Role) -> Actor:
    """Who holds a role first. Raises RuleBroken when nobody does."""
    with db.read() as session:
        held = holders(session, db.clock(), role)
        if not held:
            raise RuleBroken("还没有人担任{role}。", role=ROLE_WORDS[role])
        return actor_of(session, held[0].login, db.clock())


@contextmanager
def untouched() -> Iterator[QSettings]:
    """Settings of a window that nobody keeps: a picture shows the program as it is new."""
    with TemporaryDirectory() as folder:
        yield QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat)


def close(window: QWidget) -> None:
    """Close and destroy now, with what it holds, while the seat still lives."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

"""What a desk does by itself while it is open: backups on time and, in a demo, the story."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from commandcenter import own_files
from commandcenter.domain.errors import RuleBroken
from commandcenter.late import late, late_name
from commandcenter.settings import Settings
from commandcenter.store.database import Database
from commandcenter.store.watch import watch_runs
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.workers import Failure

if TYPE_CHECKING:
    from commandcenter.offices.backups import place_of
    from commandcenter.store import regular_backups
    from commandcenter.store.backup_key import holds_key
else:
    place_of = late_name("offices.backups", "place_of")
    regular_backups = late("store.regular_backups")
    holds_key = late_name("store.backup_key", "holds_key")

STORY_MS = 1_000


def back_up(db: Database, folder: Path, at: datetime) -> str:
    """One of the regular backups; what is wrong with its key, or "". Raises RuleBroken.

    One that failed is said in the database, from where it becomes an alarm.
    """
    try:
        file = _make_backup(db, folder, at)
    except (OSError, RuleBroken) as error:
        watch_runs.note_backup(db, type(error).__name__)
        raise
    watch_runs.note_backup(db, "", place_of(file), holds_key(file))
    return regular_backups.key_trouble(db)


def _make_backup(db: Database, folder: Path, at: datetime) -> Path:
    try:
        own_files.make_folder(folder)
    except OSError as error:
        raise RuleBroken("自动备份文件夹“{folder}”无法建立。", folder=folder) from error
    return regular_backups.automatic(db, folder, at)


class Regular(QObject):
    """Of one desk; stopped before it closes."""

    def __init__(self, seat: Seat, settings: Settings, story: Callable[[], object] | None) -> None:
        super().__init__()
        self._seat, self._story = seat, story
        self._folder, self._trouble = regular_backups.regular_folder(), ""
        self._backup = QTimer(self, interval=settings.backup_minutes * 60_000)
        self._backup.timeout.connect(self._back_up)
        real = seat.tasks.db.embedded and not seat.drill
        if real and settings.backup_minutes and story is None:
            self._backup.start()
            self._back_up()
        self._tell = QTimer(self, interval=STORY_MS)
        self._tell.timeout.connect(self._go_on)
        self._telling = False
        if story:
            self._tell.start()

    def stop(self) -> None:
        self._backup.stop()
        self._tell.stop()

    @Slot()
    def _back_up(self) -> None:
        """Off the GUI thread; what goes wrong is said, and tried again the next time."""
        db, folder, at = self._seat.tasks.db, self._folder, self._seat.clock()
        self._seat.tasks.work(self, lambda _progress: back_up(db, folder, at), self._backed_up)

    def _backed_up(self, trouble: str) -> None:
        """Told once, not with each backup."""
        if trouble and trouble != self._trouble:
            self._seat.notices.warn(trouble)
        self._trouble = trouble

    @Slot()
    def _go_on(self) -> None:
        if self._story is None or self._telling:
            return
        self._telling, story = True, self._story
        self._seat.tasks.work(
            self, lambda _progress: story(), self._on_story_done, self._on_story_failed
        )

    def _on_story_done(self, _done: object) -> None:
        self._telling = False

    def _on_story_failed(self, failure: Failure) -> None:
        self._tell.stop()
        self._seat.notices.refused(failure.words)

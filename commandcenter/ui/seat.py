"""What every panel is handed: who sits here, and the ways out of the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from commandcenter.domain.org import Actor
from commandcenter.store.database import Database
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.notices import Notices
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.ticker import Ticker


@dataclass(frozen=True)
class Seat:
    """`clock` gives the database's time, aware UTC; in the demo the simulated one."""

    actor: Actor
    tasks: Tasks
    feed: LiveFeed
    clock: Callable[[], datetime]
    ticker: Ticker
    notices: Notices

    def known_at(self) -> datetime:
        """Up to when this seat has heard of everything."""
        return self.clock() - timedelta(seconds=self.feed.age())

    def close(self) -> None:
        """Finish what is being written, and end the threads."""
        self.feed.stop()
        self.tasks.shutdown()


def open_seat(
    actor: Actor, db: Database, after: int | None = None, parent: QObject | None = None
) -> Seat:
    """Seat `actor` at `db` and follow its journal from number `after` (see LiveFeed.start)."""
    tasks, feed, notices = Tasks(db, parent), LiveFeed(db, parent), Notices(parent)
    tasks.refused.connect(notices.refused)
    feed.start(after)
    return Seat(actor, tasks, feed, db.clock, Ticker(db.clock, parent), notices)

"""What every panel is handed: who sits here, and the ways out of the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from commandcenter.domain.org import Actor
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.store.database import Database
from commandcenter.ui import texts
from commandcenter.ui.courier import Courier
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.notices import Notices
from commandcenter.ui.sitting import Sitting
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.ticker import Ticker


@dataclass(frozen=True)
class Seat:
    """`clock` gives the database's time, aware UTC; in the demo the simulated one."""

    sitting: Sitting
    tasks: Tasks
    feed: LiveFeed
    clock: Callable[[], datetime]
    ticker: Ticker
    notices: Notices
    courier: Courier

    @property
    def actor(self) -> Actor:
        """Who sits here, with his rights as they are now."""
        return self.sitting.actor

    @property
    def past(self) -> Database | None:
        """The moment that is looked back at (回看); None: the present."""
        return self.tasks.past

    def look_back(self, past: Database | None) -> None:
        """Show everything as `past` (see store.replay) answers, or (None) the present again.

        Every panel is told to ask afresh; while it lasts nothing can be written.
        """
        if past is not self.tasks.past:
            self.tasks.look_back(past)
            self.feed.ask_afresh()

    def known_at(self) -> datetime:
        """Up to when this seat has heard of everything."""
        if self.past:
            return self.clock()
        return self.clock() - timedelta(seconds=self.feed.age())

    def close(self) -> None:
        """Finish what is being written, and end the threads."""
        self.sitting.stop()
        self.courier.stop()
        self.feed.stop()
        self.tasks.shutdown()


def open_seat(
    actor: Actor,
    db: Database,
    after: int | None = None,
    parent: QObject | None = None,
    *,
    outgoing: Outgoing | None = None,
) -> Seat:
    """Seat `actor` at `db` and follow its journal from number `after` (see LiveFeed.start).

    Without `outgoing` nothing is kept on this machine while the database is away.
    """
    tasks, feed, notices = Tasks(db, parent), LiveFeed(db, parent), Notices(parent)
    tasks.refused.connect(notices.refused)
    ticker = Ticker(tasks.clock, parent)
    sitting = Sitting(actor, tasks, feed, ticker, notices, parent)
    outgoing = outgoing or Outgoing(db, None, texts.refusal)
    courier = Courier(outgoing, sitting, tasks, feed, notices, parent)
    feed.start(after)
    return Seat(sitting, tasks, feed, tasks.clock, ticker, notices, courier)

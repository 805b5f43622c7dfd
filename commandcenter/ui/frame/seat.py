"""What every panel is handed: who sits here, and the ways out of the GUI thread."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.domain.drills.drill import DrillMark
from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Rights
from commandcenter.domain.seat.sight import Sight
from commandcenter.late_dataclass import dataclass
from commandcenter.services.seat.outgoing import Outgoing
from commandcenter.services.seat.sitting import rights_in_force
from commandcenter.store.database import Command, Database, Query
from commandcenter.ui import texts
from commandcenter.ui.delivery import Delivery
from commandcenter.ui.drills.edge import Edges
from commandcenter.ui.live import LiveFeed
from commandcenter.ui.notices import Notices
from commandcenter.ui.sitting import Sitting
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.ticker import Ticker

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Seat:
    """`clock` gives the database's time, aware UTC; in the demo the simulated one."""

    sitting: Sitting
    tasks: Tasks
    feed: LiveFeed
    clock: Callable[[], datetime]
    ticker: Ticker
    notices: Notices
    courier: Delivery
    edges: Edges | None = None  # of a drill's windows; None at a real store

    @property
    def drill(self) -> DrillMark | None:
        """Of the drill at whose store this seat is; None at a real one."""
        return self.tasks.db.drill

    @property
    def actor(self) -> Actor:
        """Who sits here, with the rights held now."""
        return self.sitting.actor

    @property
    def sight(self) -> Sight:
        """How much of the bureau's work they see now; the city of a drill is invented."""
        return Sight.PICTURE if self.drill else self.sitting.sight

    @property
    def rights(self) -> Rights:
        """The matrix in force."""
        return self.sitting.rights

    def command(
        self,
        verb: Callable[Concatenate[Any, Actor, P], object],
        *values: P.args,
        **named: P.kwargs,
    ) -> Command:
        """A verb of a service as the act of who sits here now: `verb(session, actor, *values)`."""
        return partial(_as_actor, verb, self.actor, values, named)

    def query(
        self,
        ask: Callable[Concatenate[Any, Actor, P], T],
        *values: P.args,
        **named: P.kwargs,
    ) -> Query[T]:
        """What who sits here may see now: `ask(session, actor, *values)`."""
        return partial(_as_actor, ask, self.actor, values, named)

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
        if self.edges:
            self.edges.stop()


@dataclass(frozen=True, slots=True)
class Over:
    """Over what a form opens: who sits there, and the window."""

    seat: Seat
    window: QWidget | None = None


def _as_actor(verb: Any, actor: Actor, values: Any, named: Any, session: Any) -> Any:
    return verb(session, actor, *values, **named)


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
    sitting = Sitting(actor, tasks, feed, ticker, notices, parent, rights_in_force(db))
    outgoing = outgoing or Outgoing(db, None, texts.refusal)
    courier = Delivery(outgoing, sitting, tasks, feed, notices, parent)
    edges = Edges() if db.drill else None
    feed.start(after)
    return Seat(sitting, tasks, feed, tasks.clock, ticker, notices, courier, edges)

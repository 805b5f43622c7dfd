"""A live panel that is a ledger: what to ask, and how an answer becomes lines."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.org import Actor
from commandcenter.store.database import Query
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.widgets.ledger import Ledger, Line

T = TypeVar("T")
P = ParamSpec("P")


class LedgerPanel(LivePanel[T]):
    """A subclass sets `kinds`, and gives `make_ledger()`, `query()` and `lines()`.

    With `of_incident` nothing is asked, and nothing shown, while no incident is chosen.
    """

    of_incident: ClassVar[bool] = False

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(seat, parent)
        self.incident_id: int | None = None
        self.ledger = self.make_ledger()
        self.body.addWidget(self.ledger, 1)
        self.setAccessibleName(self.ledger.table.accessibleName())

    def make_ledger(self) -> Ledger:
        """Called once, before anything is asked."""
        raise NotImplementedError

    def lines(self, answer: T) -> list[Line]:
        raise NotImplementedError

    def asked(
        self,
        ask: Callable[Concatenate[Any, Actor, int | None, datetime, P], T],
        *more: P.args,
        **named: P.kwargs,
    ) -> Query[T]:
        """A query of the chosen incident: `ask(session, actor, incident, now, *more)`."""
        return self.seat.query(ask, self.incident_id, self.seat.clock(), *more, **named)

    def show_answer(self, answer: T) -> None:
        self.ledger.show_lines(self.lines(answer))

    @Slot()
    def refresh(self) -> None:
        if self.of_incident and self.incident_id is None:
            self.ledger.show_lines(())
            self.as_of = self.seat.clock()
        else:
            super().refresh()

    def turn_to(self, incident_id: int | None) -> None:
        self.incident_id = incident_id
        self.refresh()

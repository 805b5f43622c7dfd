"""A ledger with clocks: it asks again each minute, because what is late changes by itself."""

from datetime import datetime
from typing import ClassVar, TypeVar

from commandcenter.domain.times import short_zh
from commandcenter.ui.frame.countdown import left_text, soon
from commandcenter.ui.frame.ledger_panel import LedgerPanel
from commandcenter.ui.widgets.ledger import Cell

T = TypeVar("T")


class ClockPanel(LedgerPanel[T]):
    """As LedgerPanel."""

    ticking: ClassVar[bool] = True

    def tick(self, now: datetime) -> None:
        if self.as_of is not None and (now - self.as_of).total_seconds() >= 60:
            self.refresh()


def due_cell(due_at: datetime | None, now: datetime, *, done: bool) -> Cell:
    """A limit: how long until it while something is to be done, when it was afterwards."""
    if due_at is None:
        return Cell("")
    when = short_zh(due_at, now)
    if done:
        return Cell(when, "text_faint")
    ink = "danger" if due_at < now else "warn" if soon(due_at, now) else ""
    return Cell(left_text(due_at, now), ink, bold=due_at < now, tip=when)


def said(at: datetime | None, by: str, now: datetime) -> str:
    """陈屿 10:46; "" where nobody has."""
    return f"{by} {short_zh(at, now)}".strip() if at is not None else ""

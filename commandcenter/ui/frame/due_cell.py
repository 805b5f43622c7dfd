"""What a cell of a ledger says of a limit."""

from datetime import datetime

from commandcenter.domain.times import short_zh
from commandcenter.ui.frame.countdown import brief_text, left_text, soon
from commandcenter.ui.widgets.ledger import Cell


def due_cell(due_at: datetime | None, now: datetime, *, done: bool, narrow: bool = False) -> Cell:
    """A limit: how long until it while something is to be done, when it was afterwards."""
    if due_at is None:
        return Cell("")
    when = short_zh(due_at, now)
    if done:
        return Cell(when, "text_faint")
    ink = "danger" if due_at < now else "warn" if soon(due_at, now) else ""
    left = brief_text(due_at, now) if narrow else left_text(due_at, now)
    return Cell(left, ink, bold=due_at < now, tip=when)

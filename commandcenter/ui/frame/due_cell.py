"""What a cell of a ledger says of a limit."""

from datetime import datetime

from commandcenter.ui.frame.countdown import brief_text, left_text, soon
from commandcenter.ui.frame.field_words import when
from commandcenter.ui.frame.line_order import MomentWords
from commandcenter.ui.widgets.ledger import Cell


def due_cell(due_at: datetime | None, now: datetime, *, done: bool, narrow: bool = False) -> Cell:
    """A limit: how long until it while something is to be done, when it was afterwards."""
    if due_at is None:
        return Cell("")
    shown = when(due_at, now)
    if done:
        return Cell(shown, "text_faint")
    ink = "danger" if due_at < now else "warn" if soon(due_at, now) else ""
    left = brief_text(due_at, now) if narrow else left_text(due_at, now)
    return Cell(MomentWords.of(left, due_at), ink, bold=due_at < now, tip=shown)

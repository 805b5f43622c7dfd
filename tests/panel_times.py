"""What every panel of the desk asks, by the panels themselves: how long it takes, how many
statements it is.

No list is kept here: every view that is registered is opened, and each live panel found in
it gives its own question.
"""

import contextlib
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QWidget
from sqlalchemy import event

from commandcenter.domain.errors import RuleBroken
from commandcenter.store.database import Database, Query
from commandcenter.ui.desk.main_window import DeskWindow
from commandcenter.ui.desk.page_keys import entries as pages
from commandcenter.ui.desk.views import entries as views
from commandcenter.ui.frame.live_panel import LivePanel
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.papers.editor import PaperEditor
from tests.city import KEY

LIMIT_MS = 100
MOST_STATEMENTS = 20  # of one question, its moment and its BEGIN too: one a row would be hundreds
LONGEST_S = 60.0


@dataclass(frozen=True)
class Timed:
    """Milliseconds of each asking, the first one (nothing read before) apart.

    `work`: the least time of the processor that the asking thread took. A machine with much
    else to do makes the clock run on, but not the work.
    """

    name: str
    first: float
    again: tuple[float, ...]
    work: float

    @property
    def median(self) -> float:
        return statistics.median(self.again)


def spin(condition: Any) -> None:
    end = time.monotonic() + LONGEST_S
    while not condition():
        QCoreApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("the window was not drawn")


@contextlib.contextmanager
def questions(
    db: Database, actor: Any, incident: int, folder: Path
) -> Iterator[dict[str, Query[Any]]]:
    """Every question of every panel of the desk, for this person and this incident."""
    seat = open_seat(actor, db, after=0)
    settings = QSettings(str(folder / "times.ini"), QSettings.Format.IniFormat)
    window = DeskWindow(seat, key=KEY, settings=settings, engine="native")
    try:
        window.resize(1600, 1000)
        window.show()
        spin(window.settled)
        window.show_incident(incident)
        for entry in views():
            window.pages.incident.view(entry.key)
        for page in pages():
            window.pages.page(page.key)
        spin(lambda: seat.tasks.idle)
        found: dict[str, Query[Any]] = {}
        for panel in window.findChildren(LivePanel):
            if isinstance(panel, PaperEditor) and panel.line is None:
                continue  # no paper is open: it asks nothing
            name = f"{_place(panel)} {type(panel).__name__}"
            found.setdefault(name, panel.query())
        yield found
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        seat.close()
        for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
            shiboken6.delete(part)


def _place(panel: QWidget) -> str:
    """The view or the page that it stands in."""
    names = {f"view_{entry.key}": entry.key for entry in views()}
    names |= {f"{entry.key}_page": entry.key for entry in pages()}
    widget: QWidget | None = panel
    while widget is not None:
        if widget.objectName() in names:
            return names[widget.objectName()]
        widget = widget.parentWidget()
    return "desk"


@contextlib.contextmanager
def statements(db: Database) -> Iterator[list[str]]:
    """What is sent to the database, one after the other; beginning a transaction is none."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def count(db: Database, query: Query[Any]) -> int:
    """How many statements a question is, asked for the first time in its transaction."""
    with statements(db) as sent:
        with db.read() as session, contextlib.suppress(RuleBroken):  # a refusal is an answer
            query(session)
        return len(sent)


def ask(db: Database, name: str, query: Query[Any], times: int) -> Timed:
    taken, worked = [], []
    for _ in range(times + 1):
        start, began = time.perf_counter(), time.thread_time()
        with db.read() as session, contextlib.suppress(RuleBroken):  # a refusal is an answer
            query(session)
        taken.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.thread_time() - began))
    return Timed(name, taken[0], tuple(taken[1:]), min(worked))

"""A paper as the data would make it, and the editor beside its pages."""

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from commandcenter.offices import typesetting
from commandcenter.outputs.papers.briefing import briefing as briefing_page
from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.fonts import find_fonts
from commandcenter.outputs.pdf.proof import proof
from commandcenter.store.database import open_database
from commandcenter.ui.frame.seat import open_seat
from commandcenter.ui.papers.writing import Writing
from tests.outputs.paper_samples import briefing
from tests.ui.desk.conftest import at_desk, only_plain_labels, small_city

__all__ = ["at_desk", "only_plain_labels", "small_city"]


@pytest.fixture(scope="session")
def fonts():
    return find_fonts(open_only=True)


@pytest.fixture(scope="session")
def the_briefing():
    """会商简报 with its tables, its timeline and its map."""
    return briefing_page(briefing())


@pytest.fixture
def open_fonts_only(fonts, monkeypatch):
    """Pages come out alike on every machine."""
    monkeypatch.setattr(typesetting, "proof", lambda document, texts: proof(document, texts, fonts))
    monkeypatch.setattr(typesetting, "pdf", lambda document: render(document, fonts))


@pytest.fixture
def lone_seat(themed, sqlite_url, actor):
    """A seat at an empty SQLite database: nothing here asks it anything."""
    db = open_database(sqlite_url)
    seat = open_seat(actor, db, after=0)
    yield seat
    seat.close()
    for part in (seat.feed, seat.tasks, seat.ticker, seat.notices):
        shiboken6.delete(part)
    db.close()


@pytest.fixture
def writing(qtbot, lone_seat, open_fonts_only):
    writing = Writing(lone_seat)
    writing.resize(1200, 800)
    writing.show()
    yield writing
    writing.close()
    writing.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

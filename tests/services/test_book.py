"""What a line of the journal settles in the book of obligations, and what it leaves alone."""

import pytest

from commandcenter.services import book
from commandcenter.store.tables.incident.incident import IncidentRow


@pytest.fixture
def settled(monkeypatch):
    """Which incidents' books were settled."""
    found = []
    monkeypatch.setattr(book, "settle", lambda session, number, at, **_: found.append(number))
    return found


@pytest.mark.parametrize("changes", [False, True])
def test_a_line_settles_what_its_own_act_changed_and_nothing_else(city, settled, changes):
    first, _ = city.register(), city.register(summary="另一起")
    settled.clear()
    with city.db.write() as session:
        if changes:
            session.get_one(IncidentRow, first).summary = "改过的概况"
        book.record(session, city.liwei, "incident", first, "amended", incident=first)
    assert settled == ([first] if changes else [])

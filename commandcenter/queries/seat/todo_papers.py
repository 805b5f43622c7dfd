"""What waits in the ways of reports, releases and the press."""

from collections.abc import Iterator

from commandcenter.queries.seat.todo_items import Asker, TodoItem
from commandcenter.queries.seat.todo_releases import opinion_items, press_items, release_items
from commandcenter.queries.seat.todo_reports import report_items


def papers(ask: Asker) -> Iterator[TodoItem]:
    yield from report_items(ask)
    yield from release_items(ask)
    yield from press_items(ask)
    yield from opinion_items(ask)

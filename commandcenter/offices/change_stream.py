"""Lines of change for other programs, from a number on: journalled, page by page, without a gap."""

from collections.abc import Iterator

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.export_kinds import Door
from commandcenter.domain.org import Actor
from commandcenter.outputs.change_lines import change_json
from commandcenter.queries.seat.changes import Span, change_page, span_after
from commandcenter.services.seat.exports import note_export, require_export
from commandcenter.store.database import Database


def changes_of(db: Database, actor: Actor, since: int) -> tuple[Span, Iterator[str]]:
    """Which lines they are, and each as a line of JSON without its end.

    The journal tells of it before the first is read; not where there is nothing new but what it
    told of exports: who asks again and again would only read of himself. Raises RuleBroken.
    """
    with db.read() as session:
        require_export(session, actor, Door.CHANGES)
        span = span_after(session, since)
    if span.news:
        with db.write() as session:
            note_export(session, actor, Door.CHANGES, span.count)
    return span, _lines(db, span)


def _lines(db: Database, span: Span) -> Iterator[str]:
    """A page is a reading of its own: a long export holds nobody's snapshot."""
    at = before = span.since
    while at < span.upto:
        with db.read() as session:
            for line in change_page(session, at, span.upto):
                at = line.number
                yield change_json(line)
        if at == before:  # a damaged journal: `verify` tells where
            raise RuleBroken(
                "日志第 {number} 行读不到，请先运行 commandcenter verify。", number=at + 1
            )
        before = at

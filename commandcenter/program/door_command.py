"""What `export changes`, `export cap` and `export map` do: files for other programs."""

import sys
from collections.abc import Iterator
from pathlib import Path

from commandcenter import own_files
from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.export_kinds import Door, require_suffix
from commandcenter.offices import leaving as files
from commandcenter.offices.accounts import acting_person
from commandcenter.offices.change_stream import changes_of
from commandcenter.offices.opening import opened
from commandcenter.offices.written_files import marked_place, require_place
from commandcenter.queries.releases.cap import newest_out
from commandcenter.queries.seat.changes import Span
from commandcenter.store.database import now

NOTHING_NEW = "没有新的变更，下次仍用 --since {upto}。"
TAKEN = "{count} 行变更（第 {first}–{upto} 行），下次用 --since {upto}。"


def changes(url: str, since: int, out: Path | None) -> str:
    """To a file, whole or not at all, or a line at a time to stdout. Returns what is said of it:
    where to go on. Who is interrupted goes on after the last whole line.
    """
    if out is not None:
        require_suffix(out.suffix, Door.CHANGES)
        require_place(out, url)
    with opened(url) as db:
        out = marked_place(out, db) if out is not None else None
        with db.read() as session:
            actor = acting_person(session)
        span, lines = changes_of(db, actor, since)
        if out is None:
            _print(lines)
            return _told(span)
        with own_files.whole(out, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        return f"{out}：{_told(span)}"


def _told(span: Span) -> str:
    words = TAKEN if span.count else NOTHING_NEW
    return words.format(count=span.count, first=span.since + 1, upto=span.upto)


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def door(
    url: str,
    what: Door,
    out: Path,
    incident: int | None = None,
    warning: int | None = None,
    number: int | None = None,
) -> str:
    """The file and the line of the journal that tells of it are both there or neither."""
    require_suffix(out.suffix, what)
    if what is Door.CAP and (incident is None) == (warning is None):
        raise AskedWrongly("请用 --incident 或 --warning 指明是哪个事件或哪条预警的消费警示。")
    require_place(out, url)
    with opened(url) as db:
        out = marked_place(out, db)
        with db.read() as session:
            actor = acting_person(session)
            if what is Door.CAP:
                release = newest_out(session, incident, warning, number)
                leaving = files.cap_leaving(session, actor, release)
            else:
                assert incident is not None  # see export_kinds.OF_AN_INCIDENT
                leaving = files.map_leaving(session, actor, incident, now(session))
        with own_files.whole(out) as file:
            file.write(leaving.data)
            own_files.sync(file)
            with db.write() as session:
                files.note_leaving(session, actor, leaving)
    return f"{out}：{leaving.words}。"

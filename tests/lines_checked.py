"""Every line that a service writes names what its own transaction changed, as lines.txt says.

What a server asks by its triggers (db/postgres/rights_journal.sql) is asked here of each line that
a person's act records, on both databases: a test of a service fails where its line names another.
"""

import json
from dataclasses import dataclass

from sqlalchemy import select, text

from commandcenter.store import journal
from commandcenter.store.line_rules import ANY, read_namings
from commandcenter.store.tables.journal_image import JournalImageRow

NAMINGS = read_namings()
OWN_LINES = "own lines"  # in the info of a session: the lines of its transactions


@dataclass(frozen=True)
class Image:
    """A row that was changed. `row`: its columns, after or before; of many taken in, the facts."""

    table: str
    key: str
    op: str
    row: dict


def image(table, key, op, before, after):
    return Image(table, key, op, json.loads(after or before or "{}"))


def fits(naming, kind, verb):
    return naming.kind == kind and naming.verb in (ANY, verb)


def is_about(naming, each, subject):
    if each.table != naming.table:
        return False
    if naming.column not in ("", ANY):
        return str(each.row.get(naming.column)) == str(subject)
    if naming.column == "" and each.op == "bulk":
        first, last = map(int, each.key.split("-"))
        return first <= subject <= last
    return naming.column == ANY or each.key == str(subject)


def names(namings, line, images, fresh):
    """Whether the line (kind, subject, verb) names a row among the images, or changes none.

    `images`: of the whole transaction; `fresh`: some of them no line has announced yet. Mirrors
    rights.names_own and rights.names_none.
    """
    kind, subject, verb = line
    fitting = [naming for naming in namings if fits(naming, kind, verb)]
    if any(is_about(naming, each, subject) for naming in fitting for each in images):
        return True
    return not fresh and any(not naming.table for naming in fitting)


def require_named(session, number, line):
    """The line as (kind, subject, verb); `number` as it was recorded."""
    own = session.info.setdefault(OWN_LINES, [])
    own.append(number)
    columns = JournalImageRow.__table__.c
    rows = session.execute(
        select(
            columns.line, columns.table_name, columns.row_key, columns.op, columns.before,
            columns.after,
        ).where(columns.line.in_(own[-50:]))
    ).all()  # fmt: skip
    fresh = any(row.line == number for row in rows)
    images = [image(*row[1:]) for row in rows]
    kind, _, verb = line
    known = any(fits(naming, kind, verb) for naming in NAMINGS)
    assert known, f"{kind} {verb}: not in lines.txt"
    # under which nothing was changed is none that a server writes
    named = names(NAMINGS, line, images, fresh) or not fresh or _is_hidden(session, number, line)
    assert named, f"{line}: {images}"


def _is_hidden(session, number, line):
    """Whether this login may not read the images of such rows: then the server alone judges."""
    if session.get_bind().dialect.name != "postgresql":
        return False
    kind, subject, verb = line
    tables = {naming.table for naming in NAMINGS if fits(naming, kind, verb) and naming.table}
    sees = text("SELECT rights.sees_image(:table, :line, :key)")
    return any(
        not session.scalar(sees, {"table": table, "line": number, "key": str(subject)})
        for table in tables
    )


def checked(record):
    """`journal.record`, with the question behind it."""

    def recorded(session, actor, kind, subject, verb, **more):
        number = record(session, actor, kind, subject, verb, **more)
        if actor.person_id:
            require_named(session, number, (kind, subject, verb))
        return number

    return recorded


def check_lines(monkeypatch):
    monkeypatch.setattr(journal, "record", checked(journal.record))

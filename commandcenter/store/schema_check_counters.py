"""A server's sequences: whose they are, who may move them, and that none gives a number twice."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from commandcenter.store.complaints.complainants import hidden
from commandcenter.store.role_groups import JOURNAL, OWNER
from commandcenter.store.row_numbers import counted, is_drawn
from commandcenter.store.schema_expected import Parts
from commandcenter.store.schema_parts import PartFault
from commandcenter.store.tables.every import Base

COUNTERS = text(
    "SELECT s.relname AS name, pg_get_userbyid(s.relowner) AS owner, t.relname AS of_table, "
    "q.seqincrement = 1 AND NOT q.seqcycle AND q.seqmin = 1 AS plain, "
    "ARRAY(SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee)::text END "
    "FROM aclexplode(s.relacl) a) AS holders FROM pg_class s JOIN pg_sequence q "
    "ON q.seqrelid = s.oid LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass "
    "AND d.objid = s.oid AND d.deptype IN ('a', 'i') LEFT JOIN pg_class t ON t.oid = d.refobjid "
    "WHERE s.relnamespace = 'public'::regnamespace AND s.relkind = 'S'"
)


def faults(session: Session, wanted: Parts) -> Iterator[PartFault]:
    """`wanted`: without owners where the rights of people are not laid."""
    tables = {f"{t.name}_id_seq": t.name for t in Base.metadata.sorted_tables if is_drawn(t)}
    rows = {row.name: row for row in session.execute(COUNTERS)}
    for name in sorted(rows.keys() ^ tables.keys()):
        yield PartFault("counter", name, "missing" if name in tables else "extra")
    for name in sorted(rows.keys() & tables.keys()):
        row = rows[name]
        owner = wanted.owners.get(tables[name], row.owner)
        if row.owner != owner:
            yield PartFault("owner", name, "changed", row.owner)
        if not row.plain or row.of_table != tables[name]:
            yield PartFault("counter", name, "changed")
        if wanted.owners:
            for holder in sorted(set(row.holders) - {OWNER, JOURNAL, owner, row.owner}):
                yield PartFault("counter", name, "given", holder)
    yield from _behind(session, rows.keys() & tables.keys())


def _behind(session: Session, there: set[str]) -> Iterator[PartFault]:
    """Those that would give a number again that a row has."""
    asked = [t.name for t in Base.metadata.sorted_tables if counted(t)]
    asked = [name for name in asked if f"{name}_id_seq" in there]
    source = "rights.verify_counters" if hidden(session) else "journal_check_counters"
    for name in session.scalars(text(f"SELECT * FROM {source}(:tables)"), {"tables": asked}):
        yield PartFault("counter", name, "behind")

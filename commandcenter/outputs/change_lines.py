"""A line of change as one line of JSON, as packaging/doors.zh.md promises it to other programs."""

import json

from commandcenter.domain.times import iso
from commandcenter.queries.seat.changes import ChangedRow, ChangeLine

SCHEMA = "commandcenter.change/1"  # names and meanings stay; there may be more of them


def change_json(line: ChangeLine) -> str:
    """Without a line end. Text stays as it is; nothing in it ends a line."""
    told = {
        "schema": SCHEMA, "number": line.number, "at": iso(line.at), "actor": line.actor,
        "kind": line.kind, "subject": line.subject, "incident": line.incident_id,
        "verb": line.verb, "clause": line.clause, "hash": line.hash,
        "rows": [_row(row) for row in line.rows],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _row(row: ChangedRow) -> dict[str, object]:
    return {
        "table": row.table, "key": row.key, "op": row.op, "before": row.before,
        "after": row.after, "erased": row.erased,
    }  # fmt: skip

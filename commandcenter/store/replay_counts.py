"""The counts of complaints as they were: what changed or went since is counted back.

Counts have no images of their own; those of the complaints say what was counted where.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.store.complaints.rollups import (
    DAY_MICROS,
    FAMILIES,
    HOUR_MICROS,
    SHANGHAI_MICROS,
    UPSERT,
)
from commandcenter.store.tables.journal_image import JournalImageRow

Key = tuple[str, int, str, int]  # family, bucket, key, import


def counts_back(session: Session, floor: int) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """(line, statement, values) that undo what the lines after `floor` did to the counts."""
    image = JournalImageRow.__table__.c
    rows = session.execute(
        select(image.line, image.op, image.before, image.after)
        .where(image.line > floor, image.table_name == "complaint", image.before.is_not(None))
        .order_by(image.line.desc())
        .execution_options(yield_per=2_000)
    )
    for line, images in groupby(rows, key=lambda row: row.line):
        moved = Counter[Key]()
        for _, op, before, after in images:
            was = json.loads(before)
            if op == "delete" or after:
                moved.update(_keys(was))
            if after:
                moved.subtract(_keys(json.loads(after)))
        for key, count in sorted(moved.items()):
            if count:
                yield line, UPSERT, (*key, count)


def _keys(row: dict[str, Any]) -> list[Key]:
    """Where a complaint, as an image has it, is counted."""
    at, batch = row["registered_at"], row["batch_id"]
    day = (at + SHANGHAI_MICROS) // DAY_MICROS
    buckets = (at // HOUR_MICROS, day, day, day)
    names = (row["channel"], row["district"] or "", row["category"], row["problem"])
    return [(f, b, str(n), batch) for f, b, n in zip(FAMILIES, buckets, names, strict=True)]

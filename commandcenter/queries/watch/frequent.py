"""What is complained about most: the order in which a form offers it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def categories_of(session: Session) -> tuple[str, ...]:
    """Most frequent first."""
    # no start reads it
    from commandcenter.store.tables.complaints.rollup import RollupRow

    rows = session.execute(
        select(RollupRow.key, func.sum(RollupRow.count))
        .where(RollupRow.family == "day_category", RollupRow.key != "")
        .group_by(RollupRow.key)
    ).all()
    return tuple(key for key, _ in sorted(rows, key=lambda row: (-row[1], row[0])))

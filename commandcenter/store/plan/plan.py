"""The plan in the database: stored in versions, read back checked and once per version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.earlier_plans import without_gone
from commandcenter.domain.plan.plan import PlanData
from commandcenter.store.database import ONE_MOMENT
from commandcenter.store.plan.plan_files import PlanItem, plan_from_items, tables_of_items
from commandcenter.store.read_once import read_once
from commandcenter.store.tables.plan.plan import PlanItemRow, PlanVersionRow

# A version never changes (an edit makes the next one), so it is read once for each database.
_known: dict[tuple[str, int], PlanData] = {}
IN_FORCE = "plan in force"  # in the info of a session
MOST_KNOWN = 32  # versions; what was read first is forgotten first
NEWEST = select(func.max(PlanVersionRow.__table__.c.id))  # asked by every verb, so built once
# A database in memory has no address that tells it from another one.
_in_memory: WeakKeyDictionary[Engine, dict[tuple[str, int], PlanData]] = WeakKeyDictionary()


def add_version(
    session: Session,
    label: str,
    items: Iterable[PlanItem],
    adopted_at: datetime,
    by: str,
    *,
    reason: str | None = None,
    amends: int | None = None,
) -> int:
    """Store a new version; the newest is in force for what begins after it."""
    version = PlanVersionRow(
        label=label, adopted_at=adopted_at, adopted_by=by, reason=reason, amends=amends
    )
    session.add(version)
    session.flush()
    _forget(session, version.id)
    rows = [
        {
            "version_id": version.id,
            "kind": item.kind,
            "code": item.code,
            "position": item.position,
            "data": item.data,
            "source": item.source,
            "proposal": item.proposal,
        }
        for item in items
    ]
    session.execute(insert(PlanItemRow), rows)
    return version.id


def version_in_force(session: Session) -> int:
    """The newest version's id. Raises RuleBroken when there is none."""
    known: int | None = session.info.get(IN_FORCE)
    if known is not None:
        return known
    newest: int | None = session.scalar(NEWEST)
    if newest is None:
        raise RuleBroken("数据库中还没有预案，请先运行 commandcenter init。")
    if session.info.get(ONE_MOMENT):  # a page of a desk asks for it a dozen times
        session.info[IN_FORCE] = newest
    return newest


def plan_of(session: Session, version_id: int | None = None) -> PlanData:
    """The plan of a version; without one, the plan in force."""
    version = version_in_force(session) if version_id is None else version_id
    known, key = _place(session, version)
    plan = known.get(key)
    if plan is None:
        plan = known[key] = plan_from_items(items_of(session, version))
        for old in list(known)[:-MOST_KNOWN]:
            known.pop(old, None)  # another thread may have been faster
    return plan


def _place(session: Session, version: int) -> tuple[dict[tuple[str, int], PlanData], Any]:
    engine = session.get_bind().engine
    known = _known if engine.url.database else _in_memory.setdefault(engine, {})
    return known, (str(engine.url), version)


def _forget(session: Session, version: int) -> None:
    """A version that was taken back may have been read; its number is given again."""
    known, key = _place(session, version)
    known.pop(key, None)


def items_of(session: Session, version: int) -> list[PlanItem]:
    """The rows of a version, by kind and order."""
    row = PlanItemRow.__table__.c
    asked = (
        select(row.kind, row.code, row.position, row.data, row.source, row.proposal)
        .where(row.version_id == version)
        .order_by(row.kind, row.position)
    )
    rows = read_once(session, (PlanItemRow, version), lambda: session.execute(asked).all())
    return [
        PlanItem(kind, code, position, dict(data), source, proposal)
        for kind, code, position, data, source, proposal in rows
    ]


def tables_of(session: Session, version: int) -> dict[str, list[dict[str, Any]]]:
    """{kind: items} of a version; of a plan of before, what a new version keeps of it."""
    kept = without_gone(tables_of_items(items_of(session, version)))
    return {kind: [dict(item) for item in rows] for kind, rows in kept.items()}

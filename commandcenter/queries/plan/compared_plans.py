"""Two versions of the plan compared, and a revision with what it changes, for screen and paper."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import headed, word
from commandcenter.domain.plan.plan_changes import Tables
from commandcenter.domain.plan.revision import OPEN, from_data
from commandcenter.domain.plan.revision_changes import revised, touched
from commandcenter.domain.plan.revision_words import Compared, compared
from commandcenter.store.plan.plan import tables_of, version_in_force
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_revision import PlanRevisionRow


def version_row(session: Session, version: int) -> PlanVersionRow:
    row = session.get(PlanVersionRow, version)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案版本。", id=version)
    return row


def revision_row(session: Session, revision_id: int) -> PlanRevisionRow:
    row = session.get(PlanRevisionRow, revision_id)
    if row is None:
        raise RuleBroken("没有编号为 {id} 的预案修订。", id=revision_id)
    return row


def compared_versions(session: Session, before: int, after: int) -> tuple[Compared, ...]:
    for version in (before, after):
        version_row(session, version)
    return compared(tables_of(session, before), tables_of(session, after))


def compared_revision(session: Session, row: PlanRevisionRow) -> tuple[Compared, ...]:
    """An open one against the plan in force; what was made of one, against what it amended."""
    if row.made_id is not None:
        made = version_row(session, row.made_id)
        return compared_versions(session, made.amends or row.base_id, made.id)
    before = tables_of(session, compared_with(session, row))
    return compared(before, _with_changes(before, row))


def compared_with(session: Session, row: PlanRevisionRow) -> int:
    """The version that a revision is compared with."""
    if row.made_id is not None:
        return version_row(session, row.made_id).amends or row.base_id
    return row.base_id if row.withdrawn_at is not None else version_in_force(session)


def _with_changes(before: Tables, row: PlanRevisionRow) -> Tables:
    """What cannot be carried out on the plan as it is by now is left as it was drafted: the draft
    is looked at again (核对) before it goes on."""
    try:
        return revised(before, from_data(row.changes))
    except RuleBroken:
        return before


def drafted_tables(session: Session, row: PlanRevisionRow) -> Tables:
    """The plan in force with what the draft changes by now."""
    return _with_changes(tables_of(session, version_in_force(session)), row)


def overtaken(session: Session, row: PlanRevisionRow) -> tuple[str, ...]:
    """What somebody amended of the items of an open one since it was compared last."""
    current = version_in_force(session)
    if row.state not in OPEN or row.base_id == current:
        return ()
    changes = from_data(row.changes)
    found = touched(tables_of(session, row.base_id), tables_of(session, current), changes)
    return tuple(headed(word(each.title), each.after or word("（已删除）")) for each in found)


def labels(session: Session) -> dict[int, str]:
    """Of all versions."""
    rows = session.execute(select(PlanVersionRow.id, PlanVersionRow.label))
    return {row.id: row.label for row in rows}

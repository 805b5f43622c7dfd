"""What was done of the bureau's own obligations, as acts: drills that were held, measures taken,
backups that were restored to try them."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from commandcenter.domain.drills.drill import Mode
from commandcenter.store.command.act_columns import OF_NONE, Told, numbered, plain, told, word
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.tables.drills.drill import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.setting import RestoreDrillRow

RESTORE = "restore"  # what asks for a restore that is tried, beside the number of the one before
FIRST = 0  # number of what asks for the first drill of a mode


def mode_asked(mode: Any) -> ColumnElement[str]:
    """What asks for a drill of this mode, beside the number of the one before it: drill_live."""
    return word("drill_").concat(plain(mode))


def _drills() -> list[Told]:
    """A drill answers what the one of its mode before it asked for, the first of all number 0."""
    row, before = DrillRecordRow, aliased(DrillRecordRow)
    earlier = or_(
        before.held_at < row.held_at, and_(before.held_at == row.held_at, before.id < row.id)
    )
    last = (
        select(before.id)
        .where(before.mode == row.mode, earlier)
        .order_by(before.held_at.desc(), before.id.desc())
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    number = cast(func.coalesce(last, literal_column(str(FIRST))), Text)
    held = told(
        word("drill.").concat(plain(row.mode)), row, row.held_at, row.recorded_by,
        about=mode_asked(row.mode).concat(word(":")).concat(number), incident=OF_NONE,
    )  # fmt: skip
    where = row.held_at.is_not(None)
    return [Told("drill_record", signs_of("drill.", tuple(Mode)), held.where(where))]


def _measures() -> list[Told]:
    row = DrillMeasureRow
    mended = told(
        "drill.mended", row, row.done_at, row.done_by, about=numbered("drill_measure", row.id),
        incident=OF_NONE,
    )  # fmt: skip
    return [Told("drill_record", ("drill.mended",), mended.where(row.done_at.is_not(None)))]


def _restores() -> list[Told]:
    """One whose record was whole answers what the one before it asked for."""
    row, before = RestoreDrillRow, aliased(RestoreDrillRow)
    last = (
        select(func.max(before.id)).where(before.whole, before.id < row.id)
        .correlate(row).scalar_subquery()
    )  # fmt: skip
    number = cast(func.coalesce(last, literal_column(str(FIRST))), Text)
    tried = told(
        "backup.restored", row, row.at, row.by, about=word(f"{RESTORE}:").concat(number),
        incident=OF_NONE,
    )  # fmt: skip
    return [Told("restore_drill", ("backup.restored",), tried.where(row.whole))]


BUREAU = (*_drills(), *_measures(), *_restores())

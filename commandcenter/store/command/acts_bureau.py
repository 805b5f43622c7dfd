"""What was done of the bureau's own obligations, as acts: drills and training that were held,
measures taken, money.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from commandcenter.domain.drills.drill import Mode
from commandcenter.store.command.act_columns import OF_NONE, Told, numbered, plain, told, word
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.tables.drills.drill import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.support.fund import FundRequestRow
from commandcenter.store.tables.support.team import TrainingRow

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


FUND = {  # state, when it came into it, by whom, in which it still is or was
    "approved": ("approved_at", "approved_by", ("approved", "spent", "refused")),
    "refused": ("handled_at", "handled_by", ("refused",)),
}


def _funds() -> list[Told]:
    """About the request for money. One that was withdrawn was never asked."""
    row, found = FundRequestRow, list[Told]()
    for state, (at, by, states) in FUND.items():
        moved = told(
            f"fund.{state}", row, getattr(row, at), getattr(row, by),
            about=numbered("fund_request", row.id), incident=OF_NONE,
        )  # fmt: skip
        where = row.state.in_(states), getattr(row, at).is_not(None)
        found.append(Told("fund_request", (f"fund.{state}",), moved.where(*where)))
    return found


def _training() -> list[Told]:
    row = TrainingRow
    held = told(
        "training.held", row, row.held_at, row.recorded_by, about=numbered("training", row.id),
        incident=OF_NONE,
    )  # fmt: skip
    return [Told("training", ("training.held",), held.where(row.held_at.is_not(None)))]


BUREAU = (*_drills(), *_measures(), *_training(), *_funds())

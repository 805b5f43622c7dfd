"""What was done of the bureau's own obligations, as acts: drills and training that were held,
measures taken, publicity, typical cases, money, reviews and revisions of the plan, their 备案,
the counties' rules, backups that were restored to try them.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.publicity.cases import CaseStep
from commandcenter.store.command.act_columns import OF_NONE, Told, numbered, plain, told, word
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.command.acts_risk import risk_acts
from commandcenter.store.tables.base import Base
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.plan.plan_gap import CountyRulesRow
from commandcenter.store.tables.plan.plan_revision import (
    PlanFilingRow,
    PlanReviewRow,
    PlanRevisionRow,
)
from commandcenter.store.tables.publicity.case_step import TypicalCaseStepRow
from commandcenter.store.tables.publicity.publicity import PublicityRow
from commandcenter.store.tables.restore_drill import RestoreDrillRow
from commandcenter.store.tables.support.fund import FundRequestRow
from commandcenter.store.tables.support.team import TrainingRow
from commandcenter.store.types import UtcTime

FIRST = 0  # number of what asks for the first drill of a mode, for the first review of the plan
# What asks for the next review of the plan, beside its number: no table, so that no act is about
# what it asks for itself.
AFTER_REVIEW, AFTER_REVISION = "after_review", "after_revision"
RESTORE = "restore"  # what asks for a restore that is tried, beside the number of the one before


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
        entered=row.recorded_at,
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
        incident=OF_NONE, entered=row.recorded_at,
    )  # fmt: skip
    return [Told("training", ("training.held",), held.where(row.held_at.is_not(None)))]


def _publicity() -> list[Told]:
    """What was held, and typical cases that went out."""
    row, step = PublicityRow, TypicalCaseStepRow
    held = told(
        "publicity.held", row, row.held_at, row.recorded_by, about=numbered("publicity", row.id),
        incident=OF_NONE, entered=row.recorded_at,
    )  # fmt: skip
    out = told(
        "typical_case.published", step, step.done_at, step.by,
        about=numbered("typical_case", step.case_id), incident=OF_NONE, entered=step.at,
    )  # fmt: skip
    return [
        Told("publicity", ("publicity.held",), held.where(row.held_at.is_not(None))),
        Told(
            "typical_case",
            ("typical_case.published",),
            out.where(step.step == CaseStep.PUBLISH.value),
        ),
    ]


def _reviewed(at: Any, ranked: int, key: Any) -> ColumnElement[str]:
    """What asked for the review that this one is, or the revision: of all before it the last, of
    one moment the reviews first and each by its number; of none the plan's first day."""
    review, revision = aliased(PlanReviewRow), aliased(PlanRevisionRow)
    began = revision.in_force_at
    before = union_all(
        *(
            select(
                type_coerce(when, UtcTime()).label("at"),
                literal_column(str(rank), Integer).label("rank"),
                of.id.label("id"),
                numbered(after, of.id).label("about"),
            ).where(when.is_not(None))
            for of, when, rank, after in (
                (review, review.held_at, 0, AFTER_REVIEW),
                (revision, began, 1, AFTER_REVISION),
            )
        )
    ).subquery()
    c, rank = before.c, literal_column(str(ranked), Integer)
    same = and_(c.at == at, or_(c.rank < rank, and_(c.rank == rank, c.id < key)))
    last = (
        select(c.about)
        .where(or_(c.at < at, same))
        .order_by(c.at.desc(), c.rank.desc(), c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(last, word(f"{AFTER_REVIEW}:{FIRST}"))


def _reviews() -> list[Told]:
    review, revision = PlanReviewRow, PlanRevisionRow
    held = told(
        "plan.reviewed", review, review.held_at, review.by,
        about=_reviewed(review.held_at, 0, review.id), incident=OF_NONE, entered=review.at,
    )  # fmt: skip
    began = revision.in_force_at
    revised = told(
        "plan.revised", revision, began, revision.in_force_by,
        about=_reviewed(began, 1, revision.id), incident=OF_NONE,
    )  # fmt: skip
    return [
        Told("plan_review", ("plan.reviewed",), held),
        Told("plan", ("plan.revised",), revised.where(began.is_not(None))),
    ]


def _of_plan(sign: str, row: type[Base], at: Any, by: Any, about: Any, entered: Any = None) -> Any:
    return told(sign, row, at, by, about=about, incident=OF_NONE, entered=entered)


def _revisions() -> list[Told]:
    """Signed, filed; and the rules of a county under the version that they carry out."""
    row, filed, own = PlanRevisionRow, PlanFilingRow, CountyRulesRow
    of_filed = numbered("plan_revision", filed.revision_id)
    signed = _of_plan(
        "plan.signed", row, row.signed_at, row.signed_by, numbered("plan_revision", row.id)
    )
    rules = _of_plan(
        "plan.rules", own, own.at, own.filed_by, asked_of_county(own.district, own.version_id)
    )
    return [
        Told("plan_revision", ("plan.signed",), signed.where(row.signed_at.is_not(None))),
        Told(
            "plan_filing",
            ("plan.filed",),
            _of_plan("plan.filed", filed, filed.filed_at, filed.by, of_filed, filed.at),
        ),
        Told("county_rules", ("plan.rules",), rules.where(own.version_id.is_not(None))),
    ]


def asked_of_county(district: Any, version: Any) -> ColumnElement[str]:
    """rules_990102:7, the rules that a county owes under a version."""
    return word("rules_").concat(district).concat(word(":")).concat(cast(version, Text))


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


BUREAU = (
    *_drills(), *_measures(), *_training(), *_publicity(), *_funds(), *_reviews(),
    *_revisions(), *_restores(), *risk_acts(),
)  # fmt: skip

"""What the book of obligations asks of an incident's rows, or the bureau's own, beside the acts.

Decisions on the level, places, facts, counties with their complaints, and every row that wants
something done of its own (a 批示, a draft to be signed). One SELECT a kind, told in common columns
and read in one statement, like the acts (acts.py); on a server as the owner's view rights.asked,
for the book must come out the same whoever is signed on (asked_view.py).
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from commandcenter.domain.drills.drill import Mode
from commandcenter.domain.papers.paper import PaperState
from commandcenter.domain.plan.revision import RevisionState
from commandcenter.domain.publicity.cases import SUBMITTED
from commandcenter.domain.releases.release import ReleaseState
from commandcenter.domain.reports.report import ReportKind
from commandcenter.domain.support.fund import FundState
from commandcenter.store.command.act_columns import OF_NONE, json_words, plain, word
from commandcenter.store.command.acts import is_laid
from commandcenter.store.command.acts_bureau import (
    AFTER_REVIEW,
    AFTER_REVISION,
    FIRST,
    RESTORE,
    mode_asked,
)
from commandcenter.store.command.asked_columns import TYPES
from commandcenter.store.command.asked_columns import asked_line as _line
from commandcenter.store.command.asked_risk import asked_of_risk
from commandcenter.store.command.written_unions import WrittenUnion
from commandcenter.store.complaints.handling import UNTOUCHED
from commandcenter.store.tables.aftermath.aftermath import InquiryReportRow, RecoveryRow
from commandcenter.store.tables.aftermath.typical_case import TypicalCaseRow
from commandcenter.store.tables.city import DistrictRow
from commandcenter.store.tables.command.case_act import CaseActRow
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.duty_log import HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.command.site import LegalQuestionRow, OpinionRow, SupplyRequestRow
from commandcenter.store.tables.complaints.complaint import ComplaintHandlingRow, ComplaintRow
from commandcenter.store.tables.drills.drill import DrillRow
from commandcenter.store.tables.drills.drill_record import DrillMeasureRow, DrillRecordRow
from commandcenter.store.tables.incident.incident import (
    IncidentComplaintRow,
    IncidentFactRow,
    IncidentPlaceRow,
    IncidentRow,
    LevelDecisionRow,
)
from commandcenter.store.tables.papers.paper import PaperRow, PaperStepRow
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.plan.plan_revision import PlanReviewRow, PlanRevisionRow
from commandcenter.store.tables.publicity.publicity import PublicityRow
from commandcenter.store.tables.releases.release import PressQuestionRow, ReleaseRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow
from commandcenter.store.tables.restore_drill import RestoreDrillRow
from commandcenter.store.tables.support.fund import FundRequestRow
from commandcenter.store.tables.support.team import TrainingRow

VIEW = table("asked", *(column(name, kind) for name, kind in TYPES.items()), schema="rights")
IN_FORCE = ("decision", "upper")  # steps of level_decision
WITHDRAWN, NOT_HAD = "withdrawn", ("refused", "withdrawn")  # of supply_request
GONE = (PaperState.WITHDRAWN, PaperState.VOID)
TO_SIGN = (RevisionState.SUBMITTED, RevisionState.SIGNED, RevisionState.IN_FORCE)
_HANDED = (HandoverRow.refused_at.is_(None), HandoverRow.to_person.is_not(None))


def _life() -> list[Select[Any]]:
    decided, place, fact = LevelDecisionRow, IncidentPlaceRow, IncidentFactRow
    return [
        _line("decision", decided, decided.at, first=plain(decided.axis), second=decided.level)
        .where(decided.step.in_(IN_FORCE), decided.ends.is_not(True)),
        _line("place", place, None, first=place.label, district=place.district),
        _line("fact", fact, fact.at, first=fact.code, number=fact.value),
        _counties(),
        _shares(),
    ]  # fmt: skip


def _counties() -> Select[Any]:
    """The counties of an incident, with their names."""
    codes = json_words(IncidentRow.districts).table_valued("value", name="codes")
    return (
        _line(
            "county", IncidentRow, None, incident=IncidentRow.id, first=DistrictRow.name,
            district=DistrictRow.code,
        )
        .join(codes, true())
        .join(DistrictRow, DistrictRow.code == codes.c.value)
    )  # fmt: skip


def _shares() -> Select[Any]:
    """Counties with complaints in the incident. `second`: nothing was done on them, and `due_at`
    is when the first of them was registered, from which its limit is counted. What their own
    system says is over has no limit."""
    link, complaint, handling = IncidentComplaintRow, ComplaintRow, ComplaintHandlingRow
    untouched = UNTOUCHED
    grouped = (link.incident_id, complaint.district, complaint.kind, untouched)
    limit = case(
        (untouched, func.min(complaint.registered_at)),
        else_=func.min(handling.due_at),
    )
    return (
        _line(
            "share", link, func.min(link.at), id=func.min(complaint.id), due_at=limit,
            first=plain(complaint.kind), second=case((untouched, word("new")), else_=word("")),
            number=func.count(), district=complaint.district,
        )
        .join(complaint, complaint.id == link.complaint_id)
        .outerjoin(handling, handling.complaint_id == complaint.id)
        .where(link.removed_at.is_(None))
        .group_by(*grouped)
    )  # fmt: skip


def _orders() -> list[Select[Any]]:
    paper, order, call, request = DirectiveRow, InstructionRow, OralDecisionRow, LiaisonRow
    given, question = HandoverRow, LegalQuestionRow
    due = func.coalesce(request.promised_for, request.due_at)
    return [
        _line(
            "directive", paper, paper.directed_at, due_at=paper.due_at, first=paper.from_person,
            group=paper.group, person=paper.to_person,
        ),
        _line(
            "instruction", order, order.at, due_at=order.deadline_at, first=order.given_by,
            group=order.to_group, person=order.to_person,
        ),
        _line(
            "oral", call, call.called_at, due_at=call.due_at, first=call.decider,
            person=call.decider_id,
        ).where(call.disputed_at.is_(None)),
        _line("liaison", request, request.asked_at, due_at=due, first=request.department),
        _line(
            "legal_question", question, question.asked_at, due_at=question.due_at,
            first=question.asked_from,
        ),
        _line("handover", given, given.given_at, first=given.given_by, person=given.to_person)
        .where(*_HANDED, given.incident_id.is_not(None)),
    ]  # fmt: skip


def _public() -> list[Select[Any]]:
    asked, seen, release = PressQuestionRow, OpinionRow, ReleaseRow
    which = case((seen.false_claim, word("false_claim")), else_=word("opinion"))
    return [
        _line(
            "press_question", asked, asked.asked_at, due_at=asked.due_at, first=asked.outlet
        ),
        _line(which, seen, seen.found_at, first=seen.source),
        _line(
            "release", release, release.drafted_at,
            first=plain(release.kind), second=plain(release.state),
        ).where(release.state != ReleaseState.WITHDRAWN),
    ]  # fmt: skip


def _reports() -> list[Select[Any]]:
    """`first` the kind, `number` within it, `second` the receiver."""
    row, receipt = ReportRow, ReportReceiptRow
    label = {"first": plain(row.kind), "number": row.number, "district": row.district}
    due = {"due_at": row.deadline_at, **label}  # as the book says (report_deadlines.py)
    drafted = _line("report", row, row.drafted_at, **due).where(row.kind != ReportKind.PHONE)
    signed = _line("signed_report", row, row.signed_at, **due).where(row.signed_at.is_not(None))
    sent, back = (
        _line(kind, receipt, at, second=receipt.receiver, third=plain(row.chain), **label)
        .join(row, row.id == receipt.report_id)
        .where(at.is_not(None))
        for kind, at in (("receipt", receipt.sent_at), ("returned_report", receipt.returned_at))
    )
    return [drafted, signed, sent, back]


def _papers() -> list[Select[Any]]:
    """A paper on its way, and each step of it: `first` the step, `second` the group, `number` 1
    where it was passed."""
    row, step, inquiry = PaperRow, PaperStepRow, InquiryReportRow
    on_the_way = and_(row.state.not_in(GONE), row.incident_id.is_not(None))
    steps = _line(
        "paper_done", step, step.at, id=step.id, person=step.paper_id, first=plain(step.step),
        second=plain(step.group), number=case((step.passed, 1), else_=0),
    )  # fmt: skip
    return [
        _line(
            "paper", row, row.drafted_at, first=plain(row.kind), second=plain(row.state),
            third=plain(row.groups),
        ).where(on_the_way),
        steps.join(row, row.id == step.paper_id).where(on_the_way, step.incident_id.is_not(None)),
        _line(
            "inquiry", inquiry, inquiry.drafted_at, due_at=inquiry.due_at, first=inquiry.kind
        ),
    ]  # fmt: skip


def _field() -> list[Select[Any]]:
    """Case acts with a limit, requests, lines of the ledgers. That money is refused answers who
    asked for it; a request that was withdrawn was never asked.
    """
    act, wanted, line = CaseActRow, SupplyRequestRow, RecoveryRow
    costs = wanted.money_cents.is_not(None)
    approved = and_(costs, wanted.approved_at.is_not(None))
    return [
        _line("case_limit", act, act.done_at, due_at=act.due_at, first=act.clock)
        .where(act.due_at.is_not(None)),
        _line("money", wanted, wanted.asked_at, first=wanted.item)
        .where(costs, wanted.state != WITHDRAWN),
        _line(
            "supply", wanted, case((costs, wanted.approved_at), else_=wanted.asked_at),
            due_at=wanted.needed_at, first=wanted.item,
        ).where(or_(not_(costs), approved), wanted.state.not_in(NOT_HAD)),
        _line(
            plain(line.ledger), line, line.at, due_at=line.due_at, first=line.title,
            group=line.group, district=line.district,
        ),
    ]  # fmt: skip


def _bureau() -> list[Select[Any]]:
    """Of no incident: what a drill showed to be mended, by each drill the next of its mode, the
    training of the plan, by each restore that was tried the next one, hand-overs of the duty
    room, money for no incident.

    The first of each the plan asks for, from its first day on; never in a drill's own store.
    """
    measure, held, version = DrillMeasureRow, DrillRecordRow, PlanVersionRow
    given, session, fund = HandoverRow, TrainingRow, FundRequestRow
    tried = RestoreDrillRow
    begun = version.id == select(func.min(aliased(version).id)).scalar_subquery()
    kind, real = mode_asked(held.mode), not_(exists(select(DrillRow.id)))
    first = literal_column(str(FIRST), Integer)
    return [
        _line(
            "drill_measure", measure, measure.at, incident=OF_NONE, due_at=measure.due_at,
            first=measure.words, group=measure.group,
        ),
        _line(kind, held, held.held_at, table=kind, incident=OF_NONE)
        .where(held.held_at.is_not(None)),
        *(
            _line(of, version, version.adopted_at, table=word(of), id=first, incident=OF_NONE)
            .where(begun, real)
            for of in map("drill_{}".format, Mode)
        ),
        _line("fund_request", fund, fund.asked_at, incident=OF_NONE, first=fund.item)
        .where(fund.state != FundState.WITHDRAWN.value),
        _line(
            "training", session, session.planned_at, incident=OF_NONE, due_at=session.due_at,
            first=session.topic, group=session.group,
        ).where(session.planned_at.is_not(None), session.called_off_at.is_(None)),
        _line("restore_drill", tried, tried.at, table=word(RESTORE), incident=OF_NONE)
        .where(tried.whole),
        _line(
            "restore_drill", version, version.adopted_at, table=word(RESTORE), id=first,
            incident=OF_NONE,
        ).where(begun, real),
        _line(
            "duty_handover", given, given.given_at, incident=OF_NONE, first=given.given_by,
            person=given.to_person,
        ).where(*_HANDED, given.incident_id.is_(None)),
    ]  # fmt: skip


def _publicity() -> list[Select[Any]]:
    """Of no incident, whatever a case tells of: what is planned, and each case on its way out."""
    row, told = PublicityRow, TypicalCaseRow
    return [
        _line(
            "publicity", row, row.planned_at, incident=OF_NONE, due_at=row.due_at,
            first=row.topic, group=row.group, person=row.person_id,
        ).where(row.planned_at.is_not(None), row.called_off_at.is_(None)),
        _line(
            "typical_case", told, told.drafted_at, incident=OF_NONE, first=told.title,
            second=told.state,
        ).where(told.state.in_(SUBMITTED)),
    ]  # fmt: skip


def _plan() -> list[Select[Any]]:
    """Of the plan itself: by each review and revision the next review, the first from the plan's
    first day on (never in a drill's own store); and what a revision asks for on its way.
    """
    version, review, row = PlanVersionRow, PlanReviewRow, PlanRevisionRow
    begun = version.id == select(func.min(aliased(version).id)).scalar_subquery()
    real = not_(exists(select(DrillRow.id)))
    first = literal_column(str(FIRST), Integer)
    title = {"first": row.title, "incident": OF_NONE}
    later = row.holds_from > row.signed_at
    return [
        _line(
            "plan_review", version, version.adopted_at, table=word(AFTER_REVIEW), id=first,
            incident=OF_NONE,
        ).where(begun, real),
        _line("plan_review", review, review.held_at, table=word(AFTER_REVIEW), incident=OF_NONE),
        _line(
            "plan_review", row, row.in_force_at, table=word(AFTER_REVISION), incident=OF_NONE
        ).where(row.in_force_at.is_not(None)),
        _line("plan_sign", row, row.submitted_at, **title)
        .where(row.state.in_(TO_SIGN), row.submitted_at.is_not(None)),
        _line("plan_in_force", row, row.signed_at, due_at=row.holds_from, **title)
        .where(row.signed_at.is_not(None), later),
        _line("plan_filing", row, row.signed_at, **title).where(row.signed_at.is_not(None)),
        _rules(),
    ]  # fmt: skip


def _rules() -> Select[Any]:
    """Of each county, under the version of the newest revision in force."""
    row, newer = PlanRevisionRow, aliased(PlanRevisionRow)
    newest = select(func.max(newer.made_id)).scalar_subquery()
    return (
        _line(
            "county_rules", row, row.in_force_at, table=word("rules_").concat(DistrictRow.code),
            id=row.made_id, incident=OF_NONE, first=DistrictRow.name, district=DistrictRow.code,
        )
        .join(DistrictRow, true())
        .where(row.made_id == newest)
    )  # fmt: skip


def _all() -> tuple[Select[Any], ...]:
    return (
        *_life(), *_orders(), *_public(), *_reports(), *_papers(), *_field(), *_bureau(),
        *_publicity(), *_plan(), *asked_of_risk(),
    )  # fmt: skip


def all_asked() -> CompoundSelect[Any]:
    """Of all incidents, as the view has them."""
    return union_all(*_all())


@cache
def _of_rows() -> WrittenUnion:
    return WrittenUnion(_all(), TYPES)


@cache
def _of_view() -> Select[Any]:
    return select(VIEW).where(VIEW.c.incident == func.any(bindparam("incidents")))


def asked_of(session: Session, incident_ids: Collection[int]) -> Sequence[Row[Any]]:
    """All lines of some incidents, by their time. One statement."""
    if is_laid(session):
        rows = session.execute(_of_view(), {"incidents": list(incident_ids)}).all()
    else:
        rows = _of_rows().rows(session, incident_ids)
    return sorted(rows, key=lambda row: (row.at is not None, row.at, row.table, row.id))

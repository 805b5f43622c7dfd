"""What the command did, as acts: moves and levels, orders, liaison, hand-overs, papers."""

from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from commandcenter.domain.incident.incident import State
from commandcenter.domain.level import Axis
from commandcenter.domain.org import Group, Role
from commandcenter.domain.papers.paper import FROZEN, PaperKind, PaperState, PaperStep
from commandcenter.store.command.act_columns import (
    NOT_KEPT,
    Told,
    chosen,
    json_text,
    numbered,
    plain,
    told,
    word,
)
from commandcenter.store.command.act_columns import signs as signs_of
from commandcenter.store.people import confirmed
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.duty_log import CallUpRow, HandoverRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.papers.paper import PaperRow, PaperStepRow
from commandcenter.store.tables.person import DutyRow, RoleGrantRow
from commandcenter.store.tables.plan.plan import PlanItemRow

MOVES = {State.ENDED: "ended", State.AFTERMATH: "aftermath", State.ARCHIVED: "closed"}
GRADE_STEPS = {
    "suggestion": "grade.suggested", "returned": "grade.returned", "decision": "grade.decided",
    "initial": "grade.initial", "request": "grade.requested", "upper": "grade.decided",
}  # fmt: skip
IN_FORCE = ("decision", "upper")


def _moves() -> list[Told]:
    """核实 stands with the incident: one that was found by the watch is registered as verified."""
    row, move = IncidentRow, IncidentMoveRow
    verified = told("verified", row, row.verified_at, row.verified_by, incident=row.id)
    other = told(chosen(move.to_state, MOVES), move, move.at, move.by, entered=NOT_KEPT)
    return [
        Told("incident", ("verified",), verified.where(row.verified_at.is_not(None))),
        Told("incident", tuple(MOVES.values()), other.where(move.to_state.in_(MOVES))),
    ]


def _undisputed() -> Any:
    """Not by a telephone call that the decider says never decided so."""
    call = exists().where(
        OralDecisionRow.id == LevelDecisionRow.oral_id, OralDecisionRow.disputed_at.is_not(None)
    )
    return ~call


def _levels() -> list[Told]:
    """The grade step by step; the response started, changed, ended.

    What began or ended the response by a disputed call stays: it holds until it is changed, and
    nobody could do it again.
    """
    row, earlier = LevelDecisionRow, aliased(LevelDecisionRow)
    by = case((row.signature != "", row.signature), else_=row.by)
    call = select(OralDecisionRow.at).where(OralDecisionRow.id == row.oral_id)
    entered = func.coalesce(call.correlate(row).scalar_subquery(), row.at)
    grade = told(chosen(row.step, GRADE_STEPS), row, row.at, row.by, entered=entered)
    before = exists().where(
        earlier.incident_id == row.incident_id,
        earlier.axis == Axis.RESPONSE,
        earlier.step.in_(IN_FORCE),
        earlier.id < row.id,
    )
    sign = case(
        (row.ends.is_(True), word("response.ended")),
        (before, word("response.changed")),
        else_=word("response.started"),
    )
    response = told(sign, row, row.at, by, entered=entered).where(
        row.axis == Axis.RESPONSE,
        row.step.in_(IN_FORCE),
        or_(row.ends.is_(True), ~before, _undisputed()),
    )
    return [
        Told(
            "incident",
            tuple(dict.fromkeys(GRADE_STEPS.values())),
            grade.where(row.axis == Axis.GRADE, row.step.in_(GRADE_STEPS), _undisputed()),
        ),
        Told("incident", ("response.started", "response.changed", "response.ended"), response),
    ]


def _timed(
    kind: str, row: Any, sign: str, at: Any, by: Any, about: Any = None, entered: Any = None
) -> Told:
    """What is there as soon as a time of the row says so, about the row itself."""
    own = numbered(row.__tablename__, row.id) if about is None else about
    act = told(sign, row, at, by, about=own, entered=entered)
    return Told(kind, (sign,), act.where(at.is_not(None)))


def _orders() -> list[Told]:
    oral, order, row = OralDecisionRow, InstructionRow, DirectiveRow
    return [
        _timed(
            "oral_decision", oral, "oral.asked", oral.called_at, oral.recorded_by, None, oral.at
        ),
        _timed("oral_decision", oral, "oral.signed", oral.signed_at, oral.signature),
        _timed("oral_decision", oral, "oral.disputed", oral.disputed_at, oral.decider),
        _timed("instruction", order, "instruction.given", order.at, order.given_by),
        _timed("instruction", order, "instruction.received", order.received_at, order.received_by),
        _timed("instruction", order, "instruction.reported", order.reported_at, order.reported_by),
        _timed("directive", row, "directive.registered", row.registered_at, row.registered_by),
        _timed("directive", row, "directive.received", row.received_at, row.received_by),
        _timed("directive", row, "directive.done", row.done_at, row.done_by),
        _timed(
            "directive", row, "directive.told", row.reported_at, row.reported_by, None, NOT_KEPT
        ),
    ]


def _liaison() -> list[Told]:
    """About the department: its code in the incident's plan, or what it was called."""
    row, item = LiaisonRow, PlanItemRow
    code = (
        select(func.min(item.code))
        .join(IncidentRow, IncidentRow.plan_version_id == item.version_id)
        .where(IncidentRow.id == row.incident_id, item.kind == "department")
        .where(json_text(item.data, word("title")) == row.department)
        .correlate(row)
        .scalar_subquery()
    )
    about = func.coalesce(code, row.department)
    return [
        _timed("liaison", row, "liaison.asked", row.asked_at, row.asked_by, about, NOT_KEPT),
        _timed("liaison", row, "liaison.promised", row.promised_at, row.asked_by, about),
        _timed("liaison", row, "liaison.answered", row.answered_at, row.answer_by, about),
    ]


def _handovers() -> list[Told]:
    """Of the duty room: the bureau's own, incident 0. Refused or taken back: not given."""
    row, incident = HandoverRow, func.coalesce(HandoverRow.incident_id, 0)
    own = numbered("handover", row.id)
    given = told(
        "handover.given", row, row.given_at, row.given_by, about=own, incident=incident,
        entered=NOT_KEPT,
    )  # fmt: skip
    got = told(
        "handover.received", row, row.received_at, row.received_by, about=own, incident=incident
    )
    sent_back = told(
        "handover.refused", row, row.refused_at, row.refused_by, about=own, incident=incident
    )
    whole = or_(row.received_at.is_not(None), func.coalesce(row.to_organ, "") != "")
    level = told(
        "handover.level", row, row.given_at, row.given_by, about=own, finished=whole,
        entered=NOT_KEPT,
    )  # fmt: skip
    return [
        Told("handover", ("handover.given",), given.where(row.refused_at.is_(None))),
        Told("handover", ("handover.received",), got.where(row.received_at.is_not(None))),
        Told("handover", ("handover.refused",), sent_back.where(row.refused_at.is_not(None))),
        Told("handover", ("handover.level",), level.where(row.kind == "level")),
    ]


def _calls() -> list[Told]:
    """会商, and 叫应: about lead_duty where it was 带班领导 who was rung."""
    held, row = ConsultationRow, CallUpRow
    on_duty = exists().where(
        DutyRow.person_id == row.person_id, DutyRow.role == Role.LEAD_DUTY,
        DutyRow.starts_at <= row.rung_at, DutyRow.ends_at > row.rung_at,
    )  # fmt: skip
    for_good = exists().where(
        RoleGrantRow.person_id == row.person_id, RoleGrantRow.role == Role.LEAD_DUTY,
        RoleGrantRow.valid_from <= row.rung_at, confirmed(),
        or_(RoleGrantRow.valid_until.is_(None), RoleGrantRow.valid_until > row.rung_at),
    )  # fmt: skip
    about = case((or_(on_duty, for_good), word(Role.LEAD_DUTY.value)), else_=word(""))
    incident = func.coalesce(row.incident_id, 0)
    sign = case((row.answered, word("call_up.answered")), else_=word("call_up.rung"))
    rung = told(sign, row, row.rung_at, row.by, about=about, incident=incident, entered=row.at)
    held_at = told("consultation", held, held.held_at, held.recorded_by, entered=held.at)
    return [
        Told("consultation", ("consultation",), held_at),
        Told("call_up", ("call_up.answered", "call_up.rung"), rung),
    ]


PAPERS = (PaperKind.ACTIVATION, PaperKind.LEVEL_CHANGE, PaperKind.TERMINATION)
OUT = (PaperState.ISSUED, PaperState.FILED)


def _papers() -> list[Told]:
    """What is of no effect (撤回, 作废) is not there; three notices have a sign of their own."""
    row, own = PaperRow, numbered("paper", PaperRow.id)
    issued = told("paper.issued", row, row.issued_at, row.signed_by, about=own)
    signed = told("paper.signed", row, row.signed_at, row.signed_by, about=own)
    sign = word("paper.").concat(plain(row.kind))
    notice = told(sign, row, row.issued_at, row.signed_by).where(row.kind.in_(PAPERS))
    out = and_(row.state.in_(OUT), row.issued_at.is_not(None), row.incident_id.is_not(None))
    frozen = and_(row.state.in_(FROZEN), row.signed_at.is_not(None), row.incident_id.is_not(None))
    return [
        Told("document", signs_of("paper.", PAPERS), notice.where(out)),
        Told("document", ("paper.issued",), issued.where(out)),
        Told("document", ("paper.signed",), signed.where(frozen)),
        Told("document", ("paper.submitted", "paper.legal"), _walked()),
    ]


def _walked() -> Select[Any]:
    """Sent for signature, countersigned by 法律咨询组: of the text as it is."""
    row, later, paper = PaperStepRow, aliased(PaperStepRow), PaperRow
    changed = exists().where(
        later.paper_id == row.paper_id,
        later.step.in_((PaperStep.DRAFT, PaperStep.RETURN)),
        later.id > row.id,
    )
    submitted = row.step == PaperStep.SUBMIT
    legal = and_(row.step == PaperStep.COUNTERSIGN, row.group == Group.LEGAL)
    sign = case((submitted, word("paper.submitted")), else_=word("paper.legal"))
    return (
        told(sign, row, row.at, row.by, about=numbered("paper", row.paper_id))
        .join(paper, paper.id == row.paper_id)
        .where(or_(submitted, legal), row.passed, ~changed, row.incident_id.is_not(None))
        .where(paper.state.not_in((PaperState.WITHDRAWN, PaperState.VOID)))
    )


COMMAND = (
    *_moves(),
    *_levels(),
    *_orders(),
    *_liaison(),
    *_handovers(),
    *_calls(),
    *_papers(),
)

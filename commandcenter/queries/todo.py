"""待我处理: what waits for this person, by deadline."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.checklist import StepState
from commandcenter.domain.incident import State
from commandcenter.domain.org import GROUP_WORDS, Actor, Group, Role
from commandcenter.domain.report import ReportState
from commandcenter.domain.rights import Action
from commandcenter.domain.times import hhmm
from commandcenter.queries.incidents import LIVE_FIRST
from commandcenter.queries.situation import open_suggestion, report_label
from commandcenter.store.plan import plan_of
from commandcenter.store.tables.incident import IncidentRow
from commandcenter.store.tables.instruction import InstructionRow
from commandcenter.store.tables.report import ReportRow
from commandcenter.store.tables.step import StepRow


class TodoKind(StrEnum):
    """What the person is asked to do; decides the buttons of the card."""

    ACTIVATE = "activate"  # 启动: grade is decided, activation waits
    GRADE = "grade"  # 定级: a grade suggestion waits for the decision
    SIGN_REPORT = "sign_report"  # 签发: an information report waits for the signature
    SEND_REPORT = "send_report"  # 报送: a signed report waits for being sent
    INSTRUCTION = "instruction"  # 办理: an instruction to receive or report back on
    STEP = "step"  # 任务: an own step, overdue or due next


@dataclass(frozen=True, slots=True)
class TodoItem:
    kind: TodoKind
    subject_id: int  # incident, report, instruction or step, by kind
    incident_id: int
    title: str
    detail: str
    since: datetime
    deadline_at: datetime | None


STEP_LIMIT = 3  # own steps shown among the cards; the checklist has them all
FAR = datetime.max.replace(tzinfo=UTC)


def todo(session: Session, actor: Actor, now: datetime) -> list[TodoItem]:
    """By deadline; what has none comes after, oldest first."""
    items: list[TodoItem] = []
    live = session.scalars(select(IncidentRow).where(IncidentRow.state.in_(LIVE_FIRST)))
    for incident in live:
        items += _decisions(session, actor, incident)
        items += _reports(session, actor, incident)
        items += _instructions(session, actor, incident)
        items += _steps(session, actor, incident, now)
    return sorted(items, key=lambda item: (item.deadline_at or FAR, item.since))


def _decisions(session: Session, actor: Actor, incident: IncidentRow) -> list[TodoItem]:
    rights, items = plan_of(session).rights, []
    where = frozenset(incident.districts)
    suggestion = open_suggestion(session, incident.id)
    if suggestion and rights.allows(
        actor, Action.DECIDE_GRADE, district=where, level=suggestion.level
    ):
        title = f"定级建议：{suggestion.level.grade_title}"
        detail = f"{suggestion.by} {hhmm(suggestion.at)} · {suggestion.reason}"
        items.append(
            TodoItem(TodoKind.GRADE, suggestion.id, incident.id, title, detail, suggestion.at, None)
        )
    ready = incident.state is State.ASSESSING and incident.grade and not suggestion
    if ready and rights.allows(actor, Action.ACTIVATE, district=where, level=incident.grade):
        assert incident.grade is not None
        title = f"启动{incident.grade.response_title}"
        since = incident.verified_at or incident.received_at
        detail = f"已定为{incident.grade.grade_title}，尚未启动响应"
        items.append(
            TodoItem(TodoKind.ACTIVATE, incident.id, incident.id, title, detail, since, None)
        )
    return items


def _reports(session: Session, actor: Actor, incident: IncidentRow) -> list[TodoItem]:
    rights, items = plan_of(session).rights, []
    where = frozenset(incident.districts)
    rows = session.scalars(
        select(ReportRow).where(
            ReportRow.incident_id == incident.id, ReportRow.state != ReportState.SENT
        )
    )
    for row in rows:
        label = report_label(row.kind, row.number)
        if row.state is ReportState.DRAFT:
            kind, action, title = TodoKind.SIGN_REPORT, Action.SIGN_REPORT, f"{label}（送审稿）"
            detail = f"{row.drafted_by} {hhmm(row.drafted_at)} 拟稿 · 数据截至 {hhmm(row.as_of)}"
        else:
            kind, action, title = TodoKind.SEND_REPORT, Action.SEND_REPORT, f"报送{label}"
            detail = f"{row.signed_by}已签发"
        if rights.allows(actor, action, district=where):
            items.append(
                TodoItem(kind, row.id, incident.id, title, detail, row.drafted_at, row.deadline_at)
            )
    return items


def _instructions(session: Session, actor: Actor, incident: IncidentRow) -> list[TodoItem]:
    groups = actor.groups()
    rows = session.scalars(
        select(InstructionRow).where(
            InstructionRow.incident_id == incident.id, InstructionRow.reported_at.is_(None)
        )
    )
    return [
        TodoItem(
            TodoKind.INSTRUCTION,
            row.id,
            incident.id,
            f"指令：{row.text}",
            f"{row.given_by} {hhmm(row.at)} 下达" + ("" if row.received_at else " · 待签收"),
            row.at,
            row.deadline_at,
        )
        for row in rows
        if row.to_person == actor.person_id or row.to_group in groups
    ]


def _steps(session: Session, actor: Actor, incident: IncidentRow, now: datetime) -> list[TodoItem]:
    """Own steps: of the groups he leads, or given to him."""
    led = actor.groups(Role.LEADER)
    rows = session.scalars(
        select(StepRow)
        .where(StepRow.incident_id == incident.id, StepRow.state == StepState.OPEN)
        .where(StepRow.deadline_at.is_not(None))
        .order_by(StepRow.deadline_at, StepRow.position)
    )
    own = [
        row
        for row in rows
        if row.assigned_to == actor.person_id or (row.assigned_to is None and row.group in led)
    ]
    return [
        TodoItem(
            TodoKind.STEP,
            row.id,
            incident.id,
            row.title,
            _group_word(row.group),
            incident.activated_at or incident.received_at,
            row.deadline_at,
        )
        for row in own[:STEP_LIMIT]
    ]


def _group_word(group: Group) -> str:
    return GROUP_WORDS[group]

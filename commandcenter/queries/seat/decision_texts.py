"""等您决定: what waits for one person, each with the whole text that they would sign.

Who proposed it, what it rests on and what is not known stand beside it, so that nothing is signed
that was not read. What is no signature has no text: its card says what is to be done.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.facts import facts_then
from commandcenter.domain.incident.incident import State
from commandcenter.domain.incident.notices import Order, activation_notice
from commandcenter.domain.level import Level
from commandcenter.domain.org import Actor
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.domain.rights import Action
from commandcenter.late import late_name
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.incident.grading import GradeSheet, grade_sheet
from commandcenter.queries.incident.orals import oral_line
from commandcenter.queries.reports.reports import report_text
from commandcenter.queries.seat.todo import TodoItem, TodoKind, todo
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.incident.incident import IncidentRow, LevelDecisionRow
from commandcenter.store.tables.releases.release import ReleaseRow

if TYPE_CHECKING:
    from commandcenter.queries.incident.level_forms import (
        LevelForm,
        level_form,
        level_refusals,
        proposed_order,
    )
else:  # with the first level that waits for its signature
    level_form = late_name("queries.incident.level_forms", "level_form")
    level_refusals = late_name("queries.incident.level_forms", "level_refusals")
    proposed_order = late_name("queries.incident.level_forms", "proposed_order")

UPPER = (Level.I, Level.II)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be signed. `texts`: one or two papers, whole; `by`, `at`: who proposed it;
    `evidence`: how many facts it rests on; `unknown`: titles of those that are 正在核查.
    """

    texts: tuple[str, ...]
    by: str = ""
    at: datetime | None = None
    evidence: int = 0
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thing that waits, of which incident (its name and level), with its text if it has one."""

    item: TodoItem
    incident: str = ""
    level: Level | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The grade that is proposed, and the activation that goes with it where the reader may sign
    that too. `notice` "": the grade alone. The values are those that the texts were made from.
    """

    incident_id: int
    title: str
    suggestion: int
    level: Level
    reason: str
    grade_text: str
    matter: str
    expected_days: int
    measures: str
    notice: str
    sheet: GradeSheet
    form: "LevelForm"


@dataclass(frozen=True, slots=True)
class Start:
    """The activation as it is proposed: at the grade's own level, with the plan's measures."""

    title: str
    level: Level
    order: Order
    notice: str
    form: "LevelForm"


@dataclass(frozen=True, slots=True)
class _Ask:
    session: Session
    actor: Actor
    now: datetime


def waiting_with_texts(session: Session, actor: Actor, now: datetime) -> list[Waiting]:
    """As `todo` orders them."""
    ask = _Ask(session, actor, now)
    live = {row.id: row for row in all_incidents(session)}
    found = []
    for item in todo(session, actor, now):
        row, give = live.get(item.incident_id), TEXTS.get(item.kind)
        found.append(
            Waiting(
                item,
                row.title if row else "",
                (row.response or row.grade) if row else None,
                give(ask, item) if give else None,
            )
        )
    return found


def decision(session: Session, actor: Actor, suggestion_id: int, now: datetime) -> Decision:
    """The two texts of a 定级建议 as the reader would sign them at this moment."""
    row = session.get_one(LevelDecisionRow, suggestion_id)
    incident = session.get_one(IncidentRow, row.incident_id)
    order = proposed_order(session, incident, row.level)
    grade_text, notice = _grade_texts(session, actor, incident, row, order)
    return Decision(
        incident_id=incident.id,
        title=incident.title,
        suggestion=row.id,
        level=row.level,
        reason=row.reason,
        grade_text=grade_text,
        matter=order.matter,
        expected_days=order.expected_days,
        measures=order.measures,
        notice=notice,
        sheet=grade_sheet(session, incident.id, now),
        form=level_form(session, actor, incident.id, now),
    )


def start(session: Session, actor: Actor, incident_id: int, now: datetime) -> Start:
    """Raises RuleBroken where it is not graded yet."""
    form = level_form(session, actor, incident_id, now)
    if form.grade is None:
        raise RuleBroken("事件尚未定级，不能启动响应。")
    order = proposed_order(session, session.get_one(IncidentRow, incident_id), form.grade)
    return Start(form.title, form.grade, order, activation_notice(order), form)


def _grade_texts(
    session: Session, actor: Actor, incident: IncidentRow, row: LevelDecisionRow, order: Order
) -> tuple[str, str]:
    """The grade, and the activation: "" where none goes with it."""
    grade = f"经研判，{incident.title}定为{row.level.grade_title}事件。理由：{row.reason}"
    starts = incident.response is None and incident.state in (State.REPORTED, State.ASSESSING)
    signs = starts and (Action.ACTIVATE, row.level) not in level_refusals(session, actor, incident)
    return grade, activation_notice(order) if signs else ""


def _grade(ask: _Ask, item: TodoItem) -> Proposal | None:
    """With the facts that it was made on: they are kept with it."""
    session, incident = ask.session, ask.session.get_one(IncidentRow, item.incident_id)
    rows = rows_of_incident(session, LevelDecisionRow, incident.id)
    row = next(row for row in rows if row.id == item.subject_id)
    if row.level in UPPER:
        return None  # 初判 and 报请 are papers of their own
    order = proposed_order(session, incident, row.level)
    texts = _grade_texts(session, ask.actor, incident, row, order)
    facts = [fact for fact in facts_then(row.facts) if fact.held is not None]
    unknown = tuple(f.title for f in facts if f.held is not None and f.held.value is None)
    said = tuple(text for text in texts if text)
    return Proposal(said, row.by, row.at, len(facts) - len(unknown), unknown)


def _activation(ask: _Ask, item: TodoItem) -> Proposal | None:
    incident = ask.session.get_one(IncidentRow, item.incident_id)
    if incident.grade is None:
        return None
    order = proposed_order(ask.session, incident, incident.grade)
    return Proposal((activation_notice(order),))


def _report(ask: _Ask, item: TodoItem) -> Proposal:
    text = report_text(ask.session, ask.actor, item.subject_id, ask.now)
    parts = [f"{e.label}：{e.text}" for e in text.elements if not e.out]
    unknown = tuple(e.label for e in text.elements if not e.out and e.text == UNDER_CHECK)
    return Proposal(("\n".join(parts),), text.line.drafted_by, text.line.drafted_at, 0, unknown)


def _release(ask: _Ask, item: TodoItem) -> Proposal:
    row = ask.session.get_one(ReleaseRow, item.subject_id)
    return Proposal((f"{row.title}\n{row.text}",), row.drafted_by, item.since)


def _oral(ask: _Ask, item: TodoItem) -> Proposal:
    line = oral_line(ask.session, ask.actor, item.subject_id, ask.now)
    return Proposal((f"请示：{line.asked}\n答复：{line.words}",), line.recorded_by, line.called_at)


TEXTS: dict[TodoKind, Callable[[_Ask, TodoItem], Proposal | None]] = {
    TodoKind.GRADE: _grade,
    TodoKind.ACTIVATE: _activation,
    TodoKind.SIGN_REPORT: _report,
    TodoKind.APPROVE_RELEASE: _release,
    TodoKind.CHECK_RELEASE: _release,
    TodoKind.SIGN_ORAL: _oral,
}

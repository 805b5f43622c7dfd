"""What is open when somebody hands over: calls, reports, decisions, instructions, tasks.

The list that is signed and the list that is shown before are the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duty import OpenItem, OpenKind, hide_mobiles
from commandcenter.domain.command.obligation import UNDONE, Obligation
from commandcenter.domain.command.tasks import is_task, office_of, title_of
from commandcenter.domain.incident.incident import OPEN
from commandcenter.domain.incident.oral import MATTER_WORDS, Matter
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.phrase import headed, phrase, with_note, word
from commandcenter.domain.reports.report import REPORT_WORDS, ReportState
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now
from commandcenter.store.incident.all_incidents import all_incidents
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow, OralDecisionRow
from commandcenter.store.tables.command.duty_log import CallUpRow, DutyLogRow
from commandcenter.store.tables.command.instruction import InstructionRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import PressQuestionRow
from commandcenter.store.tables.reports.report import ReportRow
from commandcenter.store.types import from_micros, to_micros

AHEAD = timedelta(hours=24)  # what a shift has before it; steps due later are only counted
CALL_UPS = timedelta(hours=24)  # who was not reached longer ago is no longer rung
REPORT_FORM = "report"  # of what a written report closes
LONGEST = 40  # words of a line
FAR = datetime.max.replace(tzinfo=UTC)


def of_duty(session: Session, at: datetime) -> list[OpenItem]:
    """What a 交接班 hands over, of all incidents that are open."""
    return _sorted(
        [
            *_calls(session),
            *_call_ups(session, at),
            *_reports(session, None),
            *_oral(session, None),
            *_instructions(session, None, None),
            *_directives(session, None, None),
            *_liaison(session, None),
            *_press(session, None),
            *_tasks(session, None, None, at + AHEAD),
        ]
    )


def of_group(session: Session, incident_id: int, group: Group) -> list[OpenItem]:
    """What the leader of a group hands over in an incident."""
    return _sorted(
        [
            *_instructions(session, incident_id, group),
            *_directives(session, incident_id, group),
            *(_liaison(session, incident_id) if group is Group.COORDINATION else []),
            *_tasks(session, incident_id, group, FAR),
        ]
    )


def of_incident(session: Session, incident_id: int) -> list[OpenItem]:
    """What the lead of a whole incident hands over (plan 4.2)."""
    return _sorted(
        [
            *_reports(session, incident_id),
            *_oral(session, incident_id),
            *_instructions(session, incident_id, None),
            *_directives(session, incident_id, None),
            *_liaison(session, incident_id),
            *_press(session, incident_id),
            *_tasks(session, incident_id, None, FAR),
        ]
    )


def packed(items: Iterable[OpenItem]) -> list[dict[str, object]]:
    """As a hand-over keeps them."""
    return [
        {
            "kind": item.kind.value,
            "id": item.id,
            "words": item.words,
            "due": to_micros(item.due_at) if item.due_at else None,
            "incident": item.incident,
        }
        for item in items
    ]


def unpacked(rows: Iterable[dict[str, Any]]) -> list[OpenItem]:
    return [
        OpenItem(
            OpenKind(row["kind"]),
            int(row["id"]),
            str(row["words"]),
            from_micros(row["due"]) if row["due"] is not None else None,
            row["incident"],
        )
        for row in rows
    ]


def _sorted(items: list[OpenItem]) -> list[OpenItem]:
    order = list(OpenKind)
    return sorted(items, key=lambda item: (order.index(item.kind), item.due_at or FAR, item.id))


def _calls(session: Session) -> list[OpenItem]:
    rows = session.scalars(
        select(DutyLogRow).where(DutyLogRow.follow, DutyLogRow.closed_at.is_(None))
    )
    return [
        OpenItem(
            OpenKind.CALL,
            row.id,
            _line(f"{row.unit}{row.name}", hide_mobiles(row.text)),
            None,
            row.incident_id,
        )
        for row in rows
    ]


def _call_ups(session: Session, now: datetime) -> list[OpenItem]:
    """Who was rung and did not answer, nor at any later time about the same."""
    rows = session.scalars(
        select(CallUpRow).where(CallUpRow.rung_at > now - CALL_UPS).order_by(CallUpRow.id)
    )
    last: dict[tuple[object, ...], CallUpRow] = {}
    for row in rows:
        last[row.kind, row.subject, row.about, row.person_id, row.person] = row
    return [
        OpenItem(OpenKind.CALL_UP, row.id, _line(row.person, row.about), None, row.incident_id)
        for row in last.values()
        if not row.answered
    ]


def _reports(session: Session, incident_id: int | None) -> list[OpenItem]:
    return [
        OpenItem(OpenKind.REPORT, row.id, REPORT_WORDS[row.kind], row.deadline_at, row.incident_id)
        for row in _unsent(session, incident_id)
    ]


def _unsent(session: Session, incident_id: int | None) -> Sequence[ReportRow]:
    """Those under way."""
    of = _only(ReportRow, incident_id)
    return session.scalars(_open(ReportRow).where(ReportRow.state != ReportState.SENT, *of)).all()


def _answered(session: Session, incident_id: int | None) -> set[tuple[int, str, str]]:
    """What the reports under way will close: incident, code, chain ("" of the city)."""
    found = set()
    for row in _unsent(session, incident_id):
        incident = session.get_one(IncidentRow, row.incident_id)
        for item in plan_of(session, incident.plan_version_id).obligations.values():
            if item.form == REPORT_FORM and f"report.{row.kind.value}" in item.signs:
                found.add((row.incident_id, item.code, row.district or ""))
    return found


def _chain(row: Obligation) -> str:
    """The county whose report it is about; "" of the city's."""
    of, _, rest = row.about.partition(":")
    return rest.partition("/")[0] if of == "county" else ""


def _oral(session: Session, incident_id: int | None) -> list[OpenItem]:
    rows = session.scalars(
        _open(OralDecisionRow).where(
            OralDecisionRow.signed_at.is_(None),
            OralDecisionRow.disputed_at.is_(None),
            *_only(OralDecisionRow, incident_id),
        )
    )
    return [
        OpenItem(
            OpenKind.ORAL,
            row.id,
            _short(with_note(MATTER_WORDS[Matter(row.matter)], row.decider)),
            row.due_at,
            row.incident_id,
        )
        for row in rows
    ]


def _instructions(session: Session, incident_id: int | None, group: Group | None) -> list[OpenItem]:
    rows = session.scalars(
        _open(InstructionRow).where(
            InstructionRow.reported_at.is_(None),
            *_only(InstructionRow, incident_id),
            *([InstructionRow.to_group == group] if group else []),
        )
    )
    return [
        OpenItem(
            OpenKind.INSTRUCTION,
            row.id,
            _line(GROUP_WORDS[row.to_group], row.text) if row.to_group else _short(row.text),
            row.deadline_at,
            row.incident_id,
        )
        for row in rows
    ]


def _directives(session: Session, incident_id: int | None, group: Group | None) -> list[OpenItem]:
    rows = session.scalars(
        _open(DirectiveRow).where(
            DirectiveRow.reported_at.is_(None),
            *_only(DirectiveRow, incident_id),
            *([DirectiveRow.group == group, DirectiveRow.done_at.is_(None)] if group else []),
        )
    )
    return [
        OpenItem(
            OpenKind.DIRECTIVE,
            row.id,
            _line(f"{row.from_post}{row.from_person}", row.words),
            row.due_at,
            row.incident_id,
        )
        for row in rows
    ]


def _liaison(session: Session, incident_id: int | None) -> list[OpenItem]:
    rows = session.scalars(
        _open(LiaisonRow).where(LiaisonRow.answered_at.is_(None), *_only(LiaisonRow, incident_id))
    )
    return [
        OpenItem(
            OpenKind.LIAISON,
            row.id,
            _line(word(row.department), row.request),
            row.promised_for or row.due_at,
            row.incident_id,
        )
        for row in rows
    ]


def _press(session: Session, incident_id: int | None) -> list[OpenItem]:
    rows = session.scalars(
        _open(PressQuestionRow).where(
            PressQuestionRow.answered_at.is_(None), *_only(PressQuestionRow, incident_id)
        )
    )
    return [
        OpenItem(
            OpenKind.PRESS,
            row.id,
            _line(row.outlet, row.question),
            row.due_at,
            row.incident_id,
        )
        for row in rows
    ]


def _tasks(
    session: Session, incident_id: int | None, group: Group | None, until: datetime
) -> list[OpenItem]:
    """Each task that is due until then; the others are one line an incident.

    A report under way stands among the reports, and what it will close does not stand beside it.
    """
    live = {
        row.id
        for row in all_incidents(session)
        if row.state in OPEN and incident_id in (None, row.id)
    }
    told = _answered(session, incident_id) if group is None else set()
    rows = [
        row
        for row in obligations_of(session, live, now(session))
        if row.state in UNDONE and is_task(row) and group in (None, row.group)
        if (row.incident_id, row.code, _chain(row)) not in told
    ]
    near = [row for row in rows if until is FAR or (row.due_at and row.due_at <= until)]
    later = Counter(row.incident_id for row in rows if row not in near)
    items = [_task(row, named=group is None) for row in near]
    return items + [
        OpenItem(OpenKind.TASK, 0, phrase("另有 {n} 项任务未到时限", n=count), None, incident)
        for incident, count in sorted(later.items())
    ]


def _task(row: Obligation, *, named: bool) -> OpenItem:
    """`named`: by its group, where those of all groups are listed."""
    words = _line(office_of(row), title_of(row)) if named else _short(title_of(row))
    return OpenItem(OpenKind.TASK, row.id, words, row.due_at, row.incident_id)


def _open(table: Any) -> Select[tuple[Any]]:
    """The rows of incidents in which something is still to be done."""
    joined = select(table).join(IncidentRow, IncidentRow.id == table.incident_id)
    return joined.where(IncidentRow.state.in_(OPEN)).order_by(table.id)


def _only(table: Any, incident_id: int | None) -> list[ColumnElement[bool]]:
    return [] if incident_id is None else [table.incident_id == incident_id]


def _line(head: str, words: str) -> str:
    """“head：words”, both together no longer than a line."""
    room = LONGEST - len(head) - len("：")
    return headed(head, _short(words, room)) if room > 1 else _short(headed(head, words))


def _short(words: str, most: int = LONGEST) -> str:
    line = " ".join(words.split())
    if len(line) > most:
        return line[: most - 1] + "…"
    return words if line == words else line  # as it was, a phrase stays one

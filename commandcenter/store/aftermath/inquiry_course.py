"""The course of an incident for the reports after it: what happened when, by which line.

From the rows' own proofs, the moves of the incident and the lines that went on the wall;
each with the number of the journal line that announced it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import Proof, Sign
from commandcenter.domain.incident.incident import STATE_WORDS, State
from commandcenter.domain.times import date_zh, local
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.duty_proofs_command import short
from commandcenter.store.tables.command.log_entry import LogEntryRow
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.incident.incident_move import IncidentMoveRow
from commandcenter.store.tables.journal import JournalLineRow

NOTHING = timedelta()
MOST = 400  # lines of a course; what is left out stays in the record
COURSE = frozenset(
    {
        Sign.CONSULTATION, Sign.SUGGESTION, Sign.GRADE, Sign.ACTIVATION, Sign.LEVEL_CHANGE,
        Sign.UPPER, Sign.LEVEL_HANDOVER, Sign.INSTRUCTION, Sign.ORAL, Sign.DIRECTIVE,
        Sign.LIAISON, Sign.FIRST_REPORT, Sign.FOLLOW_UP, Sign.FINAL_REPORT, Sign.RELEASE,
        Sign.PRESS, Sign.SITE_REPORT, Sign.EVIDENCE, Sign.CASE, Sign.CASE_ACT,
    }
)  # fmt: skip
MOVED = (State.REPORTED, State.ASSESSING, State.AFTERMATH)  # the others are levels' proofs


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `line`: of the journal, 0 where none is known."""

    at: datetime
    words: str
    by: str
    line: int = 0
    minor: bool = False


def course_words(session: Session, incident: IncidentRow, proofs: Iterable[Proof]) -> str:
    """Day by day, a line an event, oldest first, each with the time that was said then.

    What was written after the clock had been put back stands behind what was written before.
    """
    behind, lines_of_log = _behind(session, incident.id)
    events = sorted(
        _events(session, incident, proofs, lines_of_log),
        key=lambda event: (event.at + behind.get(event.line, NOTHING), event.line),
    )
    more = len(events) > MOST
    if more:
        events = [event for event in events if not event.minor][:MOST]
    lines: list[str] = []
    day = ""
    for event in events:
        if (date := date_zh(event.at)) != day:
            day = date
            lines.append(f"{day}：")
        lines.append(_line(event))
    if more:
        lines.append("以上为主要经过，其余列入归档的全程日志。")
    return "\n".join(lines)


def _behind(session: Session, incident_id: int) -> tuple[dict[int, timedelta], dict[int, int]]:
    """How far behind the latest time before it a line of the journal was written, where it was;
    and the lines of the running log, by its row.
    """
    line = JournalLineRow
    rows = session.execute(
        select(line.number, line.at, line.kind, line.subject)
        .where(line.incident_id == incident_id)
        .order_by(line.number)
    ).all()
    latest = accumulate((row.at for row in rows), max)
    behind = {row.number: at - row.at for row, at in zip(rows, latest, strict=True)}
    return behind, {row.subject: row.number for row in reversed(rows) if row.kind == "log"}


def _line(event: Event) -> str:
    by = f"（{event.by}）" if event.by else ""
    line = f"〔日志{event.line}〕" if event.line and not event.minor else ""
    return f"{local(event.at):%H:%M}　{event.words.rstrip('。；')}{by}{line}。"


def _events(
    session: Session, incident: IncidentRow, proofs: Iterable[Proof], lines: Mapping[int, int]
) -> Iterator[Event]:
    yield from _moves(session, incident)
    for proof in proofs:
        if proof.sign in COURSE and not proof.planned:
            line = proof.lines[0] if proof.lines else 0
            yield Event(proof.at, proof.words, proof.by, line)
    rows = session.scalars(
        select(LogEntryRow).where(LogEntryRow.incident_id == incident.id, LogEntryRow.on_wall)
    )
    for row in rows:
        words = f"{row.office}：{short(row.text, 120)}"
        yield Event(row.at, words, row.by, lines.get(row.id, 0), minor=True)


def _moves(session: Session, incident: IncidentRow) -> Iterator[Event]:
    if incident.occurred_at:
        yield Event(incident.occurred_at, "事发", "")
    yield Event(
        incident.received_at,
        f"接报（{incident.received_by_way or '来源未登记'}）",
        incident.registered_by,
    )
    rows = session.scalars(
        select(IncidentMoveRow).where(
            IncidentMoveRow.incident_id == incident.id, IncidentMoveRow.to_state.in_(MOVED)
        )
    )
    for row in rows:
        if row.from_state is not None:
            words = f"转入“{STATE_WORDS[row.to_state]}”：{short(row.reason)}"
            yield Event(row.at, words, row.by)

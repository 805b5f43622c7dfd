"""What a paper of one record of an incident is about: the record, of which incident, the newest."""

from typing import Any

from sqlalchemy.orm import Session

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.papers.paper import RECORDS, PaperKind, Subject
from commandcenter.domain.phrase import phrases
from commandcenter.store.read_once import rows_of_incident
from commandcenter.store.tables.command.command import DirectiveRow, LiaisonRow
from commandcenter.store.tables.command.consultation import ConsultationRow
from commandcenter.store.tables.command.meeting import MeetingRow

Record = LiaisonRow | ConsultationRow | MeetingRow | DirectiveRow
ROWS: dict[Subject, type[Record]] = {
    Subject.LIAISON: LiaisonRow,
    Subject.CONSULTATION: ConsultationRow,
    Subject.MEETING: MeetingRow,
    Subject.DIRECTIVE: DirectiveRow,
}
_NONE = phrases({
    Subject.LIAISON: "本事件没有联系过部门，没有可以发函的事项。",
    Subject.CONSULTATION: "本事件没有会商记录，没有会商纪要。",
    Subject.MEETING: "本事件没有召集会议，没有会议通知。",
    Subject.DIRECTIVE: "本事件没有登记批示，没有批示抄清。",
})  # fmt: skip
_WHAT = phrases({
    Subject.LIAISON: "联络事项",
    Subject.CONSULTATION: "会商记录",
    Subject.MEETING: "会议",
    Subject.DIRECTIVE: "批示",
})  # fmt: skip
LARGEST = 2**31  # beyond that the databases have no number


def record_of(session: Session, of: Subject, number: int) -> Record:
    """Raises RuleBroken for one that there is not."""
    kind: type[Any] = ROWS[of]
    row: Record | None = session.get(kind, number) if 0 < number < LARGEST else None
    if row is None:
        raise RuleBroken("没有编号为 {id} 的{what}。", id=number, what=_WHAT[of])
    return row


def require_of_incident(
    session: Session, kind: PaperKind, number: int, incident_id: int | None
) -> None:
    """Raises RuleBroken where a paper's record is another incident's."""
    of = RECORDS.get(kind)
    if of is not None and record_of(session, of, number).incident_id != incident_id:
        raise RuleBroken("所选的{what}不属于这个事件。", what=_WHAT[of])


def settled(session: Session, kind: str, subject: int, of: Subject) -> tuple[int, Subject]:
    """Of a kind that is of one record: the newest of the incident where an incident is named."""
    wanted = RECORDS.get(PaperKind(kind)) if kind in set(PaperKind) else None
    if wanted is None or of is not Subject.INCIDENT:
        return subject, of
    return newest(session, wanted, subject), wanted


def newest(session: Session, of: Subject, incident_id: int) -> int:
    """What still waits for an answer first. Raises RuleBroken where there is none."""
    rows = rows_of_incident(session, ROWS[of], incident_id)
    if not rows:
        raise RuleBroken(_NONE[of])
    waiting = [row for row in rows if isinstance(row, LiaisonRow) and row.answered_at is None]
    return (waiting or rows)[-1].id

"""Complaints that no longer belong behind a signal, and why, in words."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.late_dataclass import dataclass
from commandcenter.store.complaints.handling import among
from commandcenter.store.tables.complaints.complaint import BatchRow, ComplaintRow
from commandcenter.store.tables.journal import JournalLineRow
from commandcenter.store.tables.journal_image import JournalImageRow
from commandcenter.store.tables.watch.signal_complaint import SignalComplaintRow
from commandcenter.store.tables.watch.watch import SignalRow
from commandcenter.store.watch.stream_news import changed_complaints
from commandcenter.store.watch.streams import KINDS, MentionOf, keys_of

CORRECTED = "更正后不再属于本提示"


@dataclass(frozen=True, slots=True)
class Loss:
    signal_id: int
    complaints: tuple[int, ...]
    why: str


def withdrawn_rows(session: Session) -> list[Loss]:
    """Those that still stand behind a signal, but whose import is no longer whole."""
    rows = session.execute(
        select(SignalComplaintRow.signal_id, BatchRow, SignalComplaintRow.complaint_id)
        .join(ComplaintRow, ComplaintRow.id == SignalComplaintRow.complaint_id)
        .join(BatchRow, BatchRow.id == ComplaintRow.batch_id)
        .where(BatchRow.state != "closed")
        .order_by(SignalComplaintRow.signal_id, SignalComplaintRow.complaint_id)
    )
    return _losses((signal, _undone(batch), complaint) for signal, batch, complaint in rows)


def taken_along(session: Session, line: int) -> list[Loss]:
    """Those that went with their import after this line of the journal, by the images there."""
    image = JournalImageRow.__table__.c
    rows = session.execute(
        select(image.row_key, BatchRow)
        .join(JournalLineRow, JournalLineRow.number == image.line)
        .join(BatchRow, BatchRow.id == JournalLineRow.subject)
        .where(
            image.line > line, image.table_name == "signal_complaint", image.op == "delete",
            JournalLineRow.kind == "complaint", JournalLineRow.verb == "removed",
        )
        .order_by(image.id)
    )  # fmt: skip
    keys = [(key.split("/"), batch) for key, batch in rows]
    return _losses((int(key[0]), _undone(batch), int(key[1])) for key, batch in keys)


def _undone(batch: BatchRow) -> str:
    name = f"“{batch.file_name}”" if batch.file_name else ""
    why = f"（{batch.withdrawn_why}）" if batch.withdrawn_why else ""
    return f"导入{name}撤销{why}"


def strayed(
    session: Session,
    since: datetime,
    until: datetime,
    mentions: Callable[[Session], MentionOf],
) -> list[Loss]:
    """Those that were corrected, or put back, and are of another stream than the signal.

    `mentions`: as of the `Window`.
    """
    behind = SignalComplaintRow.__table__.c
    changed = changed_complaints(session, since, until)
    if not changed:
        return []
    rows = session.execute(
        select(behind.signal_id, SignalRow.stream, SignalRow.key, behind.complaint_id)
        .join(SignalRow, SignalRow.id == behind.signal_id)
        .where(among(behind.complaint_id, sorted(changed)), SignalRow.stream.in_(KINDS))
        .order_by(behind.signal_id, behind.complaint_id)
    ).all()
    keys = keys_of(session, {complaint for *_, complaint in rows}, mentions(session))
    return _losses(
        (signal, CORRECTED, complaint)
        for signal, stream, key, complaint in rows
        if keys[complaint].get(stream) != key
    )


def _losses(found: Iterable[tuple[int, str, int]]) -> list[Loss]:
    groups: dict[tuple[int, str], list[int]] = {}
    for signal, why, complaint in found:
        groups.setdefault((signal, why), []).append(complaint)
    return [Loss(signal, tuple(ids), why) for (signal, why), ids in groups.items()]
